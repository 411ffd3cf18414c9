// Pointers, references, and what else leads to an object that has a name of its own.
// RUN: %both %s | %match %s
#include <functional>
#include <memory>
#include <utility>
#include <vector>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
bool asked();
void unknown(value_task<int> *value);
void keep(value_task<int> **slot);

value_task<int> &same(value_task<int> &value) { return value; }
value_task<int> &&as_rvalue(value_task<int> &value) { return std::move(value); }
value_task<int> *address(value_task<int> &value) { return &value; }
value_task<int> &chosen(bool first, value_task<int> &a, value_task<int> &b) { return first ? a : b; }
value_task<int> &second_of(value_task<int> &, value_task<int> &b) { return b; }
template <class T> T &identity(T &value) { return value; }
value_task<int> &unknown_reference(value_task<int> &value);
value_task<int> &some();

task<void> pointer() {
  auto value = load();
  auto *alias = &value;
  co_await *alias;
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> pointer_afterwards() {
  auto value = load();
  value_task<int> *const alias = &value;
  co_await value;
  co_await *alias;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> pointer_twice() {
  auto value = load();
  auto alias = &value;
  co_await *alias;
  co_await std::move(*alias);
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> pointer_by_the_arrow() {
  auto value = load();
  auto *alias = &value;
  (void)alias->result();
  (void)(*alias).result();
// CHECK: :[[#@LINE-1]]:18: warning: 'value' is consumed by 'result' more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:16: note: first consumed by 'result' here
// CHECK: :[[#@LINE-3]]:18: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> pointer_parameter(value_task<int> *given) {
  co_await *given;
  co_await *given;
// CHECK: :[[#@LINE-1]]:3: warning: '*given' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> pointer_set_later() {
  auto value = load();
  value_task<int> *alias = nullptr;
  alias = &value;
  co_await *alias;
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> addressof() {
  auto value = load();
  auto *alias = std::addressof(value);
  co_await *alias;
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> reference_wrapper() {
  auto value = load();
  auto alias = std::ref(value);
  co_await alias.get();
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> reference_wrapper_converted() {
  auto value = load();
  std::reference_wrapper<value_task<int>> wrapper = value;
  value_task<int> &alias = wrapper;
  co_await alias;
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> rvalue_reference_parameter(value_task<int> &&given) {
  co_await given;
  co_await std::move(given);
// CHECK: :[[#@LINE-1]]:3: warning: 'given' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> forwarded(auto &&given) {
  co_await std::forward<decltype(given)>(given);
  co_await std::forward<decltype(given)>(given);
// CHECK: :[[#@LINE-1]]:3: warning: 'given' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}
auto instance = forwarded(load());

task<void> returned_reference() {
  auto value = load();
  co_await same(value);
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> returned_rvalue_reference() {
  auto value = load();
  co_await value;
  co_await as_rvalue(value);
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> returned_pointer() {
  auto value = load();
  co_await *address(value);
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> returned_by_a_template() {
  auto value = load();
  auto &alias = identity(value);
  co_await alias;
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> returned_second() {
  auto left = load(), right = load();
  co_await second_of(left, right);
  co_await right;
// CHECK: :[[#@LINE-1]]:3: warning: 'right' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  co_await left;
}

task<void> returned_twice() {
  auto value = load();
  co_await same(same(value));
  co_await same(value);
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> one_of_two(bool first) {
  auto left = load(), right = load();
  auto &either = first ? left : right;
  co_await either;
  co_await either;
// CHECK: :[[#@LINE-1]]:3: warning: 'left' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> one_of_two_and_one(bool first) {
  auto left = load(), right = load();
  auto &either = first ? left : right;
  co_await left;
  co_await either;
// CHECK: :[[#@LINE-1]]:3: warning: 'left' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  (void)right;
}

task<void> pointer_to_one_of_two(bool first) {
  auto left = load(), right = load();
  auto *either = first ? &left : &right;
  co_await *either;
  co_await left;
// CHECK: :[[#@LINE-1]]:3: warning: 'left' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> pointer_set_on_one_path(bool first) {
  auto left = load(), right = load();
  auto *either = &left;
  if (!first)
    either = &right;
  co_await *either;
  co_await left;
// CHECK: :[[#@LINE-1]]:3: warning: 'left' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  co_await std::move(right);
// CHECK: :[[#@LINE-1]]:3: warning: 'right' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-7]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> both_in_a_comma() {
  auto value = load();
  co_await (asked(), value);
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> in_parentheses_with_a_cast() {
  auto value = load();
  auto &alias = static_cast<value_task<int> &>((value));
  co_await alias;
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> const_cast_of_a_const_reference() {
  auto value = load();
  const auto &alias = value;
  co_await const_cast<value_task<int> &>(alias);
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

// Correct from here on.

task<void> pointer_to_another() {
  auto left = load(), right = load();
  auto *alias = &left;
  co_await *alias;
  alias = &right;
  co_await *alias;
}

task<void> pointer_and_another() {
  auto left = load(), right = load();
  auto *alias = &left;
  co_await *alias;
  co_await right;
}

task<void> pointers_in_a_loop() {
  auto left = load(), right = load();
  for (auto *each : {&left, &right})
    co_await *each;
}

task<void> pointer_stepped(value_task<int> *given) {
  co_await *given;
  ++given;
  co_await *given;
  co_await *++given;
}

task<void> pointer_stepped_in_passing(value_task<int> *given, const value_task<int> *end) {
  while (given != end)
    co_await *given++;
}

task<void> pointer_assigned_through() {
  auto value = load();
  auto *alias = &value;
  co_await value;
  *alias = load();
  co_await value;
}

task<void> assigned_then_by_the_pointer() {
  auto value = load();
  auto *alias = &value;
  co_await *alias;
  value = load();
  co_await *alias;
}

task<void> refilled_by_unknown_code() {
  auto value = load();
  auto *alias = &value;
  co_await value;
  unknown(alias);
  co_await value;
}

task<void> pointer_given_to_unknown_code() {
  auto value = load();
  auto *alias = &value;
  co_await *alias;
  keep(&alias);
  co_await *alias;
}

task<void> unknown_returns_one() {
  auto value = load();
  co_await unknown_reference(value);
  co_await value;
}

task<void> some_reference() {
  co_await some();
  co_await some();
}

task<void> some_reference_kept() {
  auto &first = some();
  auto &second = some();
  co_await first;
  co_await second;
}

task<void> the_other_of_two(bool first) {
  auto left = load(), right = load();
  auto &one = first ? left : right;
  auto &other = first ? right : left;
  co_await one;
  co_await other;
}

task<void> the_other_by_pointer(bool first) {
  auto left = load(), right = load();
  auto *one = first ? &left : &right;
  co_await *one;
  one = first ? &right : &left;
  co_await *one;
}

task<void> the_one_that_was_not_picked(bool first) {
  auto left = load(), right = load();
  auto &one = first ? left : right;
  co_await one;
  if (first)
    co_await right;
  else
    co_await left;
}

task<void> picked_by_a_function(bool first) {
  auto left = load(), right = load();
  co_await chosen(first, left, right);
  co_await chosen(!first, left, right);
}

task<void> compared_addresses(value_task<int> &a, value_task<int> &b) {
  co_await a;
  if (&a != &b)
    co_await b;
}

task<void> null_pointer(value_task<int> *given) {
  auto value = load();
  if (given)
    co_await *given;
  else
    co_await value;
}

task<void> fallback(value_task<int> *given) {
  auto value = load();
  value_task<int> *chosen = given ? given : &value;
  co_await *chosen;
}

task<void> reference_to_a_fresh_one_each_time(int n) {
  for (int i = 0; i < n; ++i) {
    auto &&value = load();
    co_await value;
  }
}

task<void> wrapper_of_another() {
  auto left = load(), right = load();
  auto alias = std::ref(left);
  co_await alias.get();
  alias = std::ref(right);
  co_await alias.get();
}

task<void> const_reference_only_looks() {
  auto value = load();
  const auto &alias = value;
  if (alias.is_completed())
    co_await value;
  else
    co_await value;
  (void)alias.is_completed();
}

task<void> pointer_to_const_only_looks() {
  auto value = load();
  const auto *alias = &value;
  co_await value;
  (void)alias->is_completed();
}

task<void> reference_of_a_reference_refilled() {
  auto value = load();
  auto &first = value;
  auto &second = first;
  co_await first;
  second = load();
  co_await value;
}

task<void> returned_reference_assigned() {
  auto value = load();
  co_await value;
  same(value) = load();
  co_await value;
}

task<void> returned_pointer_assigned() {
  auto value = load();
  co_await value;
  *address(value) = load();
  co_await value;
}

task<void> elements_of_two(bool first) {
  value_task<int> values[] = {load(), load()};
  auto &one = values[first ? 0 : 1];
  auto &other = values[first ? 1 : 0];
  co_await one;
  co_await other;
}

struct list_node {
  value_task<int> value;
  list_node *next;
};

task<void> linked(list_node *list) {
  for (; list; list = list->next)
    co_await list->value;
}

task<void> linked_by_a_local(list_node &list) {
  co_await list.value;
  for (auto *node = list.next; node != nullptr; node = node->next)
    co_await node->value;
}

task<void> head_and_next(list_node *list) {
  co_await list->value;
  list = list->next;
  co_await list->value;
}

task<void> next_of_it(list_node *list) {
  co_await list->value;
  co_await list->next->value;
}
