#include "support.h"

#include <algorithm>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

#include <valuetask/source.h>
#include <valuetask/testing.h>

using namespace test;
using valuetask::task;
using valuetask::value_task;

static_assert(std::is_nothrow_copy_constructible_v<task<resource>>);
static_assert(std::is_same_v<decltype(std::declval<task<int> &>().result()), const int &>);
static_assert(std::is_same_v<decltype(std::declval<task<int>>().result()), int>);
static_assert(std::is_same_v<decltype(std::declval<task<int &>>().result()), int &>);
static_assert(std::is_void_v<decltype(std::declval<task<> &>().result())>);
static_assert(sizeof(task<std::string>) == sizeof(void *));

namespace {

class Task : public ::testing::Test {
  valuetask::expect_no_violation correct_;
};

TEST_F(Task, FromResult) {
  EXPECT_EQ(task<int>::from_result(1).result(), 1);
  EXPECT_EQ(task<std::string>::from_result("abc").result(), "abc");
  EXPECT_TRUE(task<>::from_result().is_completed_successfully());
  int object = 0;
  EXPECT_EQ(&task<int &>::from_result(object).result(), &object);
  task<resource> moved = task<resource>::from_result(resource(2));
  EXPECT_EQ(moved.result().number(), 2);
}

TEST_F(Task, EmptyIsNotCompleted) {
  task<int> empty;
  EXPECT_FALSE(empty.is_completed());
  EXPECT_FALSE(empty.is_completed_successfully());
  task<int> copy = empty;
  EXPECT_FALSE(copy.is_completed());
}

TEST_F(Task, CopiesShare) {
  gate closed;
  task<std::string> x = late_task<std::string>(closed, "abc");
  task<std::string> y = x, z;
  z = y;
  auto &same = z;
  z = same;
  task<std::string> moved = std::move(y);
  EXPECT_FALSE(y.is_completed());
  closed.open();
  EXPECT_EQ(&x.result(), &z.result());
  EXPECT_EQ(&x.result(), &moved.result());
}

TEST_F(Task, ResultLivesAsLongAsACopy) {
  task<resource> copy;
  {
    task<resource> x = task<resource>::from_result(resource(1));
    copy = x;
  }
  EXPECT_EQ(copy.result().number(), 1);
  copy = {};
  EXPECT_EQ(resource::alive, 0);
}

TEST_F(Task, AwaitLvalueGivesAReferenceRvalueACopy) {
  gate closed;
  task<std::string> x = late_task<std::string>(closed, "abc");
  auto y = [](task<std::string> x) -> task<> {
    decltype(auto) first = co_await x;
    static_assert(std::is_same_v<decltype(first), const std::string &>);
    const std::string &second = co_await x;
    EXPECT_EQ(&first, &second);
    decltype(auto) third = co_await std::move(x);
    static_assert(std::is_same_v<decltype(third), std::string>);
    EXPECT_EQ(third, "abc");
  }(x);
  closed.open();
  EXPECT_TRUE(y.is_completed_successfully());
}

TEST_F(Task, AwaitVoidReferenceMoveOnly) {
  gate closed;
  int object = 0;
  auto y = [](gate &closed, int &object) -> task<> {
    co_await []() -> task<> { co_return; }();
    task<> nothing = late(closed).as_task();
    co_await nothing;
    co_await nothing;
    int &same = co_await late_task<int &>(closed, object);
    EXPECT_EQ(&same, &object);
    task<resource> moves = late_task<resource>(closed, resource(3));
    const resource &r = co_await moves;
    EXPECT_EQ(r.number(), 3);
  }(closed, object);
  closed.open();
  EXPECT_TRUE(y.is_completed_successfully());
  y = {};
  EXPECT_EQ(resource::alive, 0);
}

TEST_F(Task, WaitersAreResumedInOrder) {
  gate closed;
  task<int> x = late_task(closed, 1);
  std::vector<int> order;
  auto waits = [](task<int> x, int number, std::vector<int> &order) -> task<> {
    co_await x;
    order.push_back(number);
  };
  std::vector<task<>> waiters;
  for (int i = 0; i < 5; ++i)
    waiters.push_back(waits(x, i, order));
  EXPECT_TRUE(order.empty());
  closed.open();
  EXPECT_EQ(order, (std::vector{0, 1, 2, 3, 4}));
  for (auto &w : waiters)
    EXPECT_TRUE(w.is_completed_successfully());
}

TEST_F(Task, EveryWaiterSeesTheException) {
  gate closed;
  task<int> x = fails_late(closed, 7).as_task();
  int caught = 0;
  auto waits = [](task<int> x, int &caught) -> task<> {
    try {
      co_await x;
    } catch (const failure &f) {
      caught += f.number;
    }
  };
  task<> waiters[] = {waits(x, caught), waits(x, caught), waits(x, caught)};
  closed.open();
  EXPECT_EQ(caught, 21);
}

TEST_F(Task, RunsOnWhenDropped) {
  gate closed;
  bool done = false;
  static_cast<void>([](gate &closed, bool &done, resource) -> task<> {
    co_await closed;
    done = true;
  }(closed, done, resource(1)));
  EXPECT_FALSE(done);
  closed.open();
  EXPECT_TRUE(done);
  EXPECT_EQ(resource::alive, 0);
}

TEST_F(Task, HandleMayBeDroppedWhileItIsAwaited) {
  gate closed;
  task<std::string> x = late_task<std::string>(closed, std::string(50, 'x'));
  std::string seen;
  auto waits = [](task<std::string> &x, std::string &seen) -> task<> { seen = co_await x; }(x,
                                                                                            seen);
  x = {};
  closed.open();
  EXPECT_EQ(seen, std::string(50, 'x'));
  EXPECT_TRUE(waits.is_completed_successfully());
}

TEST_F(Task, AwaitsItsWayThroughOthers) {
  gate closed;
  auto x = [](gate &closed) -> task<int> {
    const int a = co_await late(closed, 1);
    const int b = co_await late_task(closed, 2);
    co_return a + b;
  }(closed);
  closed.open();
  EXPECT_EQ(x.result(), 3);
}

// -- waiters of unrelated tasks ------------------------------------------------------------------

task<> on(task<> awaited) { co_await awaited; }
task<> behind(gate &closed) { co_await closed; }
task<> behind(valuetask::source<> &pending) { co_await pending.get(); }
value_task<> thinly_behind(valuetask::source<> &pending) { co_await pending.get(); }
task<> deeply_behind(valuetask::source<> &pending) { co_await thinly_behind(pending); }

/// A waiter that runs an event loop: `event` happens in there.
template <class Event> task<> loops(task<> awaited, Event event) {
  co_await awaited;
  event();
}

/// Opens `inner` within a waiter of a task that has another one; both waiters of `base` must have
/// run when it returns.
template <class Event> void expect_progress(task<> base, Event event) {
  const task<> one = on(base), two = on(base), three = on(two);
  gate first;
  const task<> outer = behind(first);
  bool was_progress = false;
  const task<> looping = loops(outer, [&] {
    event();
    was_progress = one.is_completed() && two.is_completed() && three.is_completed();
  });
  const task<> another = on(outer);
  first.open();
  EXPECT_TRUE(looping.is_completed_successfully());
  EXPECT_TRUE(another.is_completed_successfully());
  EXPECT_TRUE(was_progress);
}

TEST_F(Task, WaiterWithAnEventLoopOfASource) {
  valuetask::source<> pending;
  expect_progress(behind(pending), [&] { pending.set_result(); });
}

TEST_F(Task, WaiterWithAnEventLoopBehindAValueTask) {
  valuetask::source<> pending;
  expect_progress(deeply_behind(pending), [&] { pending.set_result(); });
}

TEST_F(Task, WaiterWithAnEventLoopOfSomebodyElse) {
  gate inner;
  expect_progress(behind(inner), [&] { inner.open(); });
}

/// So many event loops, each run by a waiter of a task that the one before completed.
void nest(int levels, int &most) {
  most = std::max(most, levels);
  if (levels == 0)
    return;
  valuetask::source<> pending;
  int below = -1;
  const task<> base = behind(pending);
  const task<> looping = loops(base, [&] { nest(levels - 1, below); });
  const task<> another = on(base);
  pending.set_result();
  EXPECT_TRUE(looping.is_completed_successfully() && another.is_completed_successfully());
  EXPECT_EQ(below, levels - 1);
}

TEST_F(Task, EventLoopsWithinEventLoops) {
  int most = -1;
  nest(50, most);
  EXPECT_EQ(most, 50);
}

TEST_F(Task, EventLoopAtTheEndOfALongChain) {
  gate closed;
  task<> x = behind(closed);
  std::vector<task<>> side;
  for (int i = 0; i < 1'000; ++i) {
    task<> next = on(x);
    side.push_back(on(x));
    x = std::move(next);
  }
  valuetask::source<> pending;
  const task<> base = behind(pending), one = on(base), two = on(base);
  bool was_progress = false;
  const task<> looping = loops(x, [&] {
    pending.set_result();
    was_progress = one.is_completed() && two.is_completed();
  });
  side.push_back(on(x));
  closed.open();
  EXPECT_TRUE(was_progress);
  EXPECT_TRUE(looping.is_completed_successfully());
  for (const auto &waiter : side)
    EXPECT_TRUE(waiter.is_completed_successfully());
}

TEST(TaskDeathTest, ResultBeforeCompletion) {
  EXPECT_DEATH(
      {
        gate closed;
        auto x = late_task(closed, 1);
        static_cast<void>(x.result());
      },
      "task::result\\(\\) called before the task completed");
  EXPECT_DEATH(
      {
        task<int> x;
        static_cast<void>(x.result());
      },
      "task::result\\(\\) called before the task completed");
  EXPECT_DEATH(static_cast<void>(value_task<int>(task<int>())), "made from an empty task");
  EXPECT_DEATH(static_cast<void>([]() -> task<> { co_await task<int>(); }()), "empty task awaited");
}

} // namespace
