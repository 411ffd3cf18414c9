#include "support.h"

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <new>
#include <thread>

#include <valuetask/sync_wait.h>
#include <valuetask/testing.h>
#include <valuetask/when_all.h>

using namespace test;
using valuetask::value_task;

std::atomic<long> test::allocations = 0;

#if !VALUETASK_DETAIL_SANITIZED
// Not inlined: GCC would see free() called for what it takes for the library's operator new.
[[gnu::noinline]] void *operator new(std::size_t size) {
  ++allocations;
  if (void *const place = out_of_memory::is_now ? nullptr : std::malloc(size))
    return place;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void *place) noexcept { std::free(place); }
[[gnu::noinline]] void operator delete(void *place, std::size_t) noexcept { std::free(place); }
[[gnu::noinline]] void *operator new(std::size_t size, std::align_val_t alignment) {
  ++allocations;
  const auto unit = static_cast<std::size_t>(alignment);
  if (void *const place = out_of_memory::is_now
                              ? nullptr
                              : std::aligned_alloc(unit, (size + unit - 1) / unit * unit))
    return place;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void *place, std::align_val_t) noexcept { std::free(place); }
#endif

namespace {

class Allocation : public ::testing::Test {
  valuetask::expect_no_violation correct_;
};

TEST_F(Allocation, ValueAllocatesNothing) {
  EXPECT_EQ(by_value(0).result(), 0); // profiled mode makes room for the counters
  const long before = allocations;
  for (int i = 0; i < 1'000; ++i)
    EXPECT_EQ(by_value(i).result(), i);
  EXPECT_EQ(allocations, before);
}

value_task<int> outer(gate *closed) {
  if (closed != nullptr)
    co_await *closed;
  co_return co_await by_coroutine(1) + co_await by_value(2);
}

TEST_F(Allocation, FramesAreRecycled) {
  if (sanitized)
    GTEST_SKIP() << "not under sanitizers, from which it would hide uses after free";
  EXPECT_EQ(outer(nullptr).result(), 3);
  const long before = allocations;
  for (int i = 0; i < 1'000; ++i)
    EXPECT_EQ(outer(nullptr).result(), 3);
  EXPECT_EQ(allocations, before);
}

TEST_F(Allocation, ThreadsEndCleanly) {
  for (int i = 0; i < 10; ++i)
    std::thread([] {
      // Destroyed behind the pool of its thread, if it is made before it.
      thread_local value_task<int> late_at_thread_end;
      late_at_thread_end = by_coroutine(1);
      EXPECT_EQ(late_at_thread_end.result(), 1);
      late_at_thread_end = value_task<int>();
      EXPECT_EQ(valuetask::sync_wait(outer(nullptr)), 3);
      thread_local struct at_end {
        ~at_end() { EXPECT_EQ(by_coroutine(5).result(), 5); }
      } awaits_at_end;
      static_cast<void>(&awaits_at_end);
    }).join();
}

TEST_F(Allocation, ManyMoreFramesThanThePoolHolds) {
  gate closed;
  std::vector<value_task<int>> tasks;
  for (int i = 0; i < 1'000; ++i)
    tasks.push_back(late(closed, i));
  auto all = valuetask::when_all(std::move(tasks));
  closed.open();
  EXPECT_EQ(all.result()[999], 999);
}

} // namespace
