// KNOWN: functions for which a value_task would pay, and that are not reported.
// RUN: %both --profile=%S/Inputs/known.json %s | %match %s
#include <valuetask/sync_wait.h>
#include <valuetask/value_task.h>
#include <valuetask/when_all.h>

using valuetask::task;

namespace {

// KNOWN: a template's return type depends on what its users need.
template <class T> task<T> a_template(T x) { co_return x; }

// KNOWN: when_all takes a value_task as well.
task<int> combined() { co_return 1; }

// KNOWN: a template that isn't instantiated mentions the name, though of another thing.
struct client {
  task<int> get() { co_return 1; }
};
template <class T> auto unused(T x) { return x.get(); }

// KNOWN: a call of what a function passes on may be counted for another caller: 900 of the calls of
// load are of somebody else, but are taken for calls that went through here.
task<int> load() { co_return 1; }
task<int> passes_on(bool hit) {
  if (hit)
    return task<int>::from_result(1000);
  return load();
}

// KNOWN: a virtual function.
struct server {
  virtual ~server() = default;
  virtual task<int> answer() { co_return 1; }
};

// KNOWN: how often what a variable holds was complete at once isn't known: nobody counts where it is returned.
task<int> of_a_variable(bool hit) {
  if (hit)
    return task<int>::from_result(1000);
  auto other = load();
  return other;
}

task<int> uses() {
  auto [one, two] = co_await valuetask::when_all(combined(), combined());
  co_return one + two + co_await a_template(1) + co_await client().get() + co_await passes_on(true) + co_await load() +
      co_await server().answer() + co_await of_a_variable(true);
}

} // namespace

// KNOWN: what other units do with a function that they can see, one unit doesn't know.
task<int> external() { co_return 1; }

int main() { return valuetask::sync_wait(uses()) + valuetask::sync_wait(external()); }

// The control: a mistake that is found. Without it, a file that is not analysed would pass.
namespace {
task<int> control() { co_return 1; }
// CHECK: :[[#@LINE-1]]:11: warning: 'control' {{.*}} [valuetask-prefer-value-task]
// CHECK: :[[#@LINE-2]]:1: note: every caller awaits it once, immediately: returning 'value_task<int>' saves reference counting, but no allocation
task<int> uses_control() { co_return co_await control(); }
} // namespace
