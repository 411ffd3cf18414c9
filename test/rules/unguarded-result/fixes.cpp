// co_await in the place of result(), in a coroutine.
// RUN: %fixes %s | %FileCheck %s
#include <string>
#include <utility>
#include <valuetask/task.h>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load(int key);
value_task<std::string> text();

task<int> plain() {
  auto value = load(1);
  co_return value.result() + 1;
}
// CHECK-LABEL: task<int> plain()
// CHECK: co_return co_await value + 1;

task<std::size_t> member_of_it() {
  auto value = text();
  co_return value.result().size();
}
// CHECK-LABEL: task<std::size_t> member_of_it()
// CHECK: co_return (co_await value).size();

// No fix outside of a coroutine.
int function() {
  auto value = load(2);
  return value.result();
}
// CHECK-LABEL: int function()
// CHECK: return value.result();
// CHECK: left: 'result' is called on 'value'
// CHECK-NOT: left:
