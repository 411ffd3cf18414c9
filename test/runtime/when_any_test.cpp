#include "support.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <list>
#include <ranges>
#include <string>
#include <thread>
#include <type_traits>
#include <variant>
#include <vector>

#include <valuetask/source.h>
#include <valuetask/sync_wait.h>
#include <valuetask/testing.h>
#include <valuetask/when_any.h>

using namespace test;
using valuetask::sync_wait;
using valuetask::task;
using valuetask::value_task;
using valuetask::when_any;
using valuetask::when_any_result;

static_assert(
    std::is_same_v<decltype(when_any(std::declval<task<int> &>(), std::declval<value_task<>>(),
                                     std::declval<value_task<int &>>())),
                   value_task<when_any_result<
                       std::variant<int, std::monostate, std::reference_wrapper<int>>>>>);
static_assert(std::is_same_v<decltype(when_any(std::declval<std::vector<value_task<>>>())),
                             value_task<when_any_result<std::monostate>>>);
static_assert(std::is_same_v<decltype(when_any(std::declval<std::vector<task<int &>> &>())),
                             value_task<when_any_result<std::reference_wrapper<int>>>>);

template <class... A>
concept can_race = requires(A &&...awaited) { when_any(static_cast<A &&>(awaited)...); };
static_assert(!can_race<>, "of none, none is the first");
static_assert(!can_race<int>);
static_assert(!can_race<std::vector<int>>);
static_assert(can_race<task<int>, std::suspend_never>);

namespace {

std::atomic<int> unobserved = 0;

class WhenAny : public ::testing::Test {
protected:
  WhenAny() {
    unobserved = 0;
    valuetask::set_unobserved_exception_handler([](std::exception_ptr error) noexcept {
      try {
        std::rethrow_exception(error);
      } catch (const failure &caught) {
        unobserved += caught.number;
      }
    });
  }
  ~WhenAny() override {
    valuetask::set_unobserved_exception_handler(nullptr);
    EXPECT_EQ(resource::alive, 0);
  }

private:
  valuetask::expect_no_violation correct_;
};

using WhenAnyDeathTest = WhenAny;

value_task<int> counts_its_end(gate &closed, int &ended, resource) {
  co_await closed;
  ++ended;
  co_return ended;
}

TEST_F(WhenAny, FirstToComplete) {
  gate first, second, third;
  auto x = when_any(late(first, 1), late<std::string>(second, "two"), late(third));
  EXPECT_FALSE(x.is_completed());
  second.open();
  ASSERT_TRUE(x.is_completed_successfully());
  auto [index, value] = x.result();
  EXPECT_EQ(index, 1u);
  ASSERT_EQ(value.index(), 1u);
  EXPECT_EQ(std::get<1>(value), "two");
  first.open();
  third.open();
}

// As in when_all: the result of the first is kept while its source begins the next round.
TEST_F(WhenAny, SourcesThatGoOn) {
  valuetask::source<int> first, second, starts;
  const auto waits = [&]() -> value_task<int> {
    co_await starts.get();
    const auto came = co_await when_any(first.get(), second.get());
    co_return static_cast<int>(came.index) * 10 + std::get<1>(came.value);
  };
  auto x = waits();
  starts.set_result(0);
  second.set_result(2);
  second.reset();
  EXPECT_EQ(x.result(), 12);
  first.set_result(1); // nobody wants it any more
  first.reset();
}

TEST_F(WhenAny, ReadyAtOnce) {
  gate closed;
  auto x = when_any(late(closed, 1), by_value(2), by_coroutine(3), late_task(closed, 4));
  ASSERT_TRUE(x.is_completed_successfully());
  const auto result = x.result();
  EXPECT_EQ(result.index, 1u) << "the first in order";
  EXPECT_EQ(std::get<1>(result.value), 2);
  EXPECT_EQ(closed.waiting(), 2u) << "the others were started";
  closed.open();
  EXPECT_EQ(when_any(task<int>::from_result(5)).result(),
            (when_any_result<std::variant<int>>{0, 5}));
  EXPECT_EQ(when_any(value_task<>::completed(), value_task<>::completed()).result().index, 0u);
}

TEST_F(WhenAny, ReadyAtOnceDoesNotSuspend) {
  gate closed;
  bool done = false;
  auto x = [](gate &closed, bool &done) -> value_task<> {
    for (int i = 0; i < 100; ++i) {
      const auto first = co_await when_any(late(closed), by_coroutine<resource>(resource(i)));
      EXPECT_EQ(std::get<1>(first.value).number(), i);
    }
    done = true;
  }(closed, done);
  EXPECT_TRUE(done);
  x.result();
  closed.open();
}

TEST_F(WhenAny, TheOthersRunOn) {
  gate first, second;
  int ended = 0;
  {
    auto x = when_any(counts_its_end(second, ended, resource(1)), late(first, 2),
                      counts_its_end(second, ended, resource(3)));
    first.open();
    EXPECT_EQ(std::get<1>(x.result().value), 2);
  }
  {
    auto x = when_any(counts_its_end(second, ended, resource(4)), by_value(5));
    EXPECT_EQ(std::get<1>(x.result().value), 5);
  }
  EXPECT_EQ(resource::alive, 3);
  second.open();
  EXPECT_EQ(ended, 3);
  EXPECT_EQ(resource::alive, 0);
}

TEST_F(WhenAny, ResultsOfTheOthersAreFreed) {
  gate first, second;
  auto x = when_any(late<resource>(second, resource(1)), late<resource>(first, resource(2)));
  first.open();
  EXPECT_EQ(std::get<1>(x.result().value).number(), 2);
  second.open();
  EXPECT_EQ(resource::alive, 0);
  auto y = when_any(by_coroutine<resource>(resource(3)), by_value<resource>(resource(4)));
  EXPECT_EQ(resource::alive, 1) << "not only when the result is taken";
  EXPECT_EQ(std::get<0>(y.result().value).number(), 3);
}

TEST_F(WhenAny, TheFirstFails) {
  gate first, second;
  auto x = when_any(late(second, 1), fails_late(first, 2), late(second));
  first.open();
  EXPECT_TRUE(x.is_completed());
  EXPECT_FALSE(x.is_completed_successfully());
  try {
    x.result();
    FAIL();
  } catch (const failure &caught) {
    EXPECT_EQ(caught.number, 2);
  }
  second.open();
  auto y = when_any(fails(3), by_value(4));
  EXPECT_THROW(y.result(), failure) << "travels, and isn't thrown by the call";
  EXPECT_EQ(unobserved, 0) << "seen by whom it concerns";
}

TEST_F(WhenAny, FailuresOfTheOthersAreReported) {
  gate first, second;
  auto x =
      when_any(fails_late(second, 1), late(first, 0), fails_late(second, 10),
               value_task<int>(fails_late(second, 100).as_task()), [](gate &closed) -> lazy<int> {
                 co_await closed;
                 throw failure(1000);
               }(second));
  first.open();
  EXPECT_EQ(x.result().index, 1u);
  EXPECT_EQ(unobserved, 0);
  second.open();
  EXPECT_EQ(unobserved, 1111);
}

TEST_F(WhenAny, FailuresOfTheOthersAreReportedWhenOneIsReady) {
  gate closed;
  auto x = when_any(by_value(0), fails(1), fails_late(closed, 10));
  EXPECT_EQ(x.result().index, 0u);
  EXPECT_EQ(unobserved, 1);
  closed.open();
  EXPECT_EQ(unobserved, 11);
}

TEST_F(WhenAny, FailuresOfTasksAreKept) {
  gate first, second;
  task<int> fails_once = fails_late(second, 1).as_task();
  auto x = when_any(late(first, 0), fails_once, fails_late(second, 2).as_task());
  first.open();
  EXPECT_EQ(x.result().index, 0u);
  auto y = when_any(by_value(0), fails_once, fails(3).as_task());
  EXPECT_EQ(y.result().index, 0u);
  second.open();
  EXPECT_EQ(unobserved, 0);
  EXPECT_THROW(fails_once.result(), failure);
}

TEST_F(WhenAny, LvaluesAreConsumedOrCopied) {
  gate first, second;
  value_task<resource> x = late<resource>(first, resource(1));
  task<int> y = late_task(second, 2);
  int object = 0;
  value_task<int &> z = [](gate &closed, int &object) -> value_task<int &> {
    co_await closed;
    co_return object;
  }(second, object);
  auto any = when_any(x, y, z);
  EXPECT_FALSE(x.is_completed());
  first.open();
  EXPECT_EQ(std::get<0>(any.result().value).number(), 1);
  auto another = when_any(y, late(second));
  second.open();
  EXPECT_EQ(another.result().index, 0u);
  EXPECT_EQ(y.result(), 2);
}

TEST_F(WhenAny, SecondConsumptionIsReported) {
#if VALUETASK_CHECKED
  gate closed;
  value_task<int> x = late(closed, 1);
  auto any = when_any(x, by_value(2));
  {
    valuetask::expect_violations broken;
    EXPECT_THROW(x.result(), valuetask::violation_error);
    EXPECT_THROW(when_any(by_value(3).as_task(), x).result(), valuetask::violation_error);
    ASSERT_EQ(broken.count(valuetask::violation_kind::double_await), 2u);
    EXPECT_EQ(broken.count(), 2u);
    EXPECT_EQ(broken[0].first, valuetask::consumption::combinator);
  }
  {
    valuetask::expect_violations broken;
    {
      auto dropped = when_any(by_value(4));
    }
    EXPECT_EQ(broken.count(valuetask::violation_kind::destroyed_unconsumed), 1u);
  }
  EXPECT_EQ(any.result().index, 1u);
  closed.open();
#endif
}

TEST_F(WhenAny, References) {
  int object = 0;
  value_task<int &> x = object;
  auto first = when_any(x, by_value(1)).result();
  EXPECT_EQ(&std::get<0>(first.value).get(), &object);
  std::vector<task<int &>> references{task<int &>::from_result(object)};
  EXPECT_EQ(&when_any(references).result().value.get(), &object);
}

TEST_F(WhenAny, Nothing) {
  EXPECT_THROW(static_cast<void>(when_any(std::vector<value_task<int>>())), std::invalid_argument);
  const std::list<task<>> none;
  EXPECT_THROW(static_cast<void>(when_any(none)), std::invalid_argument);
}

TEST_F(WhenAny, Ranges) {
  std::array<gate, 100> gates;
  std::vector<value_task<resource>> tasks;
  for (int i = 0; i < 100; ++i)
    tasks.push_back(late<resource>(gates[static_cast<std::size_t>(i)], resource(i)));
  auto x = when_any(std::move(tasks));
  EXPECT_FALSE(x.is_completed());
  gates[42].open();
  {
    auto [index, value] = x.result();
    EXPECT_EQ(index, 42u);
    EXPECT_EQ(value.number(), 42);
  }
  EXPECT_EQ(resource::alive, 99);
  for (gate &closed : gates)
    closed.open();
}

TEST_F(WhenAny, RangesOfEveryKind) {
  gate closed;
  std::array<value_task<int>, 3> lvalue{late(closed, 0), by_value(1), by_coroutine(2)};
  EXPECT_EQ(when_any(lvalue).result(), (when_any_result<int>{1, 1}));
  const std::vector<task<int>> constant{late_task(closed, 3), task<int>::from_result(4)};
  EXPECT_EQ(when_any(constant).result(), (when_any_result<int>{1, 4}));
  EXPECT_EQ(when_any(std::views::iota(5, 8) | std::views::transform([&](int i) {
                       return i == 7 ? by_coroutine(i) : late(closed, i);
                     }))
                .result(),
            (when_any_result<int>{2, 7}));
  std::list<lazy<int>> foreign;
  foreign.push_back([](gate &closed) -> lazy<int> {
    co_await closed;
    co_return 8;
  }(closed));
  foreign.push_back([]() -> lazy<int> { co_return 9; }());
  EXPECT_EQ(when_any(std::move(foreign)).result(), (when_any_result<int>{1, 9}));
  std::vector<value_task<>> nothing(1);
  nothing[0] = value_task<>::completed();
  EXPECT_EQ(when_any(nothing).result().index, 0u);
  closed.open();
}

TEST_F(WhenAny, RangeFailures) {
  gate closed;
  std::vector<value_task<int>> tasks;
  tasks.push_back(late(closed, 1));
  tasks.push_back(fails(2));
  tasks.push_back(fails(4));
  tasks.push_back(fails_late(closed, 8));
  EXPECT_THROW(when_any(std::move(tasks)).result(), failure);
  EXPECT_EQ(unobserved, 4);
  closed.open();
  EXPECT_EQ(unobserved, 12);
  const std::vector<task<int>> shared{task<int>::from_result(0), fails(16).as_task()};
  EXPECT_EQ(when_any(shared).result().index, 0u);
  EXPECT_EQ(unobserved, 12) << "of a task it is kept";
}

TEST_F(WhenAny, Foreign) {
  gate first, second;
  std::suspend_never lvalue;
  auto x = when_any(first, []() -> lazy<std::string> { co_return "lazy"; }(), lvalue, second);
  EXPECT_EQ(std::get<1>(x.result().value), "lazy");
  auto y = when_any(first, second);
  second.open();
  EXPECT_EQ(y.result().index, 1u);
  first.open();
  auto z = [](gate &closed) -> lazy<int> {
    co_return std::get<0>((co_await when_any(late(closed, 1))).value);
  };
  EXPECT_EQ(sync_wait(z(first)), 1);
}

TEST_F(WhenAny, DroppedItself) {
  gate first, second;
  detach(when_any(late<resource>(first, resource(1)), late<resource>(second, resource(2))));
  detach(when_any(fails_late(first, 3), late(second)));
  EXPECT_EQ(resource::alive, 2);
  first.open();
  EXPECT_EQ(unobserved, 3) << "detached, as any other value_task";
  second.open();
  EXPECT_EQ(resource::alive, 0);
}

TEST_F(WhenAny, Nested) {
  gate first, second;
  auto x = when_any(when_any(late(first, 1), late(second, 2)), late(second, 3));
  first.open();
  EXPECT_EQ(std::get<0>(std::get<0>(x.result().value).value), 1);
  second.open();
}

TEST_F(WhenAny, ChainNeedsNoStack) {
#if defined(__clang__)
  constexpr bool has_tail_calls = true;
#else
  constexpr bool has_tail_calls = !sanitized;
#endif
  constexpr int links = has_tail_calls ? 50'000 : 500;
  std::intptr_t highest = INTPTR_MIN, lowest = INTPTR_MAX;
  auto link = [](value_task<int> inner, gate &never, std::intptr_t &highest,
                 std::intptr_t &lowest) -> value_task<int> {
    const auto first = co_await when_any(inner, late(never));
    const auto here = reinterpret_cast<std::intptr_t>(__builtin_frame_address(0));
    highest = std::max(highest, here);
    lowest = std::min(lowest, here);
    co_return std::get<0>(first.value) + 1;
  };
  gate closed, never;
  value_task<int> x = late(closed, 0);
  for (int i = 0; i < links; ++i)
    x = link(std::move(x), never, highest, lowest);
  closed.open();
  EXPECT_EQ(x.result(), links);
  if (has_tail_calls) {
    EXPECT_LT(highest - lowest, 16 * 1024);
  }
  never.open();
}

TEST_F(WhenAnyDeathTest, EmptyTask) {
  EXPECT_DEATH(static_cast<void>(when_any(task<int>())), "empty task");
}

/// A thread that resumes what it is given at once, so that it comes in the middle of what the giver
/// does next. Two of them come in the middle of each other.
class spinning_thread {
public:
  spinning_thread() : thread_([this] { run(); }) {}
  ~spinning_thread() {
    await_suspend(nullptr);
    thread_.join();
  }
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> waiting) noexcept {
    while (is_taken_.load(std::memory_order_acquire))
      std::this_thread::yield();
    next_ = waiting;
    is_taken_.store(true, std::memory_order_release);
  }
  void await_resume() const noexcept {}

private:
  void run() {
    for (;;) {
      for (int spins = 0; !is_taken_.load(std::memory_order_acquire); ++spins)
        if (spins > 200)
          std::this_thread::yield();
      const auto next = next_;
      is_taken_.store(false, std::memory_order_release);
      if (!next)
        return;
      next.resume();
    }
  }

  std::coroutine_handle<> next_;
  std::atomic<bool> is_taken_{false};
  std::thread thread_;
};

constexpr int when_any_rounds = thread_sanitized ? 3'000 : sanitized ? 10'000 : 50'000;

value_task<int> on(spinning_thread &thread, int number, int &ended) {
  co_await thread;
  ++ended;
  co_return number;
}

TEST_F(WhenAny, CompletionsRace) {
  int a_ended = 0, b_ended = 0, wins[2] = {};
  {
    spinning_thread a, b;
    for (int i = 0; i < when_any_rounds; ++i) {
      const auto first = sync_wait(when_any(on(a, i, a_ended), on(b, -i, b_ended)));
      ASSERT_LT(first.index, 2u);
      ++wins[first.index];
      ASSERT_EQ(std::visit([](int number) { return number; }, first.value),
                first.index == 0 ? i : -i);
    }
  }
  EXPECT_EQ(a_ended, when_any_rounds);
  EXPECT_EQ(b_ended, when_any_rounds);
  EXPECT_EQ(wins[0] + wins[1], when_any_rounds);
}

TEST_F(WhenAny, ExactlyOneFailureIsThrown) {
  auto fails_on = [](spinning_thread &thread) -> value_task<int> {
    co_await thread;
    throw failure(1);
  };
  constexpr int fewer = when_any_rounds / 5;
  int thrown = 0;
  {
    spinning_thread a, b, c;
    for (int i = 0; i < fewer; ++i) {
      std::vector<value_task<int>> failing;
      failing.push_back(fails_on(a));
      failing.push_back(fails_on(b));
      failing.push_back(fails_on(c));
      try {
        sync_wait(when_any(std::move(failing)));
      } catch (const failure &) {
        ++thrown;
      }
    }
  }
  EXPECT_EQ(thrown, fewer);
  EXPECT_EQ(unobserved, 2 * fewer);
}

TEST_F(WhenAny, SharedTasksRace) {
  int ended = 0;
  {
    spinning_thread a;
    for (int i = 0; i < when_any_rounds / 2; ++i) {
      const task<int> shared = on(a, i, ended).as_task();
      const auto first = sync_wait(when_any(shared, shared, shared));
      ASSERT_EQ(std::visit([](int number) { return number; }, first.value), i);
    }
  }
  EXPECT_EQ(ended, when_any_rounds / 2);
}

} // namespace
