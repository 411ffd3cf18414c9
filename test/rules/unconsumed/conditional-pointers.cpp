// A pointer that refers to one of two objects: the other one is not consumed through it.
// RUN: %both %s | %match %s
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();

task<void> one_is_left(bool first) {
  auto a = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'a' {{.*}} [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  auto b = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'b' {{.*}} [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  value_task<int> *one = &b;
  if (first)
    one = &a;
  co_await *one;
}

task<void> correct_asks_which_is_left(bool first) {
  auto a = load();
  auto b = load();
  value_task<int> *one = &b;
  if (first)
    one = &a;
  co_await *one;
  if (first)
    co_await b;
  else
    co_await a;
}

task<void> one_is_left_after_all(bool first) {
  auto a = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'a' {{.*}} [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  auto b = load();
  value_task<int> *one = &b;
  if (first)
    one = &a;
  co_await *one;
  if (first)
    co_await b;
}
