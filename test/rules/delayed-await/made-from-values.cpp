// What was made from a value waits for nothing, in whichever variable it is by then.
// RUN: %both %s | %match %s
#include <utility>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();

task<int> moved() {
  value_task<int> x = 1;
  auto y = std::move(x);
  int sum = co_await load();
  co_return sum + co_await y;
}
task<int> moved_twice() {
  auto x = value_task<int>(1);
  value_task<int> y(std::move(x));
  value_task<int> z;
  z = std::move(y);
  int sum = co_await load();
  co_return sum + co_await z;
}
task<int> filled_on_the_other_way(bool filled) {
  value_task<int> x = 1;
  if (filled)
    x = load();
  int sum = 0;
  auto y = std::move(x);
  if (!filled)
    sum = co_await load();
  co_return sum + co_await y;
}

task<int> filled_before() {
  value_task<int> x = 1;
  x = load();
  auto y = std::move(x);
  int sum = co_await load();
  co_return sum + co_await y;
// CHECK: :[[#@LINE-1]]:19: warning: 'y' is a 'value_task' held across a suspension before it is awaited [valuetask-delayed-await]
// CHECK: :[[#@LINE-3]]:13: note: the coroutine suspends here
// CHECK: :[[#@LINE-5]]:24: note: create a task with '.as_task()', which may be held across suspensions
}
task<int> open() {
  auto x = load();
  auto y = std::move(x);
  int sum = co_await load();
  co_return sum + co_await y;
// CHECK: :[[#@LINE-1]]:19: warning: 'y' is a 'value_task' held across a suspension before it is awaited [valuetask-delayed-await]
// CHECK: :[[#@LINE-3]]:13: note: the coroutine suspends here
// CHECK: :[[#@LINE-5]]:24: note: create a task with '.as_task()', which may be held across suspensions
}
