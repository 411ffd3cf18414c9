// sync_wait blocks the thread of a coroutine, and the task may need that thread.
// RUN: %both %s -- -isystem %S/../Inputs | %match %s
#include <unifex/task.hpp>

unifex::task<int> load(int key);

unifex::task<int> waited(int key) {
  co_return unifex::sync_wait(load(key));
// CHECK: :[[#@LINE-1]]:13: warning: 'sync_wait' in a coroutine blocks its thread; the operation may need that thread [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:13: note: 'co_await' it instead, which suspends the coroutine and leaves the thread free
}

//===--- Correct ---===//

int outside(int key) { return unifex::sync_wait(load(key)); }
unifex::task<int> awaited(int key) { co_return co_await load(key); }

// A sender that no dialect describes may be complete when it starts.
struct just_sender {};
unifex::task<int> just(int) { co_return unifex::sync_wait(just_sender()); }
