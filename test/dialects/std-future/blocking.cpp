// 'get' and 'wait' block the thread of a coroutine, whatever that returns.
// RUN: %both %s -- -isystem %S/../Inputs | %match %s
#include "../Inputs/machinery.h"
#include <chrono>
#include <future>

template <class T> struct task {
  using promise_type = machinery::promise<task, T>;
  machinery::awaiter<T> operator co_await();
};
task<int> load(int key);
std::future<int> start(int key);

task<int> got(int key) {
  auto future = start(key);
  int first = co_await load(key);
  co_return first + future.get();
// CHECK: :[[#@LINE-1]]:28: warning: 'get' in a coroutine blocks its thread; the operation may need that thread [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:28: note: check that 'wait_for()' is 'std::future_status::ready' first, or use an operation that can be awaited
}

task<int> got_of_async(int key) {
  int first = co_await load(key);
  co_return first + std::async([key] { return key; }).get();
// CHECK: :[[#@LINE-1]]:55: warning: 'get' in a coroutine blocks its thread; the operation may need that thread [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:55: note: check that 'wait_for()' is 'std::future_status::ready' first, or use an operation that can be awaited
}

task<int> waited(int key) {
  std::future<int> future;
  future = start(key);
  if (future.valid())
    future.wait();
// CHECK: :[[#@LINE-1]]:12: warning: 'wait' in a coroutine blocks its thread; the operation may need that thread [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:12: note: check that 'wait_for()' is 'std::future_status::ready' first, or use an operation that can be awaited
  co_return co_await load(future.get());
}

//===--- Correct ---===//

int outside(int key) { return start(key).get(); }

task<int> polled(int key) {
  auto future = start(key);
  while (future.wait_for(std::chrono::seconds(0)) != std::future_status::ready)
    co_await load(key);
  co_return future.get();
}

task<int> of_a_promise(int key) {
  std::promise<int> promise;
  promise.set_value(co_await load(key));
  auto future = promise.get_future();
  co_return future.get() + promise.get_future().get();
}

task<int> on_a_thread(int key) {
  auto other = std::async([key] { return start(key).get(); });
  while (other.wait_for(std::chrono::seconds(0)) != std::future_status::ready)
    co_await load(key);
  co_return other.get();
}

// One that may be ready by what the coroutine did in between, which isn't seen.
void finish(std::future<int> &);
task<int> finished(int key) {
  auto future = start(co_await load(key));
  finish(future);
  co_return future.get();
}

// What made it may have completed it since.
struct event_loop {
  void run();
};
std::future<int> start_on(event_loop &, int key);
task<int> driven(int key) {
  event_loop loop;
  auto future = start_on(loop, co_await load(key));
  loop.run();
  co_return future.get();
}
