#include "support.h"

#include <any>
#include <array>
#include <cstddef>
#include <exception>
#include <memory>
#include <ranges>
#include <source_location>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <dlfcn.h>
#include <unwind.h>

#include <valuetask/detach.h>
#include <valuetask/outcome.h>
#include <valuetask/source.h>
#include <valuetask/sync_wait.h>
#include <valuetask/testing.h>
#include <valuetask/when_all.h>
#include <valuetask/when_any.h>

using namespace test;
using valuetask::as_outcome;
using valuetask::outcome;
using valuetask::sync_wait;
using valuetask::task;
using valuetask::value_task;
using valuetask::when_all_outcomes;

#if !VALUETASK_DETAIL_SANITIZED

static constinit thread_local int throws_here = 0;

/// Every throw of this thread and every std::rethrow_exception() comes through here.
extern "C" _Unwind_Reason_Code _Unwind_RaiseException(_Unwind_Exception *raised) {
  ++throws_here;
  using function = _Unwind_Reason_Code (*)(_Unwind_Exception *);
  static const auto next = reinterpret_cast<function>(::dlsym(RTLD_NEXT, "_Unwind_RaiseException"));
  return next(raised);
}

#else

static constexpr int throws_here = 0;

#endif

namespace {

class Outcome : public ::testing::Test {
  valuetask::expect_no_violation correct_;
};

std::exception_ptr failure_of(int number) { return std::make_exception_ptr(failure(number)); }

int number_of(const std::exception_ptr &error) {
  try {
    std::rethrow_exception(error);
  } catch (const failure &caught) {
    return caught.number;
  }
}

/// Each way to ask whether it has failed, and with what.
template <class Result> void expect_failure(Result &&ended, int number) {
  EXPECT_FALSE(ended.has_value());
  EXPECT_FALSE(ended);
  ASSERT_TRUE(ended.error());
  EXPECT_EQ(number_of(ended.error()), number);
  EXPECT_THROW(static_cast<void>(ended.value()), failure);
  EXPECT_THROW(static_cast<void>(std::as_const(ended).value()), failure);
}

// -- the type ------------------------------------------------------------------------------------

static_assert(std::is_same_v<decltype(std::declval<outcome<int> &>().value()), int &>);
static_assert(std::is_same_v<decltype(std::declval<const outcome<int> &>().value()), const int &>);
static_assert(std::is_same_v<decltype(std::declval<outcome<int>>().value()), int &&>);
static_assert(std::is_same_v<decltype(std::declval<outcome<int &>>().value()), int &>);
static_assert(std::is_same_v<decltype(*std::declval<const outcome<int &> &>()), int &>);
static_assert(std::is_void_v<decltype(*std::declval<outcome<> &>())>);
static_assert(std::is_default_constructible_v<outcome<>>);
static_assert(std::is_default_constructible_v<outcome<int>>);
static_assert(!std::is_default_constructible_v<outcome<int &>>);
static_assert(!std::is_default_constructible_v<outcome<resource>>);
static_assert(std::is_nothrow_move_constructible_v<outcome<std::unique_ptr<int>>>);
static_assert(!std::is_copy_constructible_v<outcome<std::unique_ptr<int>>>);
static_assert(!std::is_copy_assignable_v<outcome<std::unique_ptr<int>>>);
static_assert(std::is_nothrow_move_assignable_v<outcome<std::unique_ptr<int>>>);
static_assert(std::is_convertible_v<const char *, outcome<std::string>>);
static_assert(!std::is_convertible_v<int *, outcome<std::string>>);
static_assert(!std::is_convertible_v<int, outcome<const int &>>, "would dangle");
static_assert(!std::is_convertible_v<outcome<int>, bool>, "asked for only");

TEST_F(Outcome, OfAValue) {
  outcome<std::string> x = "abc";
  EXPECT_TRUE(x.has_value());
  EXPECT_TRUE(x);
  EXPECT_FALSE(x.error());
  EXPECT_EQ(x.value(), "abc");
  EXPECT_EQ(*x, "abc");
  EXPECT_EQ(x->size(), 3u);
  EXPECT_EQ(std::as_const(x)->size(), 3u);
  EXPECT_EQ(x.value_or("other"), "abc");
  x->push_back('d');
  EXPECT_EQ(std::move(x).value_or("other"), "abcd");
  EXPECT_EQ(outcome<int>().value(), 0);
}

TEST_F(Outcome, OfAnException) {
  auto x = outcome<std::string>::from_exception(failure_of(1));
  expect_failure(x, 1);
  EXPECT_EQ(x.value_or("other"), "other");
  const auto copy = x;
  EXPECT_EQ(copy.error(), x.error());
  EXPECT_EQ(number_of(std::move(x).error()), 1);
  expect_failure(outcome<std::exception_ptr>::from_exception(failure_of(2)), 2);
  EXPECT_EQ(number_of(outcome<std::exception_ptr>(failure_of(3)).value()), 3)
      << "a result like any other";
}

TEST_F(Outcome, OfVoid) {
  outcome<> x;
  EXPECT_TRUE(x);
  x.value();
  *x;
  EXPECT_EQ(x, outcome<>());
  x = outcome<>::from_exception(failure_of(1));
  expect_failure(x, 1);
  EXPECT_NE(x, outcome<>());
}

TEST_F(Outcome, OfAReference) {
  int one = 1, two = 2;
  outcome<int &> x = one;
  EXPECT_EQ(&x.value(), &one);
  EXPECT_EQ(&*x, &one);
  EXPECT_EQ(&x.value_or(two), &one);
  x = outcome<int &>(two);
  EXPECT_EQ(&std::as_const(x).value(), &two) << "bound anew";
  EXPECT_EQ(one, 1);
  const auto failed = outcome<int &>::from_exception(failure_of(1));
  EXPECT_EQ(&failed.value_or(one), &one);
  std::string text = "abc";
  const outcome<std::string &> y = text;
  y->push_back('d');
  EXPECT_EQ(text, "abcd");
}

TEST_F(Outcome, OfWhatOnlyMoves) {
  outcome<std::unique_ptr<int>> x = std::make_unique<int>(1);
  const std::unique_ptr<int> out = *std::move(x);
  EXPECT_EQ(*out, 1);
  outcome<resource> y = resource(2);
  outcome<resource> z = std::move(y);
  EXPECT_EQ(z->number(), 2);
  EXPECT_EQ(std::move(z).value().number(), 2);
}

TEST_F(Outcome, IsAssignedFromAnyToAny) {
  for (const bool has_left : {false, true})
    for (const bool has_right : {false, true}) {
      const auto make = [](bool has, const char *text, int number) {
        return has ? outcome<std::string>(text)
                   : outcome<std::string>::from_exception(failure_of(number));
      };
      const auto right = make(has_right, "right", 1);
      auto left = make(has_left, "left", 2);
      left = right;
      EXPECT_EQ(left, right);
      left = make(has_left, "left", 2);
      left = make(has_right, "right", 3);
      EXPECT_EQ(left.has_value(), has_right);
      if (has_right)
        EXPECT_EQ(*left, "right");
      else
        EXPECT_EQ(number_of(left.error()), 3);
      auto &same = left;
      left = same;
      EXPECT_EQ(left.has_value(), has_right);
      if (has_right)
        EXPECT_EQ(*left, "right");
      else
        EXPECT_EQ(number_of(left.error()), 3);
    }
}

/// Throws when it is copied.
struct uncopyable {
  uncopyable() = default;
  uncopyable(const uncopyable &) { throw failure(9); }
  uncopyable &operator=(const uncopyable &) { throw failure(9); }
};

TEST_F(Outcome, IsNeverEmpty) {
  const outcome<uncopyable> full;
  outcome<uncopyable> other;
  EXPECT_THROW(other = full, failure);
  EXPECT_TRUE(other.has_value());
  auto failed = outcome<uncopyable>::from_exception(failure_of(1));
  EXPECT_THROW(failed = full, failure);
  expect_failure(failed, 1);
  other = failed;
  expect_failure(other, 1);
}

TEST_F(Outcome, OfWhatCanBeMadeOfAnything) {
  outcome<std::any> full(std::any(1));
  const outcome<std::any> copied = full;
  EXPECT_EQ(std::any_cast<int>(copied.value()), 1);
  full = outcome<std::any>::from_exception(failure_of(1));
  expect_failure(full, 1);
  const auto awaited = sync_wait(as_outcome(value_task<std::any>(std::any(2))));
  EXPECT_EQ(std::any_cast<int>(awaited.value()), 2);
}

TEST_F(Outcome, Equality) {
  EXPECT_EQ(outcome<int>(1), outcome<int>(1));
  EXPECT_NE(outcome<int>(1), outcome<int>(2));
  const auto error = failure_of(1);
  EXPECT_EQ(outcome<int>::from_exception(error), outcome<int>::from_exception(error));
  EXPECT_NE(outcome<int>::from_exception(error), outcome<int>::from_exception(failure_of(1)))
      << "another object";
  EXPECT_NE(outcome<int>::from_exception(error), outcome<int>(1));
}

using OutcomeDeathTest = Outcome;

TEST_F(OutcomeDeathTest, Preconditions) {
  EXPECT_DEATH(static_cast<void>(outcome<int>::from_exception(nullptr)),
               "valuetask: outcome of an exception that is null\n  help: pass ");
  constexpr const char *said =
      "valuetask: result of an outcome that has failed\n  help: check has_value";
  EXPECT_DEATH(static_cast<void>(*outcome<int>::from_exception(failure_of(1))), said);
  EXPECT_DEATH(*outcome<>::from_exception(failure_of(1)), said);
  EXPECT_DEATH(static_cast<void>(outcome<std::string>::from_exception(failure_of(1))->size()),
               said);
  EXPECT_DEATH(
      {
        auto x = outcome<int>::from_exception(failure_of(1));
        static_cast<void>(std::move(x).error());
        static_cast<void>(x.value());
      },
      "valuetask: value\\(\\) of an outcome whose exception was moved out");
}

// -- as_outcome ----------------------------------------------------------------------------------

TEST_F(Outcome, OfEverythingOfOurs) {
  auto main = [](gate &closed) -> task<int> {
    EXPECT_EQ((co_await as_outcome(by_value(1))).value(), 1);
    EXPECT_EQ((co_await as_outcome(by_coroutine<std::string>("abc"))).value(), "abc");
    EXPECT_EQ((co_await as_outcome(late<resource>(closed, resource(2)))).value().number(), 2);
    EXPECT_TRUE(co_await as_outcome(value_task<>::completed()));
    EXPECT_TRUE(co_await as_outcome(late(closed)));
    int object = 0;
    EXPECT_EQ(&(co_await as_outcome(by_coroutine<int &>(object))).value(), &object);
    value_task<int> lvalue = late(closed, 3);
    EXPECT_EQ((co_await as_outcome(lvalue)).value(), 3);
    const task<int> shared = late_task(closed, 4);
    EXPECT_EQ((co_await as_outcome(shared)).value(), 4);
    EXPECT_EQ((co_await as_outcome(late_task(closed, 5))).value(), 5);
    EXPECT_EQ(shared.result(), 4) << "copied";
    co_return 6;
  };
  gate closed;
  auto x = main(closed);
  EXPECT_FALSE(x.is_completed());
  closed.open();
  EXPECT_EQ(x.result(), 6);
}

TEST_F(Outcome, OfEveryFailureOfOurs) {
  auto main = [&](gate &closed) -> value_task<int> {
    expect_failure(co_await as_outcome(fails(1)), 1);
    expect_failure(co_await as_outcome(fails_late(closed, 2)), 2);
    const task<int> shared = fails_late(closed, 3).as_task();
    expect_failure(co_await as_outcome(shared), 3);
    expect_failure(co_await as_outcome(shared), 3);
    expect_failure(co_await as_outcome(task<int>(shared)), 3);
    expect_failure(co_await as_outcome(value_task<resource>::from_exception(failure_of(4))), 4);
    expect_failure(co_await as_outcome(value_task<int>(task<int>::from_exception(failure_of(5)))),
                   5);
    expect_failure(co_await as_outcome(value_task<>::from_exception(failure_of(6))), 6);
    valuetask::source<resource> from;
    from.set_exception(failure_of(7));
    expect_failure(co_await as_outcome(from.get()), 7);
    co_return 8;
  };
  gate closed;
  auto x = main(closed);
  EXPECT_FALSE(x.is_completed());
  closed.open();
  EXPECT_EQ(x.result(), 8);
}

TEST_F(Outcome, OfSourcesThatGoOn) {
  valuetask::source<int> numbers;
  auto adds_up = [](valuetask::source<int> &numbers) -> task<int> {
    int sum = 0;
    for (int i = 0; i != 4; ++i) {
      const outcome<int> next = co_await as_outcome(numbers.get());
      sum += next.value_or(1'000);
      numbers.reset();
    }
    co_return sum;
  };
  const auto sum = adds_up(numbers);
  numbers.set_result(1);
  numbers.set_exception(failure_of(1));
  numbers.set_result(20);
  numbers.set_result(300);
  EXPECT_EQ(sum.result(), 1'321);
}

/// Fails at one of the points where an await can fail.
struct fails_at {
  int point;
  bool await_ready() const { return throws_at(0); }
  bool await_suspend(std::coroutine_handle<>) const { return throws_at(1); }
  int await_resume() const { return throws_at(2); }

private:
  bool throws_at(int here) const {
    if (here == point)
      throw failure(here);
    return false;
  }
};

TEST_F(Outcome, OfForeignAwaitables) {
  auto theirs = [](gate &closed, int number) -> lazy<resource> {
    co_await closed;
    if (number < 0)
      throw failure(number);
    co_return resource(number);
  };
  auto main = [&](gate &closed) -> task<> {
    EXPECT_EQ((co_await as_outcome(theirs(closed, 1))).value().number(), 1);
    expect_failure(co_await as_outcome(theirs(closed, -1)), -1);
    auto lvalue = theirs(closed, 2);
    EXPECT_EQ((co_await as_outcome(lvalue)).value().number(), 2);
    EXPECT_TRUE(co_await as_outcome(closed));
    for (int point = 0; point != 3; ++point)
      expect_failure(co_await as_outcome(fails_at{point}), point);
    EXPECT_EQ((co_await as_outcome(fails_at{3})).value(), 0);
  };
  gate closed;
  auto x = main(closed);
  EXPECT_FALSE(x.is_completed());
  closed.open();
  x.result();
  EXPECT_EQ(resource::alive, 0);
}

TEST_F(Outcome, InForeignCoroutines) {
  gate closed;
  int seen = 0;
  [](gate &closed, int &seen) -> fire_and_forget {
    seen += number_of((co_await as_outcome(fails_late(closed, 1))).error());
    seen += (co_await as_outcome(late(closed, 20))).value();
    seen += (co_await as_outcome(late_task(closed, 300))).value();
  }(closed, seen);
  EXPECT_EQ(seen, 0);
  closed.open();
  EXPECT_EQ(seen, 321);
}

TEST_F(Outcome, GivenToTheOthers) {
  expect_failure(sync_wait(as_outcome(fails(1))), 1);
  EXPECT_EQ(sync_wait(as_outcome(by_value(2))).value(), 2);
  gate closed, later;
  auto all = valuetask::when_all(as_outcome(fails_late(closed, 3)), as_outcome(late(closed)),
                                 late(closed, 4));
  auto any = valuetask::when_any(as_outcome(fails_late(closed, 5)), as_outcome(late(later)));
  EXPECT_FALSE(all.is_completed() || any.is_completed());
  closed.open();
  auto [failed, nothing, number] = all.result();
  expect_failure(failed, 3);
  EXPECT_TRUE(nothing);
  EXPECT_EQ(number, 4);
  expect_failure(std::get<0>(any.result().value), 5);
  later.open();
  auto nested = sync_wait(as_outcome(as_outcome(fails(6))));
  ASSERT_TRUE(nested);
  expect_failure(*nested, 6);
}

TEST_F(Outcome, OnThreads) {
  auto on = [](other_thread &thread, int number) -> value_task<int> {
    co_await thread;
    if (number < 0)
      throw failure(number);
    co_return number;
  };
  for (int i = 0; i != 100; ++i) {
    other_thread threads[4];
    EXPECT_EQ(sync_wait(as_outcome(on(threads[0], 1))).value(), 1);
    expect_failure(sync_wait(as_outcome(on(threads[1], -1))), -1);
    auto [left, right] =
        sync_wait(when_all_outcomes(on(threads[2], -2), on(threads[3], 2).as_task()));
    expect_failure(left, -2);
    EXPECT_EQ(right.value(), 2);
  }
}

TEST_F(Outcome, IsMadeInTheCallAndMayWait) {
  gate closed;
  bool has_run = false;
  auto late_step = [](gate &closed, bool &has_run) -> value_task<int> {
    co_await closed;
    has_run = true;
    co_return 1;
  };
  {
    auto dropped = as_outcome(late_step(closed, has_run));
    static_cast<void>(dropped);
  }
  closed.open();
  EXPECT_TRUE(has_run) << "stops nothing, and is no violation: it was consumed";
  auto kept = as_outcome(by_value(1));
  auto moved = std::move(kept);
  EXPECT_EQ(sync_wait(moved).value(), 1);
}

TEST_F(Outcome, OfAResultThatCannotBeTaken) {
  auto make = []() -> task<std::vector<uncopyable>> { co_return std::vector<uncopyable>(1); };
  const auto shared = make();
  expect_failure(sync_wait(as_outcome(shared)), 9);
  EXPECT_TRUE(shared.is_completed_successfully());
}

TEST_F(Outcome, ThrowsNothing) {
  int before = throws_here;
  try {
    throw failure(1);
  } catch (const failure &) {
  }
  if (throws_here == before)
    GTEST_SKIP() << "throws can't be counted here";
  gate closed;
  std::vector<value_task<int>> failed;
  for (int i = 0; i != 4; ++i)
    failed.push_back(fails_late(closed, i));
  closed.open();
  failed.push_back(fails(4));
  failed.push_back(value_task<int>::from_exception(failure_of(5)));
  failed.push_back(value_task<int>(task<int>::from_exception(failure_of(6))));
  const task<int> shared = fails(7).as_task();

  before = throws_here;
  auto main = [](std::vector<value_task<int>> &failed, const task<int> &shared) -> value_task<int> {
    int count = 0;
    for (value_task<int> &one : failed)
      count += !co_await as_outcome(one);
    count += !co_await as_outcome(shared);
    const std::array twice{shared, shared};
    for (const auto &one : co_await when_all_outcomes(twice))
      count += !one;
    co_return count;
  };
  EXPECT_EQ(main(failed, shared).result(), 10);
  EXPECT_EQ(throws_here, before);
  EXPECT_THROW(static_cast<void>(shared.result()), failure);
  EXPECT_EQ(throws_here, before + 1) << "which is what it was spared";
}

TEST_F(Outcome, AllocatesNothing) {
  gate closed;
  auto failed = fails_late(closed, 1), succeeded = late(closed, 2), ready = by_value(3);
  const task<int> shared = late_task(closed, 4);
  auto main = [](value_task<int> &failed, value_task<int> &succeeded, value_task<int> &ready,
                 const task<int> &shared) -> task<int> {
    const out_of_memory now;
    const long before = allocations;
    int count = !co_await as_outcome(failed);
    count += (co_await as_outcome(succeeded)).value();
    count += (co_await as_outcome(ready)).value();
    count += (co_await as_outcome(shared)).value();
    EXPECT_EQ(allocations, before);
    co_return count;
  };
  closed.open();
  EXPECT_EQ(main(failed, succeeded, ready, shared).result(), 1 + 2 + 3 + 4);
}

// -- when_all_outcomes ---------------------------------------------------------------------------

static_assert(std::is_same_v<decltype(when_all_outcomes(std::declval<task<int> &>(),
                                                        std::declval<value_task<>>(),
                                                        std::declval<value_task<int &>>())),
                             value_task<std::tuple<outcome<int>, outcome<>, outcome<int &>>>>);
static_assert(std::is_same_v<decltype(when_all_outcomes(std::declval<std::vector<value_task<>>>())),
                             value_task<std::vector<outcome<>>>>);
static_assert(
    std::is_same_v<decltype(when_all_outcomes(std::declval<std::vector<task<int &>> &>())),
                   value_task<std::vector<outcome<int &>>>>);

TEST_F(Outcome, OfAllOfNothing) {
  EXPECT_EQ(when_all_outcomes().result(), std::tuple());
  EXPECT_TRUE(when_all_outcomes(std::vector<value_task<int>>()).result().empty());
}

TEST_F(Outcome, OfAllKeepsEveryFailure) {
  gate first, second;
  auto theirs = [](gate &closed) -> lazy<int> {
    co_await closed;
    throw failure(4);
  };
  auto x = when_all_outcomes(fails_late(second, 1), by_value(2), fails(3), theirs(first),
                             late(second), late<resource>(first, resource(6)));
  first.open();
  EXPECT_FALSE(x.is_completed());
  second.open();
  EXPECT_TRUE(x.is_completed_successfully());
  auto [a, b, c, d, e, f] = x.result();
  expect_failure(a, 1);
  EXPECT_EQ(b.value(), 2);
  expect_failure(c, 3);
  expect_failure(d, 4);
  EXPECT_TRUE(e);
  EXPECT_EQ(f->number(), 6);
}

TEST_F(Outcome, OfAllOfMany) {
  const auto r = [] { return by_value(0); };
  auto x = when_all_outcomes(r(), r(), r(), r(), r(), r(), r(), fails(8));
  expect_failure(std::get<7>(x.result()), 8);
  auto y = when_all_outcomes(r(), r(), r(), r(), r(), r(), r(), r(), fails(9), r());
  expect_failure(std::get<8>(y.result()), 9);
}

TEST_F(Outcome, OfAllOfARange) {
  gate closed;
  std::vector<value_task<int>> tasks;
  for (int i = 0; i != 100; ++i)
    tasks.push_back(i % 3 == 0   ? fails_late(closed, i)
                    : i % 3 == 1 ? late(closed, i)
                                 : by_value(i));
  auto x = when_all_outcomes(std::move(tasks));
  EXPECT_FALSE(x.is_completed());
  closed.open();
  const std::vector<outcome<int>> results = x.result();
  ASSERT_EQ(results.size(), 100u);
  for (int i = 0; i != 100; ++i) {
    const auto &one = results[static_cast<std::size_t>(i)];
    EXPECT_EQ(one.has_value(), i % 3 != 0);
    EXPECT_EQ(one ? *one : number_of(one.error()), i);
  }
  int object = 1;
  std::array<task<int &>, 2> references{task<int &>::from_result(object),
                                        task<int &>::from_exception(failure_of(2))};
  const auto both = when_all_outcomes(references).result();
  EXPECT_EQ(&both[0].value(), &object);
  expect_failure(both[1], 2);
  EXPECT_EQ(when_all_outcomes(std::views::iota(0, 3) |
                              std::views::transform([](int i) { return by_coroutine(i); }))
                .result(),
            (std::vector<outcome<int>>{0, 1, 2}));
}

TEST_F(Outcome, OfAllOfSourcesThatGoOn) {
  valuetask::source<int> left, right;
  auto x = when_all_outcomes(left.get(), right.get());
  right.set_exception(failure_of(2));
  right.reset();
  right.set_result(20);
  left.set_result(1);
  auto [a, b] = x.result();
  EXPECT_EQ(a.value(), 1);
  expect_failure(b, 2);
}

#if VALUETASK_CHECKED

TEST(OutcomeViolation, IsOneConsumption) {
  valuetask::expect_violations seen;
  const auto line = [](std::source_location here = std::source_location::current()) {
    return here.line();
  };
  value_task<int> x = by_value(1);
  const unsigned first = line() + 1;
  EXPECT_EQ(sync_wait(as_outcome(x)).value(), 1);
  const unsigned second = line() + 1;
  EXPECT_THROW(static_cast<void>(as_outcome(x)), valuetask::violation_error);
  ASSERT_EQ(seen.count(), 1u);
  EXPECT_EQ(seen[0].kind, valuetask::violation_kind::double_await);
  EXPECT_EQ(seen[0].first, valuetask::consumption::combinator);
  EXPECT_EQ(seen[0].first_consumed_at.line(), first);
  EXPECT_EQ(seen[0].here.line(), second);
}

TEST(OutcomeViolation, PlacesOfWhenAllOutcomes) {
  valuetask::expect_violations seen;
  const auto line = [](std::source_location here = std::source_location::current()) {
    return here.line();
  };
  value_task<int> x = by_value(1);
  const unsigned first = line() + 1;
  static_cast<void>(when_all_outcomes(x, by_value(2)));
  std::array<value_task<int>, 1> same{std::move(x)};
  const unsigned second = line() + 1;
  EXPECT_THROW(static_cast<void>(when_all_outcomes(same)), valuetask::violation_error);
  ASSERT_EQ(seen.count(), 2u);
  EXPECT_EQ(seen[0].kind, valuetask::violation_kind::destroyed_unconsumed);
  EXPECT_EQ(seen[0].created_at.line(), first);
  EXPECT_EQ(seen[1].first_consumed_at.line(), first);
  EXPECT_EQ(seen[1].here.line(), second);
}

#endif

} // namespace
