// What is written through a pointer changes what it points to, and not whether it points to anything.
// RUN: %both %s | %match %s
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

struct box {
  int value;
  bool filled;
  bool full() const;
};
value_task<int> load();

// Found: forgotten where there is no box.
task<void> fill(box *to) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' {{.*}} [valuetask-unconsumed]
// CHECK: :[[#@LINE+4]]:7: note: 'to' is false here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  if (to)
    to->value = co_await value;
  if (to)
    to->value += co_await value;
}

task<void> fill_a_number(int *to) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' {{.*}} [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:7: note: 'to != nullptr' is false here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  if (to != nullptr)
    *to = co_await value;
  if (!to)
    co_return;
  ++*to;
  if (to)
    *to = 0;
}

task<void> fill_one_of_two(box *first, box *second) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' {{.*}} [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:16: note: 'second' is false here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  if (first && second)
    first->value = co_await value;
}

// Correct, or not known to be wrong: it may say that it was consumed.
task<void> recorded_in_the_box(box *to) {
  auto value = load();
  to->filled = false;
  if (to->value > 3) {
    to->value = co_await value;
    to->filled = true;
  }
  if (!to->filled)
    co_await value;
}

task<void> recorded_by_a_member(box *to) {
  auto value = load();
  if (to->value > 3)
    to->value = co_await value;
  if (!to->full())
    co_await value;
}

task<void> set_to_another(box *to, box *other, int n) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' {{.*}} [valuetask-unconsumed]
// CHECK: :[[#@LINE+6]]:7: note: 'to != other' is false here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  if (n > 1) {
    co_await value;
    to = other;
  }
  if (to != other)
    co_await value;
}
