// KNOWN: false reports. The paths can't run, but it takes more arithmetic than is done here to see that. Each
// expectation below is one to be rid of.
// RUN: %both %s | %match %s
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();

// KNOWN: order is not transitive here.
task<void> transitive(int a, int b, int c) {
  auto value = load();
  if (a < b && b < c)
    co_await value;
  if (a > c)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited after it was already awaited; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(value).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-6]]:7: note: 'a < b' is true here
// CHECK: :[[#@LINE-7]]:16: note: 'b < c' is true here
// CHECK: :[[#@LINE-7]]:5: note: first awaited here
// CHECK: :[[#@LINE-7]]:7: note: 'a > c' is true here
}

// KNOWN: numbers that aren't integers.
task<void> real(double x) {
  auto value = load();
  if (x < 1.0)
    co_await value;
  if (x > 2.0)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited after it was already awaited; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(value).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-6]]:7: note: 'x < 1.0' is true here
// CHECK: :[[#@LINE-6]]:5: note: first awaited here
// CHECK: :[[#@LINE-6]]:7: note: 'x > 2.0' is true here
}

// KNOWN: a variable that was computed from another one.
task<void> computed(int n) {
  auto value = load();
  int next = n + 1;
  if (n > 5)
    co_await value;
  if (next < 3)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited after it was already awaited; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(value).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-7]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-6]]:7: note: 'n > 5' is true here
// CHECK: :[[#@LINE-6]]:5: note: first awaited here
// CHECK: :[[#@LINE-6]]:7: note: 'next < 3' is true here
}

// KNOWN: bits of a number.
task<void> bits(unsigned flags) {
  auto value = load();
  if ((flags & 3) == 3)
    co_await value;
  if ((flags & 1) == 0)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited after it was already awaited; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(value).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-6]]:7: note: '(flags & 3) == 3' is true here
// CHECK: :[[#@LINE-6]]:5: note: first awaited here
// CHECK: :[[#@LINE-6]]:7: note: '(flags & 1) == 0' is true here
}

// KNOWN: the members of an aggregate, as it was initialised.
task<void> aggregate(int n) {
  auto value = load();
  struct {
    bool high, low;
  } is{n > 1, n <= 1};
  if (is.high)
    co_await value;
  if (is.low)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited after it was already awaited; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(value).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-9]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-6]]:7: note: 'is.high' is true here
// CHECK: :[[#@LINE-6]]:5: note: first awaited here
// CHECK: :[[#@LINE-6]]:7: note: 'is.low' is true here
}
