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
  const void *code = nullptr;  ///< where the call returns to, if that is all that is known

  // Always inlined, so that it is the caller's frame and not its own.
  [[gnu::always_inline]] static location
  current(std::source_location place = std::source_location::current()) noexcept {
    return {place, __builtin_frame_address(0)};
  }

  /// For a function that can't have a defaulted argument, as an operator=. It must be marked
  /// VALUETASK_DETAIL_ASKS_CALLER.
  [[gnu::always_inline]] static location of_caller() noexcept {
    return {{}, nullptr, __builtin_return_address(0)};
  }

  /// Where nobody can tell.
  static constexpr location unknown() noexcept { return {}; }
};

#define VALUETASK_DETAIL_ASKS_CALLER [[gnu::noinline]]

#elif VALUETASK_PROFILED

/// A place in the program. A type of its own, since a std::source_location may be a task's result.
struct location {
  std::source_location place;

  static constexpr location
  current(std::source_location place = std::source_location::current()) noexcept {
    return {place};
  }
  static constexpr location of_caller() noexcept { return {}; }
  static constexpr location unknown() noexcept { return {}; }
};

#else

/// Stands in for a place where nobody asks for it: empty, so that passing it costs nothing.
struct location {
  static constexpr location current() noexcept { return {}; }
  static constexpr location of_caller() noexcept { return {}; }
  static constexpr location unknown() noexcept { return {}; }
};

#endif

#if !defined(VALUETASK_DETAIL_ASKS_CALLER)
#define VALUETASK_DETAIL_ASKS_CALLER
#endif

/// For the promise of a coroutine that may be a helper of a function which the program called: then
/// it has the place of that call as its first parameter, and what it returns was made there. Only
/// checked mode asks.
#if VALUETASK_CHECKED

class called_from {
public:
  constexpr called_from() noexcept = default;
  explicit called_from(const location &caller) noexcept : caller_(&caller) {}

  /// The place of the call; where nobody told it, that of the coroutine itself.
  location or_else(location coroutine) const noexcept {
    return caller_ != nullptr ? *caller_ : coroutine;
  }

private:
  const location *caller_ = nullptr; ///< lies in the frame, and is read at its beginning only
};

#else

class called_from {
public:
  constexpr called_from() noexcept = default;
  constexpr explicit called_from(const location &) noexcept {}
  static constexpr location or_else(location coroutine) noexcept { return coroutine; }
};

#endif

} // namespace valuetask::inline VALUETASK_MODE::detail

#endif
