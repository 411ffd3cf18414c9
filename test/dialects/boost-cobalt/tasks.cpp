// A promise of Cobalt starts at once, may be kept, and is cancelled when it is dropped, unless somebody detaches it.
// RUN: %both %s -- -isystem %S/../Inputs | %match %s
// RUN: %both --dialects none %s -- -isystem %S/../Inputs | %count 0
#include <boost/cobalt/task.hpp>

namespace cobalt = boost::cobalt;
cobalt::task<int> load(int key);
cobalt::promise<int> request(int key);

cobalt::task<int> awaited_twice() {
  auto task = load(1);
  int first = co_await task;
  co_return first + co_await task;
// CHECK: :[[#@LINE-1]]:21: warning: 'task' is awaited more than once; the second use gets a moved-from value [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:15: note: first awaited here
// CHECK: :[[#@LINE-3]]:21: note: use 'first', the result of the first 'co_await'
}

cobalt::task<int> promise_taken_twice() {
  auto promise = request(1);
  int first = co_await promise;
  co_return first + promise.get();
// CHECK: :[[#@LINE-1]]:29: warning: 'promise' is consumed by 'get' after it was awaited; a 'promise' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:15: note: first awaited here
// CHECK: :[[#@LINE-3]]:29: note: reuse the result of the first 'co_await'
}

cobalt::task<void> dropped() {
  (void)load(1);
// CHECK: :[[#@LINE-1]]:9: warning: the 'task' returned by 'load' is never awaited; its body never runs [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:9: note: did you forget 'co_await'?
  (void)request(1);
  co_return;
}

cobalt::task<void> forgotten_on_a_path(bool wanted) {
  auto task = load(1);
// CHECK: :[[#@LINE-1]]:8: warning: 'task' is a 'task' that is not awaited on every path; its body never runs [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:7: note: 'wanted' is false here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it, or start it with 'boost::cobalt::spawn'
  if (wanted)
    co_await task;
}

//===--- Correct ---===//

cobalt::task<void> discarded_on_purpose() {
  +request(1);
  co_return;
}

cobalt::task<int> detached(bool wanted) {
  auto promise = request(1);
  promise.detach();
  co_return wanted ? co_await promise : 0;
}

cobalt::task<int> tested() {
  auto promise = request(1);
  while (!promise.ready() && promise)
    promise.cancel();
  co_return promise.get();
}

cobalt::task<int> until_the_scope_ends() {
  auto guard = request(1);
  co_return co_await load(2);
}

struct session {
  cobalt::promise<int> running;
  cobalt::task<int> next;
};
