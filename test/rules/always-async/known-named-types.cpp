// KNOWN: functions of types that only an option names. Such a type may start lazily, and then suspends by design.
// RUN: %both --types=lib::eager %s | %match %s
// RUN: %both --types=lib::eager --checks=valuetask-double-await %s | %FileCheck %s --check-prefix=OPTION
#include <coroutine>
#include <utility>

namespace lib {

struct eager {
  struct promise_type {
    eager get_return_object();
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void();
    void unhandled_exception();
  };
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  void await_resume() &&;
};

} // namespace lib

lib::eager always() { co_await std::suspend_always{}; }

// The control of the option: the type is known by it, and another rule finds its mistakes.
lib::eager load();
void control_of_the_option() {
  auto value = load();
  std::move(value).await_resume();
  std::move(value).await_resume();
// OPTION: :[[#@LINE-1]]:{{[0-9]+}}: warning: 'value' {{.*}} [valuetask-double-await]
}

// The control: a type that says of itself that it must be consumed at once.
struct [[clang::annotate("valuetask::single_await")]] annotated {
  struct promise_type {
    annotated get_return_object();
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void();
    void unhandled_exception();
  };
};
annotated control() { co_await std::suspend_always{}; }
// CHECK: :[[#@LINE-1]]:11: warning: 'control' {{.*}} [valuetask-always-async]
// CHECK: :[[#@LINE-2]]:23: note: always suspends here: 'await_ready' of 'suspend_always' never returns true
// CHECK: :[[#@LINE-3]]:11: note: return a task
