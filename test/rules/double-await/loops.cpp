// The next iteration consumes again.
// RUN: %both %s | %match %s
#include <vector>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
bool asked();

task<void> for_loop(int n) {
  auto value = load();
  for (int i = 0; i < n; ++i)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:19: note: 'i < n' is true here
// CHECK: :[[#@LINE-3]]:5: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-5]]:19: note: 'i < n' is true here
// CHECK: :[[#@LINE-7]]:22: note: create a shareable task with '.as_task()'
}

task<void> while_loop() {
  auto value = load();
  while (asked())
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:10: note: 'asked()' is true here
// CHECK: :[[#@LINE-3]]:5: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-5]]:10: note: 'asked()' is true here
// CHECK: :[[#@LINE-7]]:22: note: create a shareable task with '.as_task()'
}

task<void> do_loop() {
  auto value = load();
  do
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-2]]:5: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE+2]]:10: note: 'asked()' is true here
// CHECK: :[[#@LINE-6]]:22: note: create a shareable task with '.as_task()'
  while (asked());
}

task<void> endless_loop() {
  auto value = load();
  for (;;)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-2]]:5: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-5]]:22: note: create a shareable task with '.as_task()'
}

task<void> range_loop(const std::vector<int> &keys) {
  auto value = load();
  for (int key : keys) {
    (void)key;
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-2]]:5: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-6]]:22: note: create a shareable task with '.as_task()'
  }
}

task<void> counted_twice() {
  auto value = load();
  for (int i = 0; i < 2; ++i)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:19: note: 'i < 2' is true here
// CHECK: :[[#@LINE-3]]:5: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-5]]:19: note: 'i < 2' is true here
// CHECK: :[[#@LINE-7]]:22: note: create a shareable task with '.as_task()'
}

// Not in every iteration, but in more than one.
task<void> some_iterations(int n) {
  auto value = load();
  for (int i = 0; i < n; ++i) {
    if (!asked())
      continue;
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:19: note: 'i < n' is true here
// CHECK: :[[#@LINE-5]]:9: note: '!asked()' is false here
// CHECK: :[[#@LINE-4]]:5: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-8]]:19: note: 'i < n' is true here
// CHECK: :[[#@LINE-10]]:22: note: create a shareable task with '.as_task()'
  }
}

task<void> one_arm_then_the_other(int n) {
  auto value = load();
  for (int i = 0; i < n; ++i) {
    if (asked())
      co_await value;
// CHECK: :[[#@LINE-1]]:7: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:19: note: 'i < n' is true here
// CHECK: :[[#@LINE-4]]:9: note: 'asked()' is true here
// CHECK: :[[#@LINE-4]]:7: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-7]]:19: note: 'i < n' is true here
// CHECK: :[[#@LINE-6]]:7: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
    else
      (void)value.result();
// CHECK: :[[#@LINE-1]]:19: warning: 'value' is consumed by 'result' after it was awaited [valuetask-double-await]
// CHECK: :[[#@LINE-12]]:19: note: 'i < n' is true here
// CHECK: :[[#@LINE-12]]:9: note: 'asked()' is true here
// CHECK: :[[#@LINE-12]]:7: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-15]]:19: note: 'i < n' is true here
// CHECK: :[[#@LINE-15]]:9: note: 'asked()' is false here
// CHECK: :[[#@LINE-7]]:19: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  }
}

// An element is a new object in every iteration, but consumed twice in one.
task<void> twice_in_one_iteration(std::vector<value_task<int>> values) {
  for (auto &value : values) {
    co_await value;
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:14: note: 'value' refers to '*__begin1'
// CHECK: :[[#@LINE-4]]:5: note: first awaited here
// CHECK: :[[#@LINE-4]]:5: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  }
}

task<void> after_the_loop() {
  auto value = load();
  while (true) {
    co_await value;
    if (asked())
      break;
    value = load();
  }
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-7]]:5: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> break_leaves_only_one_loop(int n) {
  auto value = load();
  for (int i = 0; i < n; ++i)
    while (asked()) {
      co_await value;
// CHECK: :[[#@LINE-1]]:7: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:19: note: 'i < n' is true here
// CHECK: :[[#@LINE-4]]:12: note: 'asked()' is true here
// CHECK: :[[#@LINE-4]]:7: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-7]]:19: note: 'i < n' is true here
// CHECK: :[[#@LINE-7]]:12: note: 'asked()' is true here
// CHECK: :[[#@LINE-10]]:22: note: create a shareable task with '.as_task()'
      break;
    }
}
