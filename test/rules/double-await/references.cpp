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

// A member of what a reference parameter refers to, called on it as an rvalue.
task<int> moved_and_awaited(value_task<int> &given) {
  auto shared = std::move(given).as_task();
  int sum = co_await shared;
  co_return sum + co_await given;
// CHECK: :[[#@LINE-1]]:19: warning: 'given' is awaited after it was already consumed by 'as_task'; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(given).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:46: note: 'given' is a parameter
// CHECK: :[[#@LINE-5]]:34: note: first consumed by 'as_task' here
}

int take(value_task<int> &given) { return std::move(given).result(); }

task<int> taken_by_helper(value_task<int> value) {
  int sum = take(value);
  co_return sum + co_await value;
// CHECK: :[[#@LINE-1]]:19: warning: 'value' is awaited after it was already consumed by 'take'; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(value).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:43: note: 'value' is a parameter
// CHECK: :[[#@LINE-4]]:18: note: first consumed by 'take' here
}

task<int> moved_after_it_was_filled_again(value_task<int> &given) {
  auto shared = std::move(given).as_task();
  given = load();
  co_return co_await shared + co_await given;
}

// The same by a cast, which is all that std::move is.
task<int> cast_and_awaited(value_task<int> &given) {
  auto shared = static_cast<value_task<int> &&>(given).as_task();
  co_return co_await shared + co_await static_cast<value_task<int> &&>(given).as_task();
// CHECK: :[[#@LINE-1]]:79: warning: 'given' is consumed by 'as_task' after it was already consumed by 'as_task'; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(given).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:45: note: 'given' is a parameter
// CHECK: :[[#@LINE-4]]:56: note: first consumed by 'as_task' here
}

struct session {
  value_task<int> reading;
  static session one;
  void restart();
};

// A static member is in no object, whichever it is named by: 'restart' may fill what 'reading' refers to.
task<int> static_member_by_an_object(session &by) {
  auto &reading = by.one.reading;
  int sum = co_await reading;
  by.one.restart();
  co_return sum + co_await reading;
}
