/// \file
/// The type of the defaulted arguments by which checked mode learns where it is called from.
#ifndef VALUETASK_DETAIL_LOCATION_H
#define VALUETASK_DETAIL_LOCATION_H

#include <source_location>
#include <valuetask/detail/config.h>

namespace valuetask::inline VALUETASK_MODE::detail {

/// Stands in for a place where nobody asks for it: empty, so that passing it costs nothing.
struct no_location {
  static constexpr no_location current() noexcept { return {}; }
};

#if VALUETASK_CHECKED
using location = std::source_location;
#else
using location = no_location;
#endif

} // namespace valuetask::inline VALUETASK_MODE::detail

#endif
