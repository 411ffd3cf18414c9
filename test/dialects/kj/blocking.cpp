// In a coroutine, 'wait' can't run the event loop.
// RUN: %both %s -- -isystem %S/../Inputs | %match %s
#include <kj/async.h>

kj::Promise<int> load(int key);

kj::Promise<int> waited(int key, kj::WaitScope &scope) {
  co_return load(key).wait(scope);
// CHECK: :[[#@LINE-1]]:23: warning: 'wait' in a coroutine blocks its thread; the operation may need that thread [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:13: note: 'co_await' it instead, which suspends the coroutine and leaves the thread free
}

kj::Promise<int> waited_variable(int key, kj::WaitScope &scope) {
  auto promise = load(key);
  co_return kj::mv(promise).wait(scope);
// CHECK: :[[#@LINE-1]]:29: warning: 'wait' in a coroutine blocks its thread; the operation may need that thread [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:13: note: 'co_await' it instead, which suspends the coroutine and leaves the thread free
}

//===--- Correct ---===//

int outside(int key, kj::WaitScope &scope) { return load(key).wait(scope); }

kj::Promise<int> awaited(int key) { co_return co_await load(key); }

kj::Promise<int> polled(int key, kj::WaitScope &scope) {
  auto promise = load(key);
  if (promise.poll(scope))
    co_return promise.wait(scope);
  co_return co_await promise;
}
