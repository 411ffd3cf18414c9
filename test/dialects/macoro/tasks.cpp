// Whether a macoro::task is lazy is a template argument of it.
// RUN: %both %s -- -isystem %S/../Inputs | %match %s
// RUN: %both --dialects none %s -- -isystem %S/../Inputs | %count 0
#include <macoro/task.h>

macoro::task<int> load(int key);
macoro::eager_task<int> request(int key);

macoro::task<> lazy_dropped() {
  (void)load(1);
// CHECK: :[[#@LINE-1]]:9: warning: the 'task' returned by 'load' is never awaited; its body never runs [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:9: note: did you forget 'co_await'?
  co_return;
}

macoro::task<int> moved_twice() {
  auto lazy = load(1);
  auto eager = request(1);
  int sum = co_await std::move(lazy) + co_await std::move(eager);
  co_return sum + co_await std::move(lazy) + co_await std::move(eager);
// CHECK: :[[#@LINE-1]]:19: warning: 'lazy' is awaited more than once; the second use gets a moved-from value [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:13: note: first awaited here
// CHECK: :[[#@LINE-3]]:19: note: await it as an lvalue: 'co_await x' reads the result, and may be repeated
// CHECK: :[[#@LINE-4]]:46: warning: 'eager' is awaited more than once; the second use gets a moved-from value [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:40: note: first awaited here
// CHECK: :[[#@LINE-6]]:46: note: await it as an lvalue: 'co_await x' reads the result, and may be repeated
}

//===--- Correct ---===//

macoro::task<> eager_dropped() {
  (void)request(1);
  co_return;
}

macoro::task<int> read_twice() {
  auto eager = request(1);
  co_return co_await eager + co_await eager;
}
