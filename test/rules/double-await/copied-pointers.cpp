// Copies of pointers, captures by address, references that a lambda returns, structured bindings in lambdas.
// RUN: %both --checks 'valuetask-unconsumed,valuetask-double-await' %s | %match %s
#include <functional>
#include <memory>
#include <utility>
#include <vector>
#include <valuetask/sync_wait.h>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load(int key = 0);
int block(value_task<int> &value) { return valuetask::sync_wait(value); }

int binding_captured() {
  auto [value, number] = std::make_pair(load(), 1);
  auto wait = [&value] { return block(value); };
  return wait() + number;
}
int binding_captured_by_default() {
  auto [value, number] = std::make_pair(load(), 1);
  return [&] { return block(value) + number; }();
}
int address_captured() {
  auto value = load();
  auto wait = [p = &value] { return block(*p); };
  return wait();
}
int wrapper_captured() {
  auto value = load();
  return [r = std::ref(value)] { return block(r); }();
}
task<int> reference_returned() {
  auto value = load();
  auto get = [&]() -> auto & { return value; };
  co_return co_await get();
}
task<int> through_two_pointers() {
  auto value = load();
  auto *p = &value;
  value_task<int> *q;
  q = &*p;
  co_return co_await *q;
}
task<int> neighbours(value_task<int> *values) { co_return co_await values[0] + co_await values[1]; }
task<int> first_and_second(value_task<int> *values) {
  int sum = co_await *values;
  co_return sum + co_await values[1];
}
int lambda_passed_on(std::function<int()> &later) {
  auto value = load();
  later = [p = &value] { return block(*p); };
  return later();
}

int binding_captured_twice() {
  auto [value, number] = std::make_pair(load(), 1);
  auto wait = [&value] { return block(value); };
  wait();
  return wait() + number;
// CHECK: :[[#@LINE-1]]:10: warning: 'value' is consumed by a lambda more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first consumed by a lambda here
// CHECK: :[[#@LINE-3]]:10: note: consume it in one place only, or create a shareable task with '.as_task()'
}
int address_captured_and_used() {
  auto value = load();
  auto wait = [p = &value] { return block(*p); };
  int sum = wait();
  return sum + block(value);
// CHECK: :[[#@LINE-1]]:22: warning: 'value' is consumed by 'block' after a lambda consumed it [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:13: note: first consumed by a lambda here
// CHECK: :[[#@LINE-3]]:22: note: consume it in one place only, or create a shareable task with '.as_task()'
}
task<int> reference_returned_twice() {
  auto value = load();
  auto get = [&]() -> auto & { return value; };
  int sum = co_await get();
  co_return sum + co_await get();
// CHECK: :[[#@LINE-1]]:19: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:13: note: first awaited here
// CHECK: :[[#@LINE-3]]:19: note: use 'sum', the result of the first 'co_await'
}
task<int> copy_of_a_pointer() {
  auto value = load();
  auto *p = &value;
  auto *q = p;
  int sum = co_await *q;
  co_return sum + co_await value;
// CHECK: :[[#@LINE-1]]:19: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:13: note: first awaited here
// CHECK: :[[#@LINE-3]]:19: note: use 'sum', the result of the first 'co_await'
}
task<int> copy_of_a_parameter(value_task<int> *p) {
  auto *q = p;
  int sum = co_await *q;
  co_return sum + co_await *p;
// CHECK: :[[#@LINE-1]]:19: warning: '*p' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:13: note: first awaited here
// CHECK: :[[#@LINE-3]]:19: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}
task<int> copy_of_a_wrapper() {
  auto value = load();
  auto r = std::ref(value), s = r;
  int sum = co_await s.get();
  co_return sum + co_await value;
// CHECK: :[[#@LINE-1]]:19: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:13: note: first awaited here
// CHECK: :[[#@LINE-3]]:19: note: use 'sum', the result of the first 'co_await'
}
task<int> pointer_to_a_container(std::vector<value_task<int>> *values) {
  int sum = co_await (*values)[0];
  co_return sum + co_await (*values)[0];
// CHECK: :[[#@LINE-1]]:19: warning: '(*values)[0]' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:13: note: first awaited here
// CHECK: :[[#@LINE-3]]:19: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}
task<int> first_and_zeroth(value_task<int> *values) {
  int sum = co_await *values;
  co_return sum + co_await values[0];
// CHECK: :[[#@LINE-1]]:19: warning: 'values[0]' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:13: note: first awaited here
// CHECK: :[[#@LINE-3]]:19: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}
