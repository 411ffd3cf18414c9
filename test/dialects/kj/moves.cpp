// The library's own 'std::move', whose body isn't seen in a system header.
// RUN: %both %s -- -isystem %S/../Inputs | %match %s
// RUN: %both %s -- -I %S/../Inputs | %match %s
// RUN: %if libcapnp-dev %{ %both %s -- -std=c++17 | %match %s %}
#include <kj/async.h>

kj::Promise<void> run();
void take(kj::Promise<void> promise);

void moved_and_waited(kj::TaskSet &tasks, kj::WaitScope &scope) {
  auto promise = run();
  tasks.add(kj::mv(promise));
  promise.wait(scope);
// CHECK: :[[#@LINE-1]]:11: warning: 'promise' is consumed by 'wait' after it was moved; the second use crashes [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:20: note: first moved here
// CHECK: :[[#@LINE-3]]:11: note: call '.fork()', and '.addBranch()' for each use
}

void moved_into_another(kj::WaitScope &scope) {
  auto promise = run();
  auto other = kj::mv(promise);
  other.wait(scope);
  promise.wait(scope);
// CHECK: :[[#@LINE-1]]:11: warning: 'promise' is consumed by 'wait' after it was moved; the second use crashes [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:23: note: first moved here
// CHECK: :[[#@LINE-3]]:11: note: call '.fork()', and '.addBranch()' for each use
}

//===--- Correct ---===//

void moved_once(kj::WaitScope &scope, bool given) {
  auto promise = run();
  if (given)
    take(kj::mv(promise));
  else
    kj::mv(promise).wait(scope);
}

void filled_again(kj::WaitScope &scope) {
  auto promise = run();
  take(kj::mv(promise));
  promise = run();
  promise.wait(scope);
}
