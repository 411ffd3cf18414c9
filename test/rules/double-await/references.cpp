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
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> reference_of_reference() {
  auto value = load();
  auto &first = value;
  auto &&second = first;
  co_await value;
  co_await second;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> moved_reference() {
  auto value = load();
  auto &&moved = std::move(value);
  co_await moved;
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> temporary() {
  auto &&value = load();
  co_await value;
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> element(std::tuple<value_task<int>, int> both) {
  auto &[value, number] = both;
  co_await value;
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:10: note: 'value' refers to 'std::get<0>(both)'
// CHECK: :[[#@LINE-4]]:3: note: first awaited here
// CHECK: :[[#@LINE-4]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  (void)number;
}

task<void> referent(value_task<int> (&values)[2]) {
  auto &value = values[1];
  co_await value;
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:9: note: 'value' refers to 'values[1]'
// CHECK: :[[#@LINE-4]]:3: note: first awaited here
// CHECK: :[[#@LINE-4]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

// A member of what a reference parameter refers to, called on it as an rvalue.
task<int> moved_and_awaited(value_task<int> &given) {
  auto shared = std::move(given).as_task();
  int sum = co_await shared;
  co_return sum + co_await given;
// CHECK: :[[#@LINE-1]]:19: warning: 'given' is awaited after 'as_task' consumed it; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:34: note: first consumed by 'as_task' here
// CHECK: :[[#@LINE-3]]:19: note: consume it in one place only, or create a shareable task with '.as_task()'
}

int take(value_task<int> &given) { return std::move(given).result(); }

task<int> taken_by_helper(value_task<int> value) {
  int sum = take(value);
  co_return sum + co_await value;
// CHECK: :[[#@LINE-1]]:19: warning: 'value' is awaited after 'take' consumed it; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:18: note: first consumed by 'take' here
// CHECK: :[[#@LINE-3]]:19: note: consume it in one place only, or create a shareable task with '.as_task()'
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
// CHECK: :[[#@LINE-1]]:79: warning: 'given' is consumed by 'as_task' more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:56: note: first consumed by 'as_task' here
// CHECK: :[[#@LINE-3]]:79: note: consume it in one place only, or create a shareable task with '.as_task()'
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
