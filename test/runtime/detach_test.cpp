#include "support.h"

#include <valuetask/detach.h>
#include <valuetask/testing.h>

using namespace test;
using valuetask::detach;
using valuetask::value_task;

namespace {

int last_unobserved = 0;

class Detach : public ::testing::Test {
protected:
  Detach() {
    last_unobserved = 0;
    valuetask::set_unobserved_exception_handler([](std::exception_ptr error) noexcept {
      try {
        std::rethrow_exception(error);
      } catch (const failure &caught) {
        last_unobserved = caught.number;
      }
    });
  }
  ~Detach() override { valuetask::set_unobserved_exception_handler(nullptr); }

private:
  valuetask::expect_no_violation correct_;
};

TEST_F(Detach, RunsOn) {
  gate closed;
  bool done = false;
  detach([](gate &closed, bool &done, resource) -> value_task<> {
    co_await closed;
    done = true;
  }(closed, done, resource(1)));
  EXPECT_FALSE(done);
  closed.open();
  EXPECT_TRUE(done);
  EXPECT_EQ(resource::alive, 0);
}

TEST_F(Detach, EveryKind) {
  gate closed;
  detach(by_value<resource>(resource(1)));
  detach(by_coroutine<resource>(resource(2)));
  detach(late<resource>(closed, resource(3)));
  detach(value_task<int>(late_task(closed, 4)));
  value_task<> named = late(closed);
  detach(std::move(named));
  EXPECT_FALSE(named.is_completed());
  closed.open();
  EXPECT_EQ(resource::alive, 0);
  EXPECT_EQ(last_unobserved, 0);
}

TEST_F(Detach, ExceptionsAreReported) {
  detach(fails(1));
  EXPECT_EQ(last_unobserved, 1);
  detach(fails(2).as_task().is_completed() ? value_task<int>(fails(2).as_task())
                                           : value_task<int>());
  EXPECT_EQ(last_unobserved, 2);
  gate closed;
  detach(fails_late(closed, 3));
  EXPECT_EQ(last_unobserved, 2);
  closed.open();
  EXPECT_EQ(last_unobserved, 3);
}

TEST_F(Detach, DefaultHandlerPrints) {
  valuetask::set_unobserved_exception_handler(nullptr);
  ::testing::internal::CaptureStderr();
  detach(fails(1));
  detach([]() -> value_task<> {
    throw 1;
    co_return;
  }());
  EXPECT_EQ(::testing::internal::GetCapturedStderr(),
            "valuetask: an exception left a detached value_task: failure\n"
            "valuetask: an exception of an unknown type left a detached value_task\n");
}

TEST_F(Detach, DroppingWithoutItRunsOnToo) {
#if !VALUETASK_CHECKED
  gate closed;
  bool done = false;
  {
    auto x = [](gate &closed, bool &done) -> value_task<> {
      co_await closed;
      done = true;
    }(closed, done);
  }
  closed.open();
  EXPECT_TRUE(done);
#endif
}

} // namespace
