// A coroutine may end with a co_yield after which nobody resumes it.
// RUN: %both %s | %match %s
#include <coroutine>
#include <utility>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();

struct ends_here {
  bool await_ready() noexcept;
  void await_suspend(std::coroutine_handle<>) noexcept;
  [[noreturn]] void await_resume() noexcept;
};
struct result {
  int value;
};
template <class T> struct lazy {
  struct promise_type {
    lazy get_return_object();
    std::suspend_always initial_suspend() noexcept;
    ends_here final_suspend() noexcept;
    ends_here yield_value(result);
    void return_value(T);
    void unhandled_exception();
  };
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  T await_resume();
};
template <class T> lazy<int> wrapped(T &&work);

lazy<int> consumed_by_a_lambda() {
  auto value = load();
  co_await wrapped([&]() -> lazy<int> { co_yield result{co_await std::move(value)}; }());
  value = load();
  co_await wrapped([&]() -> lazy<int> { co_yield result{co_await std::move(value)}; }());
  co_return 0;
}

lazy<int> consumed_in_a_yield() {
  auto value = load();
  co_yield result{co_await value};
}

lazy<int> forgotten_before_a_yield() {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:16: note: did you forget 'co_await'?
  co_yield result{0};
}

// Who moves it to a function that is seen to do nothing with it means that to take it.
template <class T> void ignore(T &&) {}
void given_away_to_nobody() {
  auto value = load();
  ignore(std::move(value));
}
