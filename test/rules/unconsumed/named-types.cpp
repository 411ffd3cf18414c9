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
// CHECK: :[[#@LINE-1]]:3: warning: the 'lazy<int>' that 'load' returns is dropped, so that its result and its error are lost; did you mean 'co_await load(1)'? [valuetask-unconsumed]
  co_return 0;
}

lib::lazy<int> forgotten() {
  auto value = load(1);
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'lazy<int>' that is never consumed, so that its result and its error are lost; did you mean 'co_await load(1)'? [valuetask-unconsumed]
  co_return 0;
}

lib::lazy<int> on_one_path(bool wanted) {
  auto value = load(1);
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'lazy<int>' that is not consumed on every path, so that its result and its error are lost; 'co_await' it [valuetask-unconsumed]
// CHECK: :[[#@LINE+1]]:7: note: 'wanted' is false here
  if (wanted)
    co_return co_await std::move(value);
  co_return 0;
}

void plain_function() {
  load(1);
// CHECK: :[[#@LINE-1]]:3: warning: the 'lazy<int>' that 'load' returns is dropped, so that its result and its error are lost; consume it, or give it to a function that takes it over [valuetask-unconsumed]
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
// CHECK: :[[#@LINE-1]]:18: warning: 'work' is a 'lazy<int>' that is not consumed on every path, so that its result and its error are lost; 'co_await' it [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:8: note: 'work' is filled here
// CHECK: :[[#@LINE+2]]:7: note: 'now' is false here
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
