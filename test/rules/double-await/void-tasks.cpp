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
// CHECK: :[[#@LINE-1]]:3: warning: 'done' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:8: note: 'done' gets a new value here
// CHECK: :[[#@LINE-4]]:3: note: first awaited here
// CHECK: :[[#@LINE-4]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}
