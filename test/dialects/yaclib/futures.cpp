// Futures of YACLib are used up as rvalues, and read as lvalues.
// RUN: %both %s -- -isystem %S/../Inputs | %match %s
// RUN: %both --dialects none %s -- -isystem %S/../Inputs | %count 0
#include <yaclib/async/future.hpp>

yaclib::Future<int> load(int key);

int got_twice() {
  auto future = load(1);
  int first = std::move(future).Get();
  return first + std::move(future).Get();
// CHECK: :[[#@LINE-1]]:36: warning: 'future' is consumed by 'Get' more than once; the second use fails an assertion [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:33: note: first consumed by 'Get' here
// CHECK: :[[#@LINE-3]]:36: note: make a 'yaclib::SharedFuture' of it
}

void never_consumed() {
  auto future = load(1);
// CHECK: :[[#@LINE-1]]:8: warning: 'future' is a 'Future' that is never consumed; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:8: note: add a continuation with 'Then'
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
