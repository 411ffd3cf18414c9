#include "allocations.h"
#include <cstdlib>
#include <new>

// ThreadSanitizer lets nobody replace its operator new: there, nothing is counted.
#if defined(__SANITIZE_THREAD__)
#define SCENARIOS_COUNTS 0
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define SCENARIOS_COUNTS 0
#endif
#endif
#if !defined(SCENARIOS_COUNTS)
#define SCENARIOS_COUNTS 1
#endif

namespace {

constinit thread_local scenarios::allocations mine;

} // namespace

scenarios::allocations scenarios::allocations::so_far() noexcept { return mine; }

#if SCENARIOS_COUNTS
namespace {

void *count(void *memory, std::size_t size) {
  if (memory == nullptr)
    throw std::bad_alloc();
  ++mine.count;
  mine.bytes += size;
  return memory;
}

} // namespace

// These replace the program's own, the ones for arrays too, which call them.
[[gnu::noinline]] void *operator new(std::size_t size) { return count(std::malloc(size), size); }
[[gnu::noinline]] void *operator new(std::size_t size, std::align_val_t alignment) {
  const auto unit = static_cast<std::size_t>(alignment);
  return count(std::aligned_alloc(unit, (size + unit - 1) / unit * unit), size);
}
[[gnu::noinline]] void operator delete(void *memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void *memory, std::size_t) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void *memory, std::align_val_t) noexcept {
  std::free(memory);
}
[[gnu::noinline]] void operator delete(void *memory, std::size_t, std::align_val_t) noexcept {
  std::free(memory);
}
#endif
