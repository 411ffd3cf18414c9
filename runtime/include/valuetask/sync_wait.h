/// \file
/// sync_wait(): blocks a thread until an awaitable has its result.
#ifndef VALUETASK_SYNC_WAIT_H
#define VALUETASK_SYNC_WAIT_H

#include <condition_variable>
#include <exception>
#include <mutex>
#include <type_traits>
#include <utility>
#include <valuetask/detail/detached_coroutine.h>
#include <valuetask/value_task.h>

namespace valuetask::inline VALUETASK_MODE {
namespace detail {

/// Set once, waited for once.
class event {
public:
  // Notifies under the lock: the waiter destroys the event as soon as it can see that it is set.
  void set() noexcept {
    const std::lock_guard lock(mutex_);
    is_set_ = true;
    changed_.notify_one();
  }

  void wait() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return is_set_; });
  }

private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_set_ = false;
};

/// All three live in the waiting function, which may return as soon as `done` is set.
template <class A, class T>
detached_coroutine drive(A &&awaited, location here, result_slot<T> &slot, event &done) {
  try {
    if constexpr (std::is_void_v<T>) {
      co_await placed_awaiter<A>(static_cast<A &&>(awaited), here);
      slot.emplace();
    } else {
      slot.emplace(co_await placed_awaiter<A>(static_cast<A &&>(awaited), here));
    }
  } catch (...) {
    slot.fail(std::current_exception());
  }
  done.set();
}

template <class T, class A> T block_on(A &&awaited, location here) {
  result_slot<T> slot;
  event done;
  drive<A, T>(static_cast<A &&>(awaited), here, slot, done);
  done.wait();
  return slot.take();
}

} // namespace detail

/// Awaits `awaited`, ours or foreign, lvalue or rvalue, and blocks until there is a result; returns
/// it by value (a task<T&> gives its T&), or throws the exception. `GetAwaiter().GetResult()` of a
/// .NET Task; `this_thread::sync_wait` of [exec.sync.wait] in spirit.
///
/// Thread-safety: any thread, except a thread that the result depends on, which would deadlock. May
/// throw std::bad_alloc and std::system_error. O(1) besides the waiting.
template <detail::awaitable A>
detail::awaited_value_t<A> sync_wait(VALUETASK_CONSUMES A &&awaited,
                                     detail::location here = detail::location::current()) {
  using T = detail::awaited_value_t<A>;
  if constexpr (detail::is_value_task<std::remove_cvref_t<A>>) {
    detail::value_storage<T> storage = detail::access::take_over(awaited, here);
    if (storage.is_ready())
      return storage.take();
    return detail::block_on<T>(detail::storage_awaiter<T>(storage), here);
  } else if constexpr (detail::is_task<std::remove_cvref_t<A>> && !detail::copied_result<T>) {
    static_assert(detail::never<A>,
                  "sync_wait copies the result of a task, which others may share, and this result "
                  "cannot be copied: give it a value_task");
  } else if constexpr (!std::is_void_v<T> &&
                       !std::is_constructible_v<T, detail::await_result_t<A>>) {
    static_assert(detail::never<A>,
                  "sync_wait returns a copy, and this result cannot be copied: sync_wait for "
                  "something that moves it out");
  } else {
    return detail::block_on<T>(static_cast<A &&>(awaited), here);
  }
}

} // namespace valuetask::inline VALUETASK_MODE

#endif
