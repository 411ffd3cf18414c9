// Given away to containers and optionals; one report of one mistake; sections and assertions of test frameworks.
// RUN: %both --checks 'valuetask-unconsumed,valuetask-double-await,valuetask-unguarded-result' %s | %match %s
#include <map>
#include <optional>
#include <tuple>
#include <utility>
#include <valuetask/detach.h>
#include <valuetask/sync_wait.h>
#include <valuetask/value_task.h>
#include <vector>

using valuetask::task;
using valuetask::value_task;

value_task<int> load(int key = 0);
bool asked();

task<void> into_a_map() {
  auto value = load();
  std::map<int, value_task<int>> kept;
  kept.emplace(1, std::move(value));
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after it was moved; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:29: note: first moved here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}
task<void> into_a_pair_in_a_vector() {
  auto value = load();
  std::vector<std::pair<int, value_task<int>>> kept;
  kept.emplace_back(1, std::move(value));
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after it was moved; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:34: note: first moved here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}
task<void> into_an_optional() {
  auto value = load();
  std::optional<value_task<int>> kept;
  kept = std::move(value);
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after it was moved; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:20: note: first moved here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}
// It leaves it alone where there is one already.
task<void> into_a_map_perhaps(std::map<int, value_task<int>> &kept) {
  auto value = load();
  if (!kept.try_emplace(1, std::move(value)).second)
    co_await value;
}

// What was consumed already isn't missing where it is moved to.
task<void> moved_after_an_await() {
  auto value = load();
  co_await value;
  auto other = std::move(value);
// CHECK: :[[#@LINE-1]]:26: warning: 'value' is moved after it was awaited; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:26: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}
task<void> elements_three_times(std::vector<value_task<int>> values) {
  for (auto &value : values)
    co_await value;
  for (auto &value : values)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'values[0]' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:5: note: first awaited here
// CHECK: :[[#@LINE-3]]:5: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  for (auto &value : values)
    co_await value;
}

void dropped_by_name() {
  std::ignore = load();
// CHECK: :[[#@LINE-1]]:17: warning: the 'value_task' returned by 'load' is never consumed; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:17: note: consume it, or pass it to a function that does, or discard it with 'detach'
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is never consumed; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  std::ignore = std::move(value);
}

// As Catch2, doctest and GoogleTest have them.
struct section {
  explicit operator bool() const;
};
#define SECTION(Name) if (section entered{})
#define ASSERT_TRUE(Condition)                                                                                         \
  if (const bool holds = (Condition))                                                                                  \
    ;                                                                                                                  \
  else                                                                                                                 \
    return
bool allows_throws();
#define CHECK_THROWS(Expression)                                                                                       \
  if (allows_throws())                                                                                                 \
    try {                                                                                                              \
      static_cast<void>(Expression);                                                                                   \
    } catch (...) {                                                                                                    \
    }
bool runs_in_a_child();
#define EXPECT_DEATH(Statement)                                                                                        \
  if (runs_in_a_child()) {                                                                                             \
    Statement;                                                                                                         \
  }

void sections() {
  auto value = load();
  SECTION("one") { valuetask::sync_wait(value); }
  SECTION("other") { valuetask::sync_wait(value); }
}
void asserted() {
  auto value = load();
  ASSERT_TRUE(value.is_completed());
  (void)value.result();
}
void throws() {
  auto value = load();
  CHECK_THROWS(valuetask::sync_wait(value));
}
void dies() {
  auto value = load();
  EXPECT_DEATH(valuetask::sync_wait(value));
  valuetask::sync_wait(value);
}
void twice_in_the_child() {
  auto value = load();
  EXPECT_DEATH(valuetask::sync_wait(value) + valuetask::sync_wait(value));
// CHECK: :[[#@LINE-1]]:67: warning: 'value' is consumed by 'sync_wait' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-2]]:3: note: the condition is true here
// CHECK: note: expanded from macro 'EXPECT_DEATH'
// CHECK: :[[#@LINE-4]]:37: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-5]]:67: note: consume it in one place only, or create a shareable task with '.as_task()'
}
void within_a_section() {
  auto value = load();
  SECTION("one") {
    valuetask::sync_wait(value);
    valuetask::sync_wait(value);
// CHECK: :[[#@LINE-1]]:26: warning: 'value' is consumed by 'sync_wait' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:3: note: the condition is true here
// CHECK: note: expanded from macro 'SECTION'
// CHECK: :[[#@LINE-5]]:26: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-5]]:26: note: consume it in one place only, or create a shareable task with '.as_task()'
  }
}
void asserted_of_another() {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+3]]:7: note: 'asked()' is true here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  ASSERT_TRUE(asked());
  if (asked())
    return;
  valuetask::sync_wait(value);
}
