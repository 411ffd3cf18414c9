// Correct code in which the conditions that matter are numbers, flags and what containers hold: loops that
// consume in one iteration, counters tested as they step, flags set in passing, presence after an assignment.
// Some of these paths only the solver shows to be impossible: it is asked by default, and can be left out.
// RUN: %both %s | %match %s
// RUN: %both --without-solver %s | %FileCheck %s --check-prefix=BUILTIN --implicit-check-not=warning:
#include <exception>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
bool asked();

task<void> the_given_iteration(int n, int k) {
  auto value = load();
  for (int i = 0; i < n; ++i)
    if (i == k)
      co_await value;
}

task<void> the_last_iteration(const std::vector<int> &keys) {
  auto value = load();
  for (std::size_t i = 0; i < keys.size(); ++i)
    if (i + 1 == keys.size())
      co_await value;
}

task<void> the_first_element(std::vector<int> keys) {
  auto value = load();
  for (auto it = keys.begin(); it != keys.end(); ++it)
    if (it == keys.begin())
      co_await value;
}

task<void> tested_as_it_steps() {
  auto value = load(), other = load(), third = load();
  int tries = 1;
  while (tries-- > 0)
    co_await value;
  int calls = 0;
  for (; asked();)
    if (++calls == 1)
      co_await other;
  int left = 1;
  do {
    co_await third;
  } while (--left);
}

task<void> exchanged_flag(int n) {
  auto value = load(), other = load();
  bool todo = true, done = false;
  for (int i = 0; i < n; ++i) {
    if (std::exchange(todo, false))
      co_await value;
    if (!std::exchange(done, true))
      co_await other;
  }
}

task<void> or_assigned_flag(int n) {
  auto value = load();
  bool done = false;
  for (int i = 0; i < n; ++i)
    if (!done) {
      co_await value;
      done |= true;
    }
}

task<void> until_it_is_there(std::optional<int> result) {
  auto value = load();
  while (!result)
    result = co_await value;
}

task<void> until_it_is_made() {
  auto value = load();
  std::unique_ptr<int> made;
  while (made == nullptr)
    made = std::make_unique<int>(co_await value);
  if (made.get() == nullptr)
    co_await value;
}

task<void> presence(std::optional<int> given) {
  auto value = load();
  given.reset();
  if (given)
    co_await value;
  given.emplace(1);
  if (given.has_value())
    co_await value;
}

task<void> found_or_not(std::map<int, int> cache, int key) {
  auto value = load();
  auto hit = cache.find(key);
  if (hit == cache.end())
    co_await value;
  if (hit != cache.end())
    co_await value;
}

task<void> elements(std::vector<int> kinds, int i) {
  auto value = load();
  if (kinds[i] == 1)
    co_await value;
  if (kinds[i] == 2)
    co_await value;
}

task<void> empty_or_not(std::vector<int> kinds) {
  auto value = load();
  if (kinds.empty())
    co_await value;
  if (kinds.size() > 0)
    co_await value;
}

task<void> alternatives(std::variant<int, char> given) {
  auto value = load();
  if (std::holds_alternative<int>(given))
    co_await value;
  if (!std::holds_alternative<int>(given))
    co_await value;
}

task<void> texts(const std::string &command) {
  auto value = load();
  if (command == "get")
    co_await value;
  else if (command == "put")
    value = load();
  if (command == "post")
    co_await value;
}

task<void> order(int a, int b, int n) {
  auto value = load();
  if (a < b)
    co_await value;
  if (a > b)
    co_await value;
  if (b == a)
    co_await value;
  auto other = load();
  if (n + 1 < 3)
    co_await other;
  if (n > 4)
    co_await other;
}

enum class mode { off, lazy, eager };

task<void> converted(mode m) {
  auto value = load();
  if (static_cast<int>(m) == 1)
    co_await value;
  if (m == mode::eager)
    co_await value;
}

task<void> address_as_flag(int n) {
  auto value = load();
  const int *seen = nullptr;
  for (int i = 0; i < n; ++i)
    if (!seen) {
      co_await value;
      seen = &n;
    }
}

task<void> caught_or_not() {
  auto value = load();
  std::exception_ptr error;
  try {
    co_await value;
  } catch (...) {
    error = std::current_exception();
    value = load();
  }
  if (error)
    co_await value;
}

// A flag that is set out of sight: by a helper, by a lambda, by a member. Whether it was is not known, and the
// first consumption happened on one path only.
void mark(bool &flag);
struct guard {
  bool done = false;
  void finish();
};

task<void> set_by_others(int n) {
  auto value = load(), second = load(), third = load();
  bool by_helper = false, by_lambda = false;
  guard by_member;
  auto set = [&by_lambda] { by_lambda = true; };
  if (n > 2) {
    co_await value;
    mark(by_helper);
    co_await second;
    set();
    co_await third;
    by_member.finish();
  }
  if (!by_helper)
    co_await value;
  if (!by_lambda)
    co_await second;
  if (!by_member.done)
    co_await third;
}

// Passed as an rvalue to functions that only look, or that may decline.
enum class pushed { yes, full };
pushed try_push(value_task<int> &&value);
std::optional<int> take_if_ready(value_task<int> &&value);
void look(value_task<int> &&value) { (void)value.is_completed(); }
template <class... Values> void look_at_all(Values &&...values) { (look(std::forward<Values>(values)), ...); }

task<void> offered() {
  auto value = load();
  look(std::move(value));
  look_at_all(std::move(value));
  if (try_push(std::move(value)) == pushed::full)
    if (!take_if_ready(std::move(value)))
      co_await value;
}

// What a loop does beyond the iterations that are followed is not guessed at.
task<void> counted_beside(int keys) {
  auto value = load();
  int count = 0;
  bool found = false;
  for (int i = 0; i < 10; ++i) {
    ++count;
    if (i == 9)
      found = true;
  }
  if (count < 5)
    co_await value;
  if (!found)
    co_await value;
  if (keys > 0)
    co_await value;
}

// Order that is transitive, numbers that aren't integers, arithmetic, bits, and what an aggregate was made of.
task<void> transitive(int a, int b, int c) {
  auto value = load();
  if (a < b && b < c)
    co_await value;
  if (a > c)
    co_await value;
// BUILTIN: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once
}

task<void> real(double x) {
  auto value = load();
  if (x < 1.0)
    co_await value;
  if (x > 2.0)
    co_await value;
// BUILTIN: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once
}

task<void> computed(int n) {
  auto value = load();
  int next = n + 1;
  if (n > 5)
    co_await value;
  if (next < 3)
    co_await value;
// BUILTIN: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once
}

task<void> bits(unsigned flags) {
  auto value = load();
  if ((flags & 3) == 3)
    co_await value;
  if ((flags & 1) == 0)
    co_await value;
// BUILTIN: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once
}

task<void> aggregate(int n) {
  auto value = load();
  struct {
    bool high, low;
  } is{n > 1, n <= 1};
  if (is.high)
    co_await value;
  if (is.low)
    co_await value;
// BUILTIN: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once
}

// The control: a mistake that is found. Without it, a file that is not analysed would pass.
task<void> control() {
  auto value = load();
  co_await value;
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-5]]:22: note: create a shareable task with '.as_task()'
// BUILTIN: :[[#@LINE-4]]:3: warning: 'value' is awaited more than once
}
