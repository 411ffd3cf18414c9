// A folly::coro::Task runs when it is awaited as an rvalue, once. Nobody keeps one in a field.
// RUN: %both %s -- -isystem %S/../Inputs | %match %s
// RUN: %both --dialects none %s -- -isystem %S/../Inputs | %count 0
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
// CHECK: :[[#@LINE-1]]:21: warning: 'task' is awaited more than once; the second use fails a DCHECK or crashes [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:15: note: first awaited here
// CHECK: :[[#@LINE-3]]:21: note: use 'first', the result of the first 'co_await'
}

Task<int> scheduled_and_awaited() {
  auto task = load(1);
  auto scheduled = folly::coro::co_withExecutor(1, std::move(task));
  co_return co_await std::move(scheduled) + co_await std::move(task);
// CHECK: :[[#@LINE-1]]:45: warning: 'task' is awaited after it was moved; the second use fails a DCHECK or crashes [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:62: note: first moved here
// CHECK: :[[#@LINE-3]]:45: note: consume it in one place only
}

Task<> dropped() {
  (void)load(1);
// CHECK: :[[#@LINE-1]]:9: warning: the 'Task' returned by 'load' is never awaited; its body never runs [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:9: note: did you forget 'co_await'?
  co_return;
}

Task<> forgotten_on_a_path(bool wanted) {
  auto task = load(1);
// CHECK: :[[#@LINE-1]]:8: warning: 'task' is a 'Task' that is not awaited on every path; its body never runs [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:7: note: 'wanted' is false here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it, or 'co_await folly::coro::co_withExecutor(executor, ...)'
  if (wanted)
    co_await std::move(task);
}

struct Kept {
  Task<int> task;
// CHECK: :[[#@LINE-1]]:13: warning: field 'task' stores a 'Task'; it must be consumed immediately, and only once [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:13: note: store its result, or a type that can be awaited again
};

Task<int> future_awaited_twice() {
  auto future = request(1);
  int first = co_await std::move(future);
  co_return first + std::move(future).get();
// CHECK: :[[#@LINE-1]]:39: warning: 'future' is consumed by 'get' after it was awaited; a 'Future' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:15: note: first awaited here
// CHECK: :[[#@LINE-3]]:39: note: share it with 'folly::splitFuture'
}

Task<> future_never_consumed() {
  auto future = request(1);
// CHECK: :[[#@LINE-1]]:8: warning: 'future' is a 'Future' that is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:17: note: did you forget 'co_await'?
  co_await load(2);
}

//===--- Correct ---===//

Task<int> immovable() { co_return co_await load_now(1); }

Task<int> collected() {
  auto first = load(1), second = load(2);
  co_return co_await folly::coro::collectAll(std::move(first), std::move(second));
}

int future_read() {
  auto future = request(1);
  future.wait();
  return future.value() + future.value();
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
