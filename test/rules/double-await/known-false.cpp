// KNOWN: reports that are false. What they need to be seen isn't modelled yet; this test says when that changes.
// RUN: %both %s | %match %s
#include <map>
#include <string>
#include <variant>
#include <vector>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();

// KNOWN: of two questions about one fact it isn't seen that they are about the same.
task<void> asked_differently(const std::map<int, int> &known, const std::variant<int, std::string> &either) {
  auto value = load();
  if (known.count(1))
    co_await value;
  if (known.find(1) == known.end())
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: note: 'known.count(1)' is true here
// CHECK: note: first awaited here
// CHECK: note: 'known.find(1) == known.end()' is true here
// CHECK: :[[#@LINE-9]]:22: note: create a shareable task with '.as_task()'
  auto other = load();
  if (either.index() == 1)
    co_await other;
  if (std::holds_alternative<int>(either))
    co_await other;
// CHECK: :[[#@LINE-1]]:5: warning: 'other' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: note: 'either.index() == 1' is true here
// CHECK: note: first awaited here
// CHECK: note: 'std::holds_alternative<int>(either)' is true here
// CHECK: :[[#@LINE-9]]:22: note: create a shareable task with '.as_task()'
}

// KNOWN: elements that are filled again by index, in a loop that is taken to run not at all.
task<void> refilled_by_index(std::vector<value_task<int>> values) {
  for (std::size_t i = 0; i < values.size(); ++i)
    co_await values[i];
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] = load();
  for (std::size_t i = 0; i < values.size(); ++i)
    co_await values[i];
// CHECK: :[[#@LINE-1]]:5: warning: 'values[0]' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: note: 'i < values.size()' is true here
// CHECK: note: first awaited here
// CHECK: note: 'i < values.size()' is true here
// CHECK: :[[#@LINE-5]]:5: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}
