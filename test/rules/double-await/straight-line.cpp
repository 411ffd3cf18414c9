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
// CHECK: :[[#@LINE-1]]:21: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:15: note: first awaited here
// CHECK: :[[#@LINE-3]]:21: note: use 'first', the result of the first 'co_await'
}

task<int> moved_twice() {
  auto value = load();
  int first = co_await std::move(value);
  co_return first + co_await std::move(value);
// CHECK: :[[#@LINE-1]]:21: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:15: note: first awaited here
// CHECK: :[[#@LINE-3]]:21: note: use 'first', the result of the first 'co_await'
}

task<int> in_one_expression() {
  auto value = load();
  co_return co_await value + co_await value;
// CHECK: :[[#@LINE-1]]:30: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-2]]:13: note: first awaited here
// CHECK: :[[#@LINE-4]]:22: note: create a shareable task with '.as_task()'
}

task<int> cast_and_parentheses() {
  auto value = load();
  (void)co_await (value);
  co_return co_await static_cast<value_task<int> &&>(value);
// CHECK: :[[#@LINE-1]]:13: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:9: note: first awaited here
// CHECK: :[[#@LINE-3]]:13: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<int> parameter(value_task<int> given) {
  co_await given;
  co_return co_await given;
// CHECK: :[[#@LINE-1]]:13: warning: 'given' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:13: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<int> reference_parameter(value_task<int> &given) {
  co_await given;
  co_return co_await given;
// CHECK: :[[#@LINE-1]]:13: warning: 'given' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:13: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

int result_twice(value_task<int> given) {
  int first = given.result();
  return first + given.result();
// CHECK: :[[#@LINE-1]]:24: warning: 'given' is consumed by 'result' more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:21: note: first consumed by 'result' here
// CHECK: :[[#@LINE-3]]:24: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<int> shared_then_awaited() {
  auto value = load();
  task<int> shared = value.as_task();
  co_return co_await value;
// CHECK: :[[#@LINE-1]]:13: warning: 'value' is awaited after 'as_task' consumed it; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:28: note: first consumed by 'as_task' here
// CHECK: :[[#@LINE-3]]:13: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<int> given_to_a_parameter() {
  auto value = load();
  take(std::move(value));
  co_return co_await value;
// CHECK: :[[#@LINE-1]]:13: warning: 'value' is awaited after it was moved; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:18: note: first moved here
// CHECK: :[[#@LINE-3]]:13: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<int> given_to_a_variable() {
  auto value = load();
  auto other = std::move(value);
  co_await other;
  co_return co_await value;
// CHECK: :[[#@LINE-1]]:13: warning: 'value' is awaited after it was moved; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:26: note: first moved here
// CHECK: :[[#@LINE-3]]:13: note: consume it in one place only, or create a shareable task with '.as_task()'
}

value_task<int> given_back(value_task<int> given) {
  int seen = given.result();
  if (seen == 1)
    return seen;
  return given;
// CHECK: :[[#@LINE-1]]:10: warning: 'given' is moved after 'result' consumed it; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:20: note: first consumed by 'result' here
// CHECK: :[[#@LINE-5]]:7: note: 'seen == 1' is false here
// CHECK: :[[#@LINE-4]]:10: note: consume it in one place only, or create a shareable task with '.as_task()'
}

void waited_for_twice() {
  auto value = load();
  valuetask::sync_wait(value);
  valuetask::sync_wait(value);
// CHECK: :[[#@LINE-1]]:24: warning: 'value' is consumed by 'sync_wait' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:24: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-3]]:24: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> all_and_again() {
  auto value = load();
  co_await valuetask::when_all(value, load());
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after 'when_all' consumed it; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:32: note: first consumed by 'when_all' here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

void detached_and_waited_for() {
  auto value = load();
  valuetask::detach(std::move(value));
  valuetask::sync_wait(value);
// CHECK: :[[#@LINE-1]]:24: warning: 'value' is consumed by 'sync_wait' after 'detach' consumed it [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:31: note: first consumed by 'detach' here
// CHECK: :[[#@LINE-3]]:24: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<int> captured_and_awaited() {
  auto value = load();
  [owned = std::move(value)]() mutable { valuetask::detach(std::move(owned)); }();
  co_return co_await value;
// CHECK: :[[#@LINE-1]]:13: warning: 'value' is awaited after it was moved; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:22: note: first moved here
// CHECK: :[[#@LINE-3]]:13: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<int> exchanged_twice() {
  auto value = load();
  co_await value;
  auto old = std::exchange(value, load());
// CHECK: :[[#@LINE-1]]:28: warning: 'value' is moved after it was awaited; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:28: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  co_return co_await old;
}

// The third is not a second report.
task<void> three_times() {
  auto value = load();
  co_await value;
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-5]]:22: note: create a shareable task with '.as_task()'
  co_await value;
}

// Two objects, two reports.
task<void> two_objects() {
  auto left = load(), right = load();
  co_await left;
  co_await right;
  co_await left;
// CHECK: :[[#@LINE-1]]:3: warning: 'left' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  co_await right;
// CHECK: :[[#@LINE-1]]:3: warning: 'right' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-7]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}
