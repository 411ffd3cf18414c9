/// \file
/// The record that checked mode keeps with every value_task; nothing in the other modes.
#ifndef VALUETASK_DETAIL_AUDIT_H
#define VALUETASK_DETAIL_AUDIT_H

#include <atomic>
#include <cstddef>
#include <valuetask/detail/location.h>
#include <valuetask/detail/threads.h>
#include <valuetask/violation.h>

namespace valuetask::inline VALUETASK_MODE::detail {

#if VALUETASK_CHECKED

class audit;

/// One run of one function on this thread's stack, to be recognised while it lasts.
class activation {
public:
  /// None that can be recognised.
  activation() noexcept = default;

  /// The one in whose stack frame the address lies; none, if it lies in no frame of this thread.
  /// Walks the stack: about a microsecond.
  static activation around(const void *address) noexcept;

  /// The same, or whoever called it where it is a constructor, or a function of the standard
  /// library's or of this one.
  static activation that_stores(const void *address) noexcept;

  /// The one that called it, in the same sense.
  static activation caller_of(const void *address) noexcept;

  bool is_known() const noexcept { return base_ != nullptr; }

  /// Where its stack frame began when it was looked at. Precondition: is_known().
  const void *low() const noexcept { return low_; }

  /// A place in its code; null if it is the function that asked.
  const void *code() const noexcept { return code_; }

  /// Whether it still runs. Precondition: is_known(). On another thread: true, as far as one knows.
  bool may_be_running() const noexcept;

  /// Whether it can only have ended by returning: not a coroutine's body, which may be suspended.
  /// Precondition: is_known(). False where that can't be told.
  bool is_of_plain_function() const noexcept;

private:
  template <class Accepts> static activation find(const void *address, Accepts accepts) noexcept;

  const void *low_ = nullptr;
  const void *base_ = nullptr;           ///< its canonical frame address
  const void *return_address_ = nullptr; ///< where it goes back to
  const void *code_ = nullptr;           ///< a place in the function
  const void *thread_ = nullptr;
  bool runs_coroutine_ = false; ///< of ours, for the first time, which may be inlined in it
};

/// Lies in an awaiter while that waits, so that one who ends the awaited object finds it there, and
/// the other way round: a coroutine that is destroyed while it waits takes both with it.
class awaiting {
public:
  awaiting() noexcept = default;
  awaiting(const awaiting &) noexcept {} // an awaiter is moved before it waits
  awaiting &operator=(const awaiting &) = delete;
  ~awaiting();

  void begin(audit &awaited) const noexcept;
  bool has_begun() const noexcept { return awaited_ != nullptr || is_lost_; }

  /// It is resumed. Throws violation_error where the awaited object has gone.
  void end() const;

private:
  friend audit;

  // Mutable, as an awaiter's functions are const.
  mutable audit *awaited_ = nullptr;
  mutable bool is_lost_ = false;
};

/// Who made the object, who keeps it, and who consumed it.
///
/// Consuming is safe for threads, so that two which do it at once are both told. Everything else is
/// as unsafe as the object itself.
class audit {
public:
  /// The record of an empty object: may be dropped, must not be consumed. `size` is that of the
  /// object, which the record is the first part of.
  audit(location made, std::size_t size) noexcept : size_(size), made_(made.place) {}

  /// The tag of a record that begins with an object to consume.
  struct fresh {};

  /// The record of an object to consume.
  audit(fresh, location created, std::size_t size) noexcept
      : size_(size), made_(created.place), state_(state::fresh), created_(created.place) {
    settle(created.frame);
  }

  /// The tag of a record of an object that may be consumed or dropped.
  struct optional {};

  audit(optional, location created, std::size_t size) noexcept
      : size_(size), made_(created.place), state_(state::fresh), may_be_dropped_(true),
        created_(created.place) {}

  /// The record of the object that another one is moved into.
  audit(audit &other, location here, std::size_t size) noexcept : size_(size), made_(here.place) {
    take_over(other, here);
  }
  audit(const audit &) = delete;
  audit &operator=(const audit &) = delete;

  /// Notes a consumption, which lasts until end_to_consume(). Reports a second one, and throws
  /// violation_error if the handler returns.
  void begin_to_consume(consumption how, location here) {
    state expected = state::fresh;
    if (!compare_exchange(state_, expected, state::claimed) || self_ != this) [[unlikely]]
      refuse(here);
    if (stored_by_.is_known()) [[unlikely]]
      check_storer(how, here);
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
  void overwrite(audit &other, location here) noexcept {
    if (must_not_end()) [[unlikely]]
      report_overwritten(here);
    take_over(other, here);
  }

  /// There is nothing to consume after all: what was to come here threw.
  void forget() noexcept {
    state_.store(state::empty, std::memory_order_relaxed);
    how_ = consumption::none;
  }

  ~audit() {
    if (must_not_end()) [[unlikely]]
      report_destroyed();
  }

private:
  friend awaiting;

  enum class state : unsigned char { empty, fresh, claimed, in_consumption, spent };

  /// Of this thread alone.
  static const void *this_thread() noexcept;

  state current() const noexcept { return state_.load(std::memory_order_relaxed); }

  bool must_not_end() const noexcept {
    const state now = current();
    return now == state::fresh || now == state::in_consumption;
  }

  void take_over(audit &other, location here) noexcept;
  void give_away(location here) noexcept;

  /// An object to consume came to lie here: made by the function with this frame, or moved out of
  /// `other`.
  void settle(const void *frame, const audit *other = nullptr) noexcept;

  void check_storer(consumption how, location here) noexcept;
  bool is_kept_beyond_call(consumption how, std::source_location here) const noexcept;
  bool ends_with_its_scope() const noexcept;
  bool may_be_of_elided_coroutine() const noexcept;
  void lose_awaiting() noexcept;

  [[noreturn]] void refuse(location here);
  /// What a report says, before its places and after them.
  struct text {
    const char *what;
    const char *help;
  };

  [[noreturn]] void refuse(violation_kind kind, text said, location here) const;
  violation describe(violation_kind kind, text said, std::source_location here) const noexcept;
  void report_kept(text said, std::source_location here) noexcept;
  void report_abandoned(text said, std::source_location here) noexcept;
  void report_unconsumed(text said, std::source_location here) noexcept;
  void report_overwritten(location here) noexcept;
  void report_destroyed() noexcept;

  const void *self_ = this; ///< another one in an object that was copied without a constructor
  std::size_t size_;
  std::source_location made_; ///< the constructor call of this very object
  std::atomic<state> state_{state::empty};
  consumption how_ = consumption::none;
  bool is_reported_ = false;
  bool may_be_dropped_ = false;
  std::source_location created_;
  std::source_location consumed_;
  const void *moved_by_ = nullptr; ///< for want of consumed_, where the assignment returns to
  const void *consumer_ = nullptr;
  const awaiting *awaiter_ = nullptr; ///< who waits for it
  activation stored_by_;              ///< known only where the object is a member of another one
};

inline awaiting::~awaiting() {
  if (awaited_ == nullptr)
    return;
  awaited_->awaiter_ = nullptr;
  awaited_->end_to_consume();
}

inline void awaiting::begin(audit &awaited) const noexcept {
  awaited_ = &awaited;
  awaited.awaiter_ = this;
}

inline void awaiting::end() const {
  if (is_lost_) [[unlikely]]
    throw violation_error(violation_kind::abandoned_await,
                          "value_task moved or destroyed while it was awaited");
  awaited_->awaiter_ = nullptr;
  awaited_->end_to_consume();
  awaited_ = nullptr;
}

#else

/// Nothing, at no cost.
class audit {
public:
  struct fresh {};
  struct optional {};
  constexpr audit(location, std::size_t) noexcept {}
  constexpr audit(fresh, location, std::size_t) noexcept {}
  constexpr audit(optional, location, std::size_t) noexcept {}
  constexpr audit(audit &, location, std::size_t) noexcept {}
  constexpr void begin_to_consume(consumption, location) const noexcept {}
  constexpr void end_to_consume() const noexcept {}
  constexpr void refuse_result(location) const noexcept {}
  constexpr void refuse_stale(location) const noexcept {}
  constexpr void overwrite(audit &, location) const noexcept {}
  constexpr void forget() const noexcept {}
};

/// Nothing, at no cost.
class awaiting {
public:
  constexpr void begin(audit &) const noexcept {}
  static constexpr bool has_begun() noexcept { return false; }
  constexpr void end() const noexcept {}
};

#endif

} // namespace valuetask::inline VALUETASK_MODE::detail

#endif
