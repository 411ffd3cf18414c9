// The same object under another name.
// RUN: %both %s | %match %s
#include <tuple>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
bool asked();

task<void> reference() {
  auto value = load();
  auto &alias = value;
  co_await alias;
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after it was already awaited; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(value).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-4]]:3: note: first awaited here
}

task<void> reference_of_reference() {
  auto value = load();
  auto &first = value;
  auto &&second = first;
  co_await value;
  co_await second;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after it was already awaited; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(value).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-4]]:3: note: first awaited here
}

task<void> moved_reference() {
  auto value = load();
  auto &&moved = std::move(value);
  co_await moved;
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after it was already awaited; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(value).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-4]]:3: note: first awaited here
}

task<void> temporary() {
  auto &&value = load();
  co_await value;
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after it was already awaited; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(value).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:10: note: 'value' is created here
// CHECK: :[[#@LINE-4]]:3: note: first awaited here
}

task<void> element(std::tuple<value_task<int>, int> both) {
  auto &[value, number] = both;
  co_await value;
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after it was already awaited; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(value).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:10: note: 'value' is created here
// CHECK: :[[#@LINE-4]]:3: note: first awaited here
  (void)number;
}

task<void> referent(value_task<int> (&values)[2]) {
  auto &value = values[1];
  co_await value;
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after it was already awaited; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(value).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:9: note: 'value' is created here
// CHECK: :[[#@LINE-4]]:3: note: first awaited here
}
