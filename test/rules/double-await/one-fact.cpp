// One fact that is asked for in several words.
// RUN: %both %s | %match %s
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
using either = std::variant<int, std::string>;

task<void> keys(const std::map<int, int> &known, std::unordered_map<std::string, int> by_name, int key) {
  auto a = load(), b = load(), c = load(), d = load();
  if (known.count(1))
    co_await a;
  if (known.find(1) == known.end())
    co_await a;
  if (known.contains(key))
    co_await b;
  if (known.count(key) == 0)
    co_await b;
  const auto found = known.find(key);
  if (known.end() != found)
    co_await c;
  if (!known.contains(key))
    co_await c;
  if (by_name.find("eur") != by_name.end())
    co_await d;
  else if (by_name.count("eur") > 0)
    co_await d;
}
task<void> more_than_once(const std::multimap<int, int> &known) {
  auto a = load();
  if (known.count(1) > 1)
    co_await a;
  if (!known.contains(1))
    co_await a;
}
task<void> alternatives(either v) {
  auto a = load(), b = load(), c = load();
  if (v.index() == 1)
    co_await a;
  if (std::holds_alternative<int>(v))
    co_await a;
  if (auto *number = std::get_if<int>(&v))
    co_await b;
  if (v.index() != 0)
    co_await b;
  if (std::get_if<1>(&v) == nullptr)
    co_await c;
  if (std::holds_alternative<std::string>(v))
    co_await c;
}
task<void> sizes(const std::vector<int> &v, const std::set<int> &s) {
  auto a = load(), b = load();
  if (v.empty())
    co_await a;
  if (v.begin() != v.end())
    co_await a;
  if (std::size(s) == 0)
    co_await b;
  if (std::begin(s) != std::end(s))
    co_await b;
}
task<void> truth(bool flag, int x, int y) {
  auto a = load(), b = load(), c = load();
  if (flag == false)
    co_await a;
  if (flag)
    co_await a;
  if ((x < y) != true)
    co_await b;
  if (x < y)
    co_await b;
  if (false == (x < y && flag))
    co_await c;
  if (x < y && flag)
    co_await c;
}

task<void> the_same_key(const std::map<int, int> &known) {
  auto a = load();
  if (known.count(1))
    co_await a;
  if (known.find(1) != known.end())
    co_await a;
// CHECK: :[[#@LINE-1]]:5: warning: 'a' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:7: note: 'known.count(1)' is true here
// CHECK: :[[#@LINE-5]]:5: note: first awaited here
// CHECK: :[[#@LINE-5]]:7: note: 'known.find(1) != known.end()' is true here
// CHECK: :[[#@LINE-9]]:18: note: create a shareable task with '.as_task()'
}
task<void> another_key(const std::map<int, int> &known) {
  auto a = load();
  if (known.count(1))
    co_await a;
  if (!known.contains(2))
    co_await a;
// CHECK: :[[#@LINE-1]]:5: warning: 'a' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:7: note: 'known.count(1)' is true here
// CHECK: :[[#@LINE-5]]:5: note: first awaited here
// CHECK: :[[#@LINE-5]]:7: note: '!known.contains(2)' is true here
// CHECK: :[[#@LINE-9]]:18: note: create a shareable task with '.as_task()'
}
task<void> the_same_alternative(const either &v) {
  auto a = load();
  if (v.index() == 1)
    co_await a;
  if (std::holds_alternative<std::string>(v))
    co_await a;
// CHECK: :[[#@LINE-1]]:5: warning: 'a' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:7: note: 'v.index() == 1' is true here
// CHECK: :[[#@LINE-5]]:5: note: first awaited here
// CHECK: :[[#@LINE-5]]:7: note: 'std::holds_alternative<std::string>(v)' is true here
// CHECK: :[[#@LINE-9]]:18: note: create a shareable task with '.as_task()'
}
task<void> changed_in_between(either v) {
  auto a = load();
  if (v.index() == 1)
    co_await a;
  v = 3;
  if (std::holds_alternative<int>(v))
    co_await a;
// CHECK: :[[#@LINE-1]]:5: warning: 'a' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:7: note: 'v.index() == 1' is true here
// CHECK: :[[#@LINE-6]]:5: note: first awaited here
// CHECK: :[[#@LINE-5]]:7: note: 'std::holds_alternative<int>(v)' is true here
// CHECK: :[[#@LINE-10]]:18: note: create a shareable task with '.as_task()'
}
task<void> a_filled_one(const std::vector<int> &v) {
  auto a = load();
  if (!v.empty())
    co_await a;
  if (v.begin() != v.end())
    co_await a;
// CHECK: :[[#@LINE-1]]:5: warning: 'a' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:7: note: '!v.empty()' is true here
// CHECK: :[[#@LINE-5]]:5: note: first awaited here
// CHECK: :[[#@LINE-5]]:7: note: 'v.begin() != v.end()' is true here
// CHECK: :[[#@LINE-9]]:18: note: create a shareable task with '.as_task()'
}

// Elements that are filled again by index.
task<void> refilled_by_index(std::vector<value_task<int>> values) {
  for (std::size_t i = 0; i < values.size(); ++i)
    co_await values[i];
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] = load();
  for (std::size_t i = 0; i < values.size(); ++i)
    co_await values[i];
}
task<void> not_refilled(std::vector<value_task<int>> values) {
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
