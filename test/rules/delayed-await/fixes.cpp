// as_task() where it is created.
// RUN: %fixes %s | %FileCheck %s
#include <string>
#include <utility>
#include <valuetask/task.h>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load(int key);
task<int> two() {
  auto first = load(1);
  auto second = load(2);
  int sum = co_await first;
  co_return sum + co_await second;
}
// CHECK-LABEL: task<int> two()
// CHECK-NEXT: auto first = load(1);
// CHECK-NEXT: auto second = load(2).as_task();

// No fix: a task has no result to be moved out.
task<int> moved() {
  auto first = load(3);
  auto second = load(4);
  int sum = co_await first;
  co_return sum + co_await std::move(second);
}
// CHECK-LABEL: task<int> moved()
// CHECK: auto second = load(4);
// CHECK: left: 'second' is a 'value_task' held across a suspension
// CHECK-NOT: left:
