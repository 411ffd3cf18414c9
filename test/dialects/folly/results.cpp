// 'value' and 'result' of a folly::Future throw if the result is not there. Who fulfils it is often not seen, so only what
// a function of the program has just returned is reported.
// RUN: %both %s -- -isystem %S/../Inputs | %match %s
// RUN: %both --dialects none %s -- -isystem %S/../Inputs | %count 0
#include <folly/futures/Future.h>

folly::Future<int> load(int key);
void drain();
folly::Future<int> ready(int key) { return folly::makeFuture(key); }

int value_at_once() {
  auto future = load(1);
  return future.value();
// CHECK: :[[#@LINE-1]]:17: warning: 'value' is called on 'future' before this 'Future' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:17: note: check 'isReady()' first
}

int value_of_a_moved_one() {
  auto future = load(1);
  return std::move(future).value();
// CHECK: :[[#@LINE-1]]:28: warning: 'value' is called on 'future' before this 'Future' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:28: note: check 'isReady()' first
}

int value_of_a_temporary() {
  return load(1).value();
// CHECK: :[[#@LINE-1]]:18: warning: 'value' is called on a temporary 'Future' that may not be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:18: note: check 'isReady()' first
}

int after_a_no() {
  auto future = load(1);
  if (!future.isReady())
    return 0;
  future = load(2);
  return future.value();
// CHECK: :[[#@LINE-1]]:17: warning: 'value' is called on 'future' before this 'Future' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-5]]:7: note: '!future.isReady()' is false here
// CHECK: :[[#@LINE-4]]:10: note: 'future' gets a new value here
// CHECK: :[[#@LINE-4]]:17: note: check 'isReady()' first
}

//===--- Correct ---===//

int asked() {
  auto future = load(1);
  return future.isReady() ? future.value() : 0;
}

int waited() {
  auto future = load(1);
  future.wait();
  return future.value() + future.value();
}

int waited_after_a_no() {
  auto future = load(1);
  if (!future.isReady())
    future.wait();
  return future.value();
}

int called_after_a_no() {
  auto future = load(1);
  if (!future.isReady())
    drain();
  return future.value();
}

int got() {
  return load(1).get();
}

int completed_by_its_promise() {
  folly::Promise<int> promise;
  auto future = promise.getFuture();
  promise.setValue(1);
  return future.value();
}

int completed_by_a_call() {
  auto future = load(1);
  drain();
  return future.value();
}

int made_ready() {
  auto future = folly::makeFuture(1);
  folly::Future<int> other = 2;
  auto third = ready(3);
  return future.value() + other.value() + third.value() + folly::makeFuture(4).value();
}

int of_a_parameter(folly::Future<int> future) {
  return future.value();
}

// What the library throws is what the test wants to see.
struct FutureNotReady {};
#define EXPECT_THROW(statement, exception) \
  try { \
    statement; \
  } catch (exception const &) { \
  }
#define EXPECT_EQ(x, y) \
  if ((x) != (y)) \
  throw FutureNotReady()
void tested() {
  EXPECT_EQ(load(1).value(), 1);
}
void expected() {
  auto future = load(1);
  EXPECT_THROW(future.value(), FutureNotReady);
  EXPECT_THROW(load(2).value(), FutureNotReady);
}

//===--- What is not found ---===//

// KNOWN: a call in between may have completed it.
int both() {
  auto first = load(1);
  auto second = load(2);
  return first.value() + second.value();
}

// KNOWN: of a test by a name that the analysis does not know, only that it was there.
int value_after_a_no(bool log) {
  auto future = load(1);
  if (!future.isReady() && log)
    return future.value();
  return 0;
}
