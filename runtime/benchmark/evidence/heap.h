/// \file
/// What the program has asked the heap for.
#ifndef VALUETASK_BENCHMARK_EVIDENCE_HEAP_H
#define VALUETASK_BENCHMARK_EVIDENCE_HEAP_H

#include <cstddef>

namespace evidence {

struct heap_use {
  std::size_t allocations; ///< so far
  std::size_t requested;   ///< bytes, so far
  std::size_t held;        ///< bytes that are not freed yet, as malloc rounds them
};

heap_use heap_now() noexcept;

/// Where the frames are not recycled, every frame and every shared state is an allocation of its
/// own, of its own size: that shows what was asked for, and not what was left after the pool.
#if VALUETASK_EVIDENCE_UNPOOLED
inline constexpr bool recycles = false;
#else
inline constexpr bool recycles = true;
#endif

} // namespace evidence

#endif
