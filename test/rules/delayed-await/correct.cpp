// Correct code: nothing waits between the creation and the consumption.
// RUN: %both %s | %match %s
#include <array>
#include <coroutine>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <utility>
#include <vector>
#include <valuetask/detach.h>
#include <valuetask/value_task.h>
#include <valuetask/when_all.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
value_task<int> load(int key);
task<int> shared_load();
bool asked();
void work();
int take(value_task<int> given);

struct timer {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> waiting);
  void await_resume();
};

task<int> at_once() { co_return co_await load(1) + co_await load(2); }

task<int> next_statement() {
  auto value = load();
  co_return co_await value;
}

task<int> plain_work_between() {
  auto value = load();
  work();
  if (asked())
    work();
  co_return co_await value;
}

task<int> both_by_when_all() {
  auto left = load(1), right = load(2);
  auto [one, two] = co_await valuetask::when_all(std::move(left), std::move(right));
  co_return one + two;
}

task<int> as_task_at_creation() {
  auto value = load(1).as_task();
  int other = co_await load(2);
  co_return other + co_await value;
}

task<int> as_task_before_the_wait() {
  auto value = load(1);
  auto shared = value.as_task();
  co_await timer{};
  co_return co_await shared;
}

task<int> tasks_may_be_held() {
  auto left = shared_load(), right = shared_load();
  co_await timer{};
  co_return co_await left + co_await right;
}

task<int> created_after_the_wait() {
  co_await timer{};
  auto value = load();
  co_return co_await value;
}

task<int> filled_after_the_wait() {
  value_task<int> value;
  co_await timer{};
  value = load();
  co_return co_await value;
}

task<int> filled_again_after_the_wait() {
  auto value = load();
  int sum = co_await value;
  co_await timer{};
  value = load();
  co_return sum + co_await value;
}

task<int> consumed_before_the_wait() {
  auto value = load();
  int sum = co_await value;
  co_await timer{};
  co_return sum;
}

task<int> given_away_before_the_wait() {
  auto value = load();
  int sum = take(std::move(value));
  co_await timer{};
  co_return sum;
}

task<int> either_consumed_or_waits(bool early) {
  auto value = load();
  if (early)
    co_return co_await value;
  valuetask::detach(std::move(value));
  co_await timer{};
  co_return 0;
}

task<int> the_wait_is_on_another_path(bool slowly) {
  auto value = load();
  if (slowly) {
    valuetask::detach(std::move(value));
    co_await timer{};
    co_return 0;
  }
  co_return co_await value;
}

task<int> correlated(bool slowly) {
  value_task<int> value;
  if (!slowly)
    value = load();
  if (slowly)
    co_await timer{};
  if (!slowly)
    co_return co_await value;
  co_return 0;
}

task<int> each_iteration_its_own(const std::vector<int> &keys) {
  int sum = 0;
  for (int key : keys) {
    auto value = load(key);
    sum += co_await value;
    co_await timer{};
  }
  co_return sum;
}

task<int> pipelined(int n) {
  int sum = 0;
  auto next = load(0);
  for (int i = 1; i < n; ++i) {
    sum += co_await next;
    next = load(i);
  }
  co_return sum + co_await next;
}

// Made from a value: it waits for nothing.
task<int> completed() {
  value_task<int> value = 5;
  co_await timer{};
  co_return co_await value;
}

task<void> completed_void() {
  auto done = value_task<>::completed();
  co_await timer{};
  co_await done;
}

task<int> completed_in_parentheses() {
  value_task<int> value(5);
  auto other = value_task<int>{6};
  co_await timer{};
  co_return co_await value + co_await other;
}

// An awaiter that is always ready suspends nothing.
task<int> no_suspension() {
  auto value = load();
  co_await std::suspend_never{};
  co_return co_await value;
}

// Elements of a local container, one after another.
task<int> elements(const std::vector<int> &keys) {
  std::vector<value_task<int>> all;
  for (int key : keys)
    all.push_back(load(key));
  int sum = 0;
  for (auto &value : all)
    sum += co_await value;
  co_return sum;
}

task<int> indexed(const std::vector<int> &keys) {
  std::vector<value_task<int>> all;
  for (int key : keys)
    all.push_back(load(key));
  int sum = 0;
  for (size_t i = 0; i < all.size(); ++i)
    sum += co_await std::move(all[i]);
  co_return sum;
}

task<int> of_an_array() {
  std::array<value_task<int>, 2> both{load(1), load(2)};
  int sum = 0;
  for (auto &value : both)
    sum += co_await value;
  co_return sum;
}

// Somebody else waits.
task<int> in_a_lambda() {
  auto value = load();
  auto body = []() -> task<void> { co_await timer{}; };
  auto pending = body();
  int sum = co_await value;
  co_await pending;
  co_return sum;
}

task<int> in_a_local_class() {
  auto value = load();
  struct local {
    static task<void> run() { co_await timer{}; }
  };
  auto pending = local::run();
  co_return co_await value;
}

task<int> call_that_waits_itself() {
  auto value = load();
  auto other = shared_load();
  co_return co_await value;
}

int plain_function() {
  auto value = load();
  work();
  return take(std::move(value));
}

// Only looked at before the wait, or after it.
task<void> never_consumed_here() {
  auto value = load();
  co_await timer{};
  (void)value.is_completed();
}

task<int> by_reference(value_task<int> &given) {
  co_await timer{};
  co_return co_await given;
}

struct holder {
  value_task<int> member;
  task<int> use() {
    co_await timer{};
    co_return co_await member;
  }
};

template <class T> task<T> uninstantiated(T key) {
  auto value = load(key);
  co_await timer{};
  co_return co_await value;
}

task<int> not_evaluated() {
  auto value = load();
  using result = decltype(load().result());
  (void)sizeof(result);
  co_return co_await value;
}

task<int> leaves_instead(bool broken) {
  auto value = load();
  if (broken) {
    work();
    std::abort();
  }
  co_return co_await value;
}

// The control: a mistake that is found. Without it, a file that is not analysed would pass.
task<int> control() {
  auto value = load();
  co_await timer{};
  co_return co_await value;
// CHECK: :[[#@LINE-1]]:13: warning: 'value' {{.*}} [valuetask-delayed-await]
// CHECK: :[[#@LINE-3]]:3: note: the coroutine suspends here
// CHECK: :[[#@LINE-5]]:22: note: create a task with '.as_task()', which may be held
}
