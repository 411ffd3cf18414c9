// Types that only an option names: what is dropped never runs.
// RUN: %both --types 'lib::lazy' %s | %match %s
// RUN: %both %s | %count 0
#include <coroutine>
#include <utility>
#include <vector>

namespace lib {

template <class T> struct lazy {
  struct promise_type {
    lazy get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void return_value(T);
    void unhandled_exception();
  };
  lazy(lazy &&);
  lazy(decltype(nullptr));
  lazy &operator=(lazy &&);
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  T await_resume();
  void start();
  bool ready() const;
};

template <class T> T sync(lazy<T> &&work);

} // namespace lib

lib::lazy<int> load(int key);
template <class... T> void spawn(T &&...work);

lib::lazy<int> dropped() {
  load(1);
// CHECK: :[[#@LINE-1]]:3: warning: the 'lazy' returned by 'load' is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:3: note: did you forget 'co_await'?
  co_return 0;
}

lib::lazy<int> forgotten() {
  auto value = load(1);
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'lazy' that is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:16: note: did you forget 'co_await'?
  co_return 0;
}

lib::lazy<int> on_one_path(bool wanted) {
  auto value = load(1);
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'lazy' that is not awaited on every path; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:7: note: 'wanted' is false here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path
  if (wanted)
    co_return co_await std::move(value);
  co_return 0;
}

void plain_function() {
  load(1);
// CHECK: :[[#@LINE-1]]:3: warning: the 'lazy' returned by 'load' is never consumed; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:3: note: consume it, or pass it to a function that does
}

// Correct.
void started() {
  auto value = load(1);
  value.start();
}

void handed_over() {
  auto value = load(1);
  spawn(std::move(value), load(2));
  auto other = load(3);
  (void)lib::sync(std::move(other));
}

lib::lazy<int> awaited() {
  auto value = load(1);
  co_return co_await std::move(value) + co_await load(2);
}

// Null is empty, and what is filled then is to be consumed.
lib::lazy<int> empty_first(bool now) {
  lib::lazy<int> work = nullptr;
  if (now) {
    work = load(1);
    co_return co_await work;
  }
  co_return 0;
}

lib::lazy<int> filled_and_forgotten(bool now) {
  lib::lazy<int> work = nullptr;
// CHECK: :[[#@LINE-1]]:18: warning: 'work' is a 'lazy' that is not awaited on every path; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE+3]]:8: note: 'work' gets a new value here
// CHECK: :[[#@LINE+3]]:7: note: 'now' is false here
// CHECK: :[[#@LINE-4]]:18: note: 'co_await' it on every path
  work = load(1);
  if (now)
    co_return co_await work;
  co_return 0;
}

// Who drives it by hand consumes it, in two calls.
int by_hand() {
  auto work = load(1);
  work.await_suspend(std::noop_coroutine());
  return work.await_resume();
}
