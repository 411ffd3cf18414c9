#include "support.h"

#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <type_traits>
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

TEST_F(Source, LearnsOfItsResultThoughNobodyWantsIt) {
  source<resource> one;
  detach(one.get());
  one.set_result(resource(1));
  EXPECT_TRUE(one.is_completed());
  one.reset();
  {
#if VALUETASK_CHECKED
    valuetask::expect_violations dropped;
#endif
    static_cast<void>(one.get());
  }
  EXPECT_FALSE(one.is_completed());
  one.set_result(resource(2));
  EXPECT_TRUE(one.is_completed());
  EXPECT_EQ(resource::alive, 1);
  EXPECT_EQ(one.get().result().number(), 2) << "it is there for who asks again";
  one.reset();
  EXPECT_EQ(resource::alive, 0);
}

TEST_F(Source, ForgetsAWaiterThatIsDestroyed) {
  source<int> number;
  bool went_on = false;
  auto waits = [](source<int> &number, bool &went_on) -> lazy<int> {
    const int given = co_await number.get();
    went_on = true;
    co_return given;
  };
  {
    auto waiting = waits(number, went_on);
    waiting.operator co_await().await_suspend(std::noop_coroutine()).resume();
  }
  number.set_result(1);
  EXPECT_FALSE(went_on);
  EXPECT_TRUE(number.is_completed());
}

/// Throws when it is made from this number; counted.
struct picky : resource {
  static constexpr int unlucky = 13;
  picky(int number) : resource(number) {
    if (number == unlucky)
      throw failure(number);
  }
};

/// A source and what it must be like, whatever happens to it in whatever order.
class modelled_source {
public:
  static constexpr int steps = 7;

  /// False if this step makes no sense now.
  bool take(int step) {
    switch (step) {
    case 0: // get
      if (held_ || is_taken_)
        return false;
      held_ = std::make_unique<value_task<picky>>(source_.get());
      break;
    case 1: // drop
      if (!held_)
        return false;
      drop();
      break;
    case 2: // set_result
      if (has_ != content::nothing)
        return false;
      source_.set_result(1);
      has_ = content::value;
      break;
    case 3: // set_result with what can't be made
      if (has_ != content::nothing)
        return false;
      EXPECT_THROW(source_.set_result(picky::unlucky), failure);
      break;
    case 4: // set_exception
      if (has_ != content::nothing)
        return false;
      source_.set_exception(std::make_exception_ptr(std::runtime_error("set")));
      has_ = content::error;
      break;
    case 5: // consume
      if (!held_ || has_ == content::nothing)
        return false;
      if (has_ == content::value)
        EXPECT_EQ(held_->result().number(), 1);
      else
        EXPECT_THROW(held_->result(), std::runtime_error);
      held_.reset();
      is_taken_ = true;
      break;
    default: // reset
      if (held_)
        drop();
      source_.reset();
      has_ = content::nothing;
      is_taken_ = false;
    }
    return true;
  }

  void expect_consistent() {
    EXPECT_EQ(source_.is_completed(), has_ != content::nothing);
    EXPECT_EQ(resource::alive, has_ == content::value ? 1 : 0);
    if (held_) {
      EXPECT_EQ(held_->is_completed(), has_ != content::nothing);
      EXPECT_EQ(held_->is_completed_successfully(), has_ == content::value);
    }
  }

private:
  enum class content : unsigned char { nothing, value, error };

  void drop() {
#if VALUETASK_CHECKED
    valuetask::expect_violations dropped;
#endif
    held_.reset();
  }

  source<picky> source_;
  std::unique_ptr<value_task<picky>> held_;
  bool is_taken_ = false;
  content has_ = content::nothing;
};

TEST_F(Source, IsConsistentInEveryOrder) {
  constexpr int most = 6;
  int orders = 0;
  // Checked mode walks the stack at each that is dropped, which takes long under sanitizers.
  for (int code = 0, all = 117'649 /* 7 to the 6th */; code < all; code += sanitized ? 41 : 1) {
    modelled_source tried;
    int rest = code, i = 0;
    for (; i != most; ++i, rest /= modelled_source::steps) {
      if (!tried.take(rest % modelled_source::steps))
        break;
      tried.expect_consistent();
      if (testing::Test::HasFailure())
        FAIL() << "in order " << code;
    }
    orders += i == most;
    tried.take(1);
  }
  EXPECT_EQ(resource::alive, 0);
  EXPECT_GT(orders, sanitized ? 50 : 1'000) << "most of them are no orders";
}

TEST_F(Source, IsDroppedOnOneThreadAndCompletedOnAnother) {
#if VALUETASK_CHECKED
  valuetask::expect_violations dropped;
#endif
  const int rounds = sanitized ? 1'000 : 10'000;
  source<std::string> text;
  std::unique_ptr<value_task<std::string>> held;
  std::atomic<int> begun{0}, completed{0};
  std::thread other([&] {
    for (int i = 1; i <= rounds; ++i) {
      while (begun.load(std::memory_order_acquire) != i)
        std::this_thread::yield();
      text.set_result(std::string(100, 'x'));
      completed.store(i, std::memory_order_release);
    }
  });
  int unnoticed = 0;
  for (int i = 1; i <= rounds; ++i) {
    held = std::make_unique<value_task<std::string>>(text.get());
    begun.store(i, std::memory_order_release);
    held.reset();
    while (completed.load(std::memory_order_acquire) != i)
      std::this_thread::yield();
    unnoticed += !text.is_completed();
    text.reset();
  }
  other.join();
  EXPECT_EQ(unnoticed, 0);
}

/// Where functions are posted to, to be called later.
class queue {
public:
  auto poster() {
    return [this](auto go_on) {
      static_assert(sizeof go_on == sizeof(void *));
      static_assert(std::is_nothrow_copy_constructible_v<decltype(go_on)>);
      posted_.emplace_back(go_on);
    };
  }
  std::size_t size() const { return posted_.size(); }
  void run_one() {
    const auto first = std::move(posted_.front());
    posted_.pop_front();
    first();
  }

private:
  std::deque<std::function<void()>> posted_;
};

TEST_F(Source, PostsWhoAwaits) {
  queue later;
  source<int> numbers;
  const auto sum = add_up(numbers, 3);
  numbers.post_result(later.poster(), 1);
  EXPECT_EQ(later.size(), 1u);
  EXPECT_TRUE(numbers.is_completed()) << "there, and nobody has run";
  later.run_one();
  EXPECT_FALSE(numbers.is_completed()) << "the next round has begun";
  numbers.set_result(20);
  EXPECT_EQ(later.size(), 0u);
  numbers.post_result(later.poster(), 300);
  EXPECT_FALSE(sum.is_completed());
  later.run_one();
  EXPECT_EQ(sum.result(), 321);
}

TEST_F(Source, PostsExceptionsAndNothing) {
  queue later;
  source<> nothing;
  auto waits = [](source<> &nothing) -> task<> { co_await nothing.get(); };
  const task<> first = waits(nothing);
  nothing.post_result(later.poster());
  EXPECT_FALSE(first.is_completed());
  later.run_one();
  first.result();
  nothing.reset();
  const task<> second = waits(nothing);
  nothing.post_exception(later.poster(), std::make_exception_ptr(failure(1)));
  EXPECT_FALSE(second.is_completed());
  later.run_one();
  EXPECT_THROW(second.result(), failure);
}

TEST_F(Source, PostsNothingIfNobodyAwaits) {
  source<int> number;
  const auto never = [](auto) { ADD_FAILURE() << "nobody waits"; };
  auto x = number.get();
  number.post_result(never, 1);
  EXPECT_EQ(x.result(), 1);
  number.reset();
  auto y = number.get();
  number.post_exception(never, std::make_exception_ptr(failure(2)));
  EXPECT_THROW(y.result(), failure);
  number.reset();
  number.post_result(never, 3);
  EXPECT_EQ(number.get().result(), 3);
}

TEST_F(Source, IsNotLostWhenPostingFails) {
  source<int> number;
  const auto sum = add_up(number, 2);
  const auto fails = [](auto) { throw failure(5); };
  EXPECT_THROW(number.post_result(fails, 1), failure);
  EXPECT_FALSE(number.is_completed()) << "who awaits went on, and began the next round";
  EXPECT_THROW(number.post_exception(fails, std::make_exception_ptr(std::runtime_error("set"))),
               failure);
  EXPECT_THROW(static_cast<void>(sum.result()), std::runtime_error);
}

TEST_F(Source, IsNotCompleteWhenTheResultToPostFails) {
  source<picky> number;
  auto waits = [](source<picky> &number) -> task<int> {
    co_return (co_await number.get()).number();
  };
  const auto waiting = waits(number);
  const auto never = [](auto) { ADD_FAILURE() << "there is no result"; };
  EXPECT_THROW(number.post_result(never, picky::unlucky), failure);
  EXPECT_FALSE(number.is_completed() || waiting.is_completed());
  number.set_result(1);
  EXPECT_EQ(waiting.result(), 1);
}

TEST_F(Source, PostsToAnotherThread) {
  const int rounds = sanitized ? 2'000 : 20'000;
  std::mutex mutex;
  std::deque<std::function<void()>> posted;
  std::atomic<bool> is_over{false};
  std::thread other([&] {
    while (!is_over) {
      std::function<void()> first;
      {
        const std::lock_guard lock(mutex);
        if (!posted.empty()) {
          first = std::move(posted.front());
          posted.pop_front();
        }
      }
      first ? first() : std::this_thread::yield();
    }
  });
  source<int> number;
  int elsewhere = 0;
  auto waits = [](source<int> &number, int &elsewhere, std::thread::id ours) -> task<int> {
    const int given = co_await number.get();
    elsewhere += std::this_thread::get_id() != ours;
    co_return given;
  };
  for (int i = 0; i != rounds; ++i) {
    const auto waiting = waits(number, elsewhere, std::this_thread::get_id());
    number.post_result(
        [&](auto go_on) {
          const std::lock_guard lock(mutex);
          posted.emplace_back(go_on);
        },
        i);
    EXPECT_EQ(valuetask::sync_wait(waiting), i);
    number.reset();
  }
  is_over = true;
  other.join();
  EXPECT_EQ(elsewhere, rounds);
}

using SourceDeathTest = Source;

TEST_F(SourceDeathTest, CompletedTwiceThoughDropped) {
  EXPECT_DEATH(
      {
        source<int> number;
        detach(number.get());
        number.set_result(1);
        number.post_result([](auto) {}, 2);
      },
      "valuetask: source completed twice");
#if !VALUETASK_CHECKED
  EXPECT_DEATH(
      {
        source<int> number;
        static_cast<void>(number.get());
        number.set_result(1);
        number.set_exception(std::make_exception_ptr(failure(1)));
      },
      "valuetask: source completed twice");
#endif
}

TEST_F(SourceDeathTest, CompletedWithNoException) {
  constexpr const char *said = "valuetask: source completed with an exception that is null\n"
                               "  help: pass std::current_exception\\(\\)";
  EXPECT_DEATH(source<int>().set_exception(nullptr), said);
  EXPECT_DEATH(source<>().post_exception([](auto) {}, nullptr), said);
}

TEST_F(SourceDeathTest, CompletedTwice) {
  EXPECT_DEATH(
      {
        source<int> number;
        number.set_result(1);
        number.set_result(2);
      },
      "valuetask: source completed twice\n  help: reset\\(\\) it before the next round");
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
  EXPECT_STREQ(seen[0].what, "value_task consumed after its source was reset");
  EXPECT_STREQ(seen[0].help, "consume it before the next round begins");
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
