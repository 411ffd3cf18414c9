// What it says that a call has returned, or has thrown: functions that throw unless their argument is as they want it.
// RUN: %both %s | %match %s
#include <utility>
#include <valuetask/value_task.h>

using valuetask::value_task;

value_task<int> load(int key);
void prepare();

void ensure(bool ok) {
  if (!ok)
    throw 1;
}
void prepare_and_ensure(bool ok) {
  prepare();
  ensure(ok);
}

// Correct: whoever consumed it at first doesn't get past the call.
value_task<int> does_not_return(bool early) {
  auto value = load(1);
  int sum = 0;
  if (early)
    sum = co_await value;
  ensure(!early);
  co_return sum + co_await value;
}
value_task<int> returns(bool early) {
  auto value = load(1);
  int sum = 0;
  if (early)
    sum = co_await value;
  ensure(early);
  co_return sum + co_await value;
// CHECK: :[[#@LINE-1]]:19: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:7: note: 'early' is true here
// CHECK: :[[#@LINE-5]]:11: note: first awaited here
// CHECK: :[[#@LINE-9]]:23: note: create a shareable task with '.as_task()'
}

// Correct: it doesn't throw where it was consumed.
value_task<int> does_not_throw(bool early) {
  auto value = load(1);
  int sum = 0;
  if (early)
    sum = co_await value;
  bool failed = false;
  try {
    ensure(early);
  } catch (int) {
    failed = true;
  }
  co_return failed ? co_await value : sum;
}
value_task<int> throws(bool early) {
  auto value = load(1);
  int sum = 0;
  if (early)
    sum = co_await value;
  bool failed = false;
  try {
    ensure(!early);
  } catch (int) {
    failed = true;
  }
  co_return failed ? co_await value : sum;
// CHECK: :[[#@LINE-1]]:22: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-10]]:7: note: 'early' is true here
// CHECK: :[[#@LINE-10]]:11: note: first awaited here
// CHECK: :[[#@LINE-7]]:5: note: an exception is caught here
// CHECK: :[[#@LINE-5]]:13: note: 'failed' is true here
// CHECK: :[[#@LINE-16]]:23: note: create a shareable task with '.as_task()'
}
value_task<int> something_else_throws(bool early) {
  auto value = load(1);
  int sum = 0;
  if (early)
    sum = co_await value;
  bool failed = false;
  try {
    prepare_and_ensure(early);
  } catch (int) {
    failed = true;
  }
  co_return failed ? co_await value : sum;
// CHECK: :[[#@LINE-1]]:22: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-10]]:7: note: 'early' is true here
// CHECK: :[[#@LINE-10]]:11: note: first awaited here
// CHECK: :[[#@LINE-7]]:5: note: an exception is caught here
// CHECK: :[[#@LINE-5]]:13: note: 'failed' is true here
// CHECK: :[[#@LINE-16]]:23: note: create a shareable task with '.as_task()'
}
