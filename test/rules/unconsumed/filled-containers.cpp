// A container that was just filled isn't empty, and one that was emptied is.
// RUN: %both %s | %match %s
#include <map>
#include <set>
#include <string>
#include <vector>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();

task<int> pushed() {
  auto x = load();
  std::vector<int> keys;
  keys.push_back(2);
  for (int key : keys)
    co_return key + co_await x;
  co_return 0;
}
task<int> listed() {
  auto x = load();
  const std::vector<int> keys = {1, 2};
  if (keys.size() == 2)
    co_return co_await x;
  co_return 0;
}
task<int> counted_from_the_start() {
  auto x = load();
  std::vector<int> keys(3);
  for (std::size_t i = 0; i < keys.size(); ++i)
    co_return co_await x;
  co_return 0;
}
task<int> keyed() {
  auto x = load(), y = load();
  std::map<int, int> rates;
  rates[1] = 2;
  std::set<std::string> names;
  names.insert("eur");
  int sum = 0;
  if (rates.begin() != rates.end())
    sum = co_await x;
  if (!names.empty())
    sum += co_await y;
  co_return sum;
}
task<int> one_at_most() {
  auto x = load();
  std::vector<int> keys;
  keys.emplace_back(1);
  int sum = 0;
  for (int key : keys)
    sum += key * co_await x;
  co_return sum;
}
task<int> written_by_index() {
  auto x = load();
  std::vector<int> keys(1);
  keys[0] = 3;
  if (keys.empty())
    co_return 0;
  co_return co_await x;
}

task<int> not_filled() {
  auto x = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'x' is a 'value_task' that is not awaited on every path; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE+3]]:3: note: the loop ends here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  std::vector<int> keys;
  for (int key : keys)
    co_return key + co_await x;
  co_return 0;
}
task<int> filled_and_emptied() {
  auto x = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'x' is a 'value_task' that is not awaited on every path; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE+5]]:7: note: '!keys.empty()' is false here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  std::vector<int> keys;
  keys.push_back(2);
  keys.clear();
  if (!keys.empty())
    co_return co_await x;
  co_return 0;
}
task<int> taken_out_again() {
  auto x = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'x' is a 'value_task' that is not awaited on every path; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE+5]]:7: note: '!keys.empty()' is false here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  std::vector<int> keys;
  keys.push_back(2);
  keys.pop_back();
  if (!keys.empty())
    co_return co_await x;
  co_return 0;
}
task<int> of_a_range(const std::vector<int> &others) {
  auto x = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'x' is a 'value_task' that is not awaited on every path; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE+4]]:3: note: the loop ends here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  std::vector<int> keys;
  keys.insert(keys.end(), others.begin(), others.end());
  for (int key : keys)
    co_return key + co_await x;
  co_return 0;
}
