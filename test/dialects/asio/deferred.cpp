// An operation whose token is 'deferred', which is the default, starts when it is awaited or given another token.
// RUN: %both %s -- -isystem %S/../Inputs | %match %s
// RUN: %both --dialects none %s -- -isystem %S/../Inputs | %count 0
#include <asio/deferred.hpp>

asio::awaitable<void> never_started(asio::steady_timer timer) {
  auto waiting = timer.async_wait();
// CHECK: :[[#@LINE-1]]:8: warning: 'waiting' is a 'deferred_async_operation' that is never awaited; it never starts [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:18: note: did you forget 'co_await'?
  co_return;
}

asio::awaitable<void> dropped(asio::steady_timer timer) {
  timer.async_wait();
// CHECK: :[[#@LINE-1]]:9: warning: the 'deferred_async_operation' returned by 'async_wait' is never awaited; it never starts [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:3: note: did you forget 'co_await'?
  co_return;
}

asio::awaitable<int> moved_twice(asio::steady_timer timer) {
  auto waiting = timer.async_wait();
  int first = co_await std::move(waiting);
  co_return first + co_await std::move(waiting);
// CHECK: :[[#@LINE-1]]:21: warning: 'waiting' is awaited more than once; the second use starts with moved-from arguments [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:15: note: first awaited here
// CHECK: :[[#@LINE-3]]:21: note: use 'first', the result of the first 'co_await'
}

//===--- Correct ---===//

asio::awaitable<int> awaited_twice(asio::steady_timer timer) {
  auto waiting = timer.async_wait();
  int first = co_await waiting;
  co_return first + co_await waiting;
}

void started_by_a_token(asio::steady_timer timer) {
  auto waiting = timer.async_wait();
  waiting(asio::detached_t());
  std::move(waiting)(asio::detached_t());
}

struct session {
  asio::deferred_async_operation<void(int), int> waiting;
};
