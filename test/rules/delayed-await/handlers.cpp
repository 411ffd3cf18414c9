// What an exception leaves behind: which call threw decides what was consumed by then, and what has been held.
// RUN: %both %s | %match %s
#include <utility>
#include <valuetask/sync_wait.h>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
void step();
int take(value_task<int> given);

// Found: the await that threw is the last of its 'try', and the other one was held over it.
task<int> last_of_its_try() {
  auto value = load(), other = load();
  int sum = 0;
  try {
    sum += co_await value;
  } catch (...) {
    co_return sum + take(std::move(other));
// CHECK: :[[#@LINE-1]]:36: warning: 'other' {{.*}} [valuetask-delayed-await]
// CHECK: :[[#@LINE-4]]:12: note: the coroutine suspends here
// CHECK: :[[#@LINE-4]]:5: note: an exception is caught here
// CHECK: :[[#@LINE-4]]:36: note: await it first, combine both with 'when_all', or create a task with '.as_task()'
  }
  co_return sum + valuetask::sync_wait(other);
}

task<int> awaited_in_the_handler() {
  auto value = load(), other = load();
  try {
    co_return co_await value + take(std::move(other));
// CHECK: :[[#@LINE-1]]:47: warning: 'other' {{.*}} [valuetask-delayed-await]
// CHECK: :[[#@LINE-2]]:15: note: the coroutine suspends here
// CHECK: :[[#@LINE-3]]:47: note: await it first, combine both with 'when_all', or create a task with '.as_task()'
  } catch (...) {
  }
  co_return co_await other;
}

task<void> resumed_with_an_exception(task<void> before) {
  auto value = load();
  bool failed = false;
  try {
    co_await before;
  } catch (...) {
    failed = true;
  }
  if (failed)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' {{.*}} [valuetask-delayed-await]
// CHECK: :[[#@LINE-7]]:5: note: the coroutine suspends here
// CHECK: :[[#@LINE-7]]:5: note: an exception is caught here
// CHECK: :[[#@LINE-5]]:7: note: 'failed' is true here
// CHECK: :[[#@LINE-5]]:5: note: await it first, combine both with 'when_all', or create a task with '.as_task()'
  else
    take(std::move(value));
}

// Found, and told once: nothing but its own await can have thrown.
task<int> consumed_by_what_threw() {
  auto value = load();
  try {
    co_return co_await value;
  } catch (...) {
    co_return value.result();
  }
}

task<int> moved_and_awaited() {
  auto value = load();
  try {
    co_return co_await std::move(value);
  } catch (...) {
    co_return value.result();
  }
}

int consumed_by_a_call_that_threw() {
  auto value = load();
  try {
    return take(std::move(value));
  } catch (...) {
    return take(std::move(value));
  }
}

// Found: the one before it was, too.
task<int> consumed_before() {
  auto value = load();
  try {
    int sum = co_await value;
    step();
    co_return sum;
  } catch (...) {
  }
  co_return co_await value;
}

// Correct: it wasn't consumed yet, nor held.
int not_yet() {
  auto value = load();
  try {
    step();
  } catch (...) {
    return take(std::move(value));
  }
  return take(std::move(value));
}

task<int> not_suspended_yet() {
  auto value = load();
  bool failed = false;
  try {
    step();
  } catch (...) {
    failed = true;
  }
  co_return failed ? 0 * co_await value : co_await value;
}

task<int> after_the_call() {
  auto value = load();
  try {
    step();
  } catch (int) {
    co_return take(std::move(value));
  }
  co_return co_await value;
}

task<int> another_one_in_the_handler() {
  auto value = load();
  try {
    co_return co_await value;
  } catch (...) {
  }
  auto other = load();
  co_return co_await other;
}
