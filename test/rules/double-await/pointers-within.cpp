// A pointer or an iterator that is part of something: what it leads to is another object once it is set to that, by
// whatever spelling.
// RUN: %both %s | %match %s
#include <array>
#include <map>
#include <utility>
#include <valuetask/sync_wait.h>
#include <valuetask/value_task.h>
#include <vector>

using valuetask::sync_wait;
using valuetask::task;
using valuetask::value_task;

value_task<int> load(int key = 0);

struct cursor {
  value_task<int> *at = nullptr;
  int moves = 0;
  void set(value_task<int> *to) { at = to; }
  void set_and_count(value_task<int> &to) {
    ++moves;
    set(&to);
  }
  int wait() { return sync_wait(*at); }
  void count() { ++moves; }
};
struct outer {
  cursor inner;
};

task<void> field(int) {
  auto first = load(), second = load();
  cursor it{&first};
  co_await *it.at;
  it.at = &second;
  co_await *it.at;
}
task<void> field_of_a_field() {
  auto first = load(), second = load();
  outer all{{&first}};
  co_await *all.inner.at;
  all.inner.at = &second;
  co_await *all.inner.at;
}
void by_a_setter() {
  auto first = load(), second = load(), third = load();
  cursor it{&first};
  sync_wait(*it.at);
  it.set(&second);
  it.wait();
  it.set_and_count(third);
  it.wait();
}
void set_elsewhere(cursor &it, value_task<int> &to) { it.at = &to; }
void by_a_function() {
  auto first = load(), second = load();
  cursor it{&first};
  it.wait();
  set_elsewhere(it, second);
  it.wait();
}
void by_a_lambda() {
  auto first = load(), second = load();
  cursor it{&first};
  auto next = [&] { it.at = &second; };
  sync_wait(*it.at);
  next();
  sync_wait(*it.at);
}
void a_pointer_by_a_lambda() {
  auto first = load(), second = load();
  auto *at = &first;
  auto next = [&] { at = &second; };
  sync_wait(*at);
  next();
  sync_wait(*at);
}
task<void> in_a_pair() {
  auto first = load(), second = load();
  std::pair<value_task<int> *, int> it{&first, 1};
  co_await *it.first;
  it.first = &second;
  co_await *it.first;
}
task<void> in_an_array() {
  auto first = load(), second = load();
  value_task<int> *all[1] = {&first};
  co_await *all[0];
  all[0] = &second;
  co_await *all[0];
}
task<void> by_a_pointer_to_it() {
  auto first = load(), second = load();
  auto *at = &first;
  auto **far = &at;
  co_await **far;
  at = &second;
  co_await **far;
}
task<void> moved_on(value_task<int> *values) {
  cursor it{values};
  co_await *it.at;
  ++it.at;
  co_await *it.at;
  it.at += 1;
  co_await *it.at;
}
void range_of_a_key(std::multimap<int, value_task<int>> &values) {
  auto [at, last] = values.equal_range(1);
  for (; at != last; ++at)
    sync_wait(at->second);
}
void range_as_a_pair(std::multimap<int, value_task<int>> &values) {
  for (auto range = values.equal_range(1); range.first != range.second; ++range.first)
    sync_wait(range.first->second);
}
int taken_from_a_pointer() {
  auto value = load();
  auto *at = &value;
  if (auto *taken = std::exchange(at, nullptr))
    return sync_wait(*taken);
  return 0;
}
int taken_in_a_loop() {
  auto first = load(), second = load();
  value_task<int> *at = &first, *next = &second;
  int sum = 0;
  while (at) {
    sum += sync_wait(*at);
    at = std::exchange(next, nullptr);
  }
  return sum;
}
int taken_by_a_lambda() {
  auto value = load();
  auto take = [at = &value]() mutable { return std::exchange(at, nullptr); };
  int sum = 0;
  while (auto *taken = take())
    sum += sync_wait(*taken);
  return sum;
}

task<void> not_set(cursor it) {
  co_await *it.at;
  it.moves = 1;
  co_await *it.at;
// CHECK: :[[#@LINE-1]]:3: warning: '*it.at' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}
task<void> twice_after_it_was_set(cursor it, value_task<int> &other) {
  co_await *it.at;
  it.at = &other;
  co_await *it.at;
  co_await *it.at;
// CHECK: :[[#@LINE-1]]:3: warning: '*it.at' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}
void twice_behind_a_setter(cursor it, value_task<int> &other) {
  it.set(&other);
  it.wait();
  it.count();
  it.wait();
// CHECK: :[[#@LINE-1]]:3: warning: '*it.at' is consumed by 'wait' more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:3: note: first consumed by 'wait' here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}
task<void> another_field_is_set(outer all, outer others, value_task<int> &value) {
  co_await *all.inner.at;
  auto *at = &value;
  at = nullptr;
  others.inner.moves = 3;
  co_await *all.inner.at;
// CHECK: :[[#@LINE-1]]:3: warning: '*all.inner.at' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}
task<void> not_moved_on(std::pair<value_task<int> *, int> it) {
  co_await *it.first;
  ++it.second;
  co_await *it.first;
// CHECK: :[[#@LINE-1]]:3: warning: '*it.first' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}
