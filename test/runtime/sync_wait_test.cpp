#include "support.h"

#include <string>
#include <type_traits>

#include <valuetask/sync_wait.h>
#include <valuetask/testing.h>

using namespace test;
using valuetask::sync_wait;
using valuetask::task;
using valuetask::value_task;

static_assert(std::is_same_v<decltype(sync_wait(std::declval<task<int> &>())), int>);
static_assert(std::is_same_v<decltype(sync_wait(std::declval<task<int &>>())), int &>);
static_assert(std::is_same_v<decltype(sync_wait(std::declval<value_task<int &> &>())), int &>);
static_assert(std::is_void_v<decltype(sync_wait(std::declval<value_task<>>()))>);

namespace {

class SyncWait : public ::testing::Test {
  valuetask::expect_no_violation correct_;
};

VALUETASK_ALWAYS_ASYNC value_task<std::string> on(other_thread &thread) {
  co_await thread;
  co_return "abc";
}

TEST_F(SyncWait, Completed) {
  EXPECT_EQ(sync_wait(by_value(1)), 1);
  EXPECT_EQ(sync_wait(by_coroutine(2)), 2);
  EXPECT_EQ(sync_wait(task<int>::from_result(3)), 3);
  sync_wait(value_task<>::completed());
  sync_wait(task<>::from_result());
  EXPECT_EQ(sync_wait(by_coroutine<resource>(resource(4))).number(), 4);
  int object = 0;
  EXPECT_EQ(&sync_wait(value_task<int &>(object)), &object);
}

TEST_F(SyncWait, Lvalues) {
  value_task<int> x = 1;
  EXPECT_EQ(sync_wait(x), 1);
  EXPECT_FALSE(x.is_completed());
  const task<int> y = task<int>::from_result(2);
  EXPECT_EQ(sync_wait(y), 2);
  EXPECT_EQ(sync_wait(y), 2);
}

TEST_F(SyncWait, BlocksForAnotherThread) {
  other_thread first, second, third;
  EXPECT_EQ(sync_wait(on(first)), "abc");
  value_task<std::string> x = on(second);
  EXPECT_EQ(sync_wait(x), "abc");
  task<std::string> y = on(third).as_task();
  EXPECT_EQ(sync_wait(y), "abc");
}

TEST_F(SyncWait, BlocksForVoidAndForeign) {
  other_thread first, second;
  sync_wait([](other_thread &thread) -> value_task<> { co_await thread; }(first));
  EXPECT_EQ(sync_wait([](other_thread &thread) -> lazy<int> {
              co_await thread;
              co_return 5;
            }(second)),
            5);
}

TEST_F(SyncWait, Throws) {
  EXPECT_THROW(sync_wait(fails(1)), failure);
  EXPECT_THROW(sync_wait(fails(1).as_task()), failure);
  other_thread thread;
  EXPECT_THROW(sync_wait([](other_thread &thread) -> value_task<> {
                 co_await thread;
                 throw failure(2);
               }(thread)),
               failure);
  EXPECT_THROW(sync_wait([]() -> lazy<int> {
                 throw failure(3);
                 co_return 0;
               }()),
               failure);
}

} // namespace
