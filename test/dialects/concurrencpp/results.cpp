// A result runs on when it is dropped, and is not [[nodiscard]]. 'get' and 'resolve' use it up.
// RUN: %both %s -- -isystem %S/../Inputs | %match %s
// RUN: %both --dialects none %s -- -isystem %S/../Inputs | %count 0
#include <concurrencpp/results/result.h>

concurrencpp::result<int> load(int key);
concurrencpp::lazy_result<int> later(int key);

int got_twice() {
  auto result = load(1);
  int first = result.get();
  return first + result.get();
// CHECK: :[[#@LINE-1]]:25: warning: 'result' is consumed by 'get' more than once; a 'result' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:22: note: first consumed by 'get' here
// CHECK: :[[#@LINE-3]]:25: note: make a 'concurrencpp::shared_result' of it
}

concurrencpp::result<int> resolved_and_got() {
  auto result = load(1);
  co_await result.resolve();
  co_return result.get();
// CHECK: :[[#@LINE-1]]:20: warning: 'result' is consumed by 'get' after 'resolve' consumed it [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:19: note: first consumed by 'resolve' here
// CHECK: :[[#@LINE-3]]:20: note: make a 'concurrencpp::shared_result' of it
}

concurrencpp::result<int> run_and_awaited() {
  auto lazy = later(1);
  auto running = lazy.run();
  co_return co_await running + co_await lazy;
// CHECK: :[[#@LINE-1]]:32: warning: 'lazy' is awaited after 'run' consumed it; a 'lazy_result' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:23: note: first consumed by 'run' here
// CHECK: :[[#@LINE-3]]:32: note: make a 'concurrencpp::shared_result' of what '.run()' returns
}

void never_consumed() {
  auto result = load(1);
// CHECK: :[[#@LINE-1]]:8: warning: 'result' is a 'result' that is never consumed; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:8: note: call '.get()'
}

concurrencpp::result<void> lazy_dropped() {
  later(1);
// CHECK: :[[#@LINE-1]]:3: warning: the 'lazy_result' returned by 'later' is never awaited; its body never runs [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:3: note: did you forget 'co_await'?
  co_return;
}

//===--- Correct ---===//

void dropped() {
  load(1);
  later(1).run();
}

int tested() {
  auto result = load(1);
  result.wait();
  return result && result.status() ? result.get() : 0;
}

void only_waited_for() {
  auto result = load(1);
  result.wait();
}

struct worker {
  concurrencpp::result<int> running;
};
