// KNOWN: functions of types that only an option names. Such a type may start lazily, and then suspends by design.
// RUN: %both --types=lib::eager %s | %count 0
#include <coroutine>

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
