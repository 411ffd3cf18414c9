// An await that threw has consumed.
// RUN: %both %s | %match %s
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
bool asked();

void log(const char *text) noexcept;
void might_throw();

task<void> in_the_handler() {
  auto value = load();
  try {
    co_await value;
  } catch (...) {
    (void)value.result();
// CHECK: :[[#@LINE-1]]:17: warning: 'value' is consumed by 'result' after it was awaited [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:5: note: first awaited here
// CHECK: :[[#@LINE-4]]:5: note: an exception is caught here
// CHECK: :[[#@LINE-4]]:17: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  }
}

task<void> after_the_handler() {
  auto value = load();
  try {
    co_await value;
  } catch (const int &) {
    log("failed");
  }
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:5: note: first awaited here
// CHECK: :[[#@LINE-9]]:22: note: create a shareable task with '.as_task()'
}

task<void> retry_in_a_loop() {
  auto value = load();
  for (int tries = 0; tries < 3; ++tries) {
    try {
      co_await value;
// CHECK: :[[#@LINE-1]]:7: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:23: note: 'tries < 3' is true here
// CHECK: :[[#@LINE-3]]:7: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE+4]]:7: note: an exception is caught here
// CHECK: :[[#@LINE-7]]:23: note: 'tries < 3' is true here
// CHECK: :[[#@LINE-9]]:22: note: create a shareable task with '.as_task()'
      co_return;
    } catch (...) {
      log("again");
    }
  }
}

// The exception keeps the flag as it was, though the value is consumed.
task<void> flag_set_after_the_await() {
  auto value = load();
  bool done = false;
  try {
    co_await value;
    done = true;
  } catch (...) {
    log("failed");
  }
  if (!done)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-8]]:5: note: first awaited here
// CHECK: :[[#@LINE-7]]:5: note: an exception is caught here
// CHECK: :[[#@LINE-5]]:7: note: '!done' is true here
// CHECK: :[[#@LINE-14]]:22: note: create a shareable task with '.as_task()'
}

// Correct: what may throw comes before the consumption.
task<void> consumed_in_only_one() {
  auto value = load();
  try {
    might_throw();
  } catch (...) {
    (void)value.result();
    co_return;
  }
  co_await value;
}

// Correct: the handler leaves.
task<void> handler_leaves() {
  auto value = load();
  try {
    co_await value;
  } catch (...) {
    throw;
  }
}

// Correct: the handler makes a fresh one.
task<void> handler_replaces() {
  auto value = load();
  try {
    co_await value;
    co_return;
  } catch (...) {
    value = load();
  }
  co_await value;
}

// Correct: nothing that could throw stands between the consumption and the end of the block.
task<void> nothing_throws() {
  auto value = load();
  bool consumed = false;
  try {
    might_throw();
    valuetask::task<int> shared = std::move(value).as_task();
    consumed = true;
    (void)shared;
  } catch (...) {
    co_return;
  }
  if (!consumed)
    co_await value;
}
