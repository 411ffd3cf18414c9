// A question whether the result is there is asked anew where something has happened in between: who was told no may be
// told yes then.
// RUN: %both %s | %match %s
#include <coroutine>
#include <valuetask/sync_wait.h>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

struct nap {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
};
bool cancelled();
void pump();
value_task<int> load();

// Found: it is held while others run, until it is complete.
task<int> polled(value_task<int> value) {
  while (!value.is_completed())
    co_await nap{};
  co_return value.result();
// CHECK: :[[#@LINE-1]]:19: warning: 'value' {{.*}} [valuetask-delayed-await]
// CHECK: :[[#@LINE-4]]:10: note: '!value.is_completed()' is true here
// CHECK: :[[#@LINE-4]]:5: note: the coroutine suspends here
// CHECK: :[[#@LINE-4]]:19: note: await it before the other suspension
}

task<int> polled_and_left(value_task<int> value) {
  for (;;) {
    if (value.is_completed_successfully())
      co_return value.result();
// CHECK: :[[#@LINE-1]]:23: warning: 'value' {{.*}} [valuetask-delayed-await]
// CHECK: :[[#@LINE-3]]:9: note: 'value.is_completed_successfully()' is false here
// CHECK: :[[#@LINE+4]]:9: note: 'cancelled()' is false here
// CHECK: :[[#@LINE+5]]:5: note: the coroutine suspends here
// CHECK: :[[#@LINE-6]]:9: note: 'value.is_completed_successfully()' is true here
// CHECK: :[[#@LINE-6]]:23: note: await it before the other suspension
    if (cancelled())
      co_return 0;
    co_await nap{};
  }
}

int pumped_twice() {
  auto value = load();
  int sum = 0;
  while (!value.is_completed())
    pump();
  sum += value.result();
  return sum + value.result();
}

// Found: it may be complete between the two questions, and then nobody takes its result.
task<int> between_two_questions() {
  auto value = load();
  int sum = 0;
  if (value.is_completed())
    sum = value.result();
  pump();
  if (!value.is_completed())
    sum = co_await value;
  co_return sum;
}

// Correct.
task<int> both_ways() {
  auto value = load();
  if (!value.is_completed())
    pump();
  if (value.is_completed())
    co_return value.result();
  co_return co_await value;
}

// Once complete, it stays so.
int complete_stays_complete() {
  auto value = load();
  if (!value.is_completed())
    return valuetask::sync_wait(value);
  pump();
  if (value.is_completed())
    return value.result();
  return 1;
}

task<int> nothing_in_between() {
  auto value = load();
  if (value.is_completed())
    co_return value.result();
  const int zero = 0;
  if (!value.is_completed())
    co_return zero + co_await value;
  co_return 1;
}

task<int> pumped() {
  auto value = load();
  while (!value.is_completed())
    pump();
  co_return value.result();
}

task<int> polled_as_a_task(value_task<int> value) {
  task<int> shared = value.as_task();
  while (!shared.is_completed())
    co_await nap{};
  co_return co_await shared;
}
