#include "support.h"

#include <string>

#include <valuetask/sync_wait.h>
#include <valuetask/testing.h>
#include <valuetask/when_all.h>

using namespace test;
using valuetask::task;
using valuetask::value_task;

namespace foreign {

struct ready_number {
  int number;
};
struct number_awaiter {
  int number;
  bool await_ready() { return false; }
  bool await_suspend(std::coroutine_handle<>) { return false; }
  int await_resume() { return number; }
};
inline number_awaiter operator co_await(ready_number x) { return {x.number}; }

struct gives_handle {
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> waiting) { return waiting; }
  bool await_ready() { return false; }
  std::string await_resume() { return "handle"; }
};

struct only_rvalue {
  number_awaiter operator co_await() && { return {5}; }
};

struct throws_at {
  enum point { ready, suspend, resume } where;
  bool await_ready() {
    if (where == ready)
      throw failure(1);
    return where == resume;
  }
  void await_suspend(std::coroutine_handle<>) { throw failure(2); }
  void await_resume() { throw failure(3); }
};

} // namespace foreign

namespace {

class Foreign : public ::testing::Test {
  valuetask::expect_no_violation correct_;
};

TEST_F(Foreign, OursAwaitTheirs) {
  auto x = []() -> value_task<std::string> {
    const int a = co_await foreign::ready_number{3};
    const int b = co_await foreign::only_rvalue();
    co_await std::suspend_never();
    const std::string c = co_await foreign::gives_handle();
    const int d = co_await []() -> lazy<int> { co_return 4; }();
    co_return std::to_string(a + b + d) + c;
  }();
  EXPECT_EQ(x.result(), "12handle");
  auto y = []() -> task<int> { co_return co_await foreign::ready_number{3}; }();
  EXPECT_EQ(y.result(), 3);
}

TEST_F(Foreign, TheirsAwaitOurs) {
  gate closed;
  auto x = [](gate &closed) -> lazy<int> {
    int sum = co_await by_value(1);
    sum += co_await by_coroutine(10);
    sum += co_await late(closed, 100);
    task<int> shared = late_task(closed, 1000);
    sum += co_await shared;
    sum += co_await shared;
    value_task<int> lvalue = by_value(5);
    sum += co_await lvalue;
    co_return sum;
  };
  auto y = [](lazy<int> x) -> value_task<int> { co_return co_await x; }(x(closed));
  EXPECT_FALSE(y.is_completed());
  closed.open();
  EXPECT_EQ(y.result(), 2116);
}

TEST_F(Foreign, TheyThrowAtEveryPoint) {
  auto x = [](foreign::throws_at::point where) -> value_task<int> {
    try {
      co_await foreign::throws_at{where};
    } catch (const failure &caught) {
      co_return caught.number;
    }
    co_return 0;
  };
  EXPECT_EQ(x(foreign::throws_at::ready).result(), 1);
  EXPECT_EQ(x(foreign::throws_at::suspend).result(), 2);
  EXPECT_EQ(x(foreign::throws_at::resume).result(), 3);
}

TEST_F(Foreign, CombinatorsTakeTheirs) {
  EXPECT_EQ(valuetask::sync_wait(foreign::ready_number{3}), 3);
  EXPECT_EQ(valuetask::sync_wait(foreign::only_rvalue()), 5);
  EXPECT_EQ(valuetask::sync_wait([]() -> lazy<int> { co_return 4; }()), 4);
  foreign::ready_number lvalue{6};
  gate closed;
  auto all = valuetask::when_all(lvalue, foreign::only_rvalue(), closed,
                                 []() -> lazy<std::string> { co_return "lazy"; }());
  EXPECT_FALSE(all.is_completed());
  closed.open();
  EXPECT_EQ(all.result(), std::tuple(6, 5, std::monostate(), "lazy"));
}

} // namespace
