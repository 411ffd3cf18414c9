// An await whose operand has an error is not a crash, and neither is its use.
// RUN: %exits 3 %checker --no-cache --quiet %s -- %flags 2>&1 | %FileCheck %s
// CHECK-NOT: crash
// CHECK: error: {{.*}} [clang-diagnostic-error]
// CHECK-NOT: crash
#include <valuetask/value_task.h>

valuetask::value_task<int> load(int key);

valuetask::task<int> copied(int key, bool again) {
  valuetask::value_task<int> value = load(key);
  co_await value;
  co_return co_await (again ? value = load(key) : load(2));
}
valuetask::task<int> unknown(int key) {
  valuetask::value_task<int> value = load(key);
  co_return co_await (undeclared, value);
}
