/// \file
/// Counts every allocation of the program, so that a benchmark can say how many a step costs, and
/// what is held.
#ifndef VALUETASK_BENCHMARK_COUNTING_NEW_H
#define VALUETASK_BENCHMARK_COUNTING_NEW_H

#include <atomic>
#include <benchmark/benchmark.h>
#include <cstddef>
#include <cstdlib>
#include <malloc.h>
#include <new>

namespace counting_new {

// One writer in all benchmarks but those with threads, which want the sum of all of them.
inline std::atomic<std::size_t> allocations{0};
/// Bytes that were asked for, in all.
inline std::atomic<std::size_t> requested{0};
/// Bytes that are not freed yet, as malloc rounds them.
inline std::atomic<std::size_t> held{0};

/// Reports the allocations of an iteration, as the counter "allocs", when it goes out of scope.
class scope {
public:
  explicit scope(benchmark::State &state) : state_(state), before_(allocations.load()) {}
  ~scope() {
    state_.counters["allocs"] = benchmark::Counter(
        static_cast<double>(allocations.load() - before_), benchmark::Counter::kAvgIterations);
  }
  scope(const scope &) = delete;
  scope &operator=(const scope &) = delete;

private:
  benchmark::State &state_;
  std::size_t before_;
};

} // namespace counting_new

// Include this header in one source of a program only: these replace the program's own.
namespace counting_new {
inline void add(std::atomic<std::size_t> &sum, std::size_t more) noexcept {
  sum.store(sum.load(std::memory_order_relaxed) + more, std::memory_order_relaxed);
}
inline void *count(void *memory, std::size_t size) {
  if (memory == nullptr)
    throw std::bad_alloc();
  add(allocations, 1);
  add(requested, size);
  add(held, malloc_usable_size(memory));
  return memory;
}
inline void free(void *memory) noexcept {
  add(held, 0 - malloc_usable_size(memory));
  std::free(memory);
}
} // namespace counting_new

[[gnu::noinline]] void *operator new(std::size_t size) {
  return counting_new::count(std::malloc(size), size);
}
[[gnu::noinline]] void *operator new(std::size_t size, std::align_val_t alignment) {
  const auto unit = static_cast<std::size_t>(alignment);
  return counting_new::count(std::aligned_alloc(unit, (size + unit - 1) / unit * unit), size);
}
[[gnu::noinline]] void operator delete(void *memory) noexcept { counting_new::free(memory); }
[[gnu::noinline]] void operator delete(void *memory, std::size_t) noexcept {
  counting_new::free(memory);
}
[[gnu::noinline]] void operator delete(void *memory, std::align_val_t) noexcept {
  counting_new::free(memory);
}

#endif
