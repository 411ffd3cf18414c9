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
// CHECK: :[[#@LINE-1]]:19: warning: 'value' is awaited after it was already awaited; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(value).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-5]]:13: note: first awaited here
}

task<int> late_and_then_again() {
  auto value = load();
  co_await timer{};
  int sum = co_await value;
  co_return sum + co_await value;
// CHECK: :[[#@LINE-1]]:19: warning: 'value' is awaited after it was already awaited; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(value).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-4]]:13: note: first awaited here
}

task<int> late_and_too_early() {
  auto value = load();
  co_await timer{};
  co_return value.result();
// CHECK: :[[#@LINE-1]]:19: warning: 'result' is called on 'value' where its result may not be there yet; 'co_await' it [valuetask-unguarded-result]
// CHECK: :[[#@LINE-4]]:8: note: 'value' is created here
}

task<int> only_late() {
  auto value = load();
  co_await timer{};
  co_return co_await value;
// CHECK: :[[#@LINE-1]]:13: warning: 'value' is held across another suspension before it is awaited; consume it at once, give it to 'when_all' with the other, or make it a task with 'as_task()' where it is created [valuetask-delayed-await]
// CHECK: :[[#@LINE-4]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-4]]:3: note: the coroutine is suspended here
}

// Two objects, two mistakes.
task<int> one_late_one_twice() {
  auto left = load(1), right = load(2);
  int sum = co_await left;
  sum += co_await right;
  co_return sum + co_await left;
// CHECK: :[[#@LINE-2]]:10: warning: 'right' is held across another suspension before it is awaited; consume it at once, give it to 'when_all' with the other, or make it a task with 'as_task()' where it is created [valuetask-delayed-await]
// CHECK: :[[#@LINE-5]]:24: note: 'right' is created here
// CHECK: :[[#@LINE-5]]:13: note: the coroutine is suspended here
// CHECK: :[[#@LINE-4]]:19: warning: 'left' is awaited after it was already awaited; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(left).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-8]]:8: note: 'left' is created here
// CHECK: :[[#@LINE-8]]:13: note: first awaited here
}

// Late on the way to the consumption, and forgotten on the other: two mistakes.
task<int> late_and_forgotten(bool wanted) {
  auto value = load();
  co_await timer{};
  if (wanted)
    co_return co_await value;
  co_return 0;
// CHECK: :[[#@LINE-5]]:8: warning: 'value' is a 'value_task<int>' that is not consumed on every path, so that its result and its error are lost; 'co_await' it [valuetask-unconsumed]
// CHECK: :[[#@LINE-4]]:7: note: 'wanted' is false here
// CHECK: :[[#@LINE-4]]:15: warning: 'value' is held across another suspension before it is awaited; consume it at once, give it to 'when_all' with the other, or make it a task with 'as_task()' where it is created [valuetask-delayed-await]
// CHECK: :[[#@LINE-8]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-8]]:3: note: the coroutine is suspended here
// CHECK: :[[#@LINE-8]]:7: note: 'wanted' is true here
}
