#ifndef VALUETASK_TEST_LIGHT_VALUE_TASK_H
#define VALUETASK_TEST_LIGHT_VALUE_TASK_H
#include <valuetask/task.h>

namespace valuetask {
template <class T = void> class [[nodiscard, clang::annotate("valuetask::single_await")]] value_task {
public:
  struct promise_type : detail::promise<value_task, T> {};
  value_task() = default;
  value_task(value_task &&) = default;
  value_task &operator=(value_task &&) = default;
  bool await_ready() const { return is_completed(); }
  void await_suspend(std::coroutine_handle<>);
  T await_resume();
  bool is_completed() const;
  bool is_completed_successfully() const;
  [[clang::annotate("valuetask::consumes")]] T result();
  [[clang::annotate("valuetask::consumes")]] task<T> as_task();
};
} // namespace valuetask
#endif
