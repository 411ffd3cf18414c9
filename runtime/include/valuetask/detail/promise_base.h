/// \file
/// What the promises of value_task and task have in common.
#ifndef VALUETASK_DETAIL_PROMISE_BASE_H
#define VALUETASK_DETAIL_PROMISE_BASE_H

#include <concepts>
#include <coroutine>
#include <cstddef>
#include <type_traits>
#include <utility>
#include <valuetask/detail/awaitable.h>
#include <valuetask/detail/coroutine_attributes.h>
#include <valuetask/detail/frame_pool.h>
#include <valuetask/detail/live_frame.h>
#include <valuetask/detail/profile_mark.h>
#include <valuetask/detail/result_slot.h>
#include <valuetask/detail/waiter_list.h>

namespace valuetask::inline VALUETASK_MODE::detail {

/// Frames from the pool, an eager start, and the knowledge whether the body was ever suspended. As
/// long as it was not, it runs inside its caller, nobody else can hold the task, and completion
/// needs nothing that is safe for threads. That is what makes a synchronous completion cheap.
///
/// A promise has note_suspension(), to be called before its handle is given to anybody.
class promise_base {
public:
  // GCC 12 warns of a mismatch where it inlines only one of the two.
#if VALUETASK_CHECKED
  [[gnu::noinline]]
#endif
  static void *operator new(std::size_t size) {
    void *const frame = frame_pool::allocate(live_frame::size_with_record(size));
    profile_mark::note_allocation(frame, size);
    live_frame::enter(frame, size);
    return frame;
  }
#if VALUETASK_CHECKED
  [[gnu::noinline]]
#endif
  static void operator delete(void *frame, std::size_t size) noexcept {
    live_frame::leave(frame, size);
    frame_pool::deallocate(frame, live_frame::size_with_record(size));
  }

  std::suspend_never initial_suspend() const noexcept { return {}; }

  /// Changes nothing about what is awaited.
  template <class A> decltype(auto) await_transform(A &&awaited);
};

/// Called by awaiters, whatever coroutine awaits them.
template <class Promise> void note_suspension(std::coroutine_handle<Promise> waiter) noexcept {
  if constexpr (std::derived_from<Promise, promise_base>)
    waiter.promise().note_suspension();
}

/// Whether an awaiter takes a coroutine of any library, and so one of ours. Asio's do not: await
/// `co_spawn(executor, an_awaitable(), use_value_task)` there.
template <class Awaiter, class Promise>
concept for_coroutines_of_any_library =
    requires(Awaiter &awaiter, std::coroutine_handle<Promise> coroutine) {
      awaiter.await_suspend(coroutine);
    };

/// Whether an awaiter is one of ours, which wants to know where it is awaited.
template <class Awaiter>
concept asks_place = requires(Awaiter &awaiter, const location &here) {
  { awaiter.await_ready(here) } -> std::same_as<bool>;
};

/// Awaits what is not ours, and notes the suspension on its behalf.
template <class A> class foreign_awaiter {
  using awaiter = decltype(get_awaiter(std::declval<A>()));

public:
  explicit foreign_awaiter(A &&awaited) : awaiter_(get_awaiter(static_cast<A &&>(awaited))) {}

  decltype(auto) await_ready()
    requires(!asks_place<awaiter>)
  {
    return awaiter_.await_ready();
  }
  // At the place of the `co_await`, where one of ours is inside.
  decltype(auto) await_ready(location here = location::current())
    requires asks_place<awaiter>
  {
    return awaiter_.await_ready(here);
  }
  template <class Promise>
    requires for_coroutines_of_any_library<awaiter, Promise>
  VALUETASK_DETAIL_SUSPENDS decltype(auto) await_suspend(std::coroutine_handle<Promise> coroutine) {
    note_suspension(coroutine);
    return awaiter_.await_suspend(coroutine);
  }
  decltype(auto) await_resume() {
    ready_queue::note_resumed_from_outside();
    return awaiter_.await_resume();
  }

private:
  awaiter awaiter_;
};

/// Awaits at a place that the caller tells.
template <class A> class placed_awaiter {
  using awaiter = decltype(get_awaiter(std::declval<A>()));

public:
  placed_awaiter(A &&awaited, location here)
      : awaiter_(get_awaiter(static_cast<A &&>(awaited))), here_(here) {}

  decltype(auto) await_ready() { return awaiter_.await_ready(); }
  decltype(auto) await_ready()
    requires asks_place<awaiter>
  {
    return awaiter_.await_ready(here_);
  }
  template <class Promise>
    requires for_coroutines_of_any_library<awaiter, Promise>
  VALUETASK_DETAIL_SUSPENDS decltype(auto) await_suspend(std::coroutine_handle<Promise> coroutine) {
    return awaiter_.await_suspend(coroutine);
  }
  decltype(auto) await_resume() { return awaiter_.await_resume(); }

private:
  awaiter awaiter_;
  [[no_unique_address]] location here_;
};

/// In place of what can't be awaited, so that one error says so and no others follow from it.
struct nothing_awaitable : std::suspend_never {
  struct anything {
    template <class T> operator T() const;
  };
  anything await_resume() const noexcept { return {}; }
};

template <class A> decltype(auto) promise_base::await_transform(A &&awaited) {
  if constexpr (!awaitable<A>) {
    static_assert(never<A>,
                  "co_await: this cannot be awaited: it has neither operator co_await nor "
                  "await_ready(), await_suspend() and await_resume()");
    return nothing_awaitable();
  } else if constexpr (is_value_task<std::remove_cvref_t<A>> || is_task<std::remove_cvref_t<A>>) {
    // Ours note it themselves, and only if they really suspend.
    return static_cast<A &&>(awaited);
  } else {
    return foreign_awaiter<A>(static_cast<A &&>(awaited));
  }
}

/// Ends a coroutine.
struct final_awaiter {
  bool is_over; ///< the frame goes at once; otherwise the promise says who runs next

  bool await_ready() const noexcept { return is_over; }
  template <class Promise>
  VALUETASK_DETAIL_SUSPENDS std::coroutine_handle<>
  await_suspend(std::coroutine_handle<Promise> ended) const noexcept {
    return Promise::complete(ended);
  }
  void await_resume() const noexcept {}
};

/// Adds to a promise what its body ends with: `Promise` has give(value...) and fail().
template <class Promise, class T> class result_promise : public promise_base {
public:
  template <class U = T>
    requires gives<U, T>
  void return_value(U &&value) {
    static_cast<Promise *>(this)->give(std::forward<U>(value));
  }
};

template <class Promise> class result_promise<Promise, void> : public promise_base {
public:
  void return_void() { static_cast<Promise *>(this)->give(); }
};

} // namespace valuetask::inline VALUETASK_MODE::detail

#endif
