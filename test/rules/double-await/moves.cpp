// Given to somebody else: what is left behind is consumed.
// RUN: %both %s | %match %s
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <queue>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>
#include <valuetask/detach.h>
#include <valuetask/sync_wait.h>
#include <valuetask/value_task.h>
#include <valuetask/when_all.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
bool asked();
void take(value_task<int> value);
void take_two(value_task<int> left, value_task<int> right);
void look(const value_task<int> &value);
bool try_take(value_task<int> &&value);

struct keeper {
  explicit keeper(value_task<int> value);
  void add(value_task<int> value);
  keeper &operator<<(value_task<int> value);
};

task<void> to_a_parameter() {
  auto value = load();
  take(std::move(value));
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after it was moved; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:18: note: first moved here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

void twice_to_parameters() {
  auto value = load();
  take(std::move(value));
  take(std::move(value));
// CHECK: :[[#@LINE-1]]:18: warning: 'value' is moved more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:18: note: first moved here
// CHECK: :[[#@LINE-3]]:18: note: consume it in one place only, or create a shareable task with '.as_task()'
}

void twice_in_one_call() {
  auto value = load();
  take_two(std::move(value), std::move(value));
// CHECK: :[[#@LINE-1]]:40: warning: 'value' is moved more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-2]]:22: note: first moved here
// CHECK: :[[#@LINE-3]]:40: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> to_a_member(keeper k) {
  auto value = load();
  k.add(std::move(value));
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after it was moved; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:19: note: first moved here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> to_an_operator(keeper k) {
  auto value = load();
  k << std::move(value);
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after it was moved; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:18: note: first moved here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> to_a_constructor() {
  auto value = load();
  keeper k(std::move(value));
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after it was moved; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:22: note: first moved here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> to_a_variable() {
  auto value = load();
  value_task<int> other{std::move(value)};
  co_await other;
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after it was moved; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:35: note: first moved here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> by_assignment() {
  auto value = load(), other = load();
  co_await other;
  other = std::move(value);
  co_await other;
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after it was moved; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:21: note: first moved here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> pushed_back() {
  std::vector<value_task<int>> values;
  auto value = load();
  values.push_back(std::move(value));
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after it was moved; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:30: note: first moved here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> emplaced_back() {
  std::deque<value_task<int>> values;
  auto value = load();
  values.emplace_back(std::move(value));
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after it was moved; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:33: note: first moved here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> assigned_to_an_element(std::map<int, value_task<int>> &values) {
  auto value = load();
  values[1] = std::move(value);
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after it was moved; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:25: note: first moved here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> captured() {
  auto value = load();
  auto body = [value = std::move(value)]() mutable { valuetask::detach(std::move(value)); };
  body();
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after it was moved; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:34: note: first moved here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

value_task<int> returned_after_all(bool now) {
  auto value = load();
  if (now)
    take(std::move(value));
  return value;
// CHECK: :[[#@LINE-1]]:10: warning: 'value' is moved more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:7: note: 'now' is true here
// CHECK: :[[#@LINE-4]]:20: note: first moved here
// CHECK: :[[#@LINE-4]]:10: note: consume it in one place only, or create a shareable task with '.as_task()'
}

value_task<int> returned_after_its_result(value_task<int> given) {
  (void)given.result();
  return std::move(given);
// CHECK: :[[#@LINE-1]]:20: warning: 'given' is moved after 'result' consumed it; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:15: note: first consumed by 'result' here
// CHECK: :[[#@LINE-3]]:20: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> made_unique() {
  auto value = load();
  auto owner = std::make_unique<value_task<int>>(std::move(value));
  co_await *owner;
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after it was moved; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:60: note: first moved here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> made_optional() {
  auto value = load();
  std::optional<value_task<int>> owner(std::move(value));
  co_await *owner;
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after it was moved; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:50: note: first moved here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> made_optional_by_a_function() {
  auto value = load();
  auto owner = std::make_optional(std::move(value));
  co_await *owner;
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after it was moved; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:45: note: first moved here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> made_a_pair() {
  auto value = load();
  std::pair both(std::move(value), 1);
  co_await both.first;
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after it was moved; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:28: note: first moved here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> made_a_tuple() {
  auto value = load();
  auto both = std::make_tuple(std::move(value), 1);
  co_await std::get<0>(both);
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after it was moved; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:41: note: first moved here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> into_a_variant() {
  auto value = load();
  std::variant<int, value_task<int>> either = std::move(value);
  co_await std::get<1>(either);
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after it was moved; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:57: note: first moved here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> into_an_aggregate() {
  auto value = load();
  struct {
    value_task<int> inner;
  } local{std::move(value)};
  co_await local.inner;
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after it was moved; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:21: note: first moved here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> all_of_them() {
  auto left = load(), right = load();
  co_await valuetask::when_all(std::move(left), right);
  co_await left;
// CHECK: :[[#@LINE-1]]:3: warning: 'left' is awaited after 'when_all' consumed it; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:42: note: first consumed by 'when_all' here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
  co_await right;
// CHECK: :[[#@LINE-1]]:3: warning: 'right' is awaited after 'when_all' consumed it; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-7]]:49: note: first consumed by 'when_all' here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> all_of_one() {
  auto value = load();
  co_await valuetask::when_all(value, value);
// CHECK: :[[#@LINE-1]]:39: warning: 'value' is consumed by 'when_all' more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-2]]:32: note: first consumed by 'when_all' here
// CHECK: :[[#@LINE-3]]:39: note: consume it in one place only, or create a shareable task with '.as_task()'
}

void detached_twice(value_task<int> given) {
  valuetask::detach(std::move(given));
  valuetask::detach(std::move(given));
// CHECK: :[[#@LINE-1]]:31: warning: 'given' is consumed by 'detach' more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:31: note: first consumed by 'detach' here
// CHECK: :[[#@LINE-3]]:31: note: consume it in one place only, or create a shareable task with '.as_task()'
}

int waited_after_giving(value_task<int> given) {
  take(std::move(given));
  return valuetask::sync_wait(std::move(given));
// CHECK: :[[#@LINE-1]]:41: warning: 'given' is consumed by 'sync_wait' after it was moved [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:18: note: first moved here
// CHECK: :[[#@LINE-3]]:41: note: consume it in one place only, or create a shareable task with '.as_task()'
}

template <class... T> task<void> forwards(T &&...given) {
  co_await valuetask::when_all(std::forward<T>(given)...);
  (co_await std::forward<T>(given), ...);
// CHECK: :[[#@LINE-1]]:4: warning: 'given' is awaited after 'when_all' consumed it; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:48: note: first consumed by 'when_all' here
// CHECK: :[[#@LINE-3]]:4: note: consume it in one place only, or create a shareable task with '.as_task()'
}
auto instance = forwards(load());

task<void> in_a_loop(int n) {
  auto value = load();
  for (int i = 0; i < n; ++i)
    take(std::move(value));
// CHECK: :[[#@LINE-1]]:20: warning: 'value' is moved more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:19: note: 'i < n' is true here
// CHECK: :[[#@LINE-3]]:20: note: first moved here, in a previous iteration of the loop
// CHECK: :[[#@LINE-5]]:19: note: 'i < n' is true here
// CHECK: :[[#@LINE-5]]:20: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> to_itself_by_another_way() {
  auto value = load();
  auto other = std::move(value);
  auto third = std::move(other);
  co_await third;
  co_await other;
// CHECK: :[[#@LINE-1]]:3: warning: 'other' is awaited after it was moved; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:26: note: first moved here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after it was moved; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-9]]:26: note: first moved here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

// Correct from here on.

task<void> declined_by_a_map(std::map<int, value_task<int>> &values) {
  auto value = load();
  if (!values.try_emplace(1, std::move(value)).second)
    co_await value;
}

task<void> the_new_owner_consumes() {
  auto value = load();
  auto other = std::move(value);
  co_await other;
}

task<void> refilled_after_giving() {
  auto value = load();
  take(std::move(value));
  value = load();
  co_await value;
}

task<void> given_back() {
  auto value = load();
  auto other = std::move(value);
  value = std::move(other);
  co_await value;
}

task<void> exchanged_for_a_fresh_one() {
  auto value = load();
  co_await std::exchange(value, load());
  co_await std::exchange(value, load());
  co_await value;
}

task<void> exchanged_in_a_loop(int n) {
  auto value = load();
  for (int i = 0; i < n; ++i)
    take(std::exchange(value, load()));
  co_await value;
}

value_task<int> returned(bool now) {
  auto value = load();
  if (now)
    return value;
  take(std::move(value));
  return load();
}

value_task<int> returned_in_a_branch(value_task<int> given, bool now) {
  if (now)
    return std::move(given);
  return given;
}

value_task<int> either(bool first) {
  auto left = load(), right = load();
  return first ? std::move(left) : std::move(right);
}

task<void> looked_at_after_giving() {
  auto value = load();
  look(value);
  take(std::move(value));
}

task<void> moved_but_not_taken() {
  auto value = load();
  if (try_take(std::move(value)))
    co_return;
  co_await value;
}

task<void> static_cast_only() {
  auto value = load();
  (void)static_cast<value_task<int> &&>(value);
  (void)std::move(value);
  co_await value;
}

task<void> fresh_ones_given(keeper k) {
  take(load());
  take_two(load(), load());
  k << load() << load();
  co_await valuetask::when_all(load(), load());
}

task<void> two_given() {
  auto left = load(), right = load();
  take_two(std::move(left), std::move(right));
  co_return;
}

task<void> filled_and_waited_for(int n) {
  std::vector<value_task<int>> values;
  for (int i = 0; i < n; ++i) {
    auto value = load();
    values.push_back(std::move(value));
  }
  for (auto &value : values)
    co_await value;
}

task<void> pushed_and_made_again(int n) {
  std::vector<value_task<int>> values;
  auto value = load();
  for (int i = 0; i < n; ++i) {
    values.push_back(std::move(value));
    value = load();
  }
  co_await value;
}

task<void> from_one_container_to_another(std::vector<value_task<int>> from) {
  std::vector<value_task<int>> to;
  for (auto &value : from)
    to.push_back(std::move(value));
  for (auto &value : to)
    co_await value;
}

task<void> out_of_a_queue(std::queue<value_task<int>> queue) {
  while (!queue.empty()) {
    auto value = std::move(queue.front());
    queue.pop();
    co_await value;
  }
}

task<void> out_of_a_queue_into_one_variable(std::queue<value_task<int>> queue) {
  value_task<int> value;
  while (!queue.empty()) {
    value = std::move(queue.front());
    queue.pop();
    co_await value;
  }
}

task<void> swapped(value_task<int> given) {
  auto value = load();
  co_await value;
  std::swap(value, given);
  co_await value;
}

task<void> rotated() {
  auto current = load(), next = load();
  for (int i = 0; i < 3; ++i) {
    co_await current;
    current = std::move(next);
    next = load();
  }
  co_await current;
  co_await next;
}

task<void> in_one_branch_each(bool now) {
  auto value = load();
  if (now)
    take(std::move(value));
  else
    co_await valuetask::when_all(value, load());
}

task<void> taken_or_awaited(std::vector<value_task<int>> &values, bool later) {
  auto value = load();
  if (later) {
    values.push_back(std::move(value));
    co_return;
  }
  co_await value;
}

task<void> self_assigned_by_a_function() {
  auto value = load();
  value = [](value_task<int> given) { return given; }(std::move(value));
  co_await value;
}

value_task<int> decorate(value_task<int> value);

task<void> decorated_in_place() {
  auto value = load();
  value = decorate(std::move(value));
  value = decorate(std::move(value));
  co_await value;
}

task<void> decorated_in_a_loop(int n) {
  auto value = load();
  for (int i = 0; i < n; ++i)
    value = decorate(std::move(value));
  co_await value;
}
