// Paths that only the solver shows to be impossible: it is asked by default, and can be left out.
// RUN: %both %s | %count 0
// RUN: %both --without-solver %s | %FileCheck %s
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();

task<void> transitive(int a, int b, int c) {
  auto value = load();
  if (a < b && b < c)
    co_await value;
  if (a > c)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited after it was already awaited
}

task<void> real(double x) {
  auto value = load();
  if (x < 1.0)
    co_await value;
  if (x > 2.0)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited after it was already awaited
}

task<void> computed(int n) {
  auto value = load();
  int next = n + 1;
  if (n > 5)
    co_await value;
  if (next < 3)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited after it was already awaited
}

task<void> bits(unsigned flags) {
  auto value = load();
  if ((flags & 3) == 3)
    co_await value;
  if ((flags & 1) == 0)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited after it was already awaited
}
// CHECK-NOT: warning:
