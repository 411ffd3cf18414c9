#include "support.h"

#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <valuetask/detach.h>
#include <valuetask/source.h>
#include <valuetask/violation.h>

using namespace test;
using valuetask::source;
using valuetask::task;
using valuetask::value_task;

// What somebody would write by hand.
template <class T> struct by_hand {
  union {
    T value;
    void *frame;
  };
  unsigned char tag;
};

static_assert(sizeof(value_task<int>) == sizeof(by_hand<int>));
static_assert(sizeof(value_task<long>) == sizeof(by_hand<long>));
static_assert(sizeof(value_task<>) == sizeof(void *));
static_assert(sizeof(value_task<int &>) == sizeof(by_hand<int *>));
static_assert(sizeof(value_task<std::string>) == sizeof(std::string) + sizeof(void *));

namespace {

TEST(Release, ReportsNothing) {
  valuetask::reset_violation_counts();
  {
    value_task<int> dropped = 1;
  }
  EXPECT_EQ(valuetask::violation_count(valuetask::violation_kind::destroyed_unconsumed), 0u);
}

TEST(ReleaseDeathTest, SecondConsumptionOfAResultStops) {
  EXPECT_DEATH(
      {
        value_task<int> x = 1;
        static_cast<void>(x.result());
        static_cast<void>(x.result());
      },
      "valuetask: ");
}

// A namespace of their own, since this file may be compiled together with others.
namespace drops {

// Nothing stays behind. Every result and every argument below is one of these, so that a frame
// which isn't freed is seen without a sanitizer.

/// Counts how many are alive.
class counted {
public:
  counted() noexcept { ++alive; }
  counted(const counted &) noexcept { ++alive; }
  counted &operator=(const counted &) = default;
  ~counted() { --alive; }
  static inline int alive = 0;
  /// How many are alive, which is forgotten: the next case has its own count.
  static int left() noexcept { return std::exchange(alive, 0); }
};

value_task<counted> from_value(gate &) { return counted(); }

value_task<counted> from_start(counted argument) { co_return argument; }
value_task<counted> ended_at_once(gate &) { return from_start(counted()); }

value_task<counted> waits(gate &closed, counted argument) {
  const counted local;
  co_await closed;
  co_return argument;
}
value_task<counted> suspended(gate &closed) { return waits(closed, counted()); }

value_task<counted> waits_and_fails(gate &closed, counted argument) {
  const counted local;
  co_await closed;
  throw argument;
}
value_task<counted> suspended_and_fails(gate &closed) { return waits_and_fails(closed, counted()); }

value_task<counted> waits_for_another(gate &closed, counted argument) {
  const counted local;
  static_cast<void>(co_await suspended(closed));
  co_return argument;
}
value_task<counted> nested(gate &closed) { return waits_for_another(closed, counted()); }

task<counted> waits_as_task(gate &closed, counted argument) {
  co_await closed;
  co_return argument;
}
value_task<counted> from_task(gate &closed) { return waits_as_task(closed, counted()); }
value_task<counted> made_a_task(gate &closed) { return suspended(closed).as_task(); }

using maker = value_task<counted> (*)(gate &);
constexpr std::array<maker, 7> makers = {from_value, ended_at_once, suspended,  suspended_and_fails,
                                         nested,     from_task,     made_a_task};

using ending = void (*)(value_task<counted>);
constexpr std::array<ending, 10> endings = {
    [](value_task<counted> x) { static_cast<void>(x); },
    [](value_task<counted> x) { x = counted(); },
    [](value_task<counted> x) { x = from_start(counted()); },
    [](value_task<counted> x) { x = value_task<counted>(); },
    [](value_task<counted> x) {
      gate other;
      x = suspended(other);
      x = from_value(other);
      other.open();
    },
    [](value_task<counted> x) {
      value_task<counted> other = std::move(x);
      x = std::move(other);
    },
    [](value_task<counted> x) {
      value_task<counted> other = counted();
      std::swap(x, other);
    },
    [](value_task<counted> x) {
      std::vector<value_task<counted>> several;
      several.push_back(std::move(x));
      several.emplace_back(counted());
      several.erase(several.begin());
    },
    [](value_task<counted> x) { valuetask::detach(std::move(x)); },
    [](value_task<counted> x) { static_cast<void>(std::move(x).as_task()); },
};

class ReleaseDrops : public ::testing::Test {
protected:
  void TearDown() override { valuetask::set_unobserved_exception_handler(loud_); }

private:
  valuetask::unobserved_exception_handler loud_ =
      valuetask::set_unobserved_exception_handler([](std::exception_ptr) noexcept {});
};

TEST_F(ReleaseDrops, BeforeTheCoroutineEnds) {
  for (std::size_t i = 0; i != makers.size(); ++i)
    for (std::size_t j = 0; j != endings.size(); ++j) {
      gate closed;
      endings[j](makers[i](closed));
      closed.open();
      EXPECT_EQ(counted::left(), 0) << "maker " << i << ", ending " << j;
    }
}

TEST_F(ReleaseDrops, AfterTheCoroutineHasEnded) {
  for (std::size_t i = 0; i != makers.size(); ++i)
    for (std::size_t j = 0; j != endings.size(); ++j) {
      gate closed;
      value_task<counted> x = makers[i](closed);
      closed.open();
      EXPECT_TRUE(x.is_completed());
      endings[j](std::move(x));
      EXPECT_EQ(counted::left(), 0) << "maker " << i << ", ending " << j;
    }
}

TEST_F(ReleaseDrops, WhatIsConsumed) {
  for (std::size_t i = 0; i != makers.size(); ++i) {
    gate closed;
    value_task<counted> x = makers[i](closed);
    closed.open();
    try {
      static_cast<void>(x.result());
    } catch (const counted &) {
    }
    EXPECT_EQ(counted::left(), 0) << "maker " << i << " by result()";
    gate second;
    auto awaits = [](value_task<counted> y) -> task<> {
      try {
        static_cast<void>(co_await y);
      } catch (const counted &) {
      }
    };
    const task<> waiting = awaits(makers[i](second));
    second.open();
    EXPECT_TRUE(waiting.is_completed());
    EXPECT_EQ(counted::left(), 0) << "maker " << i << " by co_await";
  }
}

TEST_F(ReleaseDrops, Tasks) {
  for (const bool fails : {false, true})
    for (const bool early : {false, true}) {
      gate closed;
      {
        task<counted> x = (fails ? suspended_and_fails(closed) : suspended(closed)).as_task();
        task<counted> copy = x;
        x = {};
        if (early)
          closed.open();
      }
      closed.open();
      EXPECT_EQ(counted::left(), 0) << fails << early;
    }
}

TEST_F(ReleaseDrops, RoundsOfASource) {
  // (Not on the stack, where GCC 12 takes an exception_ptr to be uninitialised.)
  const auto kept = std::make_unique<source<counted>>();
  source<counted> &results = *kept;
  // Nobody asked for it; its value_task was dropped, before and after; and one that was taken.
  results.set_result(counted());
  EXPECT_EQ(counted::alive, 1);
  results.reset();
  EXPECT_EQ(counted::left(), 0);
  {
    auto dropped = results.get();
    results.set_result(counted());
  }
  results.reset();
  EXPECT_EQ(counted::left(), 0);
  {
    auto dropped = results.get();
  }
  results.set_result(counted());
  results.reset();
  EXPECT_EQ(counted::left(), 0);
  auto taken = results.get();
  results.set_result(counted());
  static_cast<void>(taken.result());
  results.reset();
  EXPECT_EQ(counted::left(), 0);
  // The same with what isn't a result.
  results.set_exception(std::make_exception_ptr(counted()));
  EXPECT_EQ(counted::alive, 1);
  results.reset();
  EXPECT_EQ(counted::left(), 0);
  // Round after round, of another kind each time.
  for (int i = 0; i != 10; ++i) {
    if (i % 3 == 0)
      results.set_exception(std::make_exception_ptr(counted()));
    else
      results.set_result(counted());
    results.reset();
    EXPECT_EQ(counted::left(), 0) << "round " << i;
  }
}

TEST_F(ReleaseDrops, ASourceWithARound) {
  const auto has_result = std::make_unique<source<counted>>();
  has_result->set_result(counted());
  auto has_value_task = std::make_unique<source<counted>>();
  {
    const value_task<counted> dropped = has_value_task->get();
    has_value_task->set_result(counted());
  }
  auto has_failed = std::make_unique<source<counted>>();
  has_failed->set_exception(std::make_exception_ptr(counted()));
  EXPECT_EQ(counted::alive, 3);
  has_value_task = nullptr;
  EXPECT_EQ(counted::alive, 2);
  has_failed = nullptr;
  EXPECT_EQ(counted::alive, 1);
  has_result->reset();
  EXPECT_EQ(counted::left(), 0);
}

} // namespace drops

} // namespace
