/// \file
/// Counts what this thread allocates. The server's thread is another one, and is not counted.
#ifndef SCENARIOS_ALLOCATIONS_H
#define SCENARIOS_ALLOCATIONS_H

#include <cstddef>

namespace scenarios {

/// How often operator new was called, and for how many bytes.
struct allocations {
  std::size_t count = 0;
  std::size_t bytes = 0;

  /// Of this thread, since it began.
  static allocations so_far() noexcept;

  allocations operator-(const allocations &before) const noexcept {
    return {count - before.count, bytes - before.bytes};
  }
  allocations &operator+=(const allocations &more) noexcept {
    count += more.count;
    bytes += more.bytes;
    return *this;
  }
};

} // namespace scenarios

#endif
