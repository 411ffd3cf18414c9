// Correct code: consumed wherever the function ends normally.
// RUN: %both %s | %match %s
#include <cassert>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>
#include <valuetask/detach.h>
#include <valuetask/sync_wait.h>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
value_task<int> load(int key);
bool asked();
task<void> nap();
void may_throw();
[[noreturn]] void fail(const char *why);
[[noreturn]] void fail_with(const std::string &why);

#define CHECK(condition) ((condition) ? (void)0 : fail(#condition))
#define REQUIRE(condition)                                                                         \
  do {                                                                                             \
    if (!(condition))                                                                              \
      std::abort();                                                                                \
  } while (0)

// Every path consumes.
task<int> awaited_at_once() { co_return co_await load(); }

task<void> if_else(bool early) {
  auto value = load();
  if (early)
    co_await value;
  else
    valuetask::detach(std::move(value));
}

task<int> if_return(bool early) {
  auto value = load();
  if (early)
    co_return co_await value;
  co_return 2 * co_await value;
}

enum class mode { off, lazy, eager };

task<int> switch_with_default(int kind) {
  auto value = load();
  switch (kind) {
  case 1:
    co_return co_await value;
  case 2:
    co_await std::move(value);
    break;
  default:
    valuetask::detach(std::move(value));
  }
  co_return 0;
}

task<int> switch_over_all(mode m) {
  auto value = load();
  switch (m) {
  case mode::off:
    co_return co_await value;
  case mode::lazy:
    co_return 1 + co_await value;
  case mode::eager:
    co_return 2 + co_await value;
  }
  std::abort();
}

task<int> loop_that_runs() {
  auto value = load();
  do {
    if (asked())
      continue;
    std::puts("no");
  } while (asked());
  co_return co_await value;
}

task<int> completed_or_awaited() {
  auto value = load();
  co_return value.is_completed() ? value.result() : co_await value;
}

task<void> created_in_the_loop(const std::vector<int> &keys) {
  for (int key : keys) {
    auto value = load(key);
    co_await value;
  }
}

task<void> created_behind_the_test(const std::vector<int> &keys) {
  for (int key : keys) {
    if (key == 0)
      continue;
    auto value = load(key);
    co_await value;
  }
}

// A path that ends otherwise is no mistake.
task<int> early_throw(bool broken) {
  auto value = load();
  if (broken)
    throw std::runtime_error("broken");
  co_return co_await value;
}

task<int> early_abort(bool broken) {
  auto value = load();
  if (broken)
    std::abort();
  co_return co_await value;
}

task<int> early_exit(bool broken) {
  auto value = load();
  if (broken)
    std::exit(1);
  co_return co_await value;
}

task<int> noreturn_function(bool broken) {
  auto value = load();
  if (broken)
    fail("broken");
  co_return co_await value;
}

task<int> noreturn_with_temporaries(bool broken) {
  auto value = load();
  if (broken)
    fail_with("broken");
  co_return co_await value;
}

task<int> assert_like(bool fine) {
  auto value = load();
  assert(fine);
  CHECK(fine);
  REQUIRE(fine && asked());
  co_return co_await value;
}

task<int> unreachable(int kind) {
  auto value = load();
  switch (kind) {
  case 1:
    co_return co_await value;
  default:
    __builtin_unreachable();
  }
}

void always_throws() {
  if (asked())
    throw std::runtime_error("one");
  throw std::runtime_error("other");
}

task<int> helper_that_throws(bool broken) {
  auto value = load();
  if (broken)
    always_throws();
  co_return co_await value;
}

// An exception that leaves in between.
task<int> calls_in_between() {
  auto value = load();
  may_throw();
  std::string text(100, 'x');
  co_return co_await value + static_cast<int>(text.size());
}

task<int> handler_rethrows() {
  auto value = load();
  try {
    may_throw();
  } catch (...) {
    std::puts("failed");
    throw;
  }
  co_return co_await value;
}

task<int> handler_throws_another() {
  auto value = load();
  try {
    may_throw();
  } catch (const std::exception &error) {
    throw std::runtime_error(error.what());
  }
  co_return co_await value;
}

// The await that threw has consumed.
task<int> handler_after_the_await() {
  auto value = load();
  try {
    co_return co_await value;
  } catch (...) {
    co_return -1;
  }
}

task<int> handler_goes_on() {
  auto value = load();
  try {
    may_throw();
  } catch (...) {
    std::puts("failed");
  }
  co_return co_await value;
}

// The same condition again.
task<void> same_condition(bool wanted) {
  value_task<int> value;
  if (wanted)
    value = load();
  std::puts("between");
  if (wanted)
    co_await value;
}

task<void> complementary(bool early) {
  auto value = load();
  if (early)
    co_await value;
  if (!early)
    co_await value;
}

task<void> flag_where_consumed() {
  auto value = load();
  bool done = false;
  if (asked()) {
    co_await value;
    done = true;
  }
  if (!done)
    valuetask::detach(std::move(value));
}

task<void> flag_where_filled() {
  value_task<int> value;
  bool filled = false;
  if (asked()) {
    value = load();
    filled = true;
  }
  if (filled)
    co_await value;
}

task<void> covering_ranges(int n) {
  auto value = load();
  if (n < 3)
    co_await value;
  else if (n >= 3)
    co_await value;
}

task<void> covering_enumerators(mode m) {
  auto value = load();
  if (m == mode::off)
    co_await value;
  if (m != mode::off)
    co_await value;
}

task<void> named_condition(int n) {
  auto value = load();
  const bool large = n > 10;
  if (large)
    co_await value;
  if (n <= 10)
    co_await value;
}

task<void> null_or_not(const int *pointer) {
  value_task<int> value;
  if (pointer)
    value = load(*pointer);
  if (pointer != nullptr)
    co_await value;
}

task<int> nested_conditions(bool a, bool b) {
  auto value = load();
  if (a && b)
    co_return 0 + co_await value;
  if (!a)
    co_return 1 + co_await value;
  if (!b)
    co_return 2 + co_await value;
  std::abort();
}

// Filled by a conditional operator.
task<void> conditional_empty(bool wanted) {
  value_task<int> value = wanted ? load() : value_task<int>();
  if (wanted)
    co_await value;
}

// A loop that ends only when it has consumed.
task<int> until_done() {
  auto value = load();
  bool done = false;
  int result = 0;
  while (!done)
    if (asked()) {
      result = co_await value;
      done = true;
    }
  co_return result;
}

task<void> enumerators_with_breaks(mode m) {
  auto value = load();
  switch (m) {
  case mode::off:
    co_await value;
    break;
  case mode::lazy:
  case mode::eager:
    valuetask::detach(std::move(value));
    break;
  }
}

task<int> throw_in_an_expression(bool fine) {
  auto value = load();
  co_return fine ? co_await value : throw std::runtime_error("not fine");
}

task<int> trap(bool fine) {
  auto value = load();
  if (!fine)
    __builtin_trap();
  co_return co_await value;
}

task<int> init_of_if() {
  if (auto value = load(); value.is_completed())
    co_return value.result();
  else
    co_return co_await value;
}

task<int> jump_to_the_end(int n) {
  auto value = load();
  if (n == 0)
    goto drop;
  co_return co_await value;
drop:
  valuetask::detach(std::move(value));
  co_return 1;
}

task<void> one_ahead(const int *at, const int *end) {
  if (at == end)
    co_return;
  auto value = load(*at);
  for (++at; at != end; ++at) {
    co_await value;
    value = load(*at);
  }
  co_await value;
}

// Counted once, and consumed in the first iteration.
task<void> first_iteration() {
  auto value = load();
  for (int i = 0; i < 3; ++i)
    if (i == 0)
      co_await value;
}

task<void> retry() {
  auto value = load();
  while (co_await value < 0)
    value = load();
}

// Empty: there is nothing to consume.
task<void> never_filled() {
  value_task<int> value;
  value_task<> nothing{};
  auto empty = value_task<int>();
  co_return;
}

task<void> moved_from() {
  auto value = load();
  auto other = std::move(value);
  co_await other;
}

task<int> exchanged() {
  auto value = load();
  co_return co_await std::exchange(value, value_task<int>());
}

task<void> consumed_and_emptied() {
  auto value = load();
  co_await value;
  value = value_task<int>();
}

// A sink: what it gets it may drop.
void sink(value_task<int>) {}
void named_sink(value_task<int> given) {}
task<void> coroutine_sink(value_task<int> given) { co_return; }
void ignored_on_purpose([[maybe_unused]] value_task<int> given) { std::puts("dropped"); }

// Somebody else's object.
bool looks(const value_task<int> &given) { return given.is_completed(); }
task<int> maybe_consumes(value_task<int> &given, bool wanted) {
  if (wanted)
    co_return co_await given;
  co_return 0;
}
task<int> maybe_takes(value_task<int> &&given, bool wanted) {
  if (wanted)
    co_return co_await std::move(given);
  co_return 0;
}

struct holder {
  value_task<int> member;
  std::optional<value_task<int>> perhaps;
  void fill() { member = load(); }
  task<void> use(bool wanted) {
    if (wanted)
      co_await member;
  }
};

struct pool {
  value_task<int> &next();
  value_task<int> *find(int key);
  const value_task<int> &peek() const;
};

task<void> by_reference(pool &tasks) {
  tasks.next();
  (void)tasks.peek();
  tasks.find(3);
  auto &value = tasks.next();
  auto &&same = tasks.next();
  const auto &looked_at = tasks.peek();
  auto *found = tasks.find(4);
  (void)value.is_completed();
  co_return;
}

// What other objects hold isn't held against them.
task<void> in_an_optional(bool wanted) {
  std::optional<value_task<int>> value;
  if (wanted)
    value = load();
  if (value)
    co_await *value;
}

task<void> in_a_vector(const std::vector<int> &keys) {
  std::vector<value_task<int>> all;
  for (int key : keys)
    all.push_back(load(key));
  for (auto &value : all)
    co_await value;
}

task<void> in_a_pointer() {
  auto value = std::make_unique<value_task<int>>(load());
  co_await *value;
}

// Not single-consumption.
task<int> shared_load();
int number();

task<void> other_types() {
  auto started = shared_load();
  auto also = load().as_task();
  shared_load();
  (void)shared_load();
  (void)number();
  load().as_task();
  co_return;
}

// Not evaluated.
void unevaluated() {
  using result = decltype(load());
  static_assert(sizeof(load()) > 0);
  static_assert(!noexcept(load()));
  static_assert(requires { load(); });
  (void)sizeof(load());
}

// A template that nobody instantiates.
template <class T> task<void> uninstantiated(T key) {
  auto value = load(key);
  load(key);
  co_return;
}

template <bool Wanted> task<void> constant_branch() {
  auto value = load();
  if constexpr (Wanted)
    co_await value;
  else
    valuetask::detach(std::move(value));
}
template task<void> constant_branch<true>();
template task<void> constant_branch<false>();

// At the end of the program's own scope, in no function.
int blocking() { return valuetask::sync_wait(load()); }

// The control: a mistake that is found. Without it, a file that is not analysed would pass.
void control() { auto value = load(); }
// CHECK: :[[#@LINE-1]]:23: warning: 'value' {{.*}} [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:23: note: consume it, or pass it to a function that does, or discard it with 'detach'
