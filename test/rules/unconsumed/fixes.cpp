// co_await before what is dropped, in a coroutine.
// RUN: %fixes %s | %FileCheck %s
#include <string>
#include <utility>
#include <valuetask/task.h>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load(int key);
struct service {
  value_task<int> operator+(int key);
  value_task<int> operator()(int key);
};

task<int> dropped(service &s) {
  load(1);
  (void)load(2);
  for (int i = 0; i < 3; ++i)
    load(i);
  s(3);
  co_return 1;
}
// CHECK-LABEL: task<int> dropped
// CHECK-NEXT: {{^}}  co_await load(1);
// CHECK-NEXT: (void)co_await load(2);
// CHECK: {{^}}    co_await load(i);
// CHECK-NEXT: co_await s(3);

task<int> never() {
  auto units = load(4);
  co_return 1;
}
// CHECK-LABEL: task<int> never()
// CHECK-NEXT: auto units = co_await load(4);

// No fix: it has other uses, that wouldn't compile; it isn't a coroutine; it needs parentheses.
task<int> looked_at() {
  auto value = load(5);
  co_return value.is_completed();
}
// CHECK-LABEL: task<int> looked_at()
// CHECK-NEXT: auto value = load(5);

// There is no variable of a void result.
value_task<> save();
task<int> of_nothing() {
  auto saved = save();
  co_return 1;
}
// CHECK-LABEL: task<int> of_nothing()
// CHECK-NEXT: auto saved = save();

void plain() { load(6); }
// CHECK: void plain() { load(6); }

task<int> by_operator(service &s) {
  s + 7;
  co_return 1;
}
// CHECK: {{^}}  s + 7;

// CHECK-DAG: left: 'value' is a 'value_task' that is never awaited
// CHECK-DAG: left: 'saved' is a 'value_task' that is never awaited
// CHECK-DAG: left: the 'value_task' returned by 'load' is never consumed
// CHECK-DAG: left: the 'value_task' returned by 'operator+' is never awaited
