// What the profile justifies, what it can't know, and what isn't its author's choice.
// RUN: %both --profile=%S/Inputs/correct.json %s | %match %s
#include <valuetask/annotations.h>
#include <valuetask/source.h>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> hot(int key) { return key; }
value_task<int> exactly_half(int key) { return key; }
// Called, but too seldom to say anything.
value_task<int> seldom(int key) { return key; }
// It returned a task when it was measured.
value_task<int> switched(int key) { return key; }

// What is passed on is counted where it is made.
value_task<int> passes_on(int key) { return hot(key); }
value_task<int> sometimes_passes_on(int key) { return key ? hot(key) : value_task<int>(1); }
value_task<int> of_a_variable(int key) {
  value_task<int> result = hot(key);
  return result;
}
value_task<int> of_a_source(valuetask::source<int> &numbers) { return numbers.get(); }

// Which one was measured isn't clear.
value_task<int> ambiguous(int) { return 1; }
value_task<int> ambiguous(char) { return 1; }

// GCC names a specialisation as its template.
template <class T> value_task<T> special(T x) { return x; }
template <> value_task<char> special<char>(char x) { return x; }
value_task<int> instantiated() { return special(1); }

// It was in another namespace when it was measured.
namespace now {
value_task<int> moved(int key) { return key; }
} // namespace now

struct compared {
  value_task<bool> operator<(const compared &) const { return true; }
};

struct base {
  virtual ~base() = default;
  virtual value_task<int> overridden() { return 1; }
};
struct derived : base {
  value_task<int> overridden() override { return 1; }
};

value_task<int> declared(int key);
template <class T> value_task<T> not_instantiated(T x) { return x; }
task<int> shared() { co_return 1; }

// The runtime counts its own types.
struct VALUETASK_SINGLE_AWAIT once {};
once other() { return {}; }

int uses() {
  // What is within a function may have another name in the profile.
  auto lambda = [](int key) -> value_task<int> {
    struct inner {
      static value_task<int> make(int key) { return key; }
    };
    return inner::make(key);
  };
  struct local {
    value_task<int> make(int key) { return key; }
  };
  return lambda(1).result() + local().make(1).result();
}

// The control: a mistake that is found. Without it, a file that is not analysed would pass.
value_task<int> control(int key) { return key; }
// CHECK: :[[#@LINE-1]]:17: warning: 'control' {{.*}} [valuetask-unprofiled]
// CHECK: :[[#@LINE-2]]:17: note: return 'task<int>' until a profile shows that a 'value_task' pays
