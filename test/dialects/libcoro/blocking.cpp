// sync_wait blocks the thread of a coroutine, and the task may need that thread.
// RUN: %both %s -- -isystem %S/../Inputs | %match %s
#include <coro/task.hpp>

coro::task<int> load(int key);

coro::task<int> waited(int key) {
  auto value = load(key);
  co_return coro::sync_wait(value);
// CHECK: :[[#@LINE-1]]:13: warning: 'sync_wait' in a coroutine blocks its thread; the operation may need that thread [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:13: note: 'co_await' it instead, which suspends the coroutine and leaves the thread free
}

coro::task<int> waited_for_all(int key) {
  coro::sync_wait(coro::when_all(load(key), load(key + 1)));
// CHECK: :[[#@LINE-1]]:3: warning: 'sync_wait' in a coroutine blocks its thread; the operation may need that thread [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:3: note: 'co_await' it instead, which suspends the coroutine and leaves the thread free
  co_return 0;
}

//===--- Correct ---===//

int outside(int key) { return coro::sync_wait(coro::when_all(load(key))); }

// Driven by hand.
coro::task<int> resumed(int key) {
  auto value = load(key);
  while (!value.is_ready())
    value.resume();
  co_return coro::sync_wait(value);
}
