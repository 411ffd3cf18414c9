// Stand-ins for the runtime's types, for tests that are about the checker and not about the rules: a compiler reads them in a
// fifth of the time.
#ifndef VALUETASK_TEST_LIGHT_TASK_H
#define VALUETASK_TEST_LIGHT_TASK_H
#include <coroutine>

namespace valuetask {
namespace detail {
template <class T> struct returns {
  void return_value(T) {}
};
template <> struct returns<void> {
  void return_void() {}
};
template <class Task, class T> struct promise : returns<T> {
  Task get_return_object() { return {}; }
  std::suspend_never initial_suspend() noexcept { return {}; }
  std::suspend_never final_suspend() noexcept { return {}; }
  void unhandled_exception() {}
};
} // namespace detail

template <class T = void> class [[nodiscard]] task {
public:
  struct promise_type : detail::promise<task, T> {};
  bool await_ready() const { return is_completed(); }
  void await_suspend(std::coroutine_handle<>) const;
  T await_resume() const;
  bool is_completed() const;
  T result() const;
};
} // namespace valuetask
#endif
