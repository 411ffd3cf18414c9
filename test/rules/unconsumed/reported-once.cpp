// Two mistakes give two reports, and one mistake gives one.
// RUN: %both --checks='valuetask-*' %s | %match %s
#include <utility>
#include <vector>
#include <valuetask/detach.h>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
value_task<int> load(int key);
bool asked();

// Never consumed where the loop doesn't run, and twice where it runs twice.
task<void> counted(int n) {
  auto value = load();
  for (int i = 0; i < n; ++i)
    co_await value;
// CHECK: :[[#@LINE-3]]:8: warning: 'value' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE-3]]:19: note: 'i < n' is false here
// CHECK: :[[#@LINE-5]]:8: note: 'co_await' it on every path, or discard it with 'detach'
// CHECK: :[[#@LINE-4]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:19: note: 'i < n' is true here
// CHECK: :[[#@LINE-6]]:5: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-8]]:19: note: 'i < n' is true here
// CHECK: :[[#@LINE-10]]:22: note: create a shareable task with '.as_task()'
}

task<void> while_asked() {
  auto value = load();
  while (asked())
    co_await value;
// CHECK: :[[#@LINE-3]]:8: warning: 'value' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE-3]]:10: note: 'asked()' is false here
// CHECK: :[[#@LINE-5]]:8: note: 'co_await' it on every path, or discard it with 'detach'
// CHECK: :[[#@LINE-4]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:10: note: 'asked()' is true here
// CHECK: :[[#@LINE-6]]:5: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-8]]:10: note: 'asked()' is true here
// CHECK: :[[#@LINE-10]]:22: note: create a shareable task with '.as_task()'
}

task<void> for_each_key(const std::vector<int> &keys) {
  auto value = load();
  int sum = 0;
  for (int key : keys)
    sum += key + co_await value;
// CHECK: :[[#@LINE-4]]:8: warning: 'value' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE-3]]:3: note: the loop ends here
// CHECK: :[[#@LINE-6]]:8: note: 'co_await' it on every path, or discard it with 'detach'
// CHECK: :[[#@LINE-4]]:18: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:18: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-9]]:22: note: create a shareable task with '.as_task()'
}

// A loop that runs at least once: one mistake.
task<void> at_least_once() {
  auto value = load();
  do
    co_await value;
  while (asked());
// CHECK: :[[#@LINE-2]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:5: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-3]]:10: note: 'asked()' is true here
// CHECK: :[[#@LINE-7]]:22: note: create a shareable task with '.as_task()'
}

task<void> three_times() {
  auto value = load();
  for (int i = 0; i < 3; ++i)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:19: note: 'i < 3' is true here
// CHECK: :[[#@LINE-3]]:5: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-5]]:19: note: 'i < 3' is true here
// CHECK: :[[#@LINE-7]]:22: note: create a shareable task with '.as_task()'
}

task<void> endless() {
  auto value = load();
  for (;;)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-2]]:5: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-5]]:22: note: create a shareable task with '.as_task()'
}

// At most once, and perhaps not at all: one mistake.
task<void> leaves_at_once(int n) {
  auto value = load();
  for (int i = 0; i < n; ++i) {
    co_await value;
    break;
  }
// CHECK: :[[#@LINE-5]]:8: warning: 'value' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE-5]]:19: note: 'i < n' is false here
// CHECK: :[[#@LINE-7]]:8: note: 'co_await' it on every path, or discard it with 'detach'
}

task<void> straight_twice() {
  auto value = load();
  co_await value;
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-5]]:22: note: create a shareable task with '.as_task()'
}

task<void> dropped_once() {
  load();
  co_return;
// CHECK: :[[#@LINE-2]]:3: warning: the 'value_task' returned by 'load' is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-3]]:3: note: did you forget 'co_await'?
}

task<void> forgotten_once() {
  auto value = load();
  co_return;
// CHECK: :[[#@LINE-2]]:8: warning: 'value' is a 'value_task' that is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-3]]:16: note: did you forget 'co_await'?
}

int too_early_once() {
  auto value = load();
  return value.result();
// CHECK: :[[#@LINE-1]]:16: warning: 'result' is called on 'value' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:16: note: check 'is_completed()' first
}

int too_early_temporary() { return load().result(); }

// Asked for too early on one path, forgotten on the other.
int too_early_and_forgotten(bool now) {
  auto value = load();
  if (now)
    return value.result();
  return 0;
// CHECK: :[[#@LINE-8]]:43: warning: 'result' is called on a temporary 'value_task' that may not be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-9]]:43: note: check 'is_completed()' first
// CHECK: :[[#@LINE-6]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE-6]]:7: note: 'now' is false here
// CHECK: :[[#@LINE-8]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
// CHECK: :[[#@LINE-7]]:18: warning: 'result' is called on 'value' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-8]]:18: note: check 'is_completed()' first
}

// Twice on one path, forgotten on the other.
task<int> twice_or_not_at_all(bool wanted) {
  auto value = load();
  if (wanted)
    co_return co_await value + co_await value;
  co_return 0;
// CHECK: :[[#@LINE-4]]:8: warning: 'value' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE-4]]:7: note: 'wanted' is false here
// CHECK: :[[#@LINE-6]]:8: note: 'co_await' it on every path, or discard it with 'detach'
// CHECK: :[[#@LINE-5]]:32: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-7]]:7: note: 'wanted' is true here
// CHECK: :[[#@LINE-7]]:15: note: first awaited here
// CHECK: :[[#@LINE-10]]:22: note: create a shareable task with '.as_task()'
}

// Too early the first time, and again: taking it again is the graver mistake, and another one.
int too_early_and_twice() {
  auto value = load();
  int first = value.result();
  return first + value.result();
// CHECK: :[[#@LINE-2]]:21: warning: 'result' is called on 'value' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-3]]:21: note: check 'is_completed()' first
// CHECK: :[[#@LINE-3]]:24: warning: 'value' is consumed by 'result' more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:21: note: first consumed by 'result' here
// CHECK: :[[#@LINE-5]]:24: note: consume it in one place only, or create a shareable task with '.as_task()'
}

// Two objects.
task<int> one_forgotten_one_twice() {
  auto left = load(1), right = load(2);
  int sum = co_await left;
  co_return sum + co_await left;
// CHECK: :[[#@LINE-3]]:24: warning: 'right' is a 'value_task' that is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-4]]:24: note: did you forget 'co_await'?
// CHECK: :[[#@LINE-3]]:19: warning: 'left' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:13: note: first awaited here
// CHECK: :[[#@LINE-5]]:19: note: use 'sum', the result of the first 'co_await'
}

task<void> dropped_and_forgotten() {
  load(1);
  auto value = load(2);
  co_return;
// CHECK: :[[#@LINE-3]]:3: warning: the 'value_task' returned by 'load' is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-4]]:3: note: did you forget 'co_await'?
// CHECK: :[[#@LINE-4]]:8: warning: 'value' is a 'value_task' that is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-5]]:16: note: did you forget 'co_await'?
}
