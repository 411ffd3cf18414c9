#include "support.h"

#include <string>

#include <valuetask/violation.h>

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

} // namespace
