// syncAwait blocks the thread of a coroutine, and the Lazy may need that thread.
// RUN: %both %s -- -isystem %S/../Inputs | %match %s
#include <async_simple/coro/Lazy.h>

using async_simple::coro::Lazy;
Lazy<int> load(int key);

Lazy<int> waited(int key) {
  co_return async_simple::coro::syncAwait(load(key));
// CHECK: :[[#@LINE-1]]:13: warning: 'syncAwait' in a coroutine blocks its thread; the operation may need that thread [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:13: note: 'co_await' it instead, which suspends the coroutine and leaves the thread free
}

Lazy<int> waited_for_a_variable(int key) {
  auto lazy = load(key);
  co_return syncAwait(lazy);
// CHECK: :[[#@LINE-1]]:13: warning: 'syncAwait' in a coroutine blocks its thread; the operation may need that thread [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:13: note: 'co_await' it instead, which suspends the coroutine and leaves the thread free
}

//===--- Correct ---===//

int outside(int key) { return syncAwait(load(key)); }
Lazy<int> awaited(int key) { co_return co_await load(key); }
