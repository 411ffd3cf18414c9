// What a helper or a lambda takes out of an object isn't lost with it; what they overwrite is.
// RUN: %both %s | %match %s
#include <utility>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
void take(value_task<int> value);

void take_out(value_task<int> &given) { take(std::exchange(given, value_task<int>())); }
void take_and_clear(value_task<int> &given) {
  take(std::move(given));
  given = {};
}
void renew(value_task<int> &given) {
  take(std::move(given));
  given = load();
}
void clear(value_task<int> &given) { given = {}; }

task<void> by_a_helper() {
  auto value = load();
  take_out(value);
  co_return;
}

task<void> by_a_helper_in_two_steps() {
  auto value = load();
  take_and_clear(value);
  co_return;
}

task<void> by_a_lambda() {
  auto value = load();
  auto flush = [&] { take(std::exchange(value, value_task<int>())); };
  flush();
  co_return;
}

task<void> renewed_and_consumed() {
  auto value = load();
  renew(value);
  co_await value;
}

task<void> swapped_into_one_that_is_consumed() {
  auto value = load();
  value_task<int> other;
  std::swap(value, other);
  co_await other;
}

task<void> renewed_and_forgotten() {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:9: note: 'value' gets a new value here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  renew(value);
  co_return;
}

task<void> cleared() {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:9: note: it is overwritten here
// CHECK: :[[#@LINE-3]]:8: note: did you forget 'co_await'?
  clear(value);
  co_return;
}

task<void> swapped_and_forgotten() {
  auto value = load();
  value_task<int> other;
// CHECK: :[[#@LINE-1]]:19: warning: 'other' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:3: note: 'other' gets a new value here
// CHECK: :[[#@LINE-3]]:19: note: 'co_await' it on every path, or discard it with 'detach'
  std::swap(value, other);
  co_return;
}

// Nothing is taken out of what is empty, and nothing changes where an object is moved to itself.
void moved_from_an_empty_one() {
  value_task<int> empty, other;
  other = std::move(empty);
  value_task<int> third;
  auto fourth = std::exchange(third, value_task<int>());
}
task<int> moved_to_itself() {
  auto value = load();
  auto &same = value;
  value = std::move(value);
  value = std::move(same);
  co_return co_await value;
}
