/// \file
/// task<T>: the shared handle of a computation, awaited as often as one likes.
#ifndef VALUETASK_TASK_H
#define VALUETASK_TASK_H

#include <concepts>
#include <coroutine>
#include <exception>
#include <type_traits>
#include <utility>
#include <valuetask/detail/coroutine_attributes.h>
#include <valuetask/detail/task_awaiter.h>

namespace valuetask::inline VALUETASK_MODE {

namespace detail {
template <class T> class value_storage;
} // namespace detail

/// A shared handle to a running or completed computation: .NET's `Task<T>`, or an awaitable
/// `std::shared_future`.
///
/// Returned from a coroutine, or made with from_result(). All copies share one computation and one
/// result, which lives as long as any copy. Destroying the last copy does not stop the coroutine:
/// its body runs to its end. T is void, an lvalue reference, or a movable object type that is not
/// const.
///
/// Thread-safety: different threads may use different copies, and the const members of one copy,
/// including `co_await`. Assigning and destroying a copy requires exclusive access. Waiters are
/// resumed on the thread that completes the task, one after the other in the order of their awaits:
/// a waiter must not block until another one has run. A coroutine can be destroyed while it waits,
/// but not while another thread completes the task.
///
/// Needs one allocation (recycled per thread), and an atomic reference count per copy. A result can
/// be aligned to at most 64 bytes.
template <class T = void>
class [[nodiscard]] VALUETASK_DETAIL_COROUTINE_TYPE VALUETASK_DETAIL_ELIDABLE task {
  static_assert(detail::task_result<T>,
                "task<T>: T is void, an lvalue reference, or an object type that is not const");

  using location = detail::location;

public:
  /// Makes it a coroutine's return type ([coroutine.traits.primary]).
  using promise_type = detail::task_promise<T>;

  /// An empty handle: nothing but assigning, destroying and is_completed() is allowed.
  task() noexcept = default;
  /// Shares what `other` has. O(1).
  task(const task &other) noexcept : state_(other.state_) {
    if (state_ != nullptr)
      state_->add_reference();
  }
  /// Leaves `other` empty.
  task(task &&other) noexcept : state_(std::exchange(other.state_, nullptr)) {}
  /// Drops what this has, and shares or takes over what `other` has. O(1).
  task &operator=(task other) noexcept {
    std::swap(state_, other.state_);
    return *this;
  }
  ~task() {
    if (state_ != nullptr)
      state_->release();
  }

  /// A completed task. `Task.FromResult` in .NET. As in .NET, a `bool`, an integer from -1 to 8 and
  /// `void` need no allocation. Throws what making a T throws, and std::bad_alloc.
  template <class U = T>
    requires detail::gives<U, T>
  VALUETASK_CORO_WRAPPER static task from_result(U &&value,
                                                 location created = location::current()) {
    return task(created, std::forward<U>(value));
  }
  /// The same where there is no value.
  VALUETASK_CORO_WRAPPER static task from_result(location created = location::current())
    requires std::is_void_v<T>
  {
    return task(created);
  }

  /// A task that has failed with `error`, without a coroutine that throws it. `Task.FromException`
  /// in .NET. Precondition: `error` is not null; ends the program otherwise. May throw
  /// std::bad_alloc. O(1).
  VALUETASK_CORO_WRAPPER static task from_exception(std::exception_ptr error,
                                                    location created = location::current()) {
    task failed(detail::task_state<T>::create_failed(std::move(error)));
    detail::profile_mark::made<task>(created, true, sizeof(*failed.state_));
    return failed;
  }

  /// Whether there is a result or an exception; false for an empty one. Never blocks. O(1).
  bool is_completed() const noexcept { return state_ != nullptr && state_->waiters().is_closed(); }

  /// Whether there is a result. O(1).
  bool is_completed_successfully() const noexcept {
    return is_completed() && state_->slot().has_value();
  }

  /// The result, or throws the exception. Precondition: is_completed(); ends the program otherwise,
  /// since unlike .NET's `Task.Result` it does not block (sync_wait does).
  std::add_lvalue_reference_t<const T> result() const & { return slot().get(); }

  /// The same by value, as the reference would dangle.
  T result() const && { return static_cast<T>(slot().get()); }

  // The types are named, so that asking whether a task can be awaited compiles no more than that.

  /// Waits for the result, or throws the exception. The reference is valid as long as any copy
  /// lives.
  detail::task_awaiter<T, std::add_lvalue_reference_t<const T>>
  operator co_await() const & noexcept {
    return detail::task_awaiter<T, std::add_lvalue_reference_t<const T>>(state_);
  }

  /// The same by value, as the reference would dangle.
  detail::task_awaiter<T, T> operator co_await() const && noexcept {
    return detail::task_awaiter<T, T>(state_);
  }

private:
  friend promise_type;
  friend detail::value_storage<T>;

  /// Takes over a reference.
  explicit task(detail::task_state<T> *state) noexcept : state_(state) {}

  template <class... U>
  explicit task(location created, U &&...value) : state_(create(std::forward<U>(value)...)) {
    detail::profile_mark::made<task>(created, true, state_->is_permanent() ? 0 : sizeof(*state_));
  }

  template <class... U> static detail::task_state<T> *create(U &&...value) {
    if constexpr (detail::common_results<T>::has_any) {
      const detail::stored<T> result(std::forward<U>(value)...);
      if (auto *const common = detail::common_results<T>::find(result))
        return common;
      return detail::task_state<T>::create_completed(result);
    } else {
      return detail::task_state<T>::create_completed(std::forward<U>(value)...);
    }
  }

  detail::result_slot<T> &slot() const noexcept {
    if (!is_completed())
      detail::precondition_failed("task::result() called before the task completed",
                                  "co_await it, or use valuetask::sync_wait");
    return state_->slot();
  }

  detail::task_state<T> *state_ = nullptr;
};

namespace detail {

template <class T>
VALUETASK_DETAIL_RETURN_OBJECT task<T> task_promise<T>::get_return_object(location created) {
  mark_.template begin<task<T>>(created, handle::from_promise(*this).address());
  frame_.begin(created, handle::from_promise(*this).address());
  return task<T>(this);
}

} // namespace detail

} // namespace valuetask::inline VALUETASK_MODE

#endif
