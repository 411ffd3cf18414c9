// KNOWN: functions that always suspend and are not found.
// RUN: %both %s | %count 0
#include <coroutine>
#include <valuetask/value_task.h>
#include <valuetask/when_all.h>

using valuetask::task;
using valuetask::value_task;

struct network {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> waiting);
  int await_resume();
};

task<int> fetch() { co_return co_await network{}; }

// KNOWN: what a combinator does with its arguments.
value_task<int> combined() {
  auto [one, two] = co_await valuetask::when_all(fetch(), fetch());
  co_return one + two;
}

// KNOWN: a task that a variable holds, though nothing happens before it is awaited or handed on.
value_task<int> variable() {
  task<int> started = fetch();
  return started;
}

// KNOWN: conditions are not looked at, so that a path that can't run counts.
value_task<int> correlated(bool once) {
  if (once)
    co_await network{};
  if (!once)
    co_await network{};
  co_return 1;
}

// KNOWN: lambdas, whose return type is mostly the choice of what they are passed to.
auto lambda = []() -> value_task<int> { co_return co_await network{}; };
