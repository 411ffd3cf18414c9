// KNOWN: a type that only an option names may be lazy: it does nothing before it is awaited, and may be held.
// RUN: %both --types 'lib::lazy' %s | %match %s
// RUN: %both --types 'lib::lazy' --checks=valuetask-double-await %s | %FileCheck %s --check-prefix=OPTION
#include <coroutine>
#include <utility>

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
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  T await_resume();
};

} // namespace lib

lib::lazy<int> load(int key);

lib::lazy<int> held() {
  auto left = load(1), right = load(2);
  int sum = co_await std::move(left);
  co_return sum + co_await std::move(right);
}

lib::lazy<int> held_across_another() {
  auto value = load(1);
  co_await std::suspend_always{};
  co_return co_await std::move(value);
}

// The control of the option: the type is known by it, and another rule finds its mistakes.
lib::lazy<int> control_of_the_option() {
  auto value = load(1);
  int sum = co_await std::move(value);
  co_return sum + co_await std::move(value);
// OPTION: :[[#@LINE-1]]:{{[0-9]+}}: warning: 'value' {{.*}} [valuetask-double-await]
}

// The control: a type that says of itself that it must be consumed at once.
template <class T> struct [[clang::annotate("valuetask::single_await")]] annotated : lib::lazy<T> {
  annotated(annotated &&);
};
annotated<int> load_annotated();

lib::lazy<int> control() {
  auto value = load_annotated();
  co_await std::suspend_always{};
  co_return co_await std::move(value);
// CHECK: :[[#@LINE-1]]:13: warning: 'value' {{.*}} [valuetask-delayed-await]
// CHECK: :[[#@LINE-3]]:3: note: the coroutine suspends here
// CHECK: :[[#@LINE-3]]:13: note: await it before the other suspension
}
