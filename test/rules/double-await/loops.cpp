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
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited after it was already awaited; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(value).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-4]]:19: note: 'i < n' is true here
// CHECK: :[[#@LINE-4]]:5: note: first awaited here, in an earlier iteration
// CHECK: :[[#@LINE-6]]:19: note: 'i < n' is true here
}

task<void> while_loop() {
  auto value = load();
  while (asked())
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited after it was already awaited; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(value).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-4]]:10: note: 'asked()' is true here
// CHECK: :[[#@LINE-4]]:5: note: first awaited here, in an earlier iteration
// CHECK: :[[#@LINE-6]]:10: note: 'asked()' is true here
}

task<void> do_loop() {
  auto value = load();
  do
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited after it was already awaited; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(value).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-3]]:5: note: first awaited here, in an earlier iteration
// CHECK: :[[#@LINE+1]]:10: note: 'asked()' is true here
  while (asked());
}

task<void> endless_loop() {
  auto value = load();
  for (;;)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited after it was already awaited; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(value).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-3]]:5: note: first awaited here, in an earlier iteration
}

task<void> range_loop(const std::vector<int> &keys) {
  auto value = load();
  for (int key : keys) {
    (void)key;
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited after it was already awaited; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(value).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-3]]:5: note: first awaited here, in an earlier iteration
  }
}

task<void> counted_twice() {
  auto value = load();
  for (int i = 0; i < 2; ++i)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited after it was already awaited; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(value).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-4]]:19: note: 'i < 2' is true here
// CHECK: :[[#@LINE-4]]:5: note: first awaited here, in an earlier iteration
// CHECK: :[[#@LINE-6]]:19: note: 'i < 2' is true here
}

// Not in every iteration, but in more than one.
task<void> some_iterations(int n) {
  auto value = load();
  for (int i = 0; i < n; ++i) {
    if (!asked())
      continue;
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited after it was already awaited; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(value).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-6]]:19: note: 'i < n' is true here
// CHECK: :[[#@LINE-6]]:9: note: '!asked()' is false here
// CHECK: :[[#@LINE-5]]:5: note: first awaited here, in an earlier iteration
// CHECK: :[[#@LINE-9]]:19: note: 'i < n' is true here
// CHECK: :[[#@LINE-9]]:9: note: '!asked()' is false here
  }
}

task<void> one_arm_then_the_other(int n) {
  auto value = load();
  for (int i = 0; i < n; ++i) {
    if (asked())
      co_await value;
// CHECK: :[[#@LINE-1]]:7: warning: 'value' is awaited after it was already awaited; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(value).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-5]]:19: note: 'i < n' is true here
// CHECK: :[[#@LINE-5]]:9: note: 'asked()' is true here
// CHECK: :[[#@LINE-5]]:7: note: first awaited here, in an earlier iteration
// CHECK: :[[#@LINE-8]]:19: note: 'i < n' is true here
// CHECK: :[[#@LINE-8]]:9: note: 'asked()' is true here
    else
      (void)value.result();
// CHECK: :[[#@LINE-1]]:19: warning: 'value' is consumed by 'result' after it was already awaited; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(value).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-14]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-14]]:19: note: 'i < n' is true here
// CHECK: :[[#@LINE-14]]:9: note: 'asked()' is true here
// CHECK: :[[#@LINE-14]]:7: note: first awaited here, in an earlier iteration
// CHECK: :[[#@LINE-17]]:19: note: 'i < n' is true here
// CHECK: :[[#@LINE-17]]:9: note: 'asked()' is false here
  }
}

// An element is a new object in every iteration, but consumed twice in one.
task<void> twice_in_one_iteration(std::vector<value_task<int>> values) {
  for (auto &value : values) {
    co_await value;
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited after it was already awaited; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(value).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:14: note: 'value' is created here
// CHECK: :[[#@LINE-4]]:5: note: first awaited here
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
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after it was already awaited; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(value).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-9]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-8]]:5: note: first awaited here
}

task<void> break_leaves_only_one_loop(int n) {
  auto value = load();
  for (int i = 0; i < n; ++i)
    while (asked()) {
      co_await value;
// CHECK: :[[#@LINE-1]]:7: warning: 'value' is awaited after it was already awaited; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(value).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-5]]:19: note: 'i < n' is true here
// CHECK: :[[#@LINE-5]]:12: note: 'asked()' is true here
// CHECK: :[[#@LINE-5]]:7: note: first awaited here, in an earlier iteration
// CHECK: :[[#@LINE-8]]:19: note: 'i < n' is true here
// CHECK: :[[#@LINE-8]]:12: note: 'asked()' is true here
      break;
    }
}
