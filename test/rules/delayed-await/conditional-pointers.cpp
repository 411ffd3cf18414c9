// A pointer that refers to one of two objects: the other one is held while what it refers to is awaited.
// RUN: %both %s | %match %s
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();

task<void> the_other_waits(bool first) {
  auto a = load();
  auto b = load();
  value_task<int> *one = &b;
  if (first)
    one = &a;
  co_await *one;
  if (!first)
    co_await a;
// CHECK: :[[#@LINE-1]]:5: warning: 'a' {{.*}} [valuetask-delayed-await]
// CHECK: :[[#@LINE-4]]:3: note: the coroutine suspends here
// CHECK: :[[#@LINE-4]]:7: note: '!first' is true here
// CHECK: :[[#@LINE-4]]:5: note: await it first, combine both with 'when_all', or create a task with '.as_task()'
  if (first)
    co_await b;
// CHECK: :[[#@LINE-1]]:5: warning: 'b' {{.*}} [valuetask-delayed-await]
// CHECK: :[[#@LINE-10]]:3: note: the coroutine suspends here
// CHECK: :[[#@LINE-4]]:7: note: 'first' is true here
// CHECK: :[[#@LINE-4]]:5: note: await it first, combine both with 'when_all', or create a task with '.as_task()'
}

task<void> correct_the_same_one(bool first) {
  auto a = load();
  value_task<int> empty;
  value_task<int> *one = &a;
  if (first)
    one = &empty;
  if (one == &a)
    co_await *one;
}
