// What the stand-ins for libraries have in common. Each has the shape of a library's types, and
// nothing of its code.
#pragma once
#include <coroutine>
#include <type_traits>
#include <utility>

namespace machinery {

template <class T> struct awaiter {
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>);
  T await_resume();
};

template <class Task> struct promise_base {
  Task get_return_object();
  std::suspend_always initial_suspend() noexcept;
  std::suspend_always final_suspend() noexcept;
  void unhandled_exception();
};
template <class Task, class T> struct promise : promise_base<Task> {
  template <class U> void return_value(U &&);
};
template <class Task> struct promise<Task, void> : promise_base<Task> {
  void return_void();
};

/// Can be moved, and is empty when it was made from nothing.
struct movable {
  movable();
  movable(movable &&) noexcept;
  movable &operator=(movable &&) noexcept;
  ~movable();
};

} // namespace machinery
