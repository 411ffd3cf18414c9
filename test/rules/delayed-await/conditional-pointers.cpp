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
// CHECK: :[[#@LINE-9]]:8: note: 'a' is created here
// CHECK: :[[#@LINE-5]]:3: note: the coroutine is suspended here
// CHECK: :[[#@LINE-5]]:7: note: '!first' is true here
  if (first)
    co_await b;
// CHECK: :[[#@LINE-1]]:5: warning: 'b' {{.*}} [valuetask-delayed-await]
// CHECK: :[[#@LINE-14]]:8: note: 'b' is created here
// CHECK: :[[#@LINE-11]]:3: note: the coroutine is suspended here
// CHECK: :[[#@LINE-11]]:7: note: '!first' is false here
// CHECK: :[[#@LINE-6]]:7: note: 'first' is true here
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
