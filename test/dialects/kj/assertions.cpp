// An assertion that fails evaluates its arguments again, to print them. A macro of another kind has no reason to.
// RUN: %both %s -- -isystem %S/../Inputs | %match %s
// RUN: %if libcapnp-dev %{ %both %s -- -std=c++17 | %match %s %}
#include <kj/async.h>

void report(int, int);
#define EXPECT_EQ(x, y) \
  if ((x) == (y)) \
    ; \
  else \
    report(x, y)
#define LARGER(x, y) ((x) > (y) ? (x) : (y))
#define WAIT(promise) promise.wait(scope)

kj::Promise<int> load(int key);

int largest(kj::WaitScope &scope) {
  auto promise = load(1);
  return LARGER(promise.wait(scope), 3);
// CHECK: :[[#@LINE-1]]:25: warning: 'promise' is consumed by 'wait' more than once; the second use crashes [valuetask-double-await]
// CHECK: :[[#@LINE-2]]:25: note: first consumed by 'wait' here
// CHECK: :[[#@LINE-3]]:10: note: the condition is true here
// CHECK: :[[#@LINE-11]]:23: note: expanded from macro 'LARGER'
// CHECK: :[[#@LINE-5]]:25: note: call '.fork()', and '.addBranch()' for each use
}

void asserted_twice(kj::WaitScope &scope) {
  auto promise = load(1);
  EXPECT_EQ(123, promise.wait(scope));
  EXPECT_EQ(123, promise.wait(scope));
// CHECK: :[[#@LINE-1]]:26: warning: 'promise' is consumed by 'wait' more than once; the second use crashes [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:26: note: first consumed by 'wait' here
// CHECK: :[[#@LINE-3]]:26: note: call '.fork()', and '.addBranch()' for each use
}

// KNOWN: two calls that one macro spells, in one assertion.
void twice_in_one_assertion(kj::WaitScope &scope) {
  auto promise = load(1);
  EXPECT_EQ(WAIT(promise), WAIT(promise));
}

//===--- Correct ---===//

void asserted(kj::WaitScope &scope) {
  auto promise = load(1);
  EXPECT_EQ(123, promise.wait(scope));
}
