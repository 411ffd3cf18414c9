/// \file
/// What those who wait for a value_task and those who complete it share.
#ifndef VALUETASK_DETAIL_COMPLETION_H
#define VALUETASK_DETAIL_COMPLETION_H

#include <atomic>
#include <coroutine>
#include <cstdint>
#include <valuetask/detail/result_slot.h>
#include <valuetask/detail/threads.h>

namespace valuetask::inline VALUETASK_MODE::detail {

/// One owner, at most one waiter, completed once. All that the two sides say to each other is one
/// word:
///
///   running --- owner waits ---> waiter's address --- completed ---> done
///           --- completed ----------------------------------------> done
///           --- owner lets go -> abandoned
template <class T> class completion {
public:
  result_slot<T> &slot() noexcept { return slot_; }

  bool is_done() const noexcept { return state_.load(std::memory_order_acquire) == done; }

  /// False if there is a result by now: the waiter must not suspend then.
  bool try_wait(std::coroutine_handle<> waiter) noexcept {
    std::uintptr_t expected = running;
    return compare_exchange(state_, expected, reinterpret_cast<std::uintptr_t>(waiter.address()));
  }

  /// The owner lets go. True if there is a result by now: then nobody else will look at this again.
  bool abandon() noexcept {
    return is_done() || exchange(state_, std::uintptr_t{abandoned}) == done;
  }

  /// What the one who completes has to do next.
  struct next {
    std::coroutine_handle<> waiter; ///< resume it, if there is one
    bool is_abandoned;              ///< nobody wants the result
  };

  /// The slot is filled. Nothing of this may be touched afterwards, unless it is abandoned: its
  /// owner may be freeing it on another thread.
  next complete() noexcept {
    // A waiter leaves only when it is resumed, so one that is seen can be taken without a lock.
    std::uintptr_t before = state_.load(std::memory_order_acquire);
    if (before == running)
      before = exchange(state_, std::uintptr_t{done});
    else if (before != abandoned)
      state_.store(done, std::memory_order_release);
    if (before == running || before == abandoned)
      return {nullptr, before == abandoned};
    // The word is a state or an address: an address, since it was none of the states.
    // NOLINTNEXTLINE(performance-no-int-to-ptr)
    return {std::coroutine_handle<>::from_address(reinterpret_cast<void *>(before)), false};
  }

  /// Nobody waits any more, whether there is a result or not.
  void forget_waiter() noexcept {
    std::uintptr_t before = state_.load(std::memory_order_relaxed);
    while (before != running && before != done && !compare_exchange(state_, before, running)) {
    }
  }

  /// Forgets the result, the waiter and the owner. Only where nobody else knows of this.
  void restart() noexcept {
    slot_.reset();
    state_.store(running, std::memory_order_relaxed);
  }

private:
  // No frame lies at such an address.
  static constexpr std::uintptr_t running = 0;
  static constexpr std::uintptr_t done = 1;
  static constexpr std::uintptr_t abandoned = 2;

  std::atomic<std::uintptr_t> state_{running};
  result_slot<T> slot_;
};

/// The completion of a source, which starts again and again.
template <class T> class source_round : public completion<T> {
public:
  std::uint32_t version() const noexcept { return version_; }

  void next() noexcept {
    this->restart();
    ++version_;
  }

  /// The owner lets go, of a round that may well have a result: a source wants it though nobody
  /// else does. Only the waiter is forgotten, as its coroutine is being destroyed.
  void abandon() noexcept { this->forget_waiter(); }

private:
  std::uint32_t version_ = 0;
};

} // namespace valuetask::inline VALUETASK_MODE::detail

#endif
