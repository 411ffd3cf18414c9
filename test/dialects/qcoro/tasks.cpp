// A QCoro::Task runs on when it is dropped. Its result is moved out by the first await, and by 'then'.
// RUN: %both --dialects auto %s -- -isystem %S/../Inputs | %match %s
// RUN: %both %s -- -isystem %S/../Inputs | %count 0
#include <qcorotask.h>

QCoro::Task<int> load(int key);

QCoro::Task<int> awaited_twice() {
  auto task = load(1);
  int first = co_await task;
  co_return first + co_await task;
// CHECK: :[[#@LINE-1]]:21: warning: 'task' is awaited after it was already awaited; a 'Task' may be consumed only once: keep its result [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:8: note: 'task' is created here
// CHECK: :[[#@LINE-4]]:15: note: first awaited here
}

QCoro::Task<int> awaited_after_then() {
  auto task = load(1);
  auto next = task.then([](int value) { return value; });
  co_return co_await next + co_await task;
// CHECK: :[[#@LINE-1]]:29: warning: 'task' is awaited after it was already consumed by 'then'; a 'Task' may be consumed only once: keep its result [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:8: note: 'task' is created here
// CHECK: :[[#@LINE-4]]:20: note: first consumed by 'then' here
}

//===--- Correct ---===//

void dropped() {
  load(1);
  load(2).then([](int) { return 0; });
}

QCoro::Task<int> once() {
  auto task = load(1);
  co_return task.isReady() ? 0 : co_await task;
}

struct window {
  QCoro::Task<int> loading;
};
