// blockingWait and Future::get block the thread of a coroutine.
// RUN: %both %s -- -isystem %S/../Inputs | %match %s
#include <folly/coro/Task.h>
#include <vector>

using folly::Future;
using folly::coro::Task;
Task<int> load(int key);
Future<int> fetch(int key);

Task<int> waited(int key) {
  co_return folly::coro::blockingWait(load(key));
// CHECK: :[[#@LINE-1]]:13: warning: 'blockingWait' in a coroutine blocks its thread; the operation may need that thread [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:13: note: 'co_await' it instead, which suspends the coroutine and leaves the thread free
}

Task<int> waited_on_an_executor(int key) {
  co_return folly::coro::blocking_wait(co_withExecutor(1, load(key)));
// CHECK: :[[#@LINE-1]]:13: warning: 'blocking_wait' in a coroutine blocks its thread; the operation may need that thread [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:13: note: 'co_await' it instead, which suspends the coroutine and leaves the thread free
}

// Nobody can have run it before.
Task<int> waited_for_a_parameter(Task<int> value) {
  co_return folly::coro::blockingWait(std::move(value));
// CHECK: :[[#@LINE-1]]:13: warning: 'blockingWait' in a coroutine blocks its thread; the operation may need that thread [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:13: note: 'co_await' it instead, which suspends the coroutine and leaves the thread free
}

Task<int> got(int key) {
  auto future = fetch(key);
  int local = co_await load(key);
  co_return local + std::move(future).get();
// CHECK: :[[#@LINE-1]]:39: warning: 'get' in a coroutine blocks its thread; the operation may need that thread [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:39: note: 'co_await' it instead, which suspends the coroutine and leaves the thread free
}

Task<int> got_of_a_continuation(int key) {
  co_return fetch(key).thenValue([](int x) { return x + 1; }).get();
// CHECK: :[[#@LINE-1]]:63: warning: 'get' in a coroutine blocks its thread; the operation may need that thread [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:63: note: 'co_await' it instead, which suspends the coroutine and leaves the thread free
}

//===--- Correct ---===//

int outside(int key) { return folly::coro::blockingWait(load(key)) + fetch(key).get(); }

Task<int> asked(int key) {
  auto future = fetch(key);
  if (future.isReady())
    co_return std::move(future).get();
  co_return co_await std::move(future);
}

Task<int> made_ready() {
  auto future = folly::makeFuture(1);
  co_return std::move(future).get() + folly::makeFuture(2).get();
}

Task<int> of_what_is_ready() {
  co_return folly::makeFuture(2).thenValue([](int x) { return x; }).get();
}

Task<int> of_a_promise() {
  folly::Promise<int> promise;
  promise.setValue(1);
  co_return promise.getFuture().get();
}

Task<int> given(Future<int> future) { co_return std::move(future).get(); }

Task<int> elements(std::vector<Future<int>> futures) {
  int sum = 0;
  for (auto &future : futures)
    sum += std::move(future).get();
  co_return sum;
}

static Future<int> ready(int key) { return folly::makeFuture(key); }
Task<int> of_a_helper(int key) { co_return ready(key).get(); }
