// What consumes a container or a tuple as a whole consumes each of what is in it, and what was consumed before is consumed
// again by that.
// RUN: %both %s | %match %s
#include <array>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>
#include <valuetask/value_task.h>
#include <valuetask/when_all.h>
#include <valuetask/when_any.h>

using valuetask::task;
using valuetask::value_task;
using valuetask::when_all;
using valuetask::when_any;

value_task<int> job(int n);

task<int> element_afterwards(std::vector<value_task<int>> all) {
  co_await when_all(std::move(all));
  co_return co_await all[1];
// CHECK: :[[#@LINE-1]]:13: warning: 'all[1]' is awaited after 'when_all' consumed it; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:31: note: first consumed by 'when_all' here
// CHECK: :[[#@LINE-3]]:13: note: consume it in one place only, or create a shareable task with '.as_task()'
}
task<int> all_afterwards(std::array<value_task<int>, 3> all) {
  co_await when_all(all);
  int sum = 0;
  for (auto &one : all)
    sum += co_await one;
// CHECK: :[[#@LINE-1]]:12: warning: 'all[0]' is awaited after 'when_all' consumed it; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:21: note: first consumed by 'when_all' here
// CHECK: :[[#@LINE-3]]:12: note: consume it in one place only, or create a shareable task with '.as_task()'
  co_return sum;
}
task<int> element_before(std::vector<value_task<int>> all) {
  int sum = co_await all[0];
  co_await when_all(all);
// CHECK: :[[#@LINE-1]]:21: warning: 'all[0]' is consumed by 'when_all' after it was awaited [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:13: note: first awaited here
// CHECK: :[[#@LINE-3]]:21: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  co_return sum;
}
task<int> element_before_moved(std::vector<value_task<int>> all) {
  int sum = co_await all.front();
  co_await when_all(std::move(all));
// CHECK: :[[#@LINE-1]]:31: warning: 'all[0]' is consumed by 'when_all' after it was awaited [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:13: note: first awaited here
// CHECK: :[[#@LINE-3]]:31: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  co_return sum;
}
task<int> each_before(std::vector<value_task<int>> all) {
  int sum = 0;
  for (auto &one : all)
    sum += co_await one;
  co_await when_all(all);
// CHECK: :[[#@LINE-1]]:21: warning: 'all[0]' is consumed by 'when_all' after it was awaited [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:12: note: first awaited here
// CHECK: :[[#@LINE-3]]:21: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  co_return sum;
}
task<void> twice(std::vector<value_task<int>> all) {
  co_await when_all(all);
  co_await when_all(all);
// CHECK: :[[#@LINE-1]]:21: warning: 'all' is consumed by 'when_all' more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:21: note: first consumed by 'when_all' here
// CHECK: :[[#@LINE-3]]:21: note: consume it in one place only, or create a shareable task with '.as_task()'
}
task<int> the_first_of_those_left(int n) {
  std::vector<value_task<int>> left;
  for (int i = 0; i < n; ++i)
    left.push_back(job(i));
  int sum = 0;
  while (!left.empty()) {
    auto [index, value] = co_await when_any(left);
// CHECK: :[[#@LINE-1]]:45: warning: 'left' is consumed by 'when_any' more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:19: note: 'i < n' is true here
// CHECK: :[[#@LINE-6]]:10: note: 'left' gets a new value here
// CHECK: :[[#@LINE-5]]:10: note: '!left.empty()' is true here
// CHECK: :[[#@LINE-5]]:45: note: first consumed by 'when_any' here, in a previous iteration of the loop
// CHECK: :[[#@LINE-7]]:10: note: '!left.empty()' is true here
// CHECK: :[[#@LINE-7]]:45: note: consume it in one place only, or create a shareable task with '.as_task()'
    left.erase(left.begin() + static_cast<std::ptrdiff_t>(index));
    sum += value;
  }
  co_return sum;
}
task<void> all_but_the_last(std::vector<value_task<int>> left) {
  co_await when_any(left);
  left.pop_back();
  co_await when_any(left);
// CHECK: :[[#@LINE-1]]:21: warning: 'left' is consumed by 'when_any' more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:21: note: first consumed by 'when_any' here
// CHECK: :[[#@LINE-3]]:21: note: consume it in one place only, or create a shareable task with '.as_task()'
}
task<void> all_but_the_first(std::vector<value_task<int>> left) {
  co_await when_any(left);
  left.erase(left.begin());
  co_await when_all(left);
// CHECK: :[[#@LINE-1]]:21: warning: 'left' is consumed by 'when_all' after 'when_any' consumed it [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:21: note: first consumed by 'when_any' here
// CHECK: :[[#@LINE-3]]:21: note: consume it in one place only, or create a shareable task with '.as_task()'
}
task<void> by_a_helper_of_it(std::vector<value_task<int>> &all) { co_await when_all(all); }
task<int> helped(std::vector<value_task<int>> all) {
  int sum = co_await all[0];
  co_await by_a_helper_of_it(all);
// CHECK: :[[#@LINE-1]]:30: warning: 'all[0]' is consumed by 'by_a_helper_of_it' after it was awaited [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:13: note: first awaited here
// CHECK: :[[#@LINE-3]]:30: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  co_return sum;
}
using both = std::tuple<value_task<int>, value_task<int>>;
task<int> applied(both pair) {
  co_await std::apply([](auto &...one) { return when_all(one...); }, pair);
  co_return co_await std::get<1>(pair);
// CHECK: :[[#@LINE-1]]:13: warning: 'std::get<1>(pair)' is awaited after a lambda consumed it [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:70: note: first consumed by a lambda here
// CHECK: :[[#@LINE-3]]:13: note: consume it in one place only, or create a shareable task with '.as_task()'
}
task<int> applied_moved(both pair) {
  int sum = co_await std::get<0>(pair);
  co_await std::apply([](auto &&...one) { return when_all(std::move(one)...); }, std::move(pair));
// CHECK: :[[#@LINE-1]]:92: warning: 'std::get<0>(pair)' is consumed by a lambda after it was awaited [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:13: note: first awaited here
// CHECK: :[[#@LINE-3]]:92: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  co_return sum;
}
task<int> applied_by_name(both pair) {
  co_await std::apply([](value_task<int> &first, value_task<int> &) -> task<int> { co_return co_await first; }, pair);
  co_return co_await std::get<0>(pair);
// CHECK: :[[#@LINE-1]]:13: warning: 'std::get<0>(pair)' is awaited after a lambda consumed it [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:113: note: first consumed by a lambda here
// CHECK: :[[#@LINE-3]]:13: note: consume it in one place only, or create a shareable task with '.as_task()'
}

// Correct: filled again, emptied, removed, another one, each once.
task<int> filled_again(std::vector<value_task<int>> all) {
  co_await when_all(all);
  all.clear();
  all.push_back(job(1));
  co_await when_all(all);
  all = std::vector<value_task<int>>(3);
  all[0] = job(2);
  co_return co_await all[0];
}
task<void> each_filled_again(std::vector<value_task<int>> all) {
  co_await when_all(all);
  for (auto &one : all)
    one = job(1);
  co_await when_all(all);
}
task<int> each_filled_again_and_one(std::vector<value_task<int>> all) {
  co_await when_all(all);
  for (auto &one : all)
    one = job(1);
  co_return co_await all[0];
}
task<void> in_batches(int n) {
  std::vector<value_task<int>> batch;
  for (int i = 0; i < n; ++i) {
    batch.push_back(job(i));
    if (batch.size() == 4)
      co_await when_all(std::exchange(batch, {}));
  }
  co_await when_all(batch);
}
task<void> moved_batches(int n) {
  std::vector<value_task<int>> batch;
  for (int i = 0; i < n; ++i) {
    batch.push_back(job(i));
    if (i % 4 == 3) {
      co_await when_all(std::move(batch));
      batch.clear();
    }
  }
  co_await when_all(std::move(batch));
}
task<void> swapped(std::vector<value_task<int>> all, std::vector<value_task<int>> others) {
  co_await when_all(all);
  all.swap(others);
  co_await when_all(all);
}
task<void> another_each_time(int n) {
  for (int i = 0; i < n; ++i) {
    std::vector<value_task<int>> all;
    all.push_back(job(i));
    co_await when_all(all);
  }
}
task<int> taken_out(std::vector<value_task<int>> all) {
  int sum = co_await all.back();
  all.pop_back();
  co_await when_all(all);
  co_return sum;
}
task<int> one_of_two(both pair, bool first) {
  if (first)
    co_return co_await std::get<0>(pair);
  co_await std::apply([](auto &...one) { return when_all(one...); }, pair);
  co_return 0;
}
task<int> only_counted(both pair) {
  int sum = std::apply([](const auto &...one) { return (int(one.is_completed()) + ...); }, pair);
  co_await std::apply([](auto &...one) { return when_all(one...); }, pair);
  co_return sum;
}
task<int> another_element_of_a_tuple(both pair) {
  co_await std::apply([](value_task<int> &first, value_task<int> &) -> task<int> { co_return co_await first; }, pair);
  co_return co_await std::get<1>(pair);
}
