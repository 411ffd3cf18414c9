// waitFor runs an event loop within the coroutine, and blocks it until the task is done.
// RUN: %both %s -- -isystem %S/../Inputs | %match %s
#include <qcorotask.h>

QCoro::Task<int> load(int key);

QCoro::Task<int> waited(int key) {
  co_return QCoro::waitFor(load(key));
// CHECK: :[[#@LINE-1]]:13: warning: 'waitFor' in a coroutine blocks its thread; the operation may need that thread [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:13: note: 'co_await' it instead, which suspends the coroutine and leaves the thread free
}

//===--- Correct ---===//

int outside(int key) { return QCoro::waitFor(load(key)); }

// It has started, and may be done.
QCoro::Task<int> asked(int key) {
  auto task = load(key);
  if (task.isReady())
    co_return QCoro::waitFor(task);
  co_return co_await task;
}
