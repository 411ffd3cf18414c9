/// \file
/// What the promises of value_task and task have in common.
#ifndef VALUETASK_DETAIL_PROMISE_BASE_H
#define VALUETASK_DETAIL_PROMISE_BASE_H

#include <coroutine>
#include <cstddef>
#include <exception>
#include <type_traits>
#include <utility>
#include <valuetask/detail/awaitable.h>
#include <valuetask/detail/frame_pool.h>
#include <valuetask/detail/location.h>
#include <valuetask/detail/result_slot.h>

namespace valuetask::inline VALUETASK_MODE::detail {

/// Whether the awaiter of an A calls note_suspension itself, and only if it really suspends.
template <class A> inline constexpr bool notes_suspension = is_value_task<A> || is_task<A>;

/// GCC 12 copies an awaiter to which await_transform returns a reference: so give it an object that
/// it may copy.
template <class A> struct referring_awaiter {
  A &&awaiter;

  decltype(auto) await_ready() { return awaiter.await_ready(); }
  template <class Promise> decltype(auto) await_suspend(std::coroutine_handle<Promise> coroutine) {
    return awaiter.await_suspend(coroutine);
  }
  decltype(auto) await_resume() { return awaiter.await_resume(); }
};

/// Frames from the pool, an eager start, and one bit: has the body ever been suspended? As long as
/// it has not, it runs inside its caller, nobody else can hold the task, and completion needs no
/// atomic read-modify-write. That is what makes a synchronous completion cheap.
class promise_base {
public:
  static void *operator new(std::size_t size) { return frame_pool::allocate(size); }
  static void operator delete(void *frame, std::size_t size) noexcept {
    frame_pool::deallocate(frame, size);
  }

  std::suspend_never initial_suspend() const noexcept { return {}; }

  /// Changes nothing about what is awaited. Of a foreign awaitable it must be assumed that it
  /// suspends.
  template <class A> decltype(auto) await_transform(A &&a) noexcept {
    if constexpr (!notes_suspension<std::remove_cvref_t<A>>)
      was_suspended_ = true;
    if constexpr (refers && !has_member_co_await<A> && !has_free_co_await<A>) {
      return referring_awaiter<A>{static_cast<A &&>(a)};
    } else {
      return static_cast<A &&>(a);
    }
  }

  /// To be called before the coroutine's handle is given to anybody.
  void note_suspension() noexcept { was_suspended_ = true; }

protected:
  bool was_suspended() const noexcept { return was_suspended_; }

private:
#if defined(__clang__)
  static constexpr bool refers = false;
#else
  static constexpr bool refers = true;
#endif

  bool was_suspended_ = false;
};

/// Called by our awaiters, whatever coroutine awaits them.
template <class Promise> void note_suspension(std::coroutine_handle<Promise> waiter) noexcept {
  if constexpr (std::is_base_of_v<promise_base, Promise>)
    waiter.promise().note_suspension();
}

/// Keeps what the body returns or throws.
template <class T> class result_promise : public promise_base {
public:
  template <class U = T>
    requires gives<U, T>
  void return_value(U &&value) {
    slot_.emplace(std::forward<U>(value));
  }
  void unhandled_exception() noexcept { slot_.fail(std::current_exception()); }

  result_slot<T> &slot() noexcept { return slot_; }

private:
  result_slot<T> slot_;
};

template <> class result_promise<void> : public promise_base {
public:
  void return_void() { slot_.emplace(); }
  void unhandled_exception() noexcept { slot_.fail(std::current_exception()); }

  result_slot<void> &slot() noexcept { return slot_; }

private:
  result_slot<void> slot_;
};

/// Ends a coroutine: the promise says which one runs next.
struct final_awaiter {
  bool await_ready() const noexcept { return false; }
  template <class Promise>
  std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> ended) const noexcept {
    return Promise::complete(ended);
  }
  void await_resume() const noexcept {}
};

} // namespace valuetask::inline VALUETASK_MODE::detail

#endif
