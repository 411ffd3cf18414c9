// A Lazy is used up by 'co_await' of an lvalue, by 'start', and by 'syncAwait', which takes any reference.
// RUN: %both %s -- -isystem %S/../Inputs | %match %s
// RUN: %both --dialects none %s -- -isystem %S/../Inputs | %count 0
#include <async_simple/coro/Lazy.h>

using async_simple::coro::Lazy;
Lazy<int> load(int key);

Lazy<int> awaited_twice() {
  auto lazy = load(1);
  int first = co_await lazy;
  co_return first + co_await lazy;
// CHECK: :[[#@LINE-1]]:21: warning: 'lazy' is awaited more than once; the second use throws 'std::logic_error' [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:15: note: first awaited here
// CHECK: :[[#@LINE-3]]:21: note: use 'first', the result of the first 'co_await'
}

Lazy<> started_and_awaited() {
  auto lazy = load(1);
  lazy.start([](auto &&) {});
  co_await lazy;
// CHECK: :[[#@LINE-1]]:3: warning: 'lazy' is awaited after 'start' consumed it; the second use throws 'std::logic_error' [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:8: note: first consumed by 'start' here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only
}

Lazy<> tried_and_awaited() {
  auto lazy = load(1);
  co_await lazy.coAwaitTry();
  co_await lazy;
// CHECK: :[[#@LINE-1]]:3: warning: 'lazy' is awaited after 'coAwaitTry' consumed it; the second use throws 'std::logic_error' [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:17: note: first consumed by 'coAwaitTry' here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only
}

void passed_on_and_started(int *executor) {
  auto lazy = load(1);
  std::move(lazy).via(executor).detach();
  lazy.start([](auto &&) {});
// CHECK: :[[#@LINE-1]]:8: warning: 'lazy' is consumed by 'start' after 'via' consumed it; a 'Lazy' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:19: note: first consumed by 'via' here
// CHECK: :[[#@LINE-3]]:8: note: consume it in one place only
}

Lazy<> dropped() {
  (void)load(1);
// CHECK: :[[#@LINE-1]]:9: warning: the 'Lazy' returned by 'load' is never awaited; its body never runs [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:9: note: did you forget 'co_await'?
  co_return;
}

struct Kept {
  Lazy<int> lazy;
// CHECK: :[[#@LINE-1]]:13: warning: field 'lazy' stores a 'Lazy'; it must be consumed immediately, and only once [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:13: note: store its result, or a type that can be awaited again
};

//===--- Correct ---===//

void started() {
  auto lazy = load(1);
  if (!lazy.isReady() && !lazy.getExecutor())
    lazy.start([](auto &&) {});
  else
    lazy.start([](auto &&) {});
}

int waited() {
  auto lazy = load(1);
  return syncAwait(lazy);
}
