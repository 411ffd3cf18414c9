// KNOWN: functions for which a value_task would pay, and that are not reported.
// RUN: %both --profile=%S/Inputs/known.json %s | %count 0
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

task<int> uses() {
  auto [one, two] = co_await valuetask::when_all(combined(), combined());
  co_return one + two + co_await a_template(1) + co_await client().get() + co_await passes_on(true) + co_await load();
}

} // namespace

int main() { return valuetask::sync_wait(uses()); }
