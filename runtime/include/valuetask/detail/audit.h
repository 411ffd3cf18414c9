/// \file
/// The record that checked mode keeps with every value_task; nothing in release mode.
#ifndef VALUETASK_DETAIL_AUDIT_H
#define VALUETASK_DETAIL_AUDIT_H

#include <exception>
#include <valuetask/detail/location.h>
#include <valuetask/violation.h>

namespace valuetask::inline VALUETASK_MODE::detail {

#if VALUETASK_CHECKED

/// Who made the object, and who consumed it. Not thread-safe, as the object itself.
class audit {
public:
  /// The record of an empty object: may be dropped, must not be consumed.
  audit() noexcept = default;

  /// The record of a fresh one.
  explicit audit(location created) noexcept
      : created_(created), exceptions_(std::uncaught_exceptions()), state_(state::fresh) {}

  /// Notes a consumption. Reports a second one, and throws violation_error if the handler returns.
  void consume(consumption how, location here) {
    if (state_ != state::fresh) [[unlikely]]
      refuse(here);
    spend(how, here);
  }

  /// The record for the object that this one is moved into.
  audit hand_over(location here) noexcept {
    const audit handed = *this;
    if (state_ == state::fresh)
      spend(consumption::moved, here);
    return handed;
  }

  /// Reports an object that is destroyed fresh. One that an exception unwinds is no mistake: nobody
  /// could consume it.
  void destroyed() noexcept {
    if (state_ == state::fresh && std::uncaught_exceptions() <= exceptions_) [[unlikely]]
      report_unconsumed(false);
  }

  /// The same for one that is overwritten.
  void overwritten() noexcept {
    if (state_ == state::fresh) [[unlikely]]
      report_unconsumed(true);
  }

private:
  enum class state : unsigned char { empty, fresh, spent };

  void spend(consumption how, location here) noexcept {
    state_ = state::spent;
    how_ = how;
    consumed_ = here;
  }
  [[noreturn]] void refuse(location here) const;
  void report_unconsumed(bool overwritten) const noexcept;

  location created_;
  location consumed_;
  int exceptions_ = 0;
  state state_ = state::empty;
  consumption how_ = consumption::none;
};

#else

/// Nothing, at no cost.
class audit {
public:
  constexpr audit() noexcept = default;
  constexpr explicit audit(location) noexcept {}
  constexpr void consume(consumption, location) const noexcept {}
  constexpr audit hand_over(location) const noexcept { return {}; }
  constexpr void destroyed() const noexcept {}
  constexpr void overwritten() const noexcept {}
};

#endif

} // namespace valuetask::inline VALUETASK_MODE::detail

#endif
