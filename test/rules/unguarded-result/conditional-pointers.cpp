// A pointer that refers to one of two objects: that the one was awaited says nothing of the other.
// RUN: %both %s | %match %s
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();

task<int> the_other_was_awaited(bool first) {
  auto a = load();
  auto b = load();
  value_task<int> *one = &b;
  if (first)
    one = &a;
  const int sum = co_await *one;
  if (first)
    co_return sum + b.result();
// CHECK: :[[#@LINE-1]]:23: warning: 'result' {{.*}} [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:21: note: 'co_await' it instead, which waits for the result
  co_return sum + a.result();
// CHECK: :[[#@LINE-1]]:21: warning: 'result' {{.*}} [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:19: note: 'co_await' it instead, which waits for the result
}

task<int> correct_looks(bool first) {
  auto a = load();
  auto b = load();
  value_task<int> *one = &b;
  if (first)
    one = &a;
  const int sum = co_await *one;
  if (first)
    co_return sum + (b.is_completed() ? b.result() : co_await b);
  co_return sum + (a.is_completed() ? a.result() : co_await a);
}
