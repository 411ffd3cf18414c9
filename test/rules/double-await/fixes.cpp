// The first result is used again where it has a name; otherwise the value is shared.
// RUN: %fixes %s | %FileCheck %s
#include <memory>
#include <string>
#include <utility>
#include <valuetask/task.h>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load(int key);
value_task<std::unique_ptr<int>> load_pointer();

task<int> has_a_name() {
  auto value = load(1);
  int first = co_await value;
  int second = co_await value;
  co_return first + second;
}
// CHECK-LABEL: task<int> has_a_name()
// CHECK-NEXT: auto value = load(1);
// CHECK-NEXT: int first = co_await value;
// CHECK-NEXT: int second = first;

task<std::string> const_of_class(value_task<std::string> (*text)()) {
  auto value = text();
  const std::string first = co_await value;
  co_return first + co_await value;
}
// CHECK-LABEL: task<std::string> const_of_class
// CHECK: co_return first + first;

// It was changed in between, so that it isn't the value any more.
task<int> changed_name() {
  auto value = load(1);
  int first = co_await value;
  ++first;
  co_return first + co_await value;
}
// CHECK-LABEL: task<int> changed_name()
// CHECK-NEXT: auto value = load(1).as_task();

task<int> on_a_branch(bool again) {
  auto value = load(1);
  int sum = co_await value;
  if (again)
    sum += co_await value;
  co_return sum;
}
// CHECK-LABEL: task<int> on_a_branch(bool again)
// CHECK-NEXT: auto value = load(1).as_task();

task<int> in_a_loop(int n) {
  auto value = load(2);
  int sum = 0;
  for (int i = 0; i < n; ++i)
    sum += co_await value;
  co_return sum;
}
// CHECK-LABEL: task<int> in_a_loop(int n)
// CHECK-NEXT: auto value = load(2).as_task();

// A third one: the fix of the second is that of the third, and is made once.
task<int> three_times(bool b) {
  auto value = load(3);
  int sum = 0;
  sum += co_await value;
  if (b)
    sum += co_await value;
  else
    sum -= co_await value;
  co_return sum;
}
// CHECK-LABEL: task<int> three_times(bool b)
// CHECK-NEXT: auto value = load(3).as_task();

// Whether it is complete, a task tells as well.
task<int> asked() {
  auto value = load(3);
  int sum = 0;
  if (!value.is_completed())
    sum += co_await value;
  sum += co_await value;
  co_return sum;
}
// CHECK-LABEL: task<int> asked()
// CHECK-NEXT: auto value = load(3).as_task();

// No fix from here on: each would be wrong in its way.
task<int> given_type() {
  value_task<int> value = load(4);
  int sum = 0;
  sum += co_await value;
  sum += co_await value;
  co_return sum;
}
// CHECK-LABEL: task<int> given_type()
// CHECK-NEXT: value_task<int> value = load(4);

task<int> moved() {
  auto value = load(5);
  int sum = 0;
  sum += co_await std::move(value);
  sum += co_await std::move(value);
  co_return sum;
}
// CHECK-LABEL: task<int> moved()
// CHECK-NEXT: auto value = load(5);

task<int> not_copyable() {
  auto value = load_pointer();
  int sum = *co_await value;
  sum += *co_await value;
  co_return sum;
}
// CHECK-LABEL: task<int> not_copyable()
// CHECK-NEXT: auto value = load_pointer();

#define LOAD load(6)
task<int> in_a_macro() {
  auto value = LOAD;
  int sum = 0;
  sum += co_await value;
  sum += co_await value;
  co_return sum;
}
// CHECK-LABEL: task<int> in_a_macro()
// CHECK-NEXT: auto value = LOAD;

template <class T> task<int> in_a_template(T key) {
  auto value = load(key);
  int sum = 0;
  sum += co_await value;
  sum += co_await value;
  co_return sum;
}
template task<int> in_a_template(int);
// CHECK-LABEL: task<int> in_a_template(T key)
// CHECK-NEXT: auto value = load(key);

// CHECK: left: 'value' is awaited more than once
// CHECK: left: 'value' is awaited more than once
// CHECK: left: 'value' is awaited more than once
// CHECK: left: 'value' is awaited more than once
// CHECK: left: 'value' is awaited more than once
// CHECK-NOT: left:
