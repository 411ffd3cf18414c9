/// \file
/// Where a coroutine that suspends and what it waits for find each other.
#ifndef VALUETASK_DETAIL_MEETING_H
#define VALUETASK_DETAIL_MEETING_H

#include <atomic>
#include <coroutine>
#include <valuetask/detail/threads.h>

namespace valuetask::inline VALUETASK_MODE::detail {

/// Two come, on whatever threads; whoever comes second goes on with the coroutine. The first must
/// not touch anything of the other's any more.
class meeting {
public:
  /// Noted before anybody arrives.
  void expect(std::coroutine_handle<> waiting) noexcept { waiting_ = waiting; }

  /// The coroutine, for the second one that calls it; null for the first.
  std::coroutine_handle<> arrive() noexcept { return exchange(is_met_, true) ? waiting_ : nullptr; }

private:
  std::coroutine_handle<> waiting_;
  std::atomic<bool> is_met_{false};
};

} // namespace valuetask::inline VALUETASK_MODE::detail

#endif
