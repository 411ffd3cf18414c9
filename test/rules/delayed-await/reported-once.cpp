// One mistake, one report: what is consumed twice, dropped or taken too early is not told to be late as well.
// RUN: %both --checks='valuetask-*' %s | %match %s
#include <coroutine>
#include <utility>
#include <valuetask/detach.h>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
value_task<int> load(int key);
bool asked();

struct timer {
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<> waiting);
  void await_resume();
};

task<int> twice_with_a_wait_between() {
  auto value = load();
  int sum = co_await value;
  co_await timer{};
  co_return sum + co_await value;
// CHECK: :[[#@LINE-1]]:19: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:13: note: first awaited here
// CHECK: :[[#@LINE-3]]:19: note: use 'sum', the result of the first 'co_await'
}

task<int> late_and_then_again() {
  auto value = load();
  co_await timer{};
  int sum = co_await value;
  co_return sum + co_await value;
// CHECK: :[[#@LINE-1]]:19: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:13: note: first awaited here
// CHECK: :[[#@LINE-3]]:19: note: use 'sum', the result of the first 'co_await'
}

task<int> late_and_too_early() {
  auto value = load();
  co_await timer{};
  co_return value.result();
// CHECK: :[[#@LINE-1]]:19: warning: 'result' is called on 'value' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:13: note: 'co_await' it instead, which waits for the result
}

task<int> only_late() {
  auto value = load();
  co_await timer{};
  co_return co_await value;
// CHECK: :[[#@LINE-1]]:13: warning: 'value' is a 'value_task' held across a suspension before it is awaited [valuetask-delayed-await]
// CHECK: :[[#@LINE-3]]:3: note: the coroutine suspends here
// CHECK: :[[#@LINE-5]]:22: note: create a task with '.as_task()', which may be held
}

// Two objects, two mistakes.
task<int> one_late_one_twice() {
  auto left = load(1), right = load(2);
  int sum = co_await left;
  sum += co_await right;
  co_return sum + co_await left;
// CHECK: :[[#@LINE-2]]:10: warning: 'right' is a 'value_task' held across a suspension before it is awaited [valuetask-delayed-await]
// CHECK: :[[#@LINE-4]]:13: note: the coroutine suspends here
// CHECK: :[[#@LINE-4]]:10: note: await it first, combine both with 'when_all', or create a task with '.as_task()'
// CHECK: :[[#@LINE-4]]:19: warning: 'left' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-7]]:13: note: first awaited here
// CHECK: :[[#@LINE-6]]:19: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

// Late on the way to the consumption, and forgotten on the other: two mistakes.
task<int> late_and_forgotten(bool wanted) {
  auto value = load();
  co_await timer{};
  if (wanted)
    co_return co_await value;
  co_return 0;
// CHECK: :[[#@LINE-5]]:8: warning: 'value' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE-4]]:7: note: 'wanted' is false here
// CHECK: :[[#@LINE-7]]:8: note: 'co_await' it on every path, or discard it with 'detach'
// CHECK: :[[#@LINE-5]]:15: warning: 'value' is a 'value_task' held across a suspension before it is awaited [valuetask-delayed-await]
// CHECK: :[[#@LINE-8]]:3: note: the coroutine suspends here
// CHECK: :[[#@LINE-8]]:7: note: 'wanted' is true here
// CHECK: :[[#@LINE-11]]:22: note: create a task with '.as_task()', which may be held
}
