#include "support.h"

#include <array>
#include <ranges>
#include <string>
#include <tuple>
#include <type_traits>
#include <variant>
#include <vector>

#include <valuetask/source.h>
#include <valuetask/sync_wait.h>
#include <valuetask/testing.h>
#include <valuetask/when_all.h>

using namespace test;
using valuetask::task;
using valuetask::value_task;
using valuetask::when_all;

static_assert(
    std::is_same_v<decltype(when_all(std::declval<task<int> &>(), std::declval<value_task<>>(),
                                     std::declval<value_task<int &>>())),
                   value_task<std::tuple<int, std::monostate, int &>>>);
static_assert(std::is_same_v<decltype(when_all(std::declval<std::vector<value_task<>>>())),
                             value_task<std::vector<std::monostate>>>);
static_assert(std::is_same_v<decltype(when_all(std::declval<std::vector<task<int &>> &>())),
                             value_task<std::vector<std::reference_wrapper<int>>>>);

namespace {

class WhenAll : public ::testing::Test {
  valuetask::expect_no_violation correct_;
};

TEST_F(WhenAll, Nothing) {
  EXPECT_EQ(when_all().result(), std::tuple());
  EXPECT_TRUE(when_all(std::vector<value_task<int>>()).result().empty());
}

TEST_F(WhenAll, AllReady) {
  auto x = when_all(by_value(1), by_coroutine<std::string>("two"), task<int>::from_result(3),
                    value_task<>::completed());
  EXPECT_TRUE(x.is_completed_successfully());
  EXPECT_EQ(x.result(), std::tuple(1, "two", 3, std::monostate()));
}

TEST_F(WhenAll, WaitsForAll) {
  gate first, second;
  auto x = when_all(late(first, 1), by_value(2), late(second), late_task(first, 4));
  EXPECT_FALSE(x.is_completed());
  second.open();
  EXPECT_FALSE(x.is_completed());
  first.open();
  EXPECT_EQ(x.result(), std::tuple(1, 2, std::monostate(), 4));
}

// Who completes a source may begin its next round at once: the one who waits has seen the result.
TEST_F(WhenAll, SourcesThatGoOn) {
  valuetask::source<int> left, right, failing, ready;
  ready.set_result(4);
  auto x = when_all(left.get(), right.get(), ready.get());
  ready.reset();
  right.set_result(2);
  right.reset();
  right.set_result(20);
  right.reset();
  EXPECT_FALSE(x.is_completed());
  left.set_result(1);
  EXPECT_EQ(x.result(), std::tuple(1, 2, 4));
  left.reset();

  std::vector<value_task<int>> several;
  several.push_back(left.get());
  several.push_back(failing.get());
  auto y = when_all(std::move(several));
  failing.set_exception(std::make_exception_ptr(failure(1)));
  failing.reset();
  left.set_result(1);
  EXPECT_THROW(y.result(), failure);
}

TEST_F(WhenAll, LvaluesAreConsumedOrCopied) {
  gate closed;
  value_task<resource> x = late<resource>(closed, resource(1));
  task<int> y = late_task(closed, 2);
  int object = 0;
  value_task<int &> z = object;
  auto all = when_all(x, y, z);
  EXPECT_FALSE(x.is_completed());
  closed.open();
  auto [a, b, c] = all.result();
  EXPECT_EQ(a.number(), 1);
  EXPECT_EQ(b, 2);
  EXPECT_EQ(&c, &object);
  EXPECT_EQ(y.result(), 2);
}

TEST_F(WhenAll, StartsBeforeItWaits) {
  gate closed;
  int started = 0;
  auto start = [](gate &closed, int &started) -> lazy<int> {
    const int number = ++started;
    co_await closed;
    co_return number;
  };
  auto x = when_all(start(closed, started), start(closed, started), start(closed, started));
  EXPECT_EQ(started, 3);
  closed.open();
  EXPECT_EQ(x.result(), std::tuple(1, 2, 3)) << "in the order of the arguments";
}

TEST_F(WhenAll, FirstFailureInOrderAfterAllAreDone) {
  gate first, second;
  auto x = when_all(by_value(0), fails_late(second, 1), fails_late(first, 2), late(second));
  first.open();
  EXPECT_FALSE(x.is_completed());
  second.open();
  try {
    x.result();
    FAIL();
  } catch (const failure &caught) {
    EXPECT_EQ(caught.number, 1);
  }
}

TEST_F(WhenAll, ResultsOfTheOthersAreFreed) {
  auto x = when_all(by_coroutine<resource>(resource(1)), fails(2), by_value<int>(3));
  EXPECT_THROW(x.result(), failure);
  EXPECT_EQ(resource::alive, 0);
}

TEST_F(WhenAll, Ranges) {
  gate closed;
  std::vector<value_task<resource>> tasks;
  for (int i = 0; i < 100; ++i)
    tasks.push_back(i % 2 ? late<resource>(closed, resource(i))
                          : by_coroutine<resource>(resource(i)));
  auto x = when_all(std::move(tasks));
  EXPECT_FALSE(x.is_completed());
  closed.open();
  const std::vector<resource> results = x.result();
  ASSERT_EQ(results.size(), 100u);
  for (int i = 0; i < 100; ++i)
    EXPECT_EQ(results[static_cast<std::size_t>(i)].number(), i);
}

TEST_F(WhenAll, RangesOfEveryKind) {
  std::array<value_task<int>, 2> lvalue{by_value(1), by_coroutine(2)};
  EXPECT_EQ(when_all(lvalue).result(), (std::vector{1, 2}));
  const std::vector<task<int>> constant(3, task<int>::from_result(4));
  EXPECT_EQ(when_all(constant).result(), (std::vector{4, 4, 4}));
  EXPECT_EQ(when_all(std::views::iota(0, 3) |
                     std::views::transform([](int i) { return by_coroutine(i); }))
                .result(),
            (std::vector{0, 1, 2}));
  std::vector<lazy<int>> foreign;
  foreign.push_back([]() -> lazy<int> { co_return 5; }());
  EXPECT_EQ(when_all(std::move(foreign)).result(), (std::vector{5}));
  int object = 6;
  std::vector<task<int &>> references{task<int &>::from_result(object)};
  EXPECT_EQ(&when_all(references).result()[0].get(), &object);
}

TEST_F(WhenAll, RangeFailure) {
  std::vector<value_task<int>> tasks;
  tasks.push_back(by_value(1));
  tasks.push_back(fails(2));
  tasks.push_back(fails(3));
  try {
    when_all(std::move(tasks)).result();
    FAIL();
  } catch (const failure &caught) {
    EXPECT_EQ(caught.number, 2);
  }
}

TEST_F(WhenAll, OnThreads) {
  other_thread threads[4];
  auto on = [](other_thread &thread, int i) -> value_task<int> {
    co_await thread;
    co_return i;
  };
  EXPECT_EQ(valuetask::sync_wait(when_all(on(threads[0], 0), on(threads[1], 1), on(threads[2], 2),
                                          on(threads[3], 3))),
            std::tuple(0, 1, 2, 3));
}

} // namespace
