// A result runs on when it is dropped, and is not [[nodiscard]]. 'get' and 'resolve' use it up.
// RUN: %both --dialects auto %s -- -isystem %S/../Inputs | %match %s
// RUN: %both %s -- -isystem %S/../Inputs | %count 0
#include <concurrencpp/results/result.h>

concurrencpp::result<int> load(int key);
concurrencpp::lazy_result<int> later(int key);

int got_twice() {
  auto result = load(1);
  int first = result.get();
  return first + result.get();
// CHECK: :[[#@LINE-1]]:25: warning: 'result' is consumed by 'get' after it was already consumed by 'get'; a 'result' may be consumed only once: keep its result [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:8: note: 'result' is created here
// CHECK: :[[#@LINE-4]]:22: note: first consumed by 'get' here
}

concurrencpp::result<int> resolved_and_got() {
  auto result = load(1);
  co_await result.resolve();
  co_return result.get();
// CHECK: :[[#@LINE-1]]:20: warning: 'result' is consumed by 'get' after it was already consumed by 'resolve'; a 'result' may be consumed only once: keep its result [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:8: note: 'result' is created here
// CHECK: :[[#@LINE-4]]:19: note: first consumed by 'resolve' here
}

concurrencpp::result<int> run_and_awaited() {
  auto lazy = later(1);
  auto running = lazy.run();
  co_return co_await running + co_await lazy;
// CHECK: :[[#@LINE-1]]:32: warning: 'lazy' is awaited after it was already consumed by 'run'; a 'lazy_result' may be consumed only once: keep its result [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:8: note: 'lazy' is created here
// CHECK: :[[#@LINE-4]]:23: note: first consumed by 'run' here
}

void never_consumed() {
  auto result = load(1);
// CHECK: :[[#@LINE-1]]:8: warning: 'result' is a 'result<int>' that is never consumed, so that its result and its error are lost; consume it, or give it to a function that takes it over [valuetask-unconsumed]
}

concurrencpp::result<void> lazy_dropped() {
  later(1);
// CHECK: :[[#@LINE-1]]:3: warning: the 'lazy_result<int>' that 'later' returns is dropped, so that its result and its error are lost; did you mean 'co_await later(1)'? [valuetask-unconsumed]
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
