// 'get' and 'wait' of a result block the thread of a coroutine.
// RUN: %both %s -- -isystem %S/../Inputs | %match %s
#include <concurrencpp/results/result.h>

using concurrencpp::result;
result<int> load(int key);

result<int> got(int key) {
  co_return load(key).get();
// CHECK: :[[#@LINE-1]]:23: warning: 'get' in a coroutine blocks its thread; the operation may need that thread [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:13: note: 'co_await' it instead, which suspends the coroutine and leaves the thread free
}

result<int> waited(int key, concurrencpp::executor *pool) {
  auto value = pool->submit([key] { return key; });
  if (value)
    value.wait();
// CHECK: :[[#@LINE-1]]:11: warning: 'wait' in a coroutine blocks its thread; the operation may need that thread [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:11: note: 'co_await' it instead, which suspends the coroutine and leaves the thread free
  co_return value.get();
}

//===--- Correct ---===//

int outside(int key) { return load(key).get(); }

result<int> asked(int key) {
  auto value = load(key);
  if (value.status() == 1)
    co_return value.get();
  co_return co_await value;
}

result<int> resolved(int key) {
  auto value = load(key);
  auto done = co_await value.resolve();
  co_return done.get();
}

result<int> made_ready() { co_return concurrencpp::make_ready_result(1).get(); }

result<int> of_a_promise() {
  concurrencpp::result_promise<int> promise;
  auto value = promise.get_result();
  co_return value.get();
}
