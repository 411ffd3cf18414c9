// Loops over ranges: whether they are empty, how often they run, and loops within loops.
// RUN: %both --checks 'valuetask-unconsumed,valuetask-double-await' %s | %match %s
#include <array>
#include <map>
#include <valuetask/value_task.h>
#include <vector>

using valuetask::task;
using valuetask::value_task;

value_task<int> load(int key = 0);
bool asked();
void work(int);

task<void> refilled(std::vector<value_task<int>> values) {
  for (auto &value : values)
    co_await value;
  for (auto &value : values)
    value = load();
  for (auto &value : values)
    co_await value;
}
task<void> refilled_array(std::array<value_task<int>, 4> values) {
  for (auto &value : values)
    co_await value;
  for (auto &value : values)
    value = load();
  for (auto &value : values)
    co_await value;
}
task<int> empty_or_first(const std::vector<int> &keys) {
  auto value = load();
  if (keys.empty())
    co_return co_await value;
  for (int key : keys)
    co_return key + co_await value;
  co_return 0;
}
task<void> empty_or_once(const std::vector<int> &keys) {
  auto value = load();
  if (keys.empty())
    co_await value;
  for (int key : keys) {
    work(key);
    co_await value;
    break;
  }
}
task<void> the_last_index(std::vector<int> keys) {
  auto value = load();
  for (std::size_t i = 0; i < keys.size(); ++i)
    if (i == keys.size() - 1)
      co_await value;
  if (keys.empty())
    co_await value;
}
task<void> one_of_constants() {
  auto value = load();
  for (int key : {1, 2, 3})
    if (key == 1)
      co_await value;
}
task<void> of_a_constant_array() {
  auto value = load();
  const int keys[] = {4, 5};
  for (int key : keys)
    switch (key) {
    case 4:
      co_await value;
      break;
    default:
      work(key);
    }
}
task<void> all_but_the_first(std::vector<value_task<int>> values) {
  auto &first = values.front();
  co_await first;
  for (auto &value : values)
    if (&value != &first)
      co_await value;
}

task<void> rounds(std::vector<value_task<int>> values) {
  for (int round = 0; round < 2; ++round)
    for (auto &value : values)
      co_await value;
// CHECK: :[[#@LINE-1]]:7: warning: 'value' is awaited after it was already awaited; {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:16: note: 'value' is created here
// CHECK: :[[#@LINE-5]]:23: note: 'round < 2' is true here
// CHECK: :[[#@LINE-4]]:7: note: first awaited here, in an earlier iteration
// CHECK: :[[#@LINE-7]]:23: note: 'round < 2' is true here
}
task<void> rounds_until_told(std::array<value_task<int>, 3> &values) {
  while (asked())
    for (auto &value : values)
      co_await value;
// CHECK: :[[#@LINE-1]]:7: warning: 'value' is awaited after it was already awaited; {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:16: note: 'value' is created here
// CHECK: :[[#@LINE-5]]:10: note: 'asked()' is true here
// CHECK: :[[#@LINE-4]]:7: note: first awaited here, in an earlier iteration
// CHECK: :[[#@LINE-7]]:10: note: 'asked()' is true here
}
task<void> after_an_inner_loop() {
  auto value = load();
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < 3; ++j)
      work(j);
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited after it was already awaited; {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-6]]:19: note: 'i < 3' is true here
// CHECK: :[[#@LINE-4]]:5: note: first awaited here, in an earlier iteration
// CHECK: :[[#@LINE-8]]:19: note: 'i < 3' is true here
  }
}
task<void> by_rows(const std::vector<std::vector<int>> &rows, bool any) {
  auto value = load();
  for (auto &row : rows) {
    for (int cell : row)
      work(cell);
    co_await value;
// CHECK: :[[#@LINE-5]]:8: warning: 'value' is a 'value_task<int>' that is not consumed on every path, {{.*}} [valuetask-unconsumed]
// CHECK: :[[#@LINE-5]]:3: note: the loop ends here
// CHECK: :[[#@LINE-3]]:5: warning: 'value' is awaited after it was already awaited; {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-8]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-5]]:5: note: first awaited here, in an earlier iteration
  }
}
task<void> ready_ones_first(std::vector<value_task<int>> values) {
  for (auto &value : values)
    if (value.is_completed())
      work(value.result());
  for (auto &value : values)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'values[0]' is awaited after it was already consumed by 'result'; {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-7]]:58: note: 'values' is a parameter
// CHECK: :[[#@LINE-6]]:9: note: 'value.is_completed()' is true here
// CHECK: :[[#@LINE-6]]:18: note: first consumed by 'result' here
}
