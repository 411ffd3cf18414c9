// GoogleTest hides from the compiler that its statement always runs.
// RUN: %both %s | %match %s
#include <utility>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();

namespace testing::internal {
bool AlwaysTrue();
inline bool AlwaysFalse() { return !AlwaysTrue(); }
struct TrueWithString {
  explicit operator bool() const { return true; }
};
} // namespace testing::internal
bool AlwaysTrue();

#define EXPECT_THROW(statement, exception)                                                                             \
  switch (0)                                                                                                           \
  case 0:                                                                                                              \
  default:                                                                                                             \
    if (::testing::internal::TrueWithString text{}) {                                                                  \
      bool caught = false;                                                                                             \
      try {                                                                                                            \
        if (::testing::internal::AlwaysTrue()) {                                                                       \
          statement;                                                                                                   \
        }                                                                                                              \
      } catch (exception const &) {                                                                                    \
        caught = true;                                                                                                 \
      }                                                                                                                \
      (void)caught;                                                                                                    \
    }

task<void> expected() {
  auto t = load();
  EXPECT_THROW(co_await std::move(t), int);
}

task<void> negated() {
  auto t = load();
  if (!testing::internal::AlwaysFalse())
    co_await t;
}

// Another function of that name is nobody's promise.
task<void> another() {
  auto t = load();
// CHECK: :[[#@LINE-1]]:8: warning: 't' is a 'value_task' that is not awaited on every path; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:7: note: 'AlwaysTrue()' is false here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  if (AlwaysTrue())
    co_await t;
}
