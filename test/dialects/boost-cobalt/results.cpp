// 'get' of a promise does not wait.
// RUN: %both %s -- -isystem %S/../Inputs | %match %s
// RUN: %both --dialects none %s -- -isystem %S/../Inputs | %count 0
#include <boost/cobalt/task.hpp>

namespace cobalt = boost::cobalt;
cobalt::promise<int> request(int key);
cobalt::promise<int> at_once() { co_return 1; }

cobalt::task<int> got_at_once() {
  auto promise = request(1);
  co_return promise.get();
// CHECK: :[[#@LINE-1]]:21: warning: 'get' is called on 'promise' before this 'promise' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:21: note: 'co_await' it instead, which waits for the result
}

int got_when_not_ready() {
  auto promise = request(1);
  if (!promise.ready())
    return promise.get();
// CHECK: :[[#@LINE-1]]:20: warning: 'get' is called on 'promise' before this 'promise' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:20: note: check 'ready()' first
  return 0;
}

//===--- Correct ---===//

cobalt::task<int> got_when_ready() {
  auto promise = request(1);
  if (promise.ready())
    co_return promise.get();
  co_return co_await promise;
}

cobalt::task<int> awaited_after_a_no() {
  auto promise = request(1);
  if (!promise.ready())
    co_await request(2);
  co_return promise.get();
}

cobalt::task<int> completed_while_another_is_awaited() {
  auto promise = request(1);
  co_await request(2);
  co_return promise.get();
}

int body_is_seen() {
  auto promise = at_once();
  return promise.get();
}
