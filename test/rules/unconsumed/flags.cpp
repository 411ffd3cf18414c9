// What tells whether the object was consumed: flags of any kind, loops that end after it, values that answer.
// RUN: %both --checks 'valuetask-unconsumed,valuetask-double-await' %s | %match %s
#include <array>
#include <atomic>
#include <bitset>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <valuetask/detach.h>
#include <valuetask/value_task.h>
#include <vector>

using valuetask::task;
using valuetask::value_task;

value_task<int> load(int key = 0);
bool asked();
void work();

#define EITHER(Name, Declared, Record, Question)                                                                       \
  task<void> Name() {                                                                                                  \
    Declared;                                                                                                          \
    auto value = load();                                                                                               \
    if (asked()) {                                                                                                     \
      co_await value;                                                                                                  \
      Record;                                                                                                          \
    }                                                                                                                  \
    if (Question)                                                                                                      \
      co_await value;                                                                                                  \
  }

struct progress {
  bool done = false;
  void mark() { done = true; }
  bool is_done() const { return done; }
};
EITHER(of_a_struct, progress state, state.done = true, !state.done)
EITHER(by_a_member, progress state, state.mark(), !state.is_done())
EITHER(by_a_lambda, bool done = false; auto mark = [&] { done = true; }, mark(), !done)
EITHER(of_an_array, bool done[3] = {}, done[1] = true, !done[1])
using two_flags = std::array<bool, 2>;
EITHER(of_a_std_array, two_flags done = {}, done[1] = true, !done[1])
EITHER(of_a_bitset, std::bitset<4> done, done.set(2), !done.test(2))
EITHER(of_a_vector, std::vector<int> done, done.push_back(1), done.empty())
EITHER(of_a_set, std::set<int> done, done.insert(1), done.empty())
using numbers = std::map<int, int>;
EITHER(of_a_map, numbers done, done[1] = 2, !done.contains(1))
EITHER(of_a_text, std::string late, late = "late", late.empty())
EITHER(appended, std::string late, late += "late", late.empty())
EITHER(of_an_optional, std::optional<int> result, result = 3, !result)
EITHER(through_shared, auto done = std::make_shared<bool>(false), *done = true, !*done)
EITHER(through_unique, auto state = std::make_unique<progress>(), state->done = true, !state->done)
EITHER(of_a_pair, auto both = std::make_pair(false, 1), both.first = true, !both.first)
task<void> of_a_binding() {
  auto [done, other] = std::make_pair(false, 1);
  auto value = load();
  if (asked()) {
    co_await value;
    done = true;
  }
  if (!done)
    co_await value;
}
EITHER(of_another_function, std::string late, late = std::to_string(1), late.empty())

// Consumed in the last of more iterations than two.
task<void> in_the_third() {
  auto value = load();
  for (int i = 0; i < 3; ++i)
    if (i == 2)
      co_await value;
}
task<int> at_the_last_attempt() {
  auto value = load();
  for (int attempt = 0; attempt < 3; ++attempt) {
    if (asked())
      co_return co_await value;
    if (attempt == 2) {
      valuetask::detach(std::move(value));
      co_return -1;
    }
  }
  co_return 0;
}
task<void> in_the_last_of_some(int n) {
  auto value = load();
  for (int i = 0; i < n; ++i)
    if (i == n - 1)
      co_await value;
  if (n <= 0)
    co_await value;
}
task<void> one_ahead() {
  value_task<int> value;
  for (int i = 0; i <= 3; ++i) {
    if (i > 0)
      co_await value;
    if (i < 3)
      value = load(i);
  }
}
task<void> counted_down() {
  auto value = load();
  for (int left = 5; left > 0;)
    if (--left == 0)
      co_await value;
}
task<void> in_strides() {
  auto value = load();
  unsigned sent = 0, total = 10;
  while (sent < total) {
    sent += 4;
    if (sent >= total)
      co_await value;
  }
}

// A value that is made from a value says so.
int known_to_be_complete() {
  value_task<int> value = 3;
  if (!value.is_completed())
    return 0;
  return value.result();
}

// All there are.
enum class mode { fast, slow, safe };
task<void> by_each_enumerator(mode how) {
  auto value = load();
  if (how == mode::fast)
    co_await value;
  else if (how == mode::slow)
    co_await value;
  else if (how == mode::safe)
    co_await value;
}

// The same question has the same answer.
static bool is_wanted(int key) { return key == 3; }
task<void> by_a_pure_function(int key) {
  auto value = load();
  if (is_wanted(key))
    co_await value;
  else
    work();
  if (!is_wanted(key))
    co_await value;
}

// Wrong: what is written later, what nothing was written to, and what the loop doesn't depend on.
task<void> asked_before(std::vector<int> queue) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:7: note: 'queue.empty()' is true here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  if (queue.empty())
    co_return;
  co_await value;
  queue.push_back(1);
}
task<void> not_written(progress state) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:7: note: '!state.done' is false here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  if (!state.done)
    co_await value;
}
task<void> by_chance_in_a_loop() {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  for (int i = 0; i < 10; ++i)
    if (asked()) {
      co_await value;
      break;
    }
}
enum flags { none = 0, left = 1, right = 2, far = 8 };
task<void> by_some_flags(flags given) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+4]]:7: note: 'given == left' is false here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  if (given == none)
    co_await value;
  if (given == left)
    co_await value;
}
