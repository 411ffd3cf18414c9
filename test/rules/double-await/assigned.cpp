// The value of an assignment is the object that was assigned to.
// RUN: %both %s | %match %s
#include <utility>
#include <valuetask/detach.h>
#include <valuetask/sync_wait.h>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load(int key);
void save(int value);
int sink(value_task<int> given);

task<int> awaited_at_once(int key) {
  value_task<int> value;
  co_return co_await (value = load(key));
}
task<int> in_a_condition(int key) {
  value_task<int> value;
  while (const int got = co_await (value = load(key++)))
    save(got);
  co_return 0;
}
task<int> asked_at_once(int key) {
  value_task<int> value;
  if ((value = load(key)).is_completed())
    co_return value.result();
  co_return co_await value;
}
int by_reference(int key) {
  value_task<int> value;
  value_task<int> &same = (value = load(key));
  return valuetask::sync_wait(std::move(same));
}
int by_address(int key) {
  value_task<int> value;
  value_task<int> *same = &(value = load(key));
  return valuetask::sync_wait(std::move(*same));
}
int passed_on(int key) {
  value_task<int> value;
  return sink(std::move(value = load(key)));
}
task<int> in_an_arm(int key, bool again) {
  value_task<int> value = load(key);
  co_await value;
  co_return co_await (again ? std::move(value = load(key)) : load(2));
}

task<int> awaited_again(int key) {
  value_task<int> value;
  const int first = co_await (value = load(key));
  co_return first + co_await value;
// CHECK: :[[#@LINE-1]]:21: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:37: note: 'value' gets a new value here
// CHECK: :[[#@LINE-4]]:21: note: first awaited here
// CHECK: :[[#@LINE-4]]:21: note: use 'first', the result of the first 'co_await'
}
int by_reference_again(int key) {
  value_task<int> value;
  value_task<int> &same = (value = load(key));
  const int first = valuetask::sync_wait(std::move(same));
  return first + valuetask::sync_wait(std::move(value));
// CHECK: :[[#@LINE-1]]:49: warning: 'value' is consumed by 'sync_wait' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:34: note: 'value' gets a new value here
// CHECK: :[[#@LINE-4]]:52: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-4]]:49: note: consume it in one place only, or create a shareable task with '.as_task()'
}
