// Consumed twice with nothing in between, in every way of consuming.
// RUN: %both %s | %match %s
#include <valuetask/detach.h>
#include <valuetask/sync_wait.h>
#include <valuetask/value_task.h>
#include <valuetask/when_all.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
int take(value_task<int> by_value);

task<int> lvalue_twice() {
  auto value = load();
  int first = co_await value;
  co_return first + co_await value;
// CHECK: :[[#@LINE-1]]:21: warning: 'value' is awaited after it was already awaited; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(value).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-4]]:15: note: first awaited here
}

task<int> moved_twice() {
  auto value = load();
  int first = co_await std::move(value);
  co_return first + co_await std::move(value);
// CHECK: :[[#@LINE-1]]:21: warning: 'value' is awaited after it was already awaited; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(value).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-4]]:15: note: first awaited here
}

task<int> in_one_expression() {
  auto value = load();
  co_return co_await value + co_await value;
// CHECK: :[[#@LINE-1]]:30: warning: 'value' is awaited after it was already awaited; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(value).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-3]]:13: note: first awaited here
}

task<int> cast_and_parentheses() {
  auto value = load();
  (void)co_await (value);
  co_return co_await static_cast<value_task<int> &&>(value);
// CHECK: :[[#@LINE-1]]:13: warning: 'value' is awaited after it was already awaited; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(value).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-4]]:9: note: first awaited here
}

task<int> parameter(value_task<int> given) {
  co_await given;
  co_return co_await given;
// CHECK: :[[#@LINE-1]]:13: warning: 'given' is awaited after it was already awaited; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(given).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:37: note: 'given' is a parameter
// CHECK: :[[#@LINE-4]]:3: note: first awaited here
}

task<int> reference_parameter(value_task<int> &given) {
  co_await given;
  co_return co_await given;
// CHECK: :[[#@LINE-1]]:13: warning: 'given' is awaited after it was already awaited; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(given).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:48: note: 'given' is a parameter
// CHECK: :[[#@LINE-4]]:3: note: first awaited here
}

int result_twice(value_task<int> given) {
  int first = given.result();
  return first + given.result();
// CHECK: :[[#@LINE-1]]:24: warning: 'given' is consumed by 'result' after it was already consumed by 'result'; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(given).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:34: note: 'given' is a parameter
// CHECK: :[[#@LINE-4]]:21: note: first consumed by 'result' here
}

task<int> shared_then_awaited() {
  auto value = load();
  task<int> shared = value.as_task();
  co_return co_await value;
// CHECK: :[[#@LINE-1]]:13: warning: 'value' is awaited after it was already consumed by 'as_task'; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(value).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-4]]:28: note: first consumed by 'as_task' here
}

task<int> given_to_a_parameter() {
  auto value = load();
  take(std::move(value));
  co_return co_await value;
// CHECK: :[[#@LINE-1]]:13: warning: 'value' is awaited after it was already given away; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(value).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-4]]:18: note: first given away here
}

task<int> given_to_a_variable() {
  auto value = load();
  auto other = std::move(value);
  co_await other;
  co_return co_await value;
// CHECK: :[[#@LINE-1]]:13: warning: 'value' is awaited after it was already given away; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(value).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-5]]:26: note: first given away here
}

value_task<int> given_back(value_task<int> given) {
  int seen = given.result();
  if (seen == 1)
    return seen;
  return given;
// CHECK: :[[#@LINE-1]]:10: warning: 'given' is given away after it was already consumed by 'result'; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(given).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:44: note: 'given' is a parameter
// CHECK: :[[#@LINE-6]]:20: note: first consumed by 'result' here
// CHECK: :[[#@LINE-6]]:7: note: 'seen == 1' is false here
}

void waited_for_twice() {
  auto value = load();
  valuetask::sync_wait(value);
  valuetask::sync_wait(value);
// CHECK: :[[#@LINE-1]]:24: warning: 'value' is consumed by 'sync_wait' after it was already consumed by 'sync_wait'; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(value).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-4]]:24: note: first consumed by 'sync_wait' here
}

task<void> all_and_again() {
  auto value = load();
  co_await valuetask::when_all(value, load());
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after it was already consumed by 'when_all'; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(value).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-4]]:32: note: first consumed by 'when_all' here
}

void detached_and_waited_for() {
  auto value = load();
  valuetask::detach(std::move(value));
  valuetask::sync_wait(value);
// CHECK: :[[#@LINE-1]]:24: warning: 'value' is consumed by 'sync_wait' after it was already consumed by 'detach'; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(value).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-4]]:31: note: first consumed by 'detach' here
}

task<int> captured_and_awaited() {
  auto value = load();
  [owned = std::move(value)]() mutable { valuetask::detach(std::move(owned)); }();
  co_return co_await value;
// CHECK: :[[#@LINE-1]]:13: warning: 'value' is awaited after it was already given away; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(value).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-4]]:22: note: first given away here
}

task<int> exchanged_twice() {
  auto value = load();
  co_await value;
  auto old = std::exchange(value, load());
// CHECK: :[[#@LINE-1]]:28: warning: 'value' is given away after it was already awaited; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(value).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-4]]:3: note: first awaited here
  co_return co_await old;
}

// The third is not a second report.
task<void> three_times() {
  auto value = load();
  co_await value;
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after it was already awaited; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(value).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-4]]:3: note: first awaited here
  co_await value;
}

// Two objects, two reports.
task<void> two_objects() {
  auto left = load(), right = load();
  co_await left;
  co_await right;
  co_await left;
// CHECK: :[[#@LINE-1]]:3: warning: 'left' is awaited after it was already awaited; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(left).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:8: note: 'left' is created here
// CHECK: :[[#@LINE-5]]:3: note: first awaited here
  co_await right;
// CHECK: :[[#@LINE-1]]:3: warning: 'right' is awaited after it was already awaited; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(right).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-9]]:23: note: 'right' is created here
// CHECK: :[[#@LINE-8]]:3: note: first awaited here
}
