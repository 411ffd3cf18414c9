// A Lazy is used up by 'co_await' of an lvalue, by 'start', and by 'syncAwait', which takes any reference.
// RUN: %both --dialects auto %s -- -isystem %S/../Inputs | %match %s
// RUN: %both %s -- -isystem %S/../Inputs | %count 0
#include <async_simple/coro/Lazy.h>

using async_simple::coro::Lazy;
Lazy<int> load(int key);

Lazy<int> awaited_twice() {
  auto lazy = load(1);
  int first = co_await lazy;
  co_return first + co_await lazy;
// CHECK: :[[#@LINE-1]]:21: warning: 'lazy' is awaited after it was already awaited; a 'Lazy' may be consumed only once: keep its result [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:8: note: 'lazy' is created here
// CHECK: :[[#@LINE-4]]:15: note: first awaited here
}

Lazy<> started_and_awaited() {
  auto lazy = load(1);
  lazy.start([](auto &&) {});
  co_await lazy;
// CHECK: :[[#@LINE-1]]:3: warning: 'lazy' is awaited after it was already consumed by 'start'; a 'Lazy' may be consumed only once: keep its result [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:8: note: 'lazy' is created here
// CHECK: :[[#@LINE-4]]:8: note: first consumed by 'start' here
}

Lazy<> tried_and_awaited() {
  auto lazy = load(1);
  co_await lazy.coAwaitTry();
  co_await lazy;
// CHECK: :[[#@LINE-1]]:3: warning: 'lazy' is awaited after it was already consumed by 'coAwaitTry'; a 'Lazy' may be consumed only once: keep its result [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:8: note: 'lazy' is created here
// CHECK: :[[#@LINE-4]]:17: note: first consumed by 'coAwaitTry' here
}

void passed_on_and_started(int *executor) {
  auto lazy = load(1);
  std::move(lazy).via(executor).detach();
  lazy.start([](auto &&) {});
// CHECK: :[[#@LINE-1]]:8: warning: 'lazy' is consumed by 'start' after it was already consumed by 'via'; a 'Lazy' may be consumed only once: keep its result [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:8: note: 'lazy' is created here
// CHECK: :[[#@LINE-4]]:19: note: first consumed by 'via' here
}

Lazy<> dropped() {
  (void)load(1);
// CHECK: :[[#@LINE-1]]:9: warning: the 'Lazy<int>' that 'load' returns is dropped, so that its result and its error are lost; did you mean 'co_await load(1)'? [valuetask-unconsumed]
  co_return;
}

struct Kept {
  Lazy<int> lazy;
// CHECK: :[[#@LINE-1]]:13: warning: field 'lazy' keeps a 'Lazy', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
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
