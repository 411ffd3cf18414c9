// An await of an lvalue reads the result, and may be repeated. After one of an rvalue, the value is gone.
// RUN: %both %s -- -isystem %S/../Inputs | %match %s
// RUN: %both --dialects none %s -- -isystem %S/../Inputs | %count 0
#include <cppcoro/task.hpp>

cppcoro::task<int> load(int key);

cppcoro::task<int> moved_twice() {
  auto task = load(1);
  int first = co_await std::move(task);
  co_return first + co_await std::move(task);
// CHECK: :[[#@LINE-1]]:21: warning: 'task' is awaited more than once; the second use gets a moved-from value [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:15: note: first awaited here
// CHECK: :[[#@LINE-3]]:21: note: use 'first', the result of the first 'co_await'
}

cppcoro::task<int> read_after_the_move() {
  auto task = load(1);
  auto other = std::move(task);
  co_return co_await other + co_await std::move(task);
// CHECK: :[[#@LINE-1]]:30: warning: 'task' is awaited after it was moved; the second use gets a moved-from value [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:26: note: first moved here
// CHECK: :[[#@LINE-3]]:30: note: await it as an lvalue: 'co_await x' reads the result, and may be repeated
}

cppcoro::task<> dropped() {
  (void)load(1);
// CHECK: :[[#@LINE-1]]:9: warning: the 'task' returned by 'load' is never awaited; its body never runs [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:9: note: did you forget 'co_await'?
  auto task = load(2);
// CHECK: :[[#@LINE-1]]:8: warning: 'task' is a 'task' that is never awaited; its body never runs [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:15: note: did you forget 'co_await'?
  co_return;
}

cppcoro::task<> forgotten_on_a_path(bool wanted) {
  auto task = load(1);
// CHECK: :[[#@LINE-1]]:8: warning: 'task' is a 'task' that is not awaited on every path; its body never runs [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:8: note: 'co_await' it
  if (wanted)
    co_await task;
}

//===--- Correct ---===//

cppcoro::task<int> read_twice() {
  auto task = load(1);
  co_return co_await task + co_await task;
}

cppcoro::task<int> read_and_moved() {
  auto task = load(1);
  int first = co_await task;
  co_return first + co_await std::move(task);
}

cppcoro::task<> only_waited_for() {
  auto task = load(1);
  co_await task.when_ready();
}

static cppcoro::task<> by_reference(cppcoro::task<int> &task) { co_await task; }

cppcoro::task<> read_by_a_helper() {
  auto task = load(1);
  co_await by_reference(task);
}

cppcoro::task<> read_by_a_lambda() {
  auto task = load(1);
  auto wait = [&]() -> cppcoro::task<> { co_await task; };
  co_await wait();
}

cppcoro::task<int> shared(cppcoro::shared_task<int> task) {
  auto copy = task;
  co_return co_await task + co_await task + co_await copy;
}

struct kept {
  cppcoro::task<int> task;
};
