// Futures of YACLib are used up as rvalues, and read as lvalues.
// RUN: %both --dialects auto %s -- -isystem %S/../Inputs | %match %s
// RUN: %both %s -- -isystem %S/../Inputs | %count 0
#include <yaclib/async/future.hpp>

yaclib::Future<int> load(int key);

int got_twice() {
  auto future = load(1);
  int first = std::move(future).Get();
  return first + std::move(future).Get();
// CHECK: :[[#@LINE-1]]:36: warning: 'future' is consumed by 'Get' after it was already consumed by 'Get'; a 'Future' may be consumed only once: keep its result [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:8: note: 'future' is created here
// CHECK: :[[#@LINE-4]]:33: note: first consumed by 'Get' here
}

void never_consumed() {
  auto future = load(1);
// CHECK: :[[#@LINE-1]]:8: warning: 'future' is a 'Future<int>' that is never consumed, so that its result and its error are lost; consume it, or give it to a function that takes it over [valuetask-unconsumed]
}

//===--- Correct ---===//

int read_twice() {
  auto future = load(1);
  return future.Ready() ? future.Touch() + future.Touch() : 0;
}

yaclib::Future<int> waited_for() {
  auto future = load(1);
  co_await yaclib::Await(future);
  co_return std::move(future).Touch();
}

void dropped() {
  load(1);
  auto future = load(2);
  std::move(future).Detach();
}

struct kept {
  yaclib::Future<int> future;
};
