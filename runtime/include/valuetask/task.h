/// \file
/// task<T>: the shared handle of a computation, awaited as often as one likes.
#ifndef VALUETASK_TASK_H
#define VALUETASK_TASK_H

#include <concepts>
#include <coroutine>
#include <type_traits>
#include <utility>
#include <valuetask/detail/task_awaiter.h>

namespace valuetask::inline VALUETASK_MODE {

namespace detail {
template <class T> class value_storage;
} // namespace detail

/// A computation that has been started, and its result: .NET's `Task<T>`, or a `std::shared_future`
/// that can be awaited.
///
/// Returned from a coroutine, or made with from_result(). Copies share one computation and one
/// result, which lives as long as any of them. Dropping the last copy stops nothing: the body runs
/// on. T is void, an lvalue reference, or a movable object type that is not const.
///
/// Thread-safety: different copies may be used on different threads, and so may the const members
/// of one copy, `co_await` among them. Assigning and destroying a copy needs it to oneself. Waiters
/// are resumed on the thread that completes the task, one after another in the order in which they
/// came: one must not block until another one has run. A coroutine must not be destroyed while it
/// waits.
///
/// Costs one allocation (recycled per thread), and an atomic reference count a copy.
template <class T = void> class [[nodiscard]] task {
  static_assert(detail::task_result<T>,
                "task<T>: T is void, an lvalue reference, or an object type that is not const");

public:
  using promise_type = detail::task_promise<T>;

  /// An empty handle: nothing but assigning, destroying and is_completed() is allowed.
  task() noexcept = default;
  task(const task &other) noexcept : frame_(other.frame_) {
    if (frame_)
      frame_.promise().add_reference();
  }
  /// Leaves `other` empty.
  task(task &&other) noexcept : frame_(std::exchange(other.frame_, nullptr)) {}
  task &operator=(task other) noexcept {
    std::swap(frame_, other.frame_);
    return *this;
  }
  ~task() {
    if (frame_)
      promise_type::release(frame_);
  }

  /// A completed task. `Task.FromResult` in .NET. May throw std::bad_alloc; if making the T throws,
  /// the task holds that exception.
  template <class U = T>
    requires detail::gives<U, T>
  static task from_result(U &&value) {
    co_return std::forward<U>(value);
  }
  static task from_result()
    requires std::is_void_v<T>
  {
    co_return;
  }

  /// Whether there is a result or an exception; false for an empty one. Never blocks. O(1).
  bool is_completed() const noexcept { return frame_ && frame_.promise().waiters().is_closed(); }

  /// Whether there is a result. O(1).
  bool is_completed_successfully() const noexcept {
    return is_completed() && frame_.promise().slot().has_value();
  }

  /// The result, or throws the exception. Precondition: is_completed(); ends the program otherwise,
  /// since unlike .NET's `Task.Result` it does not block (sync_wait does).
  std::add_lvalue_reference_t<const T> result() const & { return slot().get(); }

  /// The same by value, as the reference would dangle.
  T result() const && { return static_cast<T>(slot().get()); }

  /// Waits for the result, or throws the exception. The reference is good as long as any copy
  /// lives.
  auto operator co_await() const & noexcept {
    return detail::task_awaiter<T, std::add_lvalue_reference_t<const T>>(frame_);
  }

  /// The same by value, as the reference would dangle.
  auto operator co_await() const && noexcept {
    static_assert(!std::is_object_v<T> || std::copy_constructible<T>,
                  "awaiting a temporary task gives a copy, and this result cannot be copied: keep "
                  "the task in a variable and await that");
    return detail::task_awaiter<T, T>(frame_);
  }

private:
  friend promise_type;
  friend detail::value_storage<T>;
  explicit task(typename promise_type::handle frame) noexcept : frame_(frame) {}

  detail::result_slot<T> &slot() const noexcept {
    if (!is_completed())
      detail::precondition_failed("task::result() before the task completed: co_await it, or use "
                                  "valuetask::sync_wait");
    return frame_.promise().slot();
  }

  typename promise_type::handle frame_ = nullptr;
};

template <class T> task<T> detail::task_promise<T>::get_return_object() noexcept {
  return task<T>(handle::from_promise(*this));
}

} // namespace valuetask::inline VALUETASK_MODE

#endif
