// 'get' waits in a seastar::thread. In a coroutine there is none.
// RUN: %both %s -- -isystem %S/../Inputs | %match %s
// RUN: %both --dialects none %s -- -isystem %S/../Inputs | %count 0
#include <seastar/core/future.hh>

seastar::future<int> load(int key);

seastar::future<int> got_in_a_coroutine() {
  auto value = load(1);
  co_return value.get();
// CHECK: :[[#@LINE-1]]:19: warning: 'get' is called on 'value' before this 'future' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:19: note: 'co_await' it instead, which waits for the result
}

seastar::future<int> temporary_got_in_a_coroutine() {
  co_return load(1).get();
// CHECK: :[[#@LINE-1]]:21: warning: 'get' is called on a temporary 'future' that may not be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:21: note: 'co_await' it instead, which waits for the result
}

void ignored() {
  auto value = load(1);
  value.ignore_ready_future();
// CHECK: :[[#@LINE-1]]:9: warning: 'ignore_ready_future' is called on 'value' before this 'future' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:9: note: check 'available()' first
}

//===--- Correct ---===//

int in_a_thread() {
  auto value = load(1);
  return value.get() + load(2).get();
}

seastar::future<int> thread_in_a_coroutine() {
  auto in_thread = [] { return load(1).get(); };
  co_return in_thread();
}

seastar::future<int> asked() {
  auto value = load(1);
  if (value.available() && !value.failed())
    co_return value.get();
  co_return co_await std::move(value);
}

void waited_after_a_no() {
  auto value = load(1);
  if (!value.available())
    value.wait();
  value.ignore_ready_future();
}

seastar::future<int> of_as_future() {
  auto value = co_await seastar::coroutine::as_future(load(1));
  co_return value.get();
}

seastar::future<int> ready_made() {
  auto value = seastar::make_ready_future<int>(1);
  co_return value.get();
}
