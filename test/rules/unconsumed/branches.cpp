// Consumed on one path, and forgotten on another.
// RUN: %both %s | %match %s
#include <cstdio>
#include <utility>
#include <vector>
#include <valuetask/detach.h>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
value_task<int> load(int key);
bool asked();
task<void> nap();

task<void> if_without_else(bool wanted) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:7: note: 'wanted' is false here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  if (wanted)
    co_await value;
}

task<int> early_return(bool stop) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:7: note: 'stop' is true here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  if (stop)
    co_return 0;
  co_return co_await value;
}

task<int> returns_after_a_call() {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:7: note: '!asked()' is true here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  if (!asked())
    co_return 0;
  co_return co_await value;
}

task<void> else_only(bool first, bool second) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:7: note: 'first' is true here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  if (first) {
    std::puts("first");
  } else if (second) {
    co_await value;
  } else {
    valuetask::detach(std::move(value));
  }
}

task<void> short_circuit(bool wanted) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:7: note: 'wanted' is false here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  if (wanted && co_await value > 0)
    std::puts("positive");
}

task<int> conditional_operator(bool wanted) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:13: note: 'wanted' is false here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  co_return wanted ? co_await value : 0;
}

task<int> one_of_two(bool first) {
  auto left = load(1), right = load(2);
// CHECK: :[[#@LINE-1]]:24: warning: 'right' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:7: note: 'first' is true here
// CHECK: :[[#@LINE-3]]:24: note: 'co_await' it on every path, or discard it with 'detach'
  if (first)
    co_return co_await left;
  co_return co_await left + co_await right;
}

task<void> continues(const std::vector<int> &keys) {
  for (int key : keys) {
    auto value = load(key);
// CHECK: :[[#@LINE-1]]:10: warning: 'value' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:9: note: 'key == 0' is true here
// CHECK: :[[#@LINE-3]]:10: note: 'co_await' it on every path, or discard it with 'detach'
    if (key == 0)
      continue;
    co_await value;
  }
}

task<void> breaks(const std::vector<int> &keys) {
  for (int key : keys) {
    auto value = load(key);
// CHECK: :[[#@LINE-1]]:10: warning: 'value' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:9: note: 'key < 0' is true here
// CHECK: :[[#@LINE-3]]:10: note: 'co_await' it on every path, or discard it with 'detach'
    if (key < 0)
      break;
    co_await value;
  }
}

enum class mode { off, lazy, eager };

task<void> no_default(int kind) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:3: note: no 'case' of the switch matches
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  switch (kind) {
  case 1:
    co_await value;
    break;
  case 2:
    valuetask::detach(std::move(value));
    break;
  }
}

task<void> one_case_forgets(mode m) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+3]]:3: note: control jumps to 'case mode::off'
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  switch (m) {
  case mode::off:
    std::puts("off");
    break;
  case mode::lazy:
  case mode::eager:
    co_await value;
    break;
  }
}

task<void> default_forgets(int kind) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+6]]:3: note: control jumps to 'default'
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  switch (kind) {
  case 1:
    co_await value;
    break;
  default:
    break;
  }
}

task<void> loop_that_may_not_run() {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:10: note: 'asked()' is false here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  while (asked()) {
    co_await value;
    break;
  }
}

task<void> search(const std::vector<int> &keys) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:3: note: the loop ends here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  for (int key : keys)
    if (key == 7) {
      co_await value;
      co_return;
    }
}

task<void> in_a_handler() {
  auto value = load();
  try {
    co_await nap();
    co_await value;
  } catch (...) {
    std::puts("failed");
  }
}

task<void> jump_over(bool skip) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:7: note: 'skip' is true here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  if (skip)
    goto done;
  co_await value;
done:
  std::puts("done");
}

// A parameter by value that is forgotten on one path.
task<int> parameter(value_task<int> given, bool wanted) {
// CHECK: :[[#@LINE-1]]:37: warning: 'given' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:7: note: 'wanted' is false here
// CHECK: :[[#@LINE-3]]:37: note: 'co_await' it on every path, or discard it with 'detach'
  if (wanted)
    co_return co_await given;
  co_return 0;
}

int plain_function(bool wanted) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:7: note: 'wanted && value.is_completed()' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  if (wanted && value.is_completed())
    return value.result();
  return 0;
}

// The tests aren't each other's opposite.
task<void> gap_between(int n) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+4]]:7: note: 'n > 3' is false here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  if (n < 3)
    co_await value;
  if (n > 3)
    co_await value;
}

task<void> changed_in_between(bool early) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:7: note: 'early' is false here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  if (early)
    co_await value;
  early = asked();
  if (!early && asked())
    std::puts("late");
}

task<void> moved_into_another(bool wanted) {
  auto first = load();
  auto second = std::move(first);
// CHECK: :[[#@LINE-1]]:8: warning: 'second' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:7: note: 'wanted' is false here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  if (wanted)
    co_await second;
}

task<void> lambda_on_one_path(bool wanted) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+3]]:7: note: 'wanted' is false here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  auto drop = [&value] { valuetask::detach(std::move(value)); };
  if (wanted)
    drop();
  co_return;
}

void owns_it(value_task<int> &given) { valuetask::detach(std::move(given)); }

void helper_on_one_path(bool wanted) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:7: note: 'wanted' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  if (wanted)
    owns_it(value);
}

task<void> two_decisions(bool first, bool second) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+3]]:9: note: 'second' is false here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  if (first)
    if (second)
      co_await value;
}

template <class T> task<T> in_a_template(T key, bool wanted) {
  auto value = load(key);
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:7: note: 'wanted' is false here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  if (wanted)
    co_return co_await value;
  co_return T();
}
template task<int> in_a_template(int, bool);
template task<short> in_a_template(short, bool);
