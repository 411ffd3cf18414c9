// A value_task<> is completed by default: it may be consumed once, and dropped.
// RUN: %both %s | %match %s
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<> save();

value_task<> nothing_to_do() { return {}; }

task<void> consumed() {
  value_task<> done;
  co_await done;
}

void dropped() {
  value_task<> done;
  value_task<> also = {};
}

task<void> assigned(bool changed) {
  value_task<> done;
  if (changed)
    done = save();
  co_await done;
}

task<void> twice() {
  value_task<> done;
  done = save();
  co_await done;
  co_await done;
// CHECK: :[[#@LINE-1]]:3: warning: 'done' is awaited after it was already awaited; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(done).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:16: note: 'done' is created here
// CHECK: :[[#@LINE-5]]:8: note: 'done' is filled here
// CHECK: :[[#@LINE-5]]:3: note: first awaited here
}
