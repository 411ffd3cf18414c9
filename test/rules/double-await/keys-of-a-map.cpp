// A map has each key once, so that a loop over it does something for one key once.
// RUN: %both %s | %match %s
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();

task<void> by_binding(const std::map<int, int> &rates) {
  auto a = load();
  for (const auto &[key, rate] : rates)
    if (key == 1)
      co_await a;
}
task<void> by_member(const std::unordered_map<std::string, int> &rates, const std::string &wanted) {
  auto a = load();
  for (auto entry : rates) {
    if (entry.first != wanted)
      continue;
    co_await a;
  }
}
task<void> of_a_set(const std::set<int> &keys, int wanted) {
  auto a = load();
  for (int key : keys)
    if (wanted == key)
      co_await a;
}
task<void> leaves(const std::map<std::string, int> &rates) {
  auto a = load(), b = load();
  for (auto &[key, rate] : rates) {
    if (key == "eur")
      co_await a;
    else if (key == "usd")
      co_await b;
  }
}

task<void> two_keys(const std::map<int, int> &rates) {
  auto a = load();
  for (const auto &[key, rate] : rates) {
    if (key == 1)
      co_await a;
// CHECK: :[[#@LINE-1]]:7: warning: 'a' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE+4]]:9: note: 'key == 2' is true here
// CHECK: :[[#@LINE+4]]:7: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-5]]:9: note: 'key == 1' is true here
// CHECK: :[[#@LINE-8]]:18: note: create a shareable task with '.as_task()'
    if (key == 2)
      co_await a;
// CHECK: :[[#@LINE-1]]:7: warning: 'a' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-10]]:9: note: 'key == 1' is true here
// CHECK: :[[#@LINE-10]]:7: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-5]]:9: note: 'key == 2' is true here
// CHECK: :[[#@LINE-5]]:7: note: create a shareable task with '.as_task()'
  }
}
task<void> twice_for_one_key(const std::map<int, int> &rates) {
  auto a = load();
  for (const auto &[key, rate] : rates)
    if (key == 1) {
      co_await a;
      co_await a;
// CHECK: :[[#@LINE-1]]:7: warning: 'a' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:9: note: 'key == 1' is true here
// CHECK: :[[#@LINE-4]]:7: note: first awaited here
// CHECK: :[[#@LINE-8]]:18: note: create a shareable task with '.as_task()'
    }
}
task<void> by_what_is_mapped(const std::map<int, int> &rates) {
  auto a = load();
  for (const auto &[key, rate] : rates)
    if (rate == 1)
      co_await a;
// CHECK: :[[#@LINE-1]]:7: warning: 'a' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:9: note: 'rate == 1' is true here
// CHECK: :[[#@LINE-3]]:7: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-7]]:18: note: create a shareable task with '.as_task()'
}
task<void> many_of_one_key(const std::multimap<int, int> &rates) {
  auto a = load();
  for (const auto &[key, rate] : rates)
    if (key == 1)
      co_await a;
// CHECK: :[[#@LINE-1]]:7: warning: 'a' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:9: note: 'key == 1' is true here
// CHECK: :[[#@LINE-3]]:7: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-7]]:18: note: create a shareable task with '.as_task()'
}
task<void> greater_keys(const std::map<int, int> &rates) {
  auto a = load();
  for (const auto &[key, rate] : rates)
    if (key > 1)
      co_await a;
// CHECK: :[[#@LINE-1]]:7: warning: 'a' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:9: note: 'key > 1' is true here
// CHECK: :[[#@LINE-3]]:7: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-7]]:18: note: create a shareable task with '.as_task()'
}
task<void> in_two_loops(const std::map<int, int> &rates) {
  auto a = load();
  for (int i = 0; i < 2; ++i)
    for (const auto &[key, rate] : rates)
      if (key == 1)
        co_await a;
// CHECK: :[[#@LINE-1]]:9: warning: 'a' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:11: note: 'key == 1' is true here
// CHECK: :[[#@LINE-3]]:9: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-8]]:18: note: create a shareable task with '.as_task()'
}
task<void> another_one_is_wanted(const std::map<int, int> &rates, int wanted) {
  auto a = load();
  for (const auto &[key, rate] : rates) {
    if (key == wanted)
      co_await a;
// CHECK: :[[#@LINE-1]]:7: warning: 'a' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:9: note: 'key == wanted' is true here
// CHECK: :[[#@LINE-3]]:7: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-7]]:18: note: create a shareable task with '.as_task()'
    ++wanted;
  }
}
