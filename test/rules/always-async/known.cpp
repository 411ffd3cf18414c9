// KNOWN: functions that always suspend and are not found.
// RUN: %both %s | %match %s
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

// KNOWN: a function of a file that the run doesn't have, which isn't annotated.
task<int> of_another_file();
value_task<int> elsewhere() { co_return co_await of_another_file(); }

// KNOWN: virtual functions, whose return type isn't their own choice.
struct client {
  virtual ~client() = default;
  virtual value_task<int> get() { co_return co_await network{}; }
};

// KNOWN: types that start lazily: that they suspend is what they are for.
struct [[clang::annotate("valuetask::single_await")]] lazy {
  struct promise_type {
    lazy get_return_object();
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void();
    void unhandled_exception();
  };
};
lazy started_when_awaited() { co_await network{}; }

// The control: a mistake that is found. Without it, a file that is not analysed would pass.
value_task<int> control() { co_return co_await network{}; }
// CHECK: :[[#@LINE-1]]:17: warning: 'control' {{.*}} [valuetask-always-async]
// CHECK: :[[#@LINE-2]]:39: note: always suspends here: 'await_ready' of 'network' never returns true
// CHECK: :[[#@LINE-3]]:17: note: return 'task<int>'
