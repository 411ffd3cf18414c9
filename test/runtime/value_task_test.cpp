#include "support.h"

#include <any>
#include <cstdint>
#include <memory>
#include <optional>
#include <source_location>
#include <string>
#include <type_traits>
#include <vector>

#include <valuetask/detach.h>
#include <valuetask/testing.h>

using namespace test;
using valuetask::task;
using valuetask::value_task;

static_assert(!std::is_copy_constructible_v<value_task<int>>);
static_assert(!std::is_copy_assignable_v<value_task<int>>);
static_assert(std::is_nothrow_move_constructible_v<value_task<int>>);
static_assert(std::is_nothrow_move_assignable_v<value_task<std::string>>);
static_assert(std::is_default_constructible_v<value_task<resource>>);

// `return {};` gives no empty one.
template <class T>
concept made_from_nothing = requires(void (*takes)(value_task<T>)) { takes({}); };
static_assert(made_from_nothing<void>);
static_assert(!made_from_nothing<int>);
static_assert(!made_from_nothing<int *>);
static_assert(!made_from_nothing<int &>);
static_assert(!made_from_nothing<std::string>);
static_assert(!made_from_nothing<std::optional<int>>);
static_assert(!made_from_nothing<std::vector<int>>);
static_assert(!made_from_nothing<std::unique_ptr<int>>);
static_assert(std::is_convertible_v<const char *, value_task<std::string>>);
static_assert(!std::is_convertible_v<std::string, value_task<int>>);
static_assert(!std::is_convertible_v<int, value_task<int &>>);
static_assert(!std::is_convertible_v<std::source_location, value_task<int>>);
static_assert(!std::is_convertible_v<const char *, value_task<const std::string &>>,
              "would refer to a temporary");
static_assert(std::is_convertible_v<task<int>, value_task<int>>);
static_assert(!std::is_constructible_v<value_task<resource>, task<resource>>,
              "a task shares its result, so it must be copied out");
static_assert(std::is_constructible_v<value_task<resource &>, task<resource &>>);
static_assert(
    !std::is_constructible_v<value_task<std::optional<int>>, value_task<std::optional<int>> &>);

namespace {

class ValueTask : public ::testing::Test {
  valuetask::expect_no_violation correct_;
};

TEST_F(ValueTask, FromValue) {
  value_task<int> x = 7;
  EXPECT_TRUE(x.is_completed());
  EXPECT_TRUE(x.is_completed_successfully());
  EXPECT_EQ(x.result(), 7);
}

TEST_F(ValueTask, FromConvertible) {
  value_task<std::string> x = "abc";
  EXPECT_EQ(x.result(), "abc");
  value_task<std::optional<int>> z = std::nullopt;
  EXPECT_EQ(z.result(), std::nullopt);
}

value_task<> nothing_to_do() { return {}; }

TEST_F(ValueTask, AssignedNothing) {
  value_task<int> x = by_value(1);
  EXPECT_EQ(x.result(), 1);
  x = {};
  EXPECT_FALSE(x.is_completed());
  x = {7};
  EXPECT_EQ(x.result(), 7);
  value_task<std::vector<int>> y = std::vector{1, 2};
  EXPECT_EQ(y.result().size(), 2u);
  y = {};
  EXPECT_FALSE(y.is_completed());
}

TEST_F(ValueTask, DefaultIsCompletedWhereThereIsNoValue) {
  EXPECT_TRUE(nothing_to_do().is_completed_successfully()) << "and may be dropped";
  nothing_to_do().result();
  gate closed;
  value_task<> x;
  EXPECT_TRUE(x.is_completed());
  x = late(closed); // overwrites nothing
  EXPECT_FALSE(x.is_completed());
  closed.open();
  x.result();
  EXPECT_FALSE(x.is_completed()) << "consumed";
  x = {};
  EXPECT_TRUE(x.is_completed());
  value_task<> y = std::move(x);
  EXPECT_TRUE(y.as_task().is_completed_successfully());
  std::vector<value_task<>> several(3);
  EXPECT_TRUE(several.back().is_completed());
}

TEST_F(ValueTask, FromCoroutineThatDoesNotSuspend) {
  value_task<int> x = by_coroutine(8);
  EXPECT_TRUE(x.is_completed());
  EXPECT_TRUE(x.is_completed_successfully());
  EXPECT_EQ(x.result(), 8);
}

TEST_F(ValueTask, FromTask) {
  gate closed;
  value_task<int> x = late_task(closed, 9);
  EXPECT_FALSE(x.is_completed());
  EXPECT_FALSE(x.is_completed_successfully());
  closed.open();
  EXPECT_TRUE(x.is_completed_successfully());
  EXPECT_EQ(x.result(), 9);
}

TEST_F(ValueTask, RunsInTheCallerUntilItSuspends) {
  int step = 0;
  gate closed;
  value_task<int> x = [](int &step, gate &closed) -> value_task<int> {
    step = 1;
    co_await closed;
    step = 2;
    co_return 3;
  }(step, closed);
  EXPECT_EQ(step, 1);
  EXPECT_FALSE(x.is_completed());
  closed.open();
  EXPECT_EQ(step, 2);
  EXPECT_EQ(x.result(), 3);
}

TEST_F(ValueTask, Void) {
  value_task<> x = value_task<>::completed();
  EXPECT_TRUE(x.is_completed_successfully());
  x.result();
  gate closed;
  value_task<> y = late(closed);
  EXPECT_FALSE(y.is_completed());
  closed.open();
  EXPECT_TRUE(y.is_completed_successfully());
  y.result();
}

TEST_F(ValueTask, Reference) {
  int object = 1;
  value_task<int &> x = object;
  EXPECT_EQ(&x.result(), &object);
  value_task<int &> y = by_coroutine<int &>(object);
  EXPECT_EQ(&y.result(), &object);
  gate closed;
  value_task<int &> z = late_task<int &>(closed, object);
  closed.open();
  EXPECT_EQ(&z.result(), &object);
  value_task<const int &> constant = object;
  EXPECT_EQ(&constant.result(), &object);
}

TEST_F(ValueTask, MoveOnlyWithoutDefault) {
  {
    value_task<resource> x = resource(4);
    EXPECT_EQ(x.result().number(), 4);
    value_task<resource> y = by_coroutine<resource>(resource(5));
    EXPECT_EQ(y.result().number(), 5);
    value_task<resource> empty;
  }
  EXPECT_EQ(resource::alive, 0);
}

TEST_F(ValueTask, Empty) {
  value_task<int> x;
  EXPECT_FALSE(x.is_completed());
  EXPECT_FALSE(x.is_completed_successfully());
}

TEST_F(ValueTask, MoveLeavesEmpty) {
  gate closed;
  value_task<int> sources[] = {by_value(1), by_coroutine(1), late_task(closed, 1), late(closed, 1)};
  closed.open();
  for (auto &x : sources) {
    value_task<int> y = std::move(x);
    EXPECT_FALSE(x.is_completed());
    EXPECT_TRUE(y.is_completed());
    value_task<int> z;
    z = std::move(y);
    EXPECT_FALSE(y.is_completed());
    x = std::move(z);
    EXPECT_EQ(x.result(), 1);
  }
}

TEST_F(ValueTask, SelfMoveKeepsIt) {
  value_task<std::string> x = "abc";
  auto &same = x;
  x = std::move(same);
  EXPECT_EQ(x.result(), "abc");
}

TEST_F(ValueTask, SwapAndExchange) {
  value_task<std::string> x = "x", y = by_coroutine<std::string>("y");
  std::swap(x, y);
  EXPECT_EQ(x.result(), "y");
  auto old = std::exchange(y, "z");
  EXPECT_EQ(old.result(), "x");
  EXPECT_EQ(y.result(), "z");
}

TEST_F(ValueTask, CanBeReusedAfterConsumption) {
  value_task<int> x = 1;
  EXPECT_EQ(x.result(), 1);
  x = by_coroutine(2);
  EXPECT_EQ(x.result(), 2);
}

TEST_F(ValueTask, ResultThrows) {
  value_task<int> x = fails(3);
  EXPECT_TRUE(x.is_completed());
  EXPECT_FALSE(x.is_completed_successfully());
  EXPECT_THROW(x.result(), failure);
  EXPECT_FALSE(x.is_completed()) << "a result that threw has been consumed";
}

TEST_F(ValueTask, AsTask) {
  gate closed;
  value_task<int> sources[] = {by_value(1), by_coroutine(1), late_task(closed, 1), late(closed, 1)};
  for (auto &x : sources) {
    task<int> y = std::move(x).as_task();
    EXPECT_FALSE(x.is_completed());
    closed.open();
    EXPECT_EQ(y.result(), 1);
    EXPECT_EQ(y.result(), 1);
  }
  value_task<int> lvalue = 2;
  EXPECT_EQ(lvalue.as_task().result(), 2);
  value_task<> nothing = value_task<>::completed();
  EXPECT_TRUE(nothing.as_task().is_completed_successfully());
  int object = 0;
  EXPECT_EQ(&value_task<int &>(object).as_task().result(), &object);
  task<resource> shared = by_coroutine<resource>(resource(6)).as_task();
  EXPECT_EQ(shared.result().number(), 6);
}

TEST_F(ValueTask, AsTaskOfATaskIsThatTask) {
  gate closed;
  task<std::string> original = late_task<std::string>(closed, "abc");
  task<std::string> same = value_task<std::string>(original).as_task();
  closed.open();
  EXPECT_EQ(&original.result(), &same.result());
}

TEST_F(ValueTask, VectorOfWhatOnlyMoves) {
  // It claims to be copyable, so nothing may try.
  value_task<std::vector<resource>> x = []() -> value_task<std::vector<resource>> {
    std::vector<resource> result;
    result.emplace_back(1);
    co_return result;
  }();
  EXPECT_EQ(x.result().size(), 1u);
  value_task<std::vector<resource>> y = std::vector<resource>();
  const task<std::vector<resource>> z = y.as_task();
  EXPECT_TRUE(z.result().empty());
}

TEST_F(ValueTask, AsTaskKeepsTheException) {
  gate closed;
  task<int> x = fails_late(closed, 4).as_task();
  closed.open();
  EXPECT_TRUE(x.is_completed());
  EXPECT_FALSE(x.is_completed_successfully());
  EXPECT_THROW(x.result(), failure);
  EXPECT_THROW(x.result(), failure);
}

value_task<int> await_lvalue(value_task<int> x) { co_return co_await x; }
value_task<int> await_rvalue(value_task<int> x) { co_return co_await std::move(x); }

TEST_F(ValueTask, AwaitEveryKind) {
  for (auto await : {&await_lvalue, &await_rvalue}) {
    EXPECT_EQ(await(by_value(1)).result(), 1);
    EXPECT_EQ(await(by_coroutine(2)).result(), 2);
    EXPECT_EQ(await(value_task<int>(task<int>::from_result(3))).result(), 3);
    gate closed;
    auto x = await(late(closed, 4));
    auto y = await(value_task<int>(late_task(closed, 5)));
    EXPECT_FALSE(x.is_completed());
    EXPECT_FALSE(y.is_completed());
    closed.open();
    EXPECT_EQ(x.result(), 4);
    EXPECT_EQ(y.result(), 5);
  }
}

TEST_F(ValueTask, AwaitTemporaries) {
  gate closed;
  auto x = [](gate &closed) -> value_task<std::string> {
    const std::string a =
        co_await by_value<std::string>("a long string, so that it is on the heap");
    const std::string b = co_await by_coroutine<std::string>(std::string(50, 'b'));
    const std::string c = co_await late<std::string>(closed, std::string(50, 'c'));
    co_return a.substr(0, 1) + b.substr(0, 1) + c.substr(0, 1) +
        (co_await by_value<std::string>("d")) + (co_await late<std::string>(closed, "e"));
  }(closed);
  closed.open();
  EXPECT_EQ(x.result(), "abcde");
}

TEST_F(ValueTask, AwaitInConditions) {
  gate closed;
  auto x = [](gate &closed) -> value_task<int> {
    int sum = 0;
    if (co_await late(closed, true))
      sum += 1;
    const bool both = co_await by_value(true) && co_await late(closed, true);
    sum += both ? co_await by_coroutine(10) : co_await by_value(20);
    for (int i = 0; i < co_await by_coroutine(3); ++i)
      sum += co_await by_value(100);
    switch (co_await by_value(2)) {
    case 2:
      sum += 1000;
    }
    co_return sum;
  }(closed);
  closed.open();
  EXPECT_EQ(x.result(), 1311);
}

TEST_F(ValueTask, AwaitVoidAndReferenceAndMoveOnly) {
  int object = 1;
  gate closed;
  auto x = [](int &object, gate &closed) -> value_task<resource> {
    co_await value_task<>::completed();
    co_await late(closed);
    int &a = co_await value_task<int &>(object);
    int &b = co_await late<int &>(closed, object);
    EXPECT_EQ(&a, &object);
    EXPECT_EQ(&b, &object);
    resource r = co_await late<resource>(closed, resource(8));
    co_return r;
  }(object, closed);
  closed.open();
  EXPECT_EQ(x.result().number(), 8);
  EXPECT_EQ(resource::alive, 0);
}

TEST_F(ValueTask, ExceptionsAtEveryPoint) {
  auto catches = [](value_task<int> x) -> value_task<int> {
    try {
      co_await x;
    } catch (const failure &caught) {
      co_return caught.number;
    }
    co_return 0;
  };
  EXPECT_EQ(catches(fails(1)).result(), 1);
  EXPECT_EQ(catches(fails(2).as_task()).result(), 2);
  gate closed;
  auto late_failure = catches(fails_late(closed, 3));
  auto late_task_failure = catches(fails_late(closed, 4).as_task());
  closed.open();
  EXPECT_EQ(late_failure.result(), 3);
  EXPECT_EQ(late_task_failure.result(), 4);
}

TEST_F(ValueTask, ExceptionOutOfALocalsDestructorAfterReturn) {
  struct throws_at_end {
    ~throws_at_end() noexcept(false) { throw failure(5); }
  };
  value_task<std::string> x = []() -> value_task<std::string> {
    throws_at_end at_end;
    co_return std::string(50, 'x');
  }();
  EXPECT_THROW(x.result(), failure);
}

struct throws_when_moved {
  explicit throws_when_moved(int moves) : moves_left(moves) {}
  throws_when_moved(throws_when_moved &&other) : moves_left(other.moves_left - 1) {
    if (moves_left < 0)
      throw failure(6);
  }
  int moves_left;
};

TEST_F(ValueTask, ResultWhoseMoveThrows) {
  EXPECT_THROW(static_cast<void>(value_task<throws_when_moved>(throws_when_moved(0))), failure);
  value_task<throws_when_moved> x = throws_when_moved(1);
  EXPECT_THROW(x.result(), failure);
  value_task<throws_when_moved> y = []() -> value_task<throws_when_moved> {
    co_return throws_when_moved(0);
  }();
  EXPECT_FALSE(y.is_completed_successfully());
  EXPECT_THROW(y.result(), failure);
}

TEST_F(ValueTask, ParametersAreDestroyedOnce) {
  gate closed;
  {
    auto x = [](gate &closed, resource r, std::unique_ptr<int> p) -> value_task<int> {
      co_await closed;
      co_return r.number() + *p;
    }(closed, resource(1), std::make_unique<int>(2));
    closed.open();
    EXPECT_EQ(x.result(), 3);
    EXPECT_EQ(resource::alive, 0) << "taking the result frees the frame";
  }
  EXPECT_EQ(resource::alive, 0);
}

TEST_F(ValueTask, WaitingFrameMayBeDestroyed) {
  gate closed;
  {
    auto outer = [](gate &closed) -> lazy<int> { co_return co_await late(closed, 1); }(closed);
    auto awaiter = outer.operator co_await();
    awaiter.await_suspend(std::noop_coroutine()).resume();
    EXPECT_EQ(closed.waiting(), 1u);
  }
  closed.open();
}

TEST_F(ValueTask, OverAlignedValue) {
  struct alignas(64) wide {
    int x;
  };
  const auto is_aligned = [](const void *place) {
    return reinterpret_cast<std::uintptr_t>(place) % alignof(wide) == 0;
  };
  value_task<wide> x = wide{1};
  EXPECT_EQ(x.result().x, 1);

  gate closed;
  auto in_frame = [&](int number) -> value_task<wide> {
    wide local{number};
    EXPECT_TRUE(is_aligned(&local));
    co_await closed;
    EXPECT_TRUE(is_aligned(&local));
    co_return local;
  };
  auto late = in_frame(3);
  const task<wide> shared = in_frame(4).as_task();
  closed.open();
  EXPECT_EQ(late.result().x, 3);
  EXPECT_EQ(shared.result().x, 4);
  EXPECT_TRUE(is_aligned(&shared.result()));
  const auto made = task<wide>::from_result(wide{5});
  EXPECT_TRUE(is_aligned(&made.result()));
}

TEST_F(ValueTask, AnyAsResult) {
  value_task<std::any> x = std::any(5);
  EXPECT_EQ(std::any_cast<int>(x.result()), 5);
  value_task<bool> y = true;
  EXPECT_TRUE(y.result());
}

TEST_F(ValueTask, SourceLocationAsResult) {
  // The constructors take places of their own, which must not be taken for these.
  const auto is_same = [](const std::source_location &a, const std::source_location &b) {
    return a.line() == b.line() && a.file_name() == b.file_name();
  };
  const auto place = std::source_location::current();
  value_task<std::source_location> x = place;
  EXPECT_TRUE(x.is_completed_successfully());
  EXPECT_TRUE(is_same(x.result(), place));
  value_task<std::source_location> y(std::source_location{});
  EXPECT_TRUE(y.is_completed_successfully());
  EXPECT_TRUE(is_same(y.result(), std::source_location()));
  value_task<const std::source_location &> reference = place;
  EXPECT_EQ(&reference.result(), &place);
  EXPECT_TRUE(is_same(by_coroutine<std::source_location>(place).result(), place));
  EXPECT_TRUE(is_same(task<std::source_location>::from_result(place).result(), place));
}

TEST(ValueTaskDeathTest, ResultBeforeCompletion) {
  EXPECT_DEATH(
      {
        gate closed;
        value_task<int> x = late(closed, 1);
        x.result();
      },
      "result\\(\\) called on a value_task that is not complete");
}

} // namespace
