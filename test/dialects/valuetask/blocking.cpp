// The runtime's own sync_wait in a coroutine.
// RUN: %both --checks='-*,valuetask-unguarded-result' %s | %match %s
#include <valuetask/source.h>
#include <valuetask/sync_wait.h>
#include <valuetask/task.h>

using namespace valuetask;
value_task<int> load(int key);
task<int> shared(int key);

task<int> waited(int key) {
  co_return sync_wait(load(key)) + valuetask::sync_wait(shared(key));
// CHECK: :[[#@LINE-1]]:13: warning: 'sync_wait' in a coroutine blocks its thread; the operation may need that thread [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:13: note: 'co_await' it instead, which suspends the coroutine and leaves the thread free
// CHECK: :[[#@LINE-3]]:36: warning: 'sync_wait' in a coroutine blocks its thread; the operation may need that thread [valuetask-unguarded-result]
// CHECK: :[[#@LINE-4]]:36: note: 'co_await' it instead, which suspends the coroutine and leaves the thread free
}

value_task<int> waited_variable(int key) {
  auto value = load(key);
  co_return sync_wait(value);
// CHECK: :[[#@LINE-1]]:13: warning: 'sync_wait' in a coroutine blocks its thread; the operation may need that thread [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:13: note: 'co_await' it instead, which suspends the coroutine and leaves the thread free
}

//===--- Correct ---===//

int outside(int key) { return sync_wait(load(key)); }

task<int> of_a_value() {
  value_task<int> value = 5;
  co_return sync_wait(value);
}

static value_task<int> five() { return 5; }
task<int> of_a_function() { co_return sync_wait(five()) + sync_wait(task<int>::from_result(1)); }

task<int> asked(int key) {
  auto value = shared(key);
  if (value.is_completed())
    co_return sync_wait(value);
  co_return co_await value;
}
