// sync_wait, a function object, blocks the thread of a coroutine.
// RUN: %both %s -- -isystem %S/../Inputs | %match %s
#include <exec/task.hpp>

exec::task<int> load(int key);

exec::task<int> waited(int key) {
  co_return *stdexec::sync_wait(load(key));
// CHECK: :[[#@LINE-1]]:14: warning: 'sync_wait' in a coroutine blocks its thread; the operation may need that thread [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:14: note: 'co_await' it instead, which suspends the coroutine and leaves the thread free
}

exec::task<int> waited_for_a_sender(int key) {
  co_return *stdexec::sync_wait(stdexec::starts_on({}, load(key)));
// CHECK: :[[#@LINE-1]]:14: warning: 'sync_wait' in a coroutine blocks its thread; the operation may need that thread [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:14: note: 'co_await' it instead, which suspends the coroutine and leaves the thread free
}

//===--- Correct ---===//

int outside(int key) { return *stdexec::sync_wait(load(key)); }
exec::task<int> awaited(int key) { co_return co_await load(key); }
exec::task<int> of_a_value() { co_return *stdexec::sync_wait(stdexec::just(1)); }
