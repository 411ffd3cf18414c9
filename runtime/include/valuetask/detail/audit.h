/// \file
/// The record that checked mode keeps with every value_task; nothing in the other modes.
#ifndef VALUETASK_DETAIL_AUDIT_H
#define VALUETASK_DETAIL_AUDIT_H

#include <atomic>
#include <exception>
#include <valuetask/detail/location.h>
#include <valuetask/detail/threads.h>
#include <valuetask/violation.h>

namespace valuetask::inline VALUETASK_MODE::detail {

#if VALUETASK_CHECKED

/// An address that is this thread's own.
inline const void *this_thread() noexcept {
  static thread_local constinit char token = 0;
  return &token;
}

/// One run of one function on this thread's stack, to be recognised while it lasts.
class activation {
public:
  /// None that can be recognised.
  activation() noexcept = default;

  /// The one in whose stack frame the address lies; none, if it lies in no frame of this thread.
  /// Walks the stack: about a microsecond.
  static activation around(const void *address) noexcept;

  bool is_known() const noexcept { return base_ != nullptr; }

  /// Whether it still runs. Precondition: is_known(). On another thread: true, as far as one knows.
  bool may_be_running() const noexcept;

private:
  const void *base_ = nullptr;           ///< its canonical frame address
  const void *return_address_ = nullptr; ///< where it goes back to
  const void *thread_ = nullptr;
};

/// Who made the object, who keeps it, and who consumed it.
///
/// Consuming is safe for threads, so that two which do it at once are both told. Everything else is
/// as unsafe as the object itself.
class audit {
public:
  /// The record of an empty object: may be dropped, must not be consumed.
  explicit audit(location made) noexcept : made_(made.place) {}

  /// The tag of a record that begins with an object to consume.
  struct fresh {};

  /// The record of an object to consume.
  audit(fresh, location created) noexcept
      : made_(created.place), exceptions_(std::uncaught_exceptions()), state_(state::fresh),
        created_(created.place) {
    settle(created.frame);
  }

  /// The record of the object that another one is moved into.
  audit(audit &other, location here) noexcept : made_(here.place) {
    // One that is consumed may lie, and be moved, wherever it likes.
    if (other.current() == state::fresh)
      other.check_place(here, true);
    take_over(other, here.frame);
    other.give_away(here);
  }
  audit(const audit &) = delete;
  audit &operator=(const audit &) = delete;

  /// Notes a consumption, which lasts until end_to_consume(). Reports a second one, and throws
  /// violation_error if the handler returns.
  void begin_to_consume(consumption how, location here) {
    state expected = state::fresh;
    if (!compare_exchange(state_, expected, state::claimed)) [[unlikely]]
      refuse(here);
    check_place(here, false);
    how_ = how;
    consumed_ = here.place;
    consumer_ = this_thread();
    state_.store(state::in_consumption, std::memory_order_release);
  }
  void end_to_consume() noexcept { state_.store(state::spent, std::memory_order_release); }

  /// Reports a result that was asked for before it was there, and throws if the handler returns.
  [[noreturn]] void refuse_result(location here) const;

  /// Reports an object whose source was reset since, and throws if the handler returns.
  [[noreturn]] void refuse_stale(location here) const;

  /// For the object that is assigned to.
  void overwrite(audit &other) noexcept {
    if (current() == state::fresh) [[unlikely]]
      report_unconsumed(true);
    take_over(other, nullptr);
    other.give_away(location());
  }

  /// Reports an object that is destroyed fresh. One that an exception unwinds is no mistake: nobody
  /// could consume it.
  ~audit() {
    if (current() == state::fresh && std::uncaught_exceptions() <= exceptions_) [[unlikely]]
      report_unconsumed(false);
  }

private:
  enum class state : unsigned char { empty, fresh, claimed, in_consumption, spent };

  state current() const noexcept { return state_.load(std::memory_order_relaxed); }

  void give_away(location here) noexcept {
    if (current() != state::fresh)
      return;
    how_ = consumption::moved;
    consumed_ = here.place;
    state_.store(state::spent, std::memory_order_relaxed);
  }

  void take_over(const audit &other, const void *frame) noexcept {
    created_ = other.created_;
    consumed_ = other.consumed_;
    consumer_ = other.consumer_;
    exceptions_ = other.exceptions_;
    how_ = other.how_;
    is_reported_ = false;
    state_.store(other.current(), std::memory_order_relaxed);
    if (current() == state::fresh)
      settle(frame, &other);
  }

  /// An object to consume came to lie here: made by the function with this frame, or moved out of
  /// `other`.
  void settle(const void *frame, const audit *other = nullptr) noexcept;

  void check_place(location here, bool is_move) noexcept {
    if (stored_by_.is_known()) [[unlikely]]
      check_storer(here, is_move);
  }
  void check_storer(location here, bool is_move) noexcept;
  [[noreturn]] void refuse(location here);
  [[noreturn]] void refuse(violation_kind kind, const char *what, location here) const;
  violation describe(violation_kind kind, const char *what,
                     std::source_location here) const noexcept;
  void report_kept(const char *what, std::source_location here) noexcept;
  void report_unconsumed(bool overwritten) noexcept;

  std::source_location made_; ///< the constructor call of this very object
  int exceptions_ = 0;
  std::atomic<state> state_{state::empty};
  consumption how_ = consumption::none;
  bool is_reported_ = false;
  std::source_location created_;
  std::source_location consumed_;
  const void *consumer_ = nullptr;
  activation stored_by_; ///< known only where the object is a member of another one
};

#else

/// Nothing, at no cost.
class audit {
public:
  struct fresh {};
  constexpr explicit audit(location) noexcept {}
  constexpr audit(fresh, location) noexcept {}
  constexpr audit(audit &, location) noexcept {}
  constexpr void begin_to_consume(consumption, location) const noexcept {}
  constexpr void end_to_consume() const noexcept {}
  constexpr void refuse_result(location) const noexcept {}
  constexpr void refuse_stale(location) const noexcept {}
  constexpr void overwrite(audit &) const noexcept {}
};

#endif

} // namespace valuetask::inline VALUETASK_MODE::detail

#endif
