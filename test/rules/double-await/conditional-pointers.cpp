// A pointer that refers to one of two objects: what is done through it may not have been done to the one that is looked at.
// RUN: %both %s | %match %s
#include <utility>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();

task<void> each_once_and_then_one_again(bool first) {
  auto a = load(), b = load();
  value_task<int> *one = &b, *other = &a;
  if (first) {
    one = &a;
    other = &b;
  }
  co_await *one;
  co_await *other;
  co_await a;
// CHECK: :[[#@LINE-1]]:3: warning: 'a' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> by_an_operator(bool first) {
  auto a = load(), b = load();
  auto *one = first ? &a : &b;
  auto *other = first ? &b : &a;
  co_await *one;
  co_await *other;
  co_await a;
// CHECK: :[[#@LINE-1]]:3: warning: 'a' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> one_may_be_filled_again(bool first) {
  auto a = load(), b = load();
  value_task<int> *one = &b;
  if (first)
    one = &a;
  co_await a;
  *one = load();
  co_await a;
// CHECK: :[[#@LINE-1]]:3: warning: 'a' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> one_and_then_both(bool first) {
  auto a = load(), b = load();
  value_task<int> *one = &b;
  if (first)
    one = &a;
  co_await *one;
  if (!first)
    co_await a;
  co_await b;
// CHECK: :[[#@LINE-1]]:3: warning: 'b' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> correct_each_once(bool first) {
  auto a = load(), b = load();
  value_task<int> *one = &b, *other = &a;
  if (first) {
    one = &a;
    other = &b;
  }
  co_await *one;
  co_await *other;
}

task<void> correct_asks_which_was_filled_again(bool first) {
  auto a = load(), b = load();
  value_task<int> *one = &b;
  if (first)
    one = &a;
  co_await a;
  *one = load();
  if (first)
    co_await a;
}

task<void> correct_asks_which_is_left(bool first) {
  auto a = load(), b = load();
  value_task<int> *one = &b;
  if (first)
    one = &a;
  co_await *one;
  if (first)
    co_await b;
  else
    co_await a;
}

task<void> correct_swapped_with_one_of_two(bool first) {
  auto a = load(), b = load(), c = load();
  value_task<int> *one = &c;
  if (first)
    one = &b;
  co_await *one;
  std::swap(a, b);
  if (!first)
    co_await a;
}
