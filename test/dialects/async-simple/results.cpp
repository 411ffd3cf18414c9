// 'value' of an async_simple::Future throws if the result is not there.
// RUN: %both %s -- -isystem %S/../Inputs | %match %s
// RUN: %both --dialects none %s -- -isystem %S/../Inputs | %count 0
#include <async_simple/Future.h>

async_simple::Future<int> request(int key);

int value_at_once() {
  auto future = request(1);
  return future.value();
// CHECK: :[[#@LINE-1]]:17: warning: 'value' is called on 'future' before this 'Future' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:17: note: check 'hasResult()' first
}

//===--- Correct ---===//

int asked() {
  auto future = request(1);
  return future.hasResult() ? future.value() : 0;
}

int waited() {
  auto future = request(1);
  future.wait();
  return future.value();
}

int got() {
  return request(1).get();
}
