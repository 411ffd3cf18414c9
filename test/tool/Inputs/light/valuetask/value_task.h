#ifndef VALUETASK_TEST_LIGHT_VALUE_TASK_H
#define VALUETASK_TEST_LIGHT_VALUE_TASK_H
#include <valuetask/task.h>

namespace valuetask {
namespace detail {
template <class T> struct value_of {
  using type = T;
};
template <> struct value_of<void> {
  class type {};
};
} // namespace detail

template <class T = void> class [[nodiscard, clang::annotate("valuetask::single_await")]] value_task {
public:
  struct promise_type : detail::promise<value_task, T> {};
  value_task() = default;
  value_task(typename detail::value_of<T>::type);
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
