/// \file
/// source<T>: completes one value_task after another, without an allocation for any of them.
#ifndef VALUETASK_SOURCE_H
#define VALUETASK_SOURCE_H

#include <cstdint>
#include <exception>
#include <type_traits>
#include <utility>
#include <valuetask/value_task.h>

namespace valuetask::inline VALUETASK_MODE {

/// What stands behind a `value_task` that no coroutine gives: an operation which calls back, and
/// which is run again and again, as the reads of a socket are. Keep one of these where the
/// operation's state lies, and each run costs no allocation. `ManualResetValueTaskSourceCore<T>` in
/// .NET.
///
/// A round: reset(), start the operation, hand out get(), and let the callback call set_result() or
/// set_exception(). There is one `value_task` a round; it must be consumed before the next reset().
/// One that is left from an earlier round is stale: its token, the version at the time of get(), is
/// not the source's any more. Consuming or dropping it then is undefined in release mode; checked
/// mode reports it.
///
/// The source must not move, and must outlive the `value_task` and the operation.
///
/// Thread-safety: one thread may complete it while another one awaits the `value_task`. Everything
/// else needs synchronisation.
template <class T = void> class source {
  using location = detail::location;

public:
  /// Ready for its first round.
  source() noexcept = default;
  source(const source &) = delete;
  source &operator=(const source &) = delete;

  /// Begins the next round: forgets the result, and makes what get() gave before stale. Nobody may
  /// be waiting. O(1).
  void reset() noexcept { round_.next(); }

  /// How often it was reset: the token of what get() gives. Wraps around. O(1).
  std::uint32_t version() const noexcept { return round_.version(); }

  /// Whether this round has its result or exception. Thread-safe; O(1).
  bool is_completed() const noexcept { return round_.is_done(); }

  /// The `value_task` of this round. Ask once a round. O(1).
  value_task<T> get(location here = location::current()) noexcept {
    detail::profile_mark::made<value_task<T>>(here, is_completed(), 0);
    return value_task<T>(here, round_);
  }

  /// Completes the round with a result made from `value`, and runs who awaits it, on this thread,
  /// before it returns. Precondition: this round has no result; ends the program otherwise. Throws
  /// what making a T throws: then the round is not complete.
  template <class U = T>
    requires detail::gives<U, T>
  void set_result(U &&value) {
    require_open();
    round_.slot().emplace(std::forward<U>(value));
    complete();
  }
  /// The same where there is no value.
  void set_result()
    requires std::is_void_v<T>
  {
    require_open();
    round_.slot().emplace();
    complete();
  }

  /// The same with an exception, which who awaits will see thrown.
  void set_exception(std::exception_ptr error) noexcept {
    require_open();
    round_.slot().fail(std::move(error));
    complete();
  }

private:
  void require_open() const noexcept {
    if (round_.is_done())
      detail::precondition_failed("source completed twice: reset() it before the next round");
  }
  void complete() noexcept {
    // Whoever is resumed may begin the next round: nothing of this is touched behind it.
    if (const auto next = round_.complete(); next.waiter) {
      detail::ready_queue::note_resumed_from_outside();
      next.waiter.resume();
    }
  }

  detail::source_round<T> round_;
};

} // namespace valuetask::inline VALUETASK_MODE

#endif
