// Elements of arrays and containers, by constants, by variables and by loops.
// RUN: %both %s | %match %s
#include <array>
#include <cstddef>
#include <deque>
#include <list>
#include <map>
#include <span>
#include <utility>
#include <vector>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
bool asked();
void look(const std::vector<value_task<int>> &values);
void fill(std::vector<value_task<int>> &values);
int pick();

task<void> by_a_constant(std::vector<value_task<int>> values) {
  co_await values[0];
  co_await values[0];
// CHECK: :[[#@LINE-1]]:3: warning: 'values[0]' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> of_an_array() {
  value_task<int> values[2] = {load(), load()};
  co_await values[1];
  co_await values[1];
// CHECK: :[[#@LINE-1]]:3: warning: 'values[1]' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> of_an_array_parameter(value_task<int> (&values)[3]) {
  co_await values[2];
  co_await std::move(values[2]);
// CHECK: :[[#@LINE-1]]:3: warning: 'values[2]' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> of_a_std_array() {
  std::array<value_task<int>, 2> values{load(), load()};
  co_await values[0];
  co_await values[1];
  co_await values[0];
// CHECK: :[[#@LINE-1]]:3: warning: 'values[0]' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> at_and_subscript(std::vector<value_task<int>> values) {
  co_await values.at(1);
  co_await values[1];
// CHECK: :[[#@LINE-1]]:3: warning: 'values[1]' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> front_is_the_first(std::vector<value_task<int>> values) {
  co_await values.front();
  co_await values[0];
// CHECK: :[[#@LINE-1]]:3: warning: 'values[0]' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> the_same_end_twice(std::deque<value_task<int>> values) {
  co_await values.back();
  co_await values.back();
// CHECK: :[[#@LINE-1]]:3: warning: 'values.back()' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> by_a_named_constant(std::vector<value_task<int>> values) {
  constexpr std::size_t first = 0;
  co_await values[first];
  co_await values[0];
// CHECK: :[[#@LINE-1]]:3: warning: 'values[0]' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> by_a_variable(std::vector<value_task<int>> values, std::size_t i) {
  co_await values[i];
  co_await values[i];
// CHECK: :[[#@LINE-1]]:3: warning: 'values[i]' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> of_an_array_by_a_variable(int i) {
  value_task<int> values[2] = {load(), load()};
  co_await values[i];
  co_await values[i];
// CHECK: :[[#@LINE-1]]:3: warning: 'values[i]' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> twice_in_one_iteration(std::vector<value_task<int>> values) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    co_await values[i];
    co_await values[i];
// CHECK: :[[#@LINE-1]]:5: warning: 'values[i]' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:27: note: 'i < values.size()' is true here
// CHECK: :[[#@LINE-4]]:5: note: first awaited here
// CHECK: :[[#@LINE-4]]:5: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  }
}

task<void> the_same_in_each_iteration(std::vector<value_task<int>> values, int n) {
  for (int i = 0; i < n; ++i)
    co_await values[0];
// CHECK: :[[#@LINE-1]]:5: warning: 'values[0]' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:19: note: 'i < n' is true here
// CHECK: :[[#@LINE-3]]:5: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-5]]:19: note: 'i < n' is true here
// CHECK: :[[#@LINE-5]]:5: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> a_fixed_index_in_a_loop(std::vector<value_task<int>> values, std::size_t which) {
  for (int i = 0; i < 3; ++i)
    co_await values[which];
// CHECK: :[[#@LINE-1]]:5: warning: 'values[which]' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:19: note: 'i < 3' is true here
// CHECK: :[[#@LINE-3]]:5: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-5]]:19: note: 'i < 3' is true here
// CHECK: :[[#@LINE-5]]:5: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> two_loops(std::vector<value_task<int>> values) {
  for (auto &value : values)
    co_await value;
  for (auto &value : values)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'values[0]' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:5: note: first awaited here
// CHECK: :[[#@LINE-3]]:5: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> two_loops_over_an_array() {
  value_task<int> values[2] = {load(), load()};
  for (auto &value : values)
    co_await value;
  for (auto &&value : values)
    co_await std::move(value);
// CHECK: :[[#@LINE-1]]:5: warning: 'values[0]' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:5: note: first awaited here
// CHECK: :[[#@LINE-3]]:5: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> two_loops_by_index(std::vector<value_task<int>> values) {
  for (std::size_t i = 0; i < values.size(); ++i)
    co_await values[i];
  for (std::size_t i = 0; i < values.size(); ++i)
    co_await values[i];
// CHECK: :[[#@LINE-1]]:5: warning: 'values[0]' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:27: note: 'i < values.size()' is true here
// CHECK: :[[#@LINE-5]]:5: note: first awaited here
// CHECK: :[[#@LINE-5]]:27: note: 'i < values.size()' is true here
// CHECK: :[[#@LINE-5]]:5: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> two_loops_by_iterators(std::vector<value_task<int>> values) {
  for (auto it = values.begin(); it != values.end(); ++it)
    co_await *it;
  for (auto it = values.begin(); it != values.end(); ++it)
    co_await *it;
// CHECK: :[[#@LINE-1]]:5: warning: 'values[0]' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:34: note: 'it != values.end()' is true here
// CHECK: :[[#@LINE-5]]:5: note: first awaited here
// CHECK: :[[#@LINE-5]]:34: note: 'it != values.end()' is true here
// CHECK: :[[#@LINE-5]]:5: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> a_loop_and_the_first(std::vector<value_task<int>> values) {
  co_await values[0];
  for (auto &value : values)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'values[0]' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:5: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> by_an_iterator(std::vector<value_task<int>> values) {
  auto it = values.begin();
  co_await *it;
  co_await *it;
// CHECK: :[[#@LINE-1]]:3: warning: 'values[0]' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> by_a_reference(std::vector<value_task<int>> values) {
  auto &first = values[0];
  co_await first;
  co_await values[0];
// CHECK: :[[#@LINE-1]]:3: warning: 'values[0]' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

template <class T, std::size_t N> task<void> in_a_template(std::array<value_task<T>, N> values) {
  co_await values[0];
  co_await values[0];
// CHECK: :[[#@LINE-1]]:3: warning: 'values[0]' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}
template task<void> in_a_template(std::array<value_task<int>, 2>);
template task<void> in_a_template(std::array<value_task<char>, 3>);

task<void> of_a_member() {
  struct {
    value_task<int> values[2];
  } local{{load(), load()}};
  co_await local.values[1];
  co_await local.values[1];
// CHECK: :[[#@LINE-1]]:3: warning: 'local.values[1]' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> a_field_of_an_element() {
  struct named {
    value_task<int> value;
    int key;
  };
  std::vector<named> all;
  all.push_back({load(), 1});
  co_await all[0].value;
  co_await all[0].value;
// CHECK: :[[#@LINE-1]]:3: warning: 'all[0].value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

// Correct from here on.

task<void> different_constants(std::vector<value_task<int>> values) {
  co_await values[0];
  co_await values[1];
  co_await values.at(2);
}

task<void> both_ends(std::vector<value_task<int>> values) {
  co_await values.front();
  co_await values.back();
}

task<void> different_variables(std::vector<value_task<int>> values, std::size_t i, std::size_t j) {
  co_await values[i];
  co_await values[j];
}

task<void> the_variable_is_stepped(std::vector<value_task<int>> values) {
  std::size_t i = 0;
  co_await values[i];
  ++i;
  co_await values[i];
  i += 1;
  co_await values[i];
}

task<void> stepped_as_it_is_used(std::vector<value_task<int>> values) {
  std::size_t i = 0;
  co_await values[i++];
  co_await values[i++];
  co_await values[i];
}

task<void> the_variable_is_assigned(std::vector<value_task<int>> values, std::size_t i) {
  co_await values[i];
  i = static_cast<std::size_t>(pick());
  co_await values[i];
}

task<void> set_through_a_reference(std::vector<value_task<int>> values, std::size_t i) {
  auto &step = i;
  co_await values[i];
  ++step;
  co_await values[i];
}

void next(std::size_t &index);

task<void> set_by_a_function(std::vector<value_task<int>> values, std::size_t i) {
  co_await values[i];
  next(i);
  co_await values[i];
}

task<void> by_calls(std::vector<value_task<int>> values) {
  co_await values[static_cast<std::size_t>(pick())];
  co_await values[static_cast<std::size_t>(pick())];
}

task<void> each_once(std::vector<value_task<int>> values) {
  for (std::size_t i = 0; i < values.size(); ++i)
    co_await values[i];
}

task<void> each_once_backwards(std::vector<value_task<int>> values) {
  for (std::size_t i = values.size(); i-- > 0;)
    co_await values[i];
}

task<void> each_once_by_iterators(std::list<value_task<int>> values) {
  for (auto it = values.begin(); it != values.end(); ++it)
    co_await *it;
}

task<void> each_once_by_pointers() {
  value_task<int> values[3] = {load(), load(), load()};
  for (auto *p = values; p != values + 3; ++p)
    co_await *p;
}

task<void> each_once_by_a_pointer_and_a_count(value_task<int> *values, int n) {
  while (n-- > 0)
    co_await *values++;
}

task<void> each_once_in_a_span(std::span<value_task<int>> values) {
  for (auto &value : values)
    co_await value;
}

task<void> the_first_and_then_the_rest(std::vector<value_task<int>> values) {
  co_await values[0];
  for (std::size_t i = 1; i < values.size(); ++i)
    co_await values[i];
}

task<void> the_rest_by_iterators(std::vector<value_task<int>> values) {
  co_await values.front();
  for (auto it = values.begin() + 1; it != values.end(); ++it)
    co_await *it;
}

task<void> all_but_the_first(std::vector<value_task<int>> values) {
  co_await values[0];
  bool first = true;
  for (auto &value : values) {
    if (!first)
      co_await value;
    first = false;
  }
}

task<void> all_but_the_first_by_index(std::vector<value_task<int>> values) {
  co_await values[0];
  for (std::size_t i = 0; i < values.size(); ++i)
    if (i != 0)
      co_await values[i];
}

task<void> evens_and_odds(std::vector<value_task<int>> values) {
  for (std::size_t i = 0; i < values.size(); i += 2)
    co_await values[i];
  for (std::size_t i = 1; i < values.size(); i += 2)
    co_await values[i];
}

task<void> two_halves(std::vector<value_task<int>> values) {
  const std::size_t half = values.size() / 2;
  for (std::size_t i = 0; i < half; ++i)
    co_await values[i];
  for (std::size_t i = half; i < values.size(); ++i)
    co_await values[i];
}

task<void> only_looked_at_first(std::vector<value_task<int>> values) {
  for (const auto &value : values)
    (void)value.is_completed();
  look(values);
  for (auto &value : values)
    co_await value;
  look(values);
}

task<void> those_that_are_ready_first(std::vector<value_task<int>> values) {
  std::vector<bool> done(values.size());
  for (std::size_t i = 0; i < values.size(); ++i)
    if (values[i].is_completed()) {
      co_await values[i];
      done[i] = true;
    }
  for (std::size_t i = 0; i < values.size(); ++i)
    if (!done[i])
      co_await values[i];
}

task<void> assigned_in_between(std::vector<value_task<int>> values, std::size_t i) {
  co_await values[0];
  values[0] = load();
  co_await values[0];
  co_await values[i];
  values[i] = load();
  co_await values[i];
}

task<void> filled_again_by_another_index(std::vector<value_task<int>> values, std::size_t i,
                                         std::size_t j) {
  co_await values[i];
  values[j] = load();
  co_await values[i];
}

task<void> cleared_and_filled(std::vector<value_task<int>> values) {
  for (auto &value : values)
    co_await value;
  values.clear();
  values.push_back(load());
  for (auto &value : values)
    co_await value;
}

task<void> filled_by_a_function(std::vector<value_task<int>> values) {
  co_await values[0];
  fill(values);
  co_await values[0];
}

task<void> erased(std::vector<value_task<int>> values) {
  while (!values.empty()) {
    co_await values.front();
    values.erase(values.begin());
  }
}

task<void> popped(std::vector<value_task<int>> values) {
  while (!values.empty()) {
    co_await values.back();
    values.pop_back();
  }
}

task<void> taken_out(std::deque<value_task<int>> values) {
  while (!values.empty()) {
    auto value = std::move(values.front());
    values.pop_front();
    co_await value;
  }
}

task<void> whole_assigned(std::vector<value_task<int>> values) {
  co_await values[0];
  values = std::vector<value_task<int>>(3);
  co_await values[0];
}

task<void> swapped(std::vector<value_task<int>> values, std::vector<value_task<int>> others) {
  co_await values[0];
  values.swap(others);
  co_await values[0];
}

task<void> inserted_in_front(std::deque<value_task<int>> values) {
  co_await values[0];
  values.push_front(load());
  co_await values[0];
}

task<void> by_keys(std::map<int, value_task<int>> values) {
  co_await values[1];
  co_await values.at(2);
  for (auto &[key, value] : values)
    if (key > 2)
      co_await value;
}

task<void> fresh_ones_in_each_round(int n) {
  for (int i = 0; i < n; ++i) {
    value_task<int> values[2] = {load(), load()};
    for (auto &value : values)
      co_await value;
  }
}

task<void> different_containers(std::vector<value_task<int>> a, std::vector<value_task<int>> b) {
  for (auto &value : a)
    co_await value;
  for (auto &value : b)
    co_await value;
}

task<void> of_two_dimensions() {
  value_task<int> values[2][2] = {{load(), load()}, {load(), load()}};
  co_await values[0][0];
  co_await values[0][1];
  co_await values[1][0];
  co_await values[1][1];
}

task<void> rows_in_turn(std::vector<std::vector<value_task<int>>> rows) {
  for (auto &row : rows)
    for (auto &value : row)
      co_await value;
}

task<void> the_one_that_was_found(std::vector<value_task<int>> values) {
  for (auto &value : values)
    if (value.is_completed()) {
      co_await value;
      co_return;
    }
  for (auto &value : values)
    co_await value;
}

task<void> either_direction(std::vector<value_task<int>> values, bool up) {
  if (up)
    for (auto &value : values)
      co_await value;
  else
    for (auto it = values.rbegin(); it != values.rend(); ++it)
      co_await *it;
}
