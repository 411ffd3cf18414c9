// A task that is started explicitly may run on by itself: the future is a handle of it. What else gives a future has to be
// looked at.
// RUN: %both %s -- -isystem %S/../Inputs | %match %s
#include <folly/coro/Task.h>

folly::coro::Task<int> write();
folly::SemiFuture<int> request(int key);
void drain();

void requested_and_forgotten() {
  auto response = request(1);
// CHECK: :[[#@LINE-1]]:8: warning: 'response' is a 'SemiFuture' that is never consumed; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:8: note: add a continuation with 'deferValue'
  drain();
}

void continued_and_forgotten() {
  auto response = request(1).deferValue([](int value) { return value; });
// CHECK: :[[#@LINE-1]]:8: warning: 'response' is a 'SemiFuture' that is never consumed; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:8: note: add a continuation with 'deferValue'
  drain();
}

void started_twice(folly::coro::Task<int> task) {
  auto first = folly::coro::co_withExecutor(1, std::move(task)).start();
  auto second = folly::coro::co_withExecutor(1, std::move(task)).start();
// CHECK: :[[#@LINE-1]]:59: warning: 'task' is moved more than once; the second use fails a DCHECK or crashes [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:58: note: first moved here
// CHECK: :[[#@LINE-3]]:59: note: consume it in one place only
  drain();
}

//===--- Correct ---===//

void started() {
  auto running = folly::coro::co_withExecutor(1, write()).start();
  drain();
}

void started_by_name() {
  auto writer = folly::coro::co_withExecutor(1, write());
  auto running = std::move(writer).start();
  drain();
}

bool started_and_asked() {
  auto running = folly::coro::co_withExecutor(1, write()).start();
  drain();
  return running.isReady();
}
