// Random schedules over four threads: correct code is never accused, and of wrong code every
// mistake is seen.
#include "support.h"

#include <array>
#include <atomic>
#include <condition_variable>
#include <coroutine>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <random>
#include <thread>
#include <tuple>
#include <vector>

#include <valuetask/detach.h>
#include <valuetask/source.h>
#include <valuetask/sync_wait.h>
#include <valuetask/testing.h>
#include <valuetask/when_all.h>

using namespace test;
using valuetask::sync_wait;
using valuetask::task;
using valuetask::value_task;

namespace {

/// Four threads, each of which takes a random one of the coroutines that want to go on.
class scheduler {
public:
  explicit scheduler(unsigned seed) {
    for (unsigned i = 0; i != 4; ++i)
      threads_.emplace_back([this, seed, i] { run(seed + i); });
  }
  ~scheduler() {
    {
      const std::lock_guard lock(mutex_);
      is_over_ = true;
    }
    changed_.notify_all();
    for (std::thread &one : threads_)
      one.join();
  }
  scheduler(const scheduler &) = delete;
  scheduler &operator=(const scheduler &) = delete;

  /// Awaited: goes on at any time, on any of the threads.
  struct turn {
    scheduler &scheduled;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiting) { scheduled.post(waiting); }
    void await_resume() const noexcept {}
  };
  turn next() { return {*this}; }

private:
  void post(std::coroutine_handle<> waiting) {
    {
      const std::lock_guard lock(mutex_);
      waiting_.push_back(waiting);
    }
    changed_.notify_one();
  }

  void run(unsigned seed) {
    std::minstd_rand random(seed);
    std::unique_lock lock(mutex_);
    for (;;) {
      changed_.wait(lock, [this] { return is_over_ || !waiting_.empty(); });
      if (waiting_.empty())
        return;
      std::swap(waiting_[random() % waiting_.size()], waiting_.back());
      const auto chosen = waiting_.back();
      waiting_.pop_back();
      lock.unlock();
      chosen.resume();
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::coroutine_handle<>> waiting_;
  std::vector<std::thread> threads_;
  bool is_over_ = false;
};

constexpr int stress_rounds = sanitized ? 300 : 2'000;

/// What decides which code runs. Only which thread runs it, and when, is up to the system: the same
/// seed is the same code.
class dice {
public:
  explicit dice(std::uint64_t seed) : state_(seed) {}
  /// (SplitMix64)
  std::uint64_t next() {
    std::uint64_t mixed = state_ += 0x9E3779B97F4A7C15;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
    return mixed ^ (mixed >> 31);
  }
  bool roll(unsigned sides) { return next() % sides == 0; }
  dice another() { return dice(next()); }

private:
  std::uint64_t state_;
};

value_task<int> leaf(scheduler &on, int x, dice random) {
  const bool waits = random.roll(2), fails = random.roll(16);
  if (waits)
    co_await on.next();
  if (fails)
    throw failure(x);
  co_return x;
}

task<int> shared_leaf(scheduler &on, int x) {
  co_await on.next();
  co_return x;
}

value_task<int> ready_or_not(scheduler &on, int x, dice random) {
  if (random.roll(2))
    return x;
  return leaf(on, x, random.another());
}

/// The sum of a random tree; a failure on the way counts as nothing.
value_task<long> tree(scheduler &on, int depth, dice random) {
  if (depth == 0) {
    auto x = ready_or_not(on, 1, random);
    try {
      co_return co_await x;
    } catch (const failure &) {
      co_return 0;
    }
  }
  const auto shape = random.next() % 5;
  const dice first = random.another(), second = random.another(), third = random.another();
  switch (shape) {
  case 0: {
    auto [left, right] =
        co_await valuetask::when_all(tree(on, depth - 1, first), tree(on, depth - 1, second));
    co_return left + right;
  }
  case 1: {
    auto moved = tree(on, depth - 1, first);
    auto again = std::move(moved);
    const long left = co_await again;
    co_return left + co_await tree(on, depth - 1, second);
  }
  case 2: {
    const task<long> shared = tree(on, depth - 1, first).as_task();
    auto twice = [](const task<long> &x) -> value_task<long> { co_return co_await x; };
    auto both = valuetask::when_all(twice(shared), twice(shared), shared);
    const auto [one, two, three] = co_await std::move(both);
    EXPECT_EQ(one, two);
    EXPECT_EQ(one, three);
    co_return one;
  }
  case 3: {
    valuetask::detach(tree(on, depth - 1, second));
    co_return co_await tree(on, depth - 1, first);
  }
  default: {
    std::vector<value_task<long>> several;
    for (const dice &each : {first, second, third})
      several.push_back(tree(on, depth - 1, each));
    long sum = 0;
    for (auto &one : several)
      sum += co_await one;
    co_return sum;
  }
  }
}

/// What tree() must give, by the same dice.
long sum_of(int depth, dice random) {
  if (depth == 0) {
    if (random.roll(2))
      return 1;
    dice at_leaf = random.another();
    at_leaf.next();
    return at_leaf.roll(16) ? 0 : 1;
  }
  const auto shape = random.next() % 5;
  const dice first = random.another(), second = random.another(), third = random.another();
  const long one = sum_of(depth - 1, first);
  switch (shape) {
  case 0:
  case 1:
    return one + sum_of(depth - 1, second);
  case 2:
  case 3:
    return one;
  default:
    return one + sum_of(depth - 1, second) + sum_of(depth - 1, third);
  }
}

TEST(Stress, CorrectCodeIsNotAccused) {
  const valuetask::expect_no_violation correct;
  scheduler four(1);
  long all = 0;
  for (unsigned seed = 0; seed != stress_rounds; ++seed) {
    const long sum = sum_of(4, dice(seed));
    ASSERT_EQ(sync_wait(tree(four, 4, dice(seed))), sum) << "seed " << seed;
    all += sum;
  }
  EXPECT_GT(all, stress_rounds * 5L) << "the trees are too small to say anything";
}

/// One that another thread completes while we come to wait: nobody may miss the other.
value_task<int> race(scheduler &on) {
  co_await on.next();
  co_return 1;
}

TEST(Stress, NoWakeUpIsLost) {
  const valuetask::expect_no_violation correct;
  scheduler four(2);
  constexpr int races = sanitized ? 20'000 : 200'000;
  auto run = [](scheduler &on) -> task<int> {
    int sum = 0;
    for (int i = 0; i != races; ++i)
      sum += co_await race(on);
    co_return sum;
  };
  std::vector<task<int>> running;
  for (int i = 0; i != 4; ++i)
    running.push_back(run(four));
  for (const task<int> &one : running)
    EXPECT_EQ(sync_wait(one), races);
}

TEST(Stress, ManyAwaitOne) {
  const valuetask::expect_no_violation correct;
  scheduler four(3);
  auto wait_for = [](scheduler &on, task<int> shared, bool later) -> task<int> {
    if (later)
      co_await on.next();
    co_return co_await shared;
  };
  for (int i = 0; i != stress_rounds; ++i) {
    const task<int> shared = shared_leaf(four, i);
    std::vector<task<int>> waiting;
    dice random(static_cast<unsigned>(i));
    for (int j = 0; j != 8; ++j)
      waiting.push_back(wait_for(four, shared, random.roll(2)));
    for (const auto &one : waiting)
      EXPECT_EQ(sync_wait(one), i);
  }
}

#if VALUETASK_CHECKED

using valuetask::expect_violations;
using valuetask::violation_error;
using valuetask::violation_kind;

/// Makes one mistake of the given kind, somewhere on its way.
value_task<> mistake(scheduler &on, violation_kind kind, dice random) {
  if (random.roll(2))
    co_await on.next();
  auto x = ready_or_not(on, 1, random.another());
  try {
    switch (kind) {
    case violation_kind::double_await: {
      auto moved = std::move(x);
      static_cast<void>(co_await moved);
      if (random.roll(2))
        co_await on.next();
      static_cast<void>(random.roll(2) ? co_await moved : co_await x);
      break;
    }
    case violation_kind::unguarded_result: {
      gate closed;
      auto late = [](gate &closed) -> value_task<int> {
        co_await closed;
        co_return 1;
      }(closed);
      valuetask::detach(std::move(x));
      struct opener {
        gate &closed;
        ~opener() { closed.open(); }
      } const at_last{closed};
      static_cast<void>(late.result());
      break;
    }
    case violation_kind::stale_token: {
      valuetask::source<int> source;
      auto stale = source.get();
      source.set_result(1);
      source.reset();
      valuetask::detach(std::move(x));
      if (random.roll(2))
        co_await on.next();
      static_cast<void>(co_await stale);
      break;
    }
    default:
      co_return; // drops x
    }
    ADD_FAILURE() << "it went through";
  } catch (const violation_error &error) {
    EXPECT_EQ(error.kind(), kind);
    co_return;
  } catch (const failure &) {
    // Of the first consumption: there was no second.
  }
  co_await mistake(on, kind, random.another());
}

TEST(Stress, EverySeededMistakeIsSeen) {
  const auto silent =
      valuetask::set_unobserved_exception_handler([](std::exception_ptr) noexcept {});
  for (const auto kind : {violation_kind::double_await, violation_kind::destroyed_unconsumed,
                          violation_kind::unguarded_result, violation_kind::stale_token}) {
    expect_violations seen;
    {
      scheduler four(4);
      std::vector<task<>> running;
      for (int i = 0; i != stress_rounds; ++i)
        running.push_back(mistake(four, kind, dice(static_cast<unsigned>(i))).as_task());
      for (const auto &one : running)
        sync_wait(one);
    }
    EXPECT_EQ(seen.count(kind), std::size_t{stress_rounds}) << static_cast<int>(kind);
    EXPECT_EQ(seen.count(), std::size_t{stress_rounds}) << static_cast<int>(kind);
  }
  valuetask::set_unobserved_exception_handler(silent);
}

TEST(Stress, ConsumedByTwoThreadsAtOnce) {
  expect_violations seen;
  for (int i = 0; i != stress_rounds; ++i) {
    gate closed;
    auto late = [](gate &closed) -> value_task<int> {
      co_await closed;
      co_return 1;
    };
    value_task<int> contended = late(closed);
    std::atomic<int> refused{0}, begun{0};
    auto consume = [&]() -> task<> {
      try {
        static_cast<void>(co_await contended);
      } catch (const violation_error &) {
        ++refused;
      }
    };
    std::array<task<>, 2> both;
    std::array<std::thread, 2> threads;
    for (std::size_t j = 0; j != 2; ++j)
      threads[j] = std::thread([&, j] {
        ++begun;
        while (begun != 2)
          std::this_thread::yield();
        both[j] = consume();
      });
    for (std::thread &one : threads)
      one.join();
    closed.open();
    EXPECT_EQ(refused, 1) << "one of the two gets it";
    for (const auto &one : both)
      sync_wait(one);
  }
  EXPECT_EQ(seen.count(violation_kind::concurrent_await), std::size_t{stress_rounds});
  EXPECT_EQ(seen.count(), std::size_t{stress_rounds});
  ASSERT_GT(seen.count(), 0u);
  EXPECT_NE(seen[0].first_consumed_at.line(), 0u);
  EXPECT_NE(seen[0].here.line(), 0u);
  EXPECT_STREQ(seen[0].what, "value_task consumed by two threads at once");
}

#endif

} // namespace
