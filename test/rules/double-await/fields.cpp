// Fields of local objects, of parameters and of what they lead to.
// RUN: %both %s | %match %s
#include <memory>
#include <utility>
#include <vector>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
bool asked();

template <class T> struct holder {
  T member;
};

struct two {
  value_task<int> left, right;
  int number = 0;
};

struct nested {
  two inner;
  int count = 0;
};

struct derived : holder<value_task<int>> {
  int more = 0;
};

void look(const two &both);
void fill(two &both);
void take(two both);
void unknown(two *both);

task<void> member_of_a_local() {
  holder<value_task<int>> local{load()};
  co_await local.member;
  co_await local.member;
// CHECK: :[[#@LINE-1]]:3: warning: 'local.member' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> member_of_a_parameter(two both) {
  co_await both.left;
  co_await std::move(both.left);
// CHECK: :[[#@LINE-1]]:3: warning: 'both.left' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> member_of_a_reference(two &both) {
  co_await std::move(both).left;
  co_await both.left;
// CHECK: :[[#@LINE-1]]:3: warning: 'both.left' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> member_of_a_member() {
  nested local{{load(), load()}};
  co_await local.inner.right;
  co_await local.inner.right;
// CHECK: :[[#@LINE-1]]:3: warning: 'local.inner.right' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> inherited_member() {
  derived local{{load()}};
  co_await local.member;
  co_await local.member;
// CHECK: :[[#@LINE-1]]:3: warning: 'local.member' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

int result_of_a_member(two both) {
  int first = both.left.result();
  return first + both.left.result();
// CHECK: :[[#@LINE-1]]:28: warning: 'both.left' is consumed by 'result' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:25: note: first consumed by 'result' here
// CHECK: :[[#@LINE-3]]:28: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> each_of_them_twice() {
  two local{load(), load()};
  co_await local.left;
  co_await local.right;
  co_await local.left;
// CHECK: :[[#@LINE-1]]:3: warning: 'local.left' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  co_await local.right;
// CHECK: :[[#@LINE-1]]:3: warning: 'local.right' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-7]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> member_in_a_loop(int n) {
  two local{load(), load()};
  for (int i = 0; i < n; ++i)
    co_await local.left;
// CHECK: :[[#@LINE-1]]:5: warning: 'local.left' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:19: note: 'i < n' is true here
// CHECK: :[[#@LINE-3]]:5: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-5]]:19: note: 'i < n' is true here
// CHECK: :[[#@LINE-5]]:5: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  co_await local.right;
}

task<void> member_by_a_reference() {
  two local{load(), load()};
  auto &alias = local.left;
  co_await alias;
  co_await local.left;
// CHECK: :[[#@LINE-1]]:3: warning: 'local.left' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> member_by_a_reference_to_the_whole() {
  two local{load(), load()};
  auto &alias = local;
  co_await alias.left;
  co_await local.left;
// CHECK: :[[#@LINE-1]]:3: warning: 'local.left' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> member_by_a_binding() {
  two local{load(), load()};
  auto &[left, right, number] = local;
  co_await left;
  co_await local.left;
// CHECK: :[[#@LINE-1]]:3: warning: 'local.left' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  co_await right;
}

task<void> a_binding_of_its_own() {
  auto [left, right, number] = two{load(), load()};
  co_await left;
  co_await right;
  co_await left;
// CHECK: :[[#@LINE-1]]:3: warning: 'left' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> member_by_a_pointer() {
  two local{load(), load()};
  two *pointer = &local;
  co_await pointer->left;
  co_await local.left;
// CHECK: :[[#@LINE-1]]:3: warning: 'local.left' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> member_given_away() {
  two local{load(), load()};
  auto other = std::move(local.left);
  co_await other;
  co_await local.left;
// CHECK: :[[#@LINE-1]]:3: warning: 'local.left' is awaited after it was moved; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:26: note: first moved here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> refilled_is_the_other_one() {
  two local{load(), load()};
  co_await local.left;
  local.right = load();
  co_await local.left;
// CHECK: :[[#@LINE-1]]:3: warning: 'local.left' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

template <class T> task<void> member_in_a_template(holder<value_task<T>> given) {
  co_await given.member;
  co_await given.member;
// CHECK: :[[#@LINE-1]]:3: warning: 'given.member' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}
template task<void> member_in_a_template(holder<value_task<int>>);
template task<void> member_in_a_template(holder<value_task<long>>);

auto member_in_a_generic_lambda = [](auto given) -> task<void> {
  co_await given.left;
  co_await given.left;
// CHECK: :[[#@LINE-1]]:3: warning: 'given.left' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
};
auto instance = member_in_a_generic_lambda(two{load(), load()});

#define LEFT(x) (x).left

task<void> member_in_a_macro() {
  two local{load(), load()};
  co_await LEFT(local);
  co_await LEFT(local);
// CHECK: :[[#@LINE-1]]:3: warning: 'local.left' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> on_one_path(bool early) {
  two local{load(), load()};
  if (early)
    co_await local.left;
  co_await local.right;
  co_await local.left;
// CHECK: :[[#@LINE-1]]:3: warning: 'local.left' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:7: note: 'early' is true here
// CHECK: :[[#@LINE-5]]:5: note: first awaited here
// CHECK: :[[#@LINE-4]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> given_away_as_a_whole(two both) {
  take(std::move(both));
  co_await both.left;
// CHECK: :[[#@LINE-1]]:3: warning: 'both.left' is awaited after it was moved; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:18: note: first moved here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> moved_as_a_whole() {
  two local{load(), load()};
  auto other = std::move(local);
  co_await other.left;
  co_await local.left;
// CHECK: :[[#@LINE-1]]:3: warning: 'local.left' is awaited after it was moved; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:26: note: first moved here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

// Correct from here on.

task<void> moved_as_a_whole_and_used_there() {
  two local{load(), load()};
  auto other = std::move(local);
  co_await other.left;
  co_await other.right;
  local = {load(), load()};
  co_await local.left;
}

task<void> one_consumed_and_the_rest_given_away(std::vector<nested> &done) {
  nested local{{load(), load()}, 1};
  local.count = co_await local.inner.left;
  done.push_back(std::move(local));
}

task<void> different_members() {
  two local{load(), load()};
  co_await local.left;
  co_await local.right;
}

task<void> different_objects() {
  two local{load(), load()}, other{load(), load()};
  co_await local.left;
  co_await other.left;
  co_await local.right;
  co_await other.right;
}

task<void> different_members_of_members(nested a, nested b) {
  co_await a.inner.left;
  co_await a.inner.right;
  co_await b.inner.left;
  co_await b.inner.right;
}

task<void> member_assigned() {
  two local{load(), load()};
  co_await local.left;
  local.left = load();
  co_await local.left;
}

task<void> whole_assigned() {
  two local{load(), load()};
  co_await local.left;
  local = {load(), load()};
  co_await local.left;
}

task<void> outer_whole_assigned() {
  nested local{{load(), load()}};
  co_await local.inner.left;
  local.inner = two{load(), load()};
  co_await local.inner.left;
  local = {{load(), load()}};
  co_await local.inner.left;
}

task<void> member_exchanged() {
  two local{load(), load()};
  co_await std::exchange(local.left, load());
  co_await local.left;
}

task<void> members_swapped() {
  two local{load(), load()};
  co_await local.left;
  std::swap(local.left, local.right);
  co_await local.left;
}

task<void> filled_by_a_function(two &both) {
  co_await both.left;
  fill(both);
  co_await both.left;
}

task<void> only_looked_at(two both) {
  look(both);
  if (both.left.is_completed())
    look(both);
  co_await both.left;
  look(both);
}

task<void> address_given(two both) {
  co_await both.left;
  unknown(&both);
  co_await both.left;
}

task<void> complementary(two both) {
  if (both.number > 0)
    co_await both.left;
  if (both.number <= 0)
    co_await both.left;
}

task<void> moved_as_a_whole_on_one_path(two both) {
  if (asked())
    take(std::move(both));
  else
    co_await both.left;
}

task<void> fresh_in_each_iteration(int n) {
  for (int i = 0; i < n; ++i) {
    two local{load(), load()};
    co_await local.left;
    co_await local.right;
  }
}

task<void> refilled_by_a_binding() {
  two local{load(), load()};
  auto &[left, right, number] = local;
  co_await left;
  local.left = load();
  co_await left;
}

task<void> refilled_by_a_reference() {
  two local{load(), load()};
  auto &alias = local;
  co_await local.left;
  alias.left = load();
  co_await local.left;
}

task<void> refilled_by_a_pointer() {
  two local{load(), load()};
  auto *pointer = &local;
  co_await local.left;
  pointer->left = load();
  co_await local.left;
}

task<void> one_member_then_number(two both) {
  co_await both.left;
  ++both.number;
  both.number = 3;
  co_await both.right;
}

task<void> unevaluated(two both) {
  using result = decltype(both.left.result());
  static_assert(sizeof(both.left) > 0);
  result kept = co_await both.left;
  (void)kept;
}

template <class... T> task<void> each_of_a_pack(holder<value_task<T>>... given) {
  (co_await given.member, ...);
}
template task<void> each_of_a_pack(holder<value_task<int>>, holder<value_task<int>>);

task<void> in_elements(std::vector<two> many) {
  for (auto &each : many) {
    co_await each.left;
    co_await each.right;
  }
}
