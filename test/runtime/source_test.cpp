#include "support.h"

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <valuetask/detach.h>
#include <valuetask/source.h>
#include <valuetask/sync_wait.h>
#include <valuetask/testing.h>
#include <valuetask/when_all.h>

using namespace test;
using valuetask::source;
using valuetask::task;
using valuetask::value_task;

namespace {

class Source : public ::testing::Test {
  valuetask::expect_no_violation correct_;
};

task<int> add_up(source<int> &numbers, int rounds) {
  int sum = 0;
  for (int i = 0; i != rounds; ++i) {
    sum += co_await numbers.get();
    numbers.reset();
  }
  co_return sum;
}

TEST_F(Source, IsUsedAgainAndAgain) {
  source<int> numbers;
  const auto sum = add_up(numbers, 3);
  EXPECT_FALSE(sum.is_completed());
  numbers.set_result(1);
  numbers.set_result(20);
  EXPECT_FALSE(sum.is_completed());
  numbers.set_result(300);
  EXPECT_EQ(sum.result(), 321);
  EXPECT_EQ(numbers.version(), 3u);
}

TEST_F(Source, MayCompleteBeforeItIsAwaited) {
  source<std::string> text;
  text.set_result("there already");
  EXPECT_TRUE(text.is_completed());
  auto x = text.get();
  EXPECT_TRUE(x.is_completed_successfully());
  EXPECT_EQ(x.result(), "there already");
  text.reset();
  EXPECT_FALSE(text.is_completed());
}

TEST_F(Source, MayCompleteBetweenGetAndAwait) {
  source<int> number;
  auto x = number.get();
  EXPECT_FALSE(x.is_completed());
  number.set_result(5);
  EXPECT_EQ(valuetask::sync_wait(std::move(x)), 5);
}

TEST_F(Source, HandsOverExceptions) {
  source<int> number;
  const auto sum = add_up(number, 2);
  number.set_result(1);
  number.set_exception(std::make_exception_ptr(failure(7)));
  EXPECT_THROW(static_cast<void>(sum.result()), failure);
  auto failed = [&]() -> value_task<> { co_await number.get(); };
  auto again = failed(); // the round is still the failed one
  EXPECT_FALSE(again.is_completed_successfully());
  EXPECT_THROW(again.result(), failure);
}

TEST_F(Source, OfVoidReferencesAndWhatOnlyMoves) {
  source<> nothing;
  auto none = nothing.get();
  nothing.set_result();
  none.result();

  int object = 1;
  source<int &> reference;
  auto referring = reference.get();
  reference.set_result(object);
  EXPECT_EQ(&referring.result(), &object);

  source<std::unique_ptr<int>> pointer;
  auto moved = pointer.get();
  pointer.set_result(std::make_unique<int>(3));
  EXPECT_EQ(*moved.result(), 3);
}

TEST_F(Source, WorksWithEveryConsumption) {
  source<int> one, two;
  auto both = valuetask::when_all(one.get(), two.get());
  one.set_result(1);
  EXPECT_FALSE(both.is_completed());
  two.set_result(2);
  EXPECT_EQ(both.result(), std::tuple(1, 2));
  one.reset();
  const task<int> shared = one.get().as_task();
  one.set_result(4);
  EXPECT_EQ(shared.result(), 4);
}

TEST_F(Source, ATaskMayBeDroppedOnTheWay) {
  source<int> number;
  {
    auto dropped = number.get();
    valuetask::detach(std::move(dropped));
  }
  number.set_result(1);
  number.reset();
  auto next = number.get();
  number.set_result(2);
  EXPECT_EQ(next.result(), 2);
}

TEST_F(Source, AllocatesNothingARound) {
  source<int> numbers;
  const auto sum = add_up(numbers, 1'000);
  const long before = allocations;
  for (int i = 0; i != 1'000; ++i)
    numbers.set_result(1);
  EXPECT_EQ(sum.result(), 1'000);
  EXPECT_EQ(allocations, before);
}

TEST_F(Source, CompletesFromAnotherThread) {
  const int rounds = sanitized ? 20'000 : 200'000;
  source<int> numbers;
  std::atomic<int> wanted{0}, given{0};
  auto reader = [&]() -> task<long> {
    long sum = 0;
    for (int i = 0; i != rounds; ++i) {
      auto next = numbers.get();
      wanted.store(i + 1, std::memory_order_release);
      sum += co_await next;
      numbers.reset();
      given.store(i + 1, std::memory_order_release);
    }
    co_return sum;
  };
  std::thread other([&] {
    for (int i = 0; i != rounds; ++i) {
      while (wanted.load(std::memory_order_acquire) <= i)
        std::this_thread::yield();
      numbers.set_result(i & 1);
      while (given.load(std::memory_order_acquire) <= i)
        std::this_thread::yield();
    }
  });
  const long sum = valuetask::sync_wait(reader());
  other.join();
  EXPECT_EQ(sum, rounds / 2);
}

using SourceDeathTest = Source;

TEST_F(SourceDeathTest, CompletedTwice) {
  EXPECT_DEATH(
      {
        source<int> number;
        number.set_result(1);
        number.set_result(2);
      },
      "valuetask: source completed twice: reset\\(\\) it before the next round");
}

#if VALUETASK_CHECKED

TEST(SourceViolation, StaleTokenConsumed) {
  valuetask::expect_violations seen;
  source<int> number;
  auto stale = number.get();
  number.set_result(1);
  number.reset();
  EXPECT_THROW(static_cast<void>(stale.result()), valuetask::violation_error);
  ASSERT_EQ(seen.count(), 1u);
  EXPECT_EQ(seen[0].kind, valuetask::violation_kind::stale_token);
  EXPECT_STREQ(seen[0].what, "value_task consumed after its source was reset: consume it before "
                             "the next round begins");
  EXPECT_NE(seen[0].created_at.line(), 0u);
  EXPECT_GT(seen[0].here.line(), seen[0].created_at.line());
}

TEST(SourceViolation, StaleTokenAwaited) {
  valuetask::expect_violations seen;
  source<int> number;
  auto stale = number.get();
  number.reset();
  auto waits = [&]() -> value_task<int> { co_return co_await stale; };
  EXPECT_THROW(static_cast<void>(waits().result()), valuetask::violation_error);
  EXPECT_EQ(seen.count(valuetask::violation_kind::stale_token), 1u);
  number.set_result(1); // and the next round is not disturbed
  EXPECT_EQ(number.get().result(), 1);
}

TEST(SourceViolation, StaleTokenDropped) {
  valuetask::expect_violations seen;
  source<int> number;
  {
    auto stale = number.get();
    number.reset();
  }
  EXPECT_EQ(seen.count(valuetask::violation_kind::destroyed_unconsumed), 1u);
  auto fresh = number.get();
  number.set_result(2);
  EXPECT_EQ(fresh.result(), 2);
}

#endif

} // namespace
