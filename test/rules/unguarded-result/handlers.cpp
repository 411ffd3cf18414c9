// An await that threw has consumed, so that what a handler does is no question of whether the result is there.
// RUN: %both %s | %match %s
#include <utility>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
void step();

// Correct, for this rule: it is consumed twice.
task<int> its_own_await() {
  auto value = load();
  try {
    co_return co_await value;
  } catch (...) {
    co_return value.result(); // NOLINT(valuetask-double-await)
  }
}

task<int> its_own_await_of_a_moved_one() {
  auto value = load();
  try {
    co_return co_await std::move(value);
  } catch (...) {
    co_return value.result(); // NOLINT(valuetask-double-await)
  }
}

// Found: it wasn't awaited yet.
task<int> before_its_await() {
  auto value = load();
  try {
    step();
    co_return co_await value;
  } catch (...) {
    co_return value.result(); // NOLINT(valuetask-double-await)
// CHECK: :[[#@LINE-1]]:21: warning: 'result' {{.*}} [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:15: note: 'co_await' it instead, which waits for the result
  }
}

int of_a_plain_function() {
  auto value = load();
  try {
    step();
  } catch (...) {
    return value.result();
// CHECK: :[[#@LINE-1]]:18: warning: 'result' {{.*}} [valuetask-unguarded-result]
// CHECK: :[[#@LINE-3]]:5: note: an exception is caught here
// CHECK: :[[#@LINE-3]]:18: note: check 'is_completed()' first
  }
  return value.is_completed() ? value.result() : 0;
}
