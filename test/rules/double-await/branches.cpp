// A second consumption that only some paths reach.
// RUN: %both %s | %match %s
#include <vector>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
bool asked();

task<int> maybe_early(bool early) {
  auto value = load();
  if (early)
    co_await value;
  co_return co_await value;
// CHECK: :[[#@LINE-1]]:13: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:7: note: 'early' is true here
// CHECK: :[[#@LINE-4]]:5: note: first awaited here
// CHECK: :[[#@LINE-7]]:22: note: create a shareable task with '.as_task()'
}

task<void> branches_that_both_run(bool first, bool second) {
  auto value = load();
  if (first)
    co_await value;
  if (second)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:7: note: 'first' is true here
// CHECK: :[[#@LINE-5]]:5: note: first awaited here
// CHECK: :[[#@LINE-5]]:7: note: 'second' is true here
// CHECK: :[[#@LINE-9]]:22: note: create a shareable task with '.as_task()'
}

task<void> both_arms_then_again(bool first) {
  auto value = load();
  if (first)
    co_await value;
  else
    co_await std::move(value);
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:7: note: 'first' is true here
// CHECK: :[[#@LINE-6]]:5: note: first awaited here
// CHECK: :[[#@LINE-4]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

// The condition is changed in between, so that the two branches are not complementary.
task<void> changed_condition(bool once) {
  auto value = load();
  if (once)
    co_await value;
  once = asked();
  if (!once)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:7: note: 'once' is true here
// CHECK: :[[#@LINE-6]]:5: note: first awaited here
// CHECK: :[[#@LINE-5]]:7: note: '!once' is true here
// CHECK: :[[#@LINE-10]]:22: note: create a shareable task with '.as_task()'
}

task<void> overlapping_ranges(int n) {
  auto value = load();
  if (n > 3)
    co_await value;
  if (n < 10)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:7: note: 'n > 3' is true here
// CHECK: :[[#@LINE-5]]:5: note: first awaited here
// CHECK: :[[#@LINE-5]]:7: note: 'n < 10' is true here
// CHECK: :[[#@LINE-9]]:22: note: create a shareable task with '.as_task()'
}

enum class mode { off, lazy, eager };

task<void> fall_through(mode m) {
  auto value = load();
  switch (m) {
  case mode::off:
    break;
  case mode::lazy:
    co_await value;
    [[fallthrough]];
  case mode::eager:
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:3: note: control jumps to 'case mode::lazy'
// CHECK: :[[#@LINE-6]]:5: note: first awaited here
// CHECK: :[[#@LINE-12]]:22: note: create a shareable task with '.as_task()'
  }
}

task<void> one_of_two(bool first) {
  auto left = load(), right = load();
  co_await (first ? left : right);
  co_await right;
// CHECK: :[[#@LINE-1]]:3: warning: 'right' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:13: note: 'first' is false here
// CHECK: :[[#@LINE-4]]:3: note: first awaited here
// CHECK: :[[#@LINE-4]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> short_circuit() {
  auto value = load();
  if (asked() && co_await value > 0)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:7: note: 'asked()' is true here
// CHECK: :[[#@LINE-4]]:18: note: first awaited here
// CHECK: :[[#@LINE-5]]:7: note: 'asked() && co_await value > 0' is true here
// CHECK: :[[#@LINE-7]]:22: note: create a shareable task with '.as_task()'
}

task<void> early_return_on_the_other_path(bool stop) {
  auto value = load();
  co_await value;
  if (stop)
    co_return;
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:3: note: first awaited here
// CHECK: :[[#@LINE-5]]:7: note: 'stop' is false here
// CHECK: :[[#@LINE-8]]:22: note: create a shareable task with '.as_task()'
}

// The flag says nothing about the second await.
task<void> flag_that_is_not_tested() {
  auto value = load();
  bool done = false;
  if (asked()) {
    co_await value;
    done = true;
  }
  if (asked())
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-7]]:7: note: 'asked()' is true here
// CHECK: :[[#@LINE-7]]:5: note: first awaited here
// CHECK: :[[#@LINE-5]]:7: note: 'asked()' is true here
// CHECK: :[[#@LINE-12]]:22: note: create a shareable task with '.as_task()'
  (void)done;
}

task<void> named_condition(int n) {
  auto value = load();
  const bool large = n > 10;
  if (large)
    co_await value;
  if (n < 20)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:7: note: 'large' is true here
// CHECK: :[[#@LINE-5]]:5: note: first awaited here
// CHECK: :[[#@LINE-5]]:7: note: 'n < 20' is true here
// CHECK: :[[#@LINE-10]]:22: note: create a shareable task with '.as_task()'
}

task<void> jumps(bool again) {
  auto value = load();
retry:
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-2]]:3: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE+2]]:7: note: 'again' is true here
// CHECK: :[[#@LINE-6]]:22: note: create a shareable task with '.as_task()'
  if (again)
    goto retry;
}

// The condition's element is written.
task<void> element_assigned(std::vector<int> kinds, int i) {
  auto value = load();
  if (kinds[i] == 1)
    co_await value;
  kinds[i] = 2;
  if (kinds[i] == 2)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:7: note: 'kinds[i] == 1' is true here
// CHECK: :[[#@LINE-6]]:5: note: first awaited here
// CHECK: :[[#@LINE-5]]:7: note: 'kinds[i] == 2' is true here
// CHECK: :[[#@LINE-10]]:22: note: create a shareable task with '.as_task()'
}

task<void> element_stepped(std::vector<int> kinds) {
  auto value = load();
  if (kinds.at(1) == 1)
    co_await value;
  ++kinds.at(1);
  if (kinds.at(1) == 2)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:7: note: 'kinds.at(1) == 1' is true here
// CHECK: :[[#@LINE-6]]:5: note: first awaited here
// CHECK: :[[#@LINE-5]]:7: note: 'kinds.at(1) == 2' is true here
// CHECK: :[[#@LINE-10]]:22: note: create a shareable task with '.as_task()'
}
