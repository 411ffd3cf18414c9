// What functions do to the objects that they are given, where their bodies show it.
// RUN: %both %s | %match %s
#include <memory>
#include <utility>
#include <vector>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
bool asked();

struct two {
  value_task<int> left, right;
};

task<int> await_it(value_task<int> &value) { co_return co_await value; }
int take_result(value_task<int> &&value) { return value.result(); }
task<int> await_pointee(value_task<int> *value) { co_return co_await *value; }
task<int> await_left(two &both) { co_return co_await both.left; }
value_task<int> steal(value_task<int> &value) { return std::move(value); }
task<int> depth_three(value_task<int> &value) { return await_it(value); }
task<int> depth_two(value_task<int> &value) { co_return co_await depth_three(value); }
task<int> depth_one(value_task<int> &value) { co_return co_await depth_two(value); }

template <class T> task<void> await_any(T &&value) { co_await std::forward<T>(value); }
template <class... T> task<void> await_all(T &...values) { (co_await values, ...); }

task<void> either_way(value_task<int> &value, bool quick) {
  if (quick) {
    (void)value.result();
    co_return;
  }
  co_await value;
}

task<void> or_throw(value_task<int> &value) {
  if (!asked())
    throw 1;
  co_await value;
}

task<void> second_one(value_task<int> &, value_task<int> &second) { co_await second; }

task<void> count_down(value_task<int> &value, int n) {
  if (n > 0)
    co_return co_await count_down(value, n - 1);
  co_await value;
}

task<void> odd(value_task<int> &value, int n);
task<void> even(value_task<int> &value, int n) {
  if (n == 0)
    co_await value;
  else
    co_await odd(value, n - 1);
}
task<void> odd(value_task<int> &value, int n) {
  if (n == 0)
    co_await value;
  else
    co_await even(value, n - 1);
}

void look(const value_task<int> &value);
bool is_ready(const value_task<int> &value) { return value.is_completed(); }
bool is_ready_by_pointer(const value_task<int> *value) { return value->is_completed(); }
bool is_ready_too(value_task<int> &value) { return value.is_completed(); }
void refill(value_task<int> &value) { value = load(); }
void refill_pointee(value_task<int> *value) { *value = load(); }
void refill_deep(value_task<int> &value) { refill(value); }
void refill_two(two &both) { both = {load(), load()}; }
void refill_left(two &both) { both.left = load(); }
void unknown(value_task<int> &value);
void unknown_pointer(value_task<int> *value);
task<int> await_copy(value_task<int> value) { co_return co_await value; }

task<int> await_and_refill(value_task<int> &value) {
  int result = co_await value;
  value = load();
  co_return result;
}

task<void> await_if(value_task<int> &value, bool now) {
  if (now)
    co_await value;
}

void refill_if(value_task<int> &value, bool now) {
  if (now)
    value = load();
}

struct service {
  two own{load(), load()};

  task<int> take(value_task<int> &value) { co_return co_await value; }
  static task<int> take_static(value_task<int> &value) { co_return co_await value; }
  task<int> operator()(value_task<int> &value) const { co_return co_await value; }
  task<void> operator<<(value_task<int> &value) { co_await value; }
  task<int> left() { co_return co_await own.left; }
  task<int> right() { co_return co_await own.right; }
  void again() { own = {load(), load()}; }
  bool ready() const { return own.left.is_completed(); }
  virtual task<int> overridden(value_task<int> &value) { co_return co_await value; }
};

task<void> operator+(service &, value_task<int> &value) { co_await value; }

task<void> helper() {
  auto value = load();
  co_await await_it(value);
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after 'await_it' consumed it; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:21: note: first consumed by 'await_it' here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> helper_afterwards() {
  auto value = load();
  co_await value;
  co_await await_it(value);
// CHECK: :[[#@LINE-1]]:21: warning: 'value' is consumed by 'await_it' after it was awaited [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:21: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> helper_twice(value_task<int> given) {
  co_await await_it(given);
  co_await await_it(given);
// CHECK: :[[#@LINE-1]]:21: warning: 'given' is consumed by 'await_it' more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:21: note: first consumed by 'await_it' here
// CHECK: :[[#@LINE-3]]:21: note: consume it in one place only, or create a shareable task with '.as_task()'
}

void by_rvalue() {
  auto value = load();
  (void)take_result(std::move(value));
  (void)take_result(std::move(value));
// CHECK: :[[#@LINE-1]]:31: warning: 'value' is moved more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:31: note: first moved here
// CHECK: :[[#@LINE-3]]:31: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> by_pointer() {
  auto value = load();
  co_await await_pointee(&value);
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after 'await_pointee' consumed it [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:27: note: first consumed by 'await_pointee' here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> by_a_pointer_variable() {
  auto value = load();
  auto *alias = &value;
  co_await await_pointee(alias);
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after 'await_pointee' consumed it [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:26: note: first consumed by 'await_pointee' here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> a_field_of_it() {
  two both{load(), load()};
  co_await await_left(both);
  co_await both.right;
  co_await both.left;
// CHECK: :[[#@LINE-1]]:3: warning: 'both.left' is awaited after 'await_left' consumed it [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:23: note: first consumed by 'await_left' here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> a_field_given() {
  two both{load(), load()};
  co_await await_it(both.left);
  co_await await_it(both.right);
  co_await both.left;
// CHECK: :[[#@LINE-1]]:3: warning: 'both.left' is awaited after 'await_it' consumed it [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:21: note: first consumed by 'await_it' here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> stolen() {
  auto value = load();
  auto other = steal(value);
  co_await other;
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after 'steal' consumed it; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:22: note: first consumed by 'steal' here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> three_deep() {
  auto value = load();
  co_await depth_one(value);
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after 'depth_one' consumed it; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:22: note: first consumed by 'depth_one' here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> by_a_template() {
  auto value = load();
  co_await await_any(value);
  co_await await_any(std::move(value));
// CHECK: :[[#@LINE-1]]:32: warning: 'value' is moved after 'await_any' consumed it; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:22: note: first consumed by 'await_any' here
// CHECK: :[[#@LINE-3]]:32: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> by_a_pack() {
  auto left = load(), right = load();
  co_await await_all(left, right);
  co_await right;
// CHECK: :[[#@LINE-1]]:3: warning: 'right' is awaited after 'await_all' consumed it; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:28: note: first consumed by 'await_all' here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> on_both_of_its_paths(bool quick) {
  auto value = load();
  co_await either_way(value, quick);
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after 'either_way' consumed it [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:23: note: first consumed by 'either_way' here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> unless_it_throws() {
  auto value = load();
  co_await or_throw(value);
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after 'or_throw' consumed it; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:21: note: first consumed by 'or_throw' here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> its_second_argument() {
  auto left = load(), right = load();
  co_await second_one(left, right);
  co_await left;
  co_await right;
// CHECK: :[[#@LINE-1]]:3: warning: 'right' is awaited after 'second_one' consumed it [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:29: note: first consumed by 'second_one' here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> recursive() {
  auto value = load();
  co_await count_down(value, 3);
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after 'count_down' consumed it [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:23: note: first consumed by 'count_down' here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> mutually_recursive() {
  auto value = load();
  co_await even(value, 4);
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after 'even' consumed it; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:17: note: first consumed by 'even' here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> by_members(service &s) {
  auto value = load();
  co_await s.take(value);
  co_await service::take_static(value);
// CHECK: :[[#@LINE-1]]:33: warning: 'value' is consumed by 'take_static' after 'take' consumed it [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:19: note: first consumed by 'take' here
// CHECK: :[[#@LINE-3]]:33: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> by_operators(service s) {
  auto value = load();
  co_await s(value);
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after 'operator()' consumed it [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:14: note: first consumed by 'operator()' here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> by_a_shift(service s) {
  auto value = load();
  co_await (s << value);
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after 'operator<<' consumed it [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:18: note: first consumed by 'operator<<' here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> by_a_free_operator(service s) {
  auto value = load();
  co_await (s + value);
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after 'operator+' consumed it; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:17: note: first consumed by 'operator+' here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> by_its_own_member() {
  service s;
  co_await s.left();
  co_await s.right();
  co_await s.left();
// CHECK: :[[#@LINE-1]]:12: warning: 's.own.left' is consumed by 'left' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:12: note: first consumed by 'left' here
// CHECK: :[[#@LINE-3]]:12: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> in_a_loop(int n) {
  auto value = load();
  for (int i = 0; i < n; ++i)
    co_await await_it(value);
// CHECK: :[[#@LINE-1]]:23: warning: 'value' is consumed by 'await_it' more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:19: note: 'i < n' is true here
// CHECK: :[[#@LINE-3]]:23: note: first consumed by 'await_it' here, in a previous iteration of the loop
// CHECK: :[[#@LINE-5]]:19: note: 'i < n' is true here
// CHECK: :[[#@LINE-5]]:23: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> looked_at_in_between() {
  auto value = load();
  co_await value;
  look(value);
  if (!is_ready(value) && !is_ready_too(value) && !is_ready_by_pointer(&value))
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:3: note: first awaited here
// CHECK: :[[#@LINE-4]]:7: note: '!is_ready(value)' is true here
// CHECK: :[[#@LINE-5]]:27: note: '!is_ready_too(value)' is true here
// CHECK: :[[#@LINE-6]]:51: note: '!is_ready_by_pointer(&value)' is true here
// CHECK: :[[#@LINE-6]]:5: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> refilled_and_then_twice() {
  auto value = load();
  co_await value;
  refill(value);
  co_await value;
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:10: note: 'value' gets a new value here
// CHECK: :[[#@LINE-4]]:3: note: first awaited here
// CHECK: :[[#@LINE-4]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> in_a_handler() {
  auto value = load();
  try {
    co_await await_it(value);
  } catch (...) {
    (void)value.result();
// CHECK: :[[#@LINE-1]]:17: warning: 'value' is consumed by 'result' after 'await_it' consumed it [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:23: note: first consumed by 'await_it' here
// CHECK: :[[#@LINE-4]]:5: note: an exception is caught here
// CHECK: :[[#@LINE-4]]:17: note: consume it in one place only, or create a shareable task with '.as_task()'
  }
}

// Correct from here on.

task<void> each_once() {
  auto left = load(), right = load();
  co_await await_it(left);
  co_await await_it(right);
}

task<void> looked_at_only() {
  auto value = load();
  look(value);
  (void)is_ready(value);
  (void)is_ready_by_pointer(&value);
  (void)is_ready_too(value);
  co_await value;
}

task<void> refilled() {
  auto value = load();
  co_await value;
  refill(value);
  co_await value;
}

task<void> refilled_by_a_pointer() {
  auto value = load();
  co_await value;
  refill_pointee(&value);
  co_await value;
}

task<void> refilled_deep_down() {
  auto value = load();
  co_await value;
  refill_deep(value);
  co_await value;
}

task<void> refilled_as_a_whole(two both) {
  co_await both.left;
  refill_two(both);
  co_await both.left;
  refill_left(both);
  co_await both.left;
}

task<void> refilled_in_a_loop(int n) {
  auto value = load();
  for (int i = 0; i < n; ++i) {
    co_await await_it(value);
    refill(value);
  }
}

task<void> refilled_by_the_consumer() {
  auto value = load();
  co_await await_and_refill(value);
  co_await value;
}

task<void> given_to_unknown_code() {
  auto value = load();
  co_await value;
  unknown(value);
  co_await value;
}

task<void> given_to_unknown_code_by_pointer() {
  auto value = load();
  co_await value;
  unknown_pointer(&value);
  co_await value;
}

task<void> maybe_refilled(bool now) {
  auto value = load();
  co_await value;
  refill_if(value, now);
  co_await value;
}

task<void> in_one_branch_each(bool now) {
  auto value = load();
  if (now)
    co_await await_it(value);
  else
    co_await value;
}

task<void> complementary(bool now) {
  auto value = load();
  if (now)
    co_await await_it(value);
  if (!now)
    co_await await_it(value);
}

task<void> maybe_and_the_opposite(bool now) {
  auto value = load();
  co_await await_if(value, now);
  if (!now)
    co_await value;
}

task<void> the_other_argument() {
  auto left = load(), right = load();
  co_await second_one(left, right);
  co_await left;
}

task<void> the_other_field() {
  two both{load(), load()};
  co_await await_left(both);
  co_await both.right;
}

task<void> a_fresh_one_each() {
  co_await await_it(*std::make_unique<value_task<int>>(load()));
  co_await await_copy(load());
  co_await await_any(load());
}

task<void> its_own_members(service s) {
  co_await s.left();
  co_await s.right();
  if (s.ready())
    s.again();
}

task<void> refilled_by_its_own_member() {
  service s;
  co_await s.left();
  s.again();
  co_await s.left();
}

task<void> two_services(service a, service b) {
  co_await a.left();
  co_await b.left();
}

struct other_service : service {
  task<int> overridden(value_task<int> &value) override {
    (void)value.is_completed();
    co_return 1;
  }
};

// Which one is called is not known.
task<void> virtual_call(service &s) {
  auto value = load();
  co_await s.overridden(value);
  co_await value;
}

task<void> by_a_function_pointer(task<int> (*function)(value_task<int> &)) {
  auto value = load();
  co_await function(value);
  co_await value;
}

task<void> each_element_once(std::vector<value_task<int>> values) {
  for (auto &value : values)
    co_await await_it(value);
}

task<void> recursive_refill(value_task<int> &value, int n) {
  co_await value;
  value = load();
  if (n > 0)
    co_await recursive_refill(value, n - 1);
}

task<void> by_a_recursive_one() {
  auto value = load();
  co_await recursive_refill(value, 3);
  co_await value;
}

void never(value_task<int> &value) {
  (void)value.result();
  throw 1;
}

task<void> one_that_never_returns(bool bad) {
  auto value = load();
  if (bad)
    never(value);
  co_await value;
}

task<void> returned_when_ready() {
  auto value = load();
  if (is_ready(value)) {
    (void)value.result();
    co_return;
  }
  co_await await_it(value);
}

void prepare(value_task<int> &value) {
  if (!value.is_completed())
    look(value);
}

task<void> prepared() {
  auto value = load();
  prepare(value);
  prepare(value);
  co_await value;
}

void exchange(value_task<int> &a, value_task<int> &b) { std::swap(a, b); }

task<void> swapped_by_a_function() {
  auto left = load(), right = load();
  co_await left;
  exchange(left, right);
  co_await left;
}
