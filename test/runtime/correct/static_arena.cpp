// All memory of the program comes from a static array, as on small targets, and none of it goes
// back. Linked to the other files, it makes each of their programs one more: every frame of a
// coroutine lies in static storage there.
#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <new>

namespace {

constexpr std::size_t grain = 64;
alignas(grain) constinit char arena[std::size_t{256} << 20];
constinit std::atomic<std::size_t> used = 0;

void *take(std::size_t size, std::size_t alignment) noexcept {
  if (alignment > grain)
    std::abort();
  const std::size_t begin = used.fetch_add((size + grain - 1) / grain * grain);
  if (begin + size > sizeof arena)
    std::abort();
  return arena + begin;
}

} // namespace

// The other forms of the library call these.
void *operator new(std::size_t size) { return take(size, grain); }
void *operator new(std::size_t size, std::align_val_t alignment) {
  return take(size, static_cast<std::size_t>(alignment));
}
void operator delete(void *) noexcept {}
void operator delete(void *, std::size_t) noexcept {}
void operator delete(void *, std::align_val_t) noexcept {}
void operator delete(void *, std::size_t, std::align_val_t) noexcept {}
