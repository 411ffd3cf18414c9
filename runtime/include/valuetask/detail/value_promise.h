/// \file
/// The promise of a coroutine that returns a value_task: one owner, at most one waiter.
#ifndef VALUETASK_DETAIL_VALUE_PROMISE_H
#define VALUETASK_DETAIL_VALUE_PROMISE_H

#include <atomic>
#include <coroutine>
#include <cstdint>
#include <valuetask/detail/promise_base.h>

namespace valuetask::inline VALUETASK_MODE::detail {

/// Everything that the owner and the running body say to each other is one word:
///
///   running --- owner waits ---> waiter's address --- body ends ---> done
///           --- body ends -----> done
///           --- owner lets go -> abandoned --------- body ends ---> frame freed by the body
///
/// Whoever finds `done` when it lets go frees the frame.
template <class T> class value_promise : public result_promise<T> {
public:
  using handle = std::coroutine_handle<value_promise>;

  value_task<T> get_return_object(location created = location::current()) noexcept;
  final_awaiter final_suspend() const noexcept { return {}; }

  bool is_done() const noexcept { return state_.load(std::memory_order_acquire) == done; }

  /// False if the body has ended in the meantime: the waiter must not suspend then.
  bool try_wait(std::coroutine_handle<> waiter) noexcept {
    std::uintptr_t expected = running;
    return state_.compare_exchange_strong(expected,
                                          reinterpret_cast<std::uintptr_t>(waiter.address()),
                                          std::memory_order_acq_rel, std::memory_order_acquire);
  }

  /// The owner lets go.
  static void abandon(handle frame) noexcept {
    auto &state = frame.promise().state_;
    if (state.load(std::memory_order_acquire) == done ||
        state.exchange(abandoned, std::memory_order_acq_rel) == done)
      frame.destroy();
  }

  /// The body has ended. Nothing of the frame may be touched behind the exchange: its owner may be
  /// freeing it on another thread.
  static std::coroutine_handle<> complete(handle frame) noexcept {
    value_promise &self = frame.promise();
    if (!self.was_suspended()) {
      self.state_.store(done, std::memory_order_relaxed);
      return std::noop_coroutine();
    }
    const std::uintptr_t before = self.state_.exchange(done, std::memory_order_acq_rel);
    if (before == running)
      return std::noop_coroutine();
    if (before == abandoned) {
      frame.destroy();
      return std::noop_coroutine();
    }
    // The word is a state or an address: an address, since it was none of the states.
    // NOLINTNEXTLINE(performance-no-int-to-ptr)
    return std::coroutine_handle<>::from_address(reinterpret_cast<void *>(before));
  }

private:
  // No frame lies at such an address.
  static constexpr std::uintptr_t running = 0;
  static constexpr std::uintptr_t done = 1;
  static constexpr std::uintptr_t abandoned = 2;

  std::atomic<std::uintptr_t> state_{running};
};

} // namespace valuetask::inline VALUETASK_MODE::detail

#endif
