// Every member of kj::Promise uses it up, though none is '&&'-qualified; but for 'poll'.
// RUN: %both %s -- -isystem %S/../Inputs | %match %s
// RUN: %if libcapnp-dev %{ %both %s -- -std=c++17 | %match %s %}
// RUN: %both --dialects none %s -- -isystem %S/../Inputs | %count 0
#include <capnp/capability.h>
#include <utility>

kj::Promise<int> load(int key);
kj::Promise<void> run();
struct Message { struct Reader {}; struct Pipeline {}; };
capnp::RemotePromise<Message> call();

int waited_twice(kj::WaitScope &scope) {
  auto promise = load(1);
  int first = promise.wait(scope);
  return first + promise.wait(scope);
// CHECK: :[[#@LINE-1]]:26: warning: 'promise' is consumed by 'wait' more than once; the second use crashes [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:23: note: first consumed by 'wait' here
// CHECK: :[[#@LINE-3]]:26: note: call '.fork()', and '.addBranch()' for each use
}

void derived(kj::WaitScope &scope) {
  auto response = call();
  response.wait(scope);
  response.wait(scope);
// CHECK: :[[#@LINE-1]]:12: warning: 'response' is consumed by 'wait' more than once; the second use crashes [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:12: note: first consumed by 'wait' here
// CHECK: :[[#@LINE-3]]:12: note: call '.fork()', and '.addBranch()' for each use
}

void forked_and_waited(kj::WaitScope &scope) {
  auto promise = load(1);
  auto forked = promise.fork();
  forked.addBranch().wait(scope);
  promise.wait(scope);
// CHECK: :[[#@LINE-1]]:11: warning: 'promise' is consumed by 'wait' after 'fork' consumed it; the second use crashes [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:25: note: first consumed by 'fork' here
// CHECK: :[[#@LINE-3]]:11: note: call '.fork()', and '.addBranch()' for each use
}

void given_away_and_waited(kj::TaskSet &tasks, kj::WaitScope &scope) {
  auto promise = run();
  tasks.add(std::move(promise));
  promise.wait(scope);
// CHECK: :[[#@LINE-1]]:11: warning: 'promise' is consumed by 'wait' after it was moved; the second use crashes [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:23: note: first moved here
// CHECK: :[[#@LINE-3]]:11: note: call '.fork()', and '.addBranch()' for each use
}

void discarded() {
  (void)load(1);
}

//===--- Correct ---===//

int polled(kj::WaitScope &scope) {
  auto promise = load(1);
  while (!promise.poll(scope))
    ;
  return promise.wait(scope);
}

int on_one_path(kj::WaitScope &scope, bool wanted) {
  auto promise = load(1);
  return wanted ? promise.wait(scope) : 0;
}

void until_the_scope_ends(kj::WaitScope &scope) {
  auto server = run();
  load(1).wait(scope);
}

int filled_again(kj::WaitScope &scope) {
  auto promise = load(1);
  int first = promise.wait(scope);
  promise = load(2);
  return first + promise.wait(scope);
}

void branches(kj::WaitScope &scope) {
  auto forked = load(1).fork();
  forked.addBranch().wait(scope);
  forked.addBranch().wait(scope);
}

kj::Promise<int> chained() {
  auto promise = load(1).then([](int value) { return value; });
  promise = promise.attach(1);
  return promise;
}

int empty_at_first(kj::WaitScope &scope, bool wanted) {
  kj::Promise<int> promise = nullptr;
  if (wanted)
    promise = load(1);
  return wanted ? promise.wait(scope) : 0;
}

void turns_the_event_loop(kj::WaitScope &scope) {
  run().poll(scope);
}

struct Server {
  kj::Promise<void> running;
  kj::PromiseFulfillerPair<void> stopped;
};
