// A folly::coro::Task runs when it is awaited as an rvalue, once. Nobody keeps one in a field.
// RUN: %both --dialects auto %s -- -isystem %S/../Inputs | %match %s
// RUN: %both %s -- -isystem %S/../Inputs | %count 0
#include <folly/coro/Task.h>
#include <folly/futures/Future.h>

using folly::coro::Task;
Task<int> load(int key);
folly::coro::now_task<int> load_now(int key);
folly::Future<int> request(int key);

Task<int> awaited_twice() {
  auto task = load(1);
  int first = co_await std::move(task);
  co_return first + co_await std::move(task);
// CHECK: :[[#@LINE-1]]:21: warning: 'task' is awaited after it was already awaited; a 'Task' may be consumed only once: keep its result [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:8: note: 'task' is created here
// CHECK: :[[#@LINE-4]]:15: note: first awaited here
}

Task<int> scheduled_and_awaited() {
  auto task = load(1);
  auto scheduled = folly::coro::co_withExecutor(1, std::move(task));
  co_return co_await std::move(scheduled) + co_await std::move(task);
// CHECK: :[[#@LINE-1]]:45: warning: 'task' is awaited after it was already given away; a 'Task' may be consumed only once: keep its result [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:8: note: 'task' is created here
// CHECK: :[[#@LINE-4]]:62: note: first given away here
}

Task<> dropped() {
  (void)load(1);
// CHECK: :[[#@LINE-1]]:9: warning: the 'Task<int>' that 'load' returns is dropped, so that its result and its error are lost; did you mean 'co_await load(1)'? [valuetask-unconsumed]
  co_return;
}

Task<> forgotten_on_a_path(bool wanted) {
  auto task = load(1);
// CHECK: :[[#@LINE-1]]:8: warning: 'task' is a 'Task<int>' that is not consumed on every path, so that its result and its error are lost; 'co_await' it [valuetask-unconsumed]
// CHECK: :[[#@LINE+1]]:7: note: 'wanted' is false here
  if (wanted)
    co_await std::move(task);
}

struct Kept {
  Task<int> task;
// CHECK: :[[#@LINE-1]]:13: warning: field 'task' keeps a 'Task', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
};

Task<int> future_awaited_twice() {
  auto future = request(1);
  int first = co_await std::move(future);
  co_return first + std::move(future).get();
// CHECK: :[[#@LINE-1]]:39: warning: 'future' is consumed by 'get' after it was already awaited; a 'Future' may be consumed only once: keep its result [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:8: note: 'future' is created here
// CHECK: :[[#@LINE-4]]:15: note: first awaited here
}

Task<> future_never_consumed() {
  auto future = request(1);
// CHECK: :[[#@LINE-1]]:8: warning: 'future' is a 'Future<int>' that is never consumed, so that its result and its error are lost; did you mean 'co_await request(1)'? [valuetask-unconsumed]
  co_await load(2);
}

//===--- Correct ---===//

Task<int> immovable() { co_return co_await load_now(1); }

Task<int> collected() {
  auto first = load(1), second = load(2);
  co_return co_await folly::coro::collectAll(std::move(first), std::move(second));
}

Task<int> future_read() {
  auto future = request(1);
  future.wait();
  co_return future.value() + future.value();
}

Task<int> future_moved_to_another_executor() {
  auto future = request(1);
  auto other = future.via(2);
  co_return co_await std::move(other) + co_await std::move(future);
}

Task<> future_dropped(bool wanted) {
  request(1);
  auto future = request(2);
  if (wanted)
    co_await std::move(future);
}

struct Pending {
  folly::Future<int> response;
};
