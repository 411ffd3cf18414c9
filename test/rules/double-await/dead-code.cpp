// What can't be reached isn't reported: what is asked before the object is made decides as well as what is asked later.
// RUN: %both %s | %match %s
#include <optional>
#include <string>
#include <vector>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
void prepare(int step);
bool asked();

// Correct, since it never runs.
task<int> loop_that_leaves() {
  for (int i = 0; i < 2; ++i)
    co_return 1;
  auto value = load();
  int sum = co_await value;
  co_return sum + co_await value;
}

task<int> loop_that_is_entered(std::vector<int> numbers) {
  numbers.push_back(1);
  do {
    if (asked())
      co_return 1;
  } while (true);
  auto forgotten = load();
  co_return 2;
}

task<int> contradiction_in_order(int n) {
  if (n > 2) {
    if (n < 1) {
      auto value = load(), other = load();
      int sum = co_await value;
      co_return sum + co_await other + co_await value;
    }
  }
  co_return 2;
}

task<int> contradiction_of_two(int a, int b) {
  if (a < b)
    if (b < a) {
      auto value = load();
      int sum = co_await value;
      co_return sum + co_await value;
    }
  co_return 2;
}

task<int> contradiction_by_a_return(std::optional<int> number) {
  if (!number)
    co_return 0;
  if (!number.has_value()) {
    auto value = load();
    int sum = co_await value;
    co_return sum + co_await value;
  }
  co_return *number;
}

enum class kind { one, two };
task<int> no_such_kind(kind k) {
  switch (k) {
  case kind::one:
    co_return 1;
  case kind::two:
    co_return 2;
  }
  if (k == kind::one) {
    auto value = load();
    co_return co_await value + co_await value;
  }
  co_return 3;
}

task<int> constant() {
  if (false) {
    auto value = load();
    co_return co_await value + co_await value;
  }
  constexpr bool debugging = false;
  if (debugging) {
    auto forgotten = load();
  }
  co_return 0;
}

task<int> constant_flag() {
  const bool verbose = false;
  bool found = false;
  prepare(1);
  if (verbose || found) {
    auto value = load();
    int sum = co_await value;
    co_return sum + co_await value;
  }
  co_return 0;
}

task<int> no_life_there(int n) {
  if (n == 1)
    co_return 0;
  while (n == 1) {
    auto value = load();
    co_return co_await value + co_await value;
  }
  co_return 1;
}

// Found: it runs on some path, though not on the first one that comes to mind.
task<int> other_way(int n, bool a, bool b) {
  if (a && b)
    co_return 0;
  if (a || b) {
    auto value = load();
    int sum = co_await value;
    co_return sum + co_await value;
// CHECK: :[[#@LINE-1]]:21: warning: 'value' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:15: note: first awaited here
// CHECK: :[[#@LINE-3]]:21: note: use 'sum', the result of the first 'co_await'
  }
  co_return n;
}

task<int> after_a_constant_loop() {
  int total = 0;
  for (int i = 0; i < 5; ++i) {
    prepare(i);
    total += i;
  }
  if (total > 3) {
    auto value = load();
    int sum = co_await value;
    co_return sum + co_await value;
// CHECK: :[[#@LINE-1]]:21: warning: 'value' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:15: note: first awaited here
// CHECK: :[[#@LINE-3]]:21: note: use 'sum', the result of the first 'co_await'
  }
  co_return total;
}

task<int> after_a_loop_and_a_question(int n) {
  int found = 0;
  while (n > 0) {
    if (asked())
      found = n;
    --n;
  }
  if (found == 0)
    co_return 0;
  auto value = load();
  co_return co_await value + co_await value;
// CHECK: :[[#@LINE-1]]:30: warning: 'value' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-2]]:13: note: first awaited here
// CHECK: :[[#@LINE-4]]:22: note: create a shareable task with '.as_task()'
}

task<int> by_the_last_of_many(int n) {
  int mode = 0;
  if (n > 10)
    mode = 1;
  if (n > 20)
    mode = 2;
  if (n > 30)
    mode = 3;
  if (mode != 3)
    co_return 0;
  auto value = load();
  int sum = co_await value;
  co_return sum + co_await value;
// CHECK: :[[#@LINE-1]]:19: warning: 'value' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:13: note: first awaited here
// CHECK: :[[#@LINE-3]]:19: note: use 'sum', the result of the first 'co_await'
}

task<int> both_can_be(int n) {
  if (n > 2) {
    if (n < 5) {
      auto value = load();
      int sum = co_await value;
      co_return sum + co_await value;
// CHECK: :[[#@LINE-1]]:23: warning: 'value' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:17: note: first awaited here
// CHECK: :[[#@LINE-3]]:23: note: use 'sum', the result of the first 'co_await'
    }
  }
  co_return 2;
}
