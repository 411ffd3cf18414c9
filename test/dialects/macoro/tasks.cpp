// Whether a macoro::task is lazy is a template argument of it.
// RUN: %both --dialects auto %s -- -isystem %S/../Inputs | %match %s
// RUN: %both %s -- -isystem %S/../Inputs | %count 0
#include <macoro/task.h>

macoro::task<int> load(int key);
macoro::eager_task<int> request(int key);

macoro::task<> lazy_dropped() {
  (void)load(1);
// CHECK: :[[#@LINE-1]]:9: warning: the 'task<int>' that 'load' returns is dropped, so that its result and its error are lost; did you mean 'co_await load(1)'? [valuetask-unconsumed]
  co_return;
}

macoro::task<int> moved_twice() {
  auto lazy = load(1);
  auto eager = request(1);
  int sum = co_await std::move(lazy) + co_await std::move(eager);
  co_return sum + co_await std::move(lazy) + co_await std::move(eager);
// CHECK: :[[#@LINE-1]]:19: warning: 'lazy' is awaited after it was already awaited; a 'task' may be consumed only once: keep its result [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:8: note: 'lazy' is created here
// CHECK: :[[#@LINE-4]]:13: note: first awaited here
// CHECK: :[[#@LINE-4]]:46: warning: 'eager' is awaited after it was already awaited; a 'task' may be consumed only once: keep its result [valuetask-double-await]
// CHECK: :[[#@LINE-7]]:8: note: 'eager' is created here
// CHECK: :[[#@LINE-7]]:40: note: first awaited here
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
