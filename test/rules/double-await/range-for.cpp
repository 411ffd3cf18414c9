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
// CHECK: :[[#@LINE-1]]:7: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:16: note: 'value' refers to 'values[0]'
// CHECK: :[[#@LINE-3]]:7: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-4]]:7: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}
task<void> rounds_until_told(std::array<value_task<int>, 3> &values) {
  while (asked())
    for (auto &value : values)
      co_await value;
// CHECK: :[[#@LINE-1]]:7: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:16: note: 'value' refers to 'values[0]'
// CHECK: :[[#@LINE-3]]:7: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-4]]:7: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}
task<void> after_an_inner_loop() {
  auto value = load();
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < 3; ++j)
      work(j);
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:19: note: 'i < 3' is true here
// CHECK: :[[#@LINE-3]]:5: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-7]]:19: note: 'i < 3' is true here
// CHECK: :[[#@LINE-9]]:22: note: create a shareable task with '.as_task()'
  }
}
task<void> by_rows(const std::vector<std::vector<int>> &rows, bool any) {
  auto value = load();
  for (auto &row : rows) {
    for (int cell : row)
      work(cell);
    co_await value;
// CHECK: :[[#@LINE-5]]:8: warning: 'value' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE-5]]:3: note: the loop ends here
// CHECK: :[[#@LINE-7]]:8: note: 'co_await' it on every path, or discard it with 'detach'
// CHECK: :[[#@LINE-4]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:5: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-10]]:22: note: create a shareable task with '.as_task()'
  }
}
task<void> ready_ones_first(std::vector<value_task<int>> values) {
  for (auto &value : values)
    if (value.is_completed())
      work(value.result());
  for (auto &value : values)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'values[0]' is awaited after 'result' consumed it [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:9: note: 'value.is_completed()' is true here
// CHECK: :[[#@LINE-5]]:18: note: first consumed by 'result' here
// CHECK: :[[#@LINE-4]]:5: note: consume it in one place only, or create a shareable task with '.as_task()'
}

// A range and an iterator of one's own: what they count is followed.
struct counting {
  int at;
  int operator*() const { return at; }
  counting &operator++() {
    ++at;
    return *this;
  }
  bool operator!=(const counting &other) const { return at != other.at; }
};
struct numbers {
  int first, last;
  counting begin() const { return {first}; }
  counting end() const { return {last}; }
};
task<void> own_range() {
  auto value = load();
  bool any = false;
  for (int number : numbers{0, 3})
    any = true;
  if (!any)
    co_await value;
  co_await value;
}
task<void> own_range_that_may_be_empty(int n) {
  auto value = load();
  bool any = false;
  for (int number : numbers{0, n})
    any = true;
  if (!any)
    co_await value;
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:7: note: '!any' is true here
// CHECK: :[[#@LINE-4]]:5: note: first awaited here
// CHECK: :[[#@LINE-10]]:22: note: create a shareable task with '.as_task()'
}
task<void> third_of_an_own_range() {
  auto value = load();
  bool found = false;
  for (int number : numbers{0, 3})
    if (number == 2)
      found = true;
  if (!found)
    co_await value;
  co_await value;
}
task<void> after_a_long_own_range() {
  auto value = load();
  for (int number : numbers{0, 30})
    work(number);
  co_await value;
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-7]]:22: note: create a shareable task with '.as_task()'
}
