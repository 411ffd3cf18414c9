// Correct code that a tool without paths, or without values, would report.
// RUN: %both %s | %match %s
// RUN: %both --without-solver %s | %match %s
#include <cstdlib>
#include <memory>
#include <optional>
#include <vector>
#include <valuetask/when_all.h>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
bool asked();

void look(const value_task<int> &value);
void fill(value_task<int> &value);
bool try_push(value_task<int> &&value);

task<void> complementary(bool early) {
  auto value = load();
  if (early)
    co_await value;
  if (!early)
    co_await value;
}

task<void> complementary_moves(bool early) {
  auto value = load();
  if (early)
    co_await std::move(value);
  if (!early)
    co_await std::move(value);
}

task<void> disjoint_ranges(int n) {
  auto value = load();
  if (n < 3)
    co_await value;
  if (n > 5)
    co_await value;
  if (n == 4)
    co_await value;
}

enum class mode { off, lazy, eager };

task<void> enumerators(mode m) {
  auto value = load();
  if (m == mode::lazy)
    co_await value;
  if (m == mode::eager)
    co_await value;
}

task<void> cases(mode m) {
  auto value = load();
  switch (m) {
  case mode::off:
    co_await value;
    break;
  case mode::lazy:
    co_await value;
    co_return;
  case mode::eager:
    break;
  }
  if (m == mode::eager)
    co_await value;
}

task<void> null_or_not(const int *pointer) {
  auto value = load();
  if (pointer)
    co_await value;
  if (pointer == nullptr)
    co_await value;
}

task<void> smart_pointer(std::unique_ptr<int> pointer) {
  auto value = load();
  if (!pointer)
    co_await value;
  if (pointer != nullptr)
    co_await value;
}

task<void> optional_tests(std::optional<int> given) {
  auto value = load();
  if (given)
    co_await value;
  if (!given.has_value())
    co_await value;
  if (given == std::nullopt)
    given.reset();
}

task<void> both_and_not_both(bool a, bool b) {
  auto value = load();
  if (a && b)
    co_await value;
  if (!a || !b)
    co_await value;
}

task<void> named_bool(bool a, bool b) {
  auto value = load();
  const bool both = a && b;
  if (both)
    co_await value;
  if (!both)
    co_await value;
}

task<void> named_comparison(int n) {
  auto value = load();
  const bool large = n > 10;
  if (large)
    co_await value;
  if (n <= 10)
    co_await value;
}

task<void> compared_variables(int a, int b) {
  auto value = load();
  if (a < b)
    co_await value;
  if (b <= a)
    co_await value;
}

task<void> flag_set_when_consumed() {
  auto value = load();
  bool done = false;
  if (asked()) {
    co_await value;
    done = true;
  }
  if (!done)
    co_await value;
}

task<void> flag_in_a_loop(int n) {
  auto value = load();
  bool done = false;
  for (int i = 0; i < n; ++i) {
    if (!done && asked()) {
      co_await value;
      done = true;
    }
  }
}

task<void> state_switched_over(int n) {
  auto value = load();
  int state = 0;
  if (n > 0) {
    co_await value;
    state = 1;
  }
  switch (state) {
  case 0:
    co_await value;
    break;
  case 1:
    break;
  }
}

class cache {
  bool warm_ = false;
  const char *name_ = nullptr;

public:
  bool empty() const;

  task<void> member_condition() {
    auto value = load();
    if (warm_)
      co_await value;
    if (!warm_)
      co_await value;
  }

  task<void> member_pointer() {
    auto value = load();
    if (name_ != nullptr)
      co_await value;
    else
      name_ = "x";
    if (name_ == nullptr)
      co_await value;
  }
};

task<void> const_member_call(const cache &c) {
  auto value = load();
  if (c.empty())
    co_await value;
  if (!c.empty())
    co_await value;
}

task<void> either_branch(bool early) {
  auto value = load();
  if (early)
    co_await value;
  else
    co_await value;
}

task<int> early_return(bool early) {
  auto value = load();
  if (early)
    co_return co_await value;
  co_return co_await value;
}

task<int> early_throw(bool early) {
  auto value = load();
  if (early) {
    co_await value;
    throw 1;
  }
  co_return co_await value;
}

[[noreturn]] void fail();

task<int> no_return(bool early, bool worse) {
  auto value = load();
  if (early) {
    co_await value;
    fail();
  }
  if (worse) {
    co_await value;
    std::abort();
  }
  co_return co_await value;
}

task<int> one_arm_each(bool first) {
  auto value = load();
  co_return first ? co_await value : co_await value;
}

task<void> one_of_two_each_once(bool first) {
  auto left = load(), right = load();
  co_await (first ? left : right);
  co_await (first ? right : left);
}

task<void> reassigned() {
  auto value = load();
  co_await value;
  value = load();
  co_await value;
}

task<void> exchanged() {
  auto value = load();
  auto old = std::exchange(value, load());
  co_await old;
  co_await value;
}

task<void> swapped_in() {
  auto value = load(), other = load();
  co_await value;
  std::swap(value, other);
  co_await value;
}

task<void> filled_by_a_function() {
  auto value = load();
  co_await value;
  fill(value);
  co_await value;
}

task<void> fresh_every_iteration(int n) {
  for (int i = 0; i < n; ++i) {
    auto value = load();
    co_await value;
  }
}

task<void> reassigned_in_the_loop(int n) {
  auto value = load();
  for (int i = 0; i < n; ++i) {
    co_await value;
    value = load();
  }
}

task<void> elements(std::vector<value_task<int>> values) {
  for (auto &value : values)
    co_await value;
  for (auto &&value : values)
    look(value);
}

task<void> left_by_break(int n) {
  auto value = load();
  for (int i = 0; i < n; ++i) {
    if (i == 3) {
      co_await value;
      break;
    }
  }
}

task<void> left_by_return(int n) {
  auto value = load();
  while (n-- > 0)
    if (asked()) {
      co_await value;
      co_return;
    }
  co_await value;
}

task<void> in_one_iteration_of_many(int n) {
  auto value = load();
  for (int i = 0; i < n; ++i)
    if (i == 3)
      co_await value;
}

task<void> runs_once() {
  auto value = load();
  for (int i = 0; i < 1; ++i)
    co_await value;
  bool again = true;
  auto other = load();
  while (again) {
    co_await other;
    again = false;
  }
}

task<void> do_while_false() {
  auto value = load();
  do {
    co_await value;
  } while (false);
}

task<void> awaited_as_a_task() {
  task<int> shared = load().as_task();
  co_await shared;
  co_await shared;
}

task<void> only_looked_at() {
  auto value = load();
  look(value);
  if (value.is_completed() || value.is_completed_successfully())
    look(value);
  co_await value;
  look(value);
}

// The callee may decline to take it, and says so.
task<void> offered_first() {
  auto value = load();
  if (!try_push(std::move(value)))
    co_await value;
}

task<void> moved_without_a_taker() {
  auto value = load();
  auto &&name = std::move(value);
  co_await name;
}

template <bool Early> task<void> decided_at_compile_time() {
  auto value = load();
  if constexpr (Early)
    co_await value;
  if constexpr (!Early)
    co_await value;
}
template task<void> decided_at_compile_time<true>();
template task<void> decided_at_compile_time<false>();

// Never instantiated: there is nothing to report about a template by itself.
template <class T> task<void> not_instantiated() {
  auto value = load();
  co_await value;
  co_await value;
}

task<void> unevaluated() {
  auto value = load();
  using result = decltype(value.result());
  static_assert(noexcept(sizeof(value.result())));
  result kept = co_await value;
  (void)kept;
}

task<void> captured_by_reference() {
  auto value = load();
  auto refill = [&] { value = load(); };
  co_await value;
  refill();
  co_await value;
}

task<void> address_kept() {
  auto value = load();
  value_task<int> *slot = &value;
  co_await value;
  *slot = load();
  co_await value;
}

struct queue {
  value_task<int> &at(int index);
  void refill(int index);
};

task<void> referent_replaced(queue &q) {
  auto &slot = q.at(0);
  co_await slot;
  q.refill(0);
  co_await slot;
}

task<void> referent_assigned(std::vector<value_task<int>> slots) {
  auto &slot = slots[0];
  co_await slot;
  slots[0] = load();
  co_await slot;
}

task<void> different_objects_of_one_name(bool first) {
  {
    auto value = load();
    co_await value;
  }
  {
    auto value = load();
    co_await value;
  }
  if (auto value = load(); first)
    co_await value;
  else
    co_await value;
}

task<void> shadowed() {
  auto value = load();
  co_await value;
  [] {
    auto value = load();
    (void)value.result();
  }();
}

// The control: a mistake that is found. Without it, a file that is not analysed would pass.
task<void> control() {
  auto value = load();
  co_await value;
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-5]]:22: note: create a shareable task with '.as_task()'
}
