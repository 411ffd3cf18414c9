// 'co_await' uses a promise up as its members do.
// RUN: %both %s -- -isystem %S/../Inputs | %match %s
// RUN: %both --dialects none %s -- -isystem %S/../Inputs | %count 0
#include <kj/async.h>

kj::Promise<int> load(int key);
kj::Promise<void> run();

kj::Promise<int> awaited_after_then() {
  kj::Promise<int> promise = load(1);
  auto next = promise.then([](int value) { return value; });
  co_return co_await next + co_await promise;
// CHECK: :[[#@LINE-1]]:29: warning: 'promise' is awaited after 'then' consumed it; the second use crashes [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:23: note: first consumed by 'then' here
// CHECK: :[[#@LINE-3]]:29: note: call '.fork()', and '.addBranch()' for each use
}

kj::Promise<int> awaited_in_a_loop(int count) {
  auto promise = load(1);
  int sum = 0;
  for (int i = 0; i < count; ++i)
    sum += co_await promise;
// CHECK: :[[#@LINE-1]]:12: warning: 'promise' is awaited more than once; the second use crashes [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:19: note: 'i < count' is true here
// CHECK: :[[#@LINE-3]]:12: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-5]]:19: note: 'i < count' is true here
// CHECK: :[[#@LINE-5]]:12: note: call '.fork()', and '.addBranch()' for each use
  co_return sum;
}

kj::Promise<void> discarded() {
  (void)load(1);
  co_await run();
}

//===--- Correct ---===//

kj::Promise<int> chained() {
  auto promise = load(1).then([](int value) { return value; });
  promise = promise.attach(1);
  co_return co_await promise;
}

kj::Promise<int> empty_at_first(bool wanted) {
  kj::Promise<int> promise = nullptr;
  if (wanted)
    promise = load(1);
  co_return wanted ? co_await promise : 0;
}
