/// \file
/// Counts every allocation of the program, so that a benchmark can say how many a step costs.
#ifndef VALUETASK_BENCHMARK_COUNTING_NEW_H
#define VALUETASK_BENCHMARK_COUNTING_NEW_H

#include <atomic>
#include <benchmark/benchmark.h>
#include <cstddef>
#include <cstdlib>
#include <new>

namespace counting_new {

// One writer in all benchmarks but those with threads, which want the sum of all of them.
inline std::atomic<std::size_t> allocations{0};

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
inline void count() noexcept {
  allocations.store(allocations.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
}
} // namespace counting_new

[[gnu::noinline]] void *operator new(std::size_t size) {
  counting_new::count();
  if (void *const memory = std::malloc(size))
    return memory;
  throw std::bad_alloc();
}
[[gnu::noinline]] void *operator new(std::size_t size, std::align_val_t alignment) {
  counting_new::count();
  const auto unit = static_cast<std::size_t>(alignment);
  if (void *const memory = std::aligned_alloc(unit, (size + unit - 1) / unit * unit))
    return memory;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void *memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void *memory, std::size_t) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void *memory, std::align_val_t) noexcept {
  std::free(memory);
}

#endif
