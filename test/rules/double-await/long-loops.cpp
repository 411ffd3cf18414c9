// Loops that run longer than they are followed hide nothing behind them.
// RUN: %both %s | %match %s
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
void prepare(int step);
void read(bool &answer);

task<void> after_a_constant_loop() {
  for (int i = 0; i < 10; ++i)
    prepare(i);
  auto value = load();
  co_await value;
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-5]]:22: note: create a shareable task with '.as_task()'
}

task<void> between() {
  auto value = load();
  co_await value;
  for (int i = 100; i > 0; --i)
    prepare(i);
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:3: note: first awaited here
// CHECK: :[[#@LINE-7]]:22: note: create a shareable task with '.as_task()'
}

task<void> counted_to() {
  int n = 0;
  while (n != 7)
    ++n;
  auto value = load();
  for (int i = 0; i < 50; ++i)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:19: note: 'i < 50' is true here
// CHECK: :[[#@LINE-3]]:5: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-5]]:19: note: 'i < 50' is true here
// CHECK: :[[#@LINE-7]]:22: note: create a shareable task with '.as_task()'
}

// The answer is not known, but the first consumption always happens: whatever it is, the second is wrong.
task<void> asks_somebody_else() {
  auto value = load();
  co_await value;
  bool again = false;
  read(again);
  if (again)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:3: note: first awaited here
// CHECK: :[[#@LINE-4]]:7: note: 'again' is true here
// CHECK: :[[#@LINE-9]]:22: note: create a shareable task with '.as_task()'
}

task<void> between_nested_ones() {
  auto value = load();
  co_await value;
  for (int i = 0; i < 4; ++i)
    for (int j = 0; j < 1000; ++j)
      prepare(j);
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:3: note: first awaited here
// CHECK: :[[#@LINE-8]]:22: note: create a shareable task with '.as_task()'
}

task<void> between_three() {
  auto value = load();
  co_await value;
  int i = 0;
  while (i < 40) {
    for (int j = 0; j < 1000; ++j)
      for (int k = 10; k > 0; --k)
        prepare(k);
    ++i;
  }
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-10]]:3: note: first awaited here
// CHECK: :[[#@LINE-12]]:22: note: create a shareable task with '.as_task()'
}

task<void> once_in_the_inner_one() {
  auto value = load();
  bool done = false;
  for (int i = 0; i < 4; ++i)
    for (int j = 0; j < 1000; ++j)
      if (!done) {
        co_await value;
        done = true;
      }
  if (!done)
    co_await value;
}

task<void> counted_by_both() {
  auto value = load();
  int total = 0;
  for (int i = 0; i < 4; ++i)
    for (int j = 0; j < 1000; ++j)
      ++total;
  if (total < 100)
    co_await value;
  if (total >= 100)
    co_await value;
}

task<void> in_the_last_iteration() {
  auto value = load();
  for (int i = 0; i < 4; ++i) {
    for (int j = 0; j < 1000; ++j)
      prepare(j);
    if (i == 3)
      co_await value;
  }
}

task<void> at_one_place_of_a_table() {
  auto value = load();
  for (int i = 0; i < 4; ++i)
    for (int j = 0; j < 1000; ++j)
      if (i == 2 && j == 500)
        co_await value;
}

task<void> before_or_after(bool first) {
  auto value = load();
  if (first)
    co_await value;
  for (int i = 0; i < 4; ++i)
    for (int j = 0; j < 1000; ++j)
      prepare(j);
  if (!first)
    co_await value;
}
