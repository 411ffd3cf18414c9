// KNOWN: value_tasks that the profile doesn't justify, and that are not reported.
// RUN: %both --profile=%S/Inputs/known.json %s | %match %s
#include <valuetask/annotations.h>
#include <valuetask/value_task.h>

using valuetask::value_task;

value_task<int> hot(int key) { return key; }

// KNOWN: never called, but it would not be in the profile if it were: what it returns is made, and counted,
// in hot.
value_task<int> passes_on(int key) { return hot(key); }

// KNOWN: never called, but which overload the entry is of can't be told.
value_task<int> ambiguous(int) { return 1; }
value_task<int> ambiguous(char) { return 1; }

// KNOWN: called too seldom to say anything, though never complete at once.
value_task<int> seldom(int key) { return key; }

// KNOWN: virtual functions and lambdas, whose return type isn't their own choice.
struct client {
  virtual ~client() = default;
  virtual value_task<int> get() { return 1; }
};
auto lambda = [] { return value_task<int>(1); };

// KNOWN: other types than the runtime's own are in no profile.
struct VALUETASK_SINGLE_AWAIT once {};
once other_types() { return {}; }

// The control: a mistake that is found. Without it, a file that is not analysed would pass.
value_task<int> control(int key) { return key; }
// CHECK: :[[#@LINE-1]]:17: warning: 'control' {{.*}} [valuetask-unprofiled]
// CHECK: :[[#@LINE-2]]:17: note: return 'task<int>' until a profile shows that a 'value_task' pays
