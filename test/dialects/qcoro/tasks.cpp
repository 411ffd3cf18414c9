// A QCoro::Task runs on when it is dropped. Its result is moved out by the first await, and by 'then'.
// RUN: %both %s -- -isystem %S/../Inputs | %match %s
// RUN: %if qcoro-qt5-dev %{ %both %s -- %qcoro-flags | %match %s %}
// RUN: %both --dialects none %s -- -isystem %S/../Inputs | %count 0
#include <qcorotask.h>

QCoro::Task<int> load(int key);

QCoro::Task<int> awaited_twice() {
  auto task = load(1);
  int first = co_await task;
  co_return first + co_await task;
// CHECK: :[[#@LINE-1]]:21: warning: 'task' is awaited more than once; the second use gets a moved-from value, or never resumes [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:15: note: first awaited here
// CHECK: :[[#@LINE-3]]:21: note: use 'first', the result of the first 'co_await'
}

QCoro::Task<int> awaited_after_then() {
  auto task = load(1);
  auto next = task.then([](int value) { return value; });
  co_return co_await next + co_await task;
// CHECK: :[[#@LINE-1]]:29: warning: 'task' is awaited after 'then' consumed it; the second use gets a moved-from value [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:20: note: first consumed by 'then' here
// CHECK: :[[#@LINE-3]]:29: note: consume it in one place only
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
