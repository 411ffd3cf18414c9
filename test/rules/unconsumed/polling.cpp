// Between two questions whether it is complete, it may become so; then neither answer was the one that consumes it.
// RUN: %both %s | %match %s
#include <valuetask/sync_wait.h>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

void pump();
value_task<int> load();

task<int> something_in_between() {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' {{.*}} [valuetask-unconsumed]
// CHECK: :[[#@LINE+6]]:7: note: '!value.is_completed()' is false here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  int sum = 0;
  if (value.is_completed())
    sum = value.result();
  pump();
  if (!value.is_completed())
    sum = co_await value;
  co_return sum;
}

int two_questions() {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' {{.*}} [valuetask-unconsumed]
// CHECK: :[[#@LINE+4]]:7: note: 'value.is_completed()' is true here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  if (!value.is_completed())
    pump();
  if (value.is_completed())
    return 0;
  return valuetask::sync_wait(value);
}

// Correct.
task<int> nothing_in_between() {
  auto value = load();
  int sum = 1;
  if (value.is_completed())
    sum += value.result();
  else
    sum += co_await value;
  co_return sum;
}

task<int> asked_once(bool early) {
  auto value = load();
  const bool complete = value.is_completed();
  if (complete && early)
    co_return value.result();
  co_return co_await value;
}

// Once complete, it stays so.
int stays_complete() {
  auto value = load();
  if (!value.is_completed())
    return valuetask::sync_wait(value);
  pump();
  if (value.is_completed())
    return value.result();
  return 1;
}

int waited_for() {
  auto value = load();
  while (!value.is_completed())
    pump();
  return value.result();
}
