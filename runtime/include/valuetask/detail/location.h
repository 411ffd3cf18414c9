/// \file
/// The type of the defaulted arguments by which the modes that ask learn where they are called
/// from.
#ifndef VALUETASK_DETAIL_LOCATION_H
#define VALUETASK_DETAIL_LOCATION_H

#include <source_location>
#include <valuetask/detail/config.h>

namespace valuetask::inline VALUETASK_MODE::detail {

#if VALUETASK_CHECKED

/// A place in the program, and the activation of the function there.
struct location {
  std::source_location place;
  const void *frame = nullptr; ///< base of the function's stack frame

  // Always inlined, so that it is the caller's frame and not its own.
  [[gnu::always_inline]] static location
  current(std::source_location place = std::source_location::current()) noexcept {
    return {place, __builtin_frame_address(0)};
  }
};

#elif VALUETASK_PROFILED

/// A place in the program. A type of its own, since a std::source_location may be a task's result.
struct location {
  std::source_location place;

  static constexpr location
  current(std::source_location place = std::source_location::current()) noexcept {
    return {place};
  }
};

#else

/// Stands in for a place where nobody asks for it: empty, so that passing it costs nothing.
struct location {
  static constexpr location current() noexcept { return {}; }
};

#endif

} // namespace valuetask::inline VALUETASK_MODE::detail

#endif
