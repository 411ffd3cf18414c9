// 'Touch' reads a result that has to be there; 'Get' waits for it.
// RUN: %both %s -- -isystem %S/../Inputs | %match %s
// RUN: %both --dialects none %s -- -isystem %S/../Inputs | %count 0
#include <yaclib/async/future.hpp>

yaclib::Future<int> load(int key);

int touched_at_once() {
  auto future = load(1);
  return std::move(future).Touch();
// CHECK: :[[#@LINE-1]]:28: warning: 'Touch' is called on 'future' before this 'Future' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:28: note: check 'Ready()' first
}

int looked_at_at_once() {
  auto future = load(1);
  return future.Touch();
// CHECK: :[[#@LINE-1]]:17: warning: 'Touch' is called on 'future' before this 'Future' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:17: note: check 'Ready()' first
}

//===--- Correct ---===//

int touched_when_ready() {
  auto future = load(1);
  if (future.Ready())
    return std::move(future).Touch();
  return 0;
}

int touched_after_waiting() {
  auto first = load(1), second = load(2);
  yaclib::Wait(first, second);
  return std::move(first).Touch() + std::move(second).Touch();
}

yaclib::Future<int> touched_after_awaiting() {
  auto future = load(1);
  co_await yaclib::Await(future);
  co_return std::move(future).Touch();
}

int got() {
  return load(1).Get();
}
