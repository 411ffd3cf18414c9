// Correct code: the result is there, or it isn't known that it may not be.
// RUN: %both %s | %match %s
#include <cassert>
#include <cstdlib>
#include <future>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>
#include <valuetask/source.h>
#include <valuetask/sync_wait.h>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
value_task<int> load(int key);
bool asked();
void poll();
[[noreturn]] void fail(const char *why);

#define CHECK(condition) ((condition) ? (void)0 : fail(#condition))

int behind_a_test() {
  auto value = load();
  if (value.is_completed())
    return value.result();
  return 0;
}

int behind_success() {
  auto value = load();
  if (value.is_completed_successfully())
    return value.result();
  return 0;
}

int behind_a_conjunction(bool wanted) {
  auto value = load();
  if (wanted && value.is_completed() && asked())
    return value.result();
  return 0;
}

bool in_a_conjunction() {
  auto value = load();
  return value.is_completed() && value.result() > 3;
}

bool in_a_disjunction() {
  auto value = load();
  return !value.is_completed() || value.result() > 3;
}

int in_a_conditional_operator() {
  auto value = load();
  return value.is_completed() ? value.result() : 0;
}

int in_the_other_arm() {
  auto value = load();
  return !value.is_completed() ? 0 : value.result();
}

task<int> awaited_otherwise() {
  auto value = load();
  if (value.is_completed())
    co_return value.result();
  co_return co_await value;
}

task<int> early_await() {
  auto value = load();
  if (!value.is_completed())
    co_return co_await value;
  co_return value.result();
}

int early_return() {
  auto value = load();
  if (!value.is_completed())
    return 0;
  return value.result();
}

int early_throw() {
  auto value = load();
  if (!value.is_completed())
    throw std::runtime_error("not yet");
  return value.result();
}

int polling() {
  auto value = load();
  while (!value.is_completed())
    poll();
  return value.result();
}

int polling_do() {
  auto value = load();
  do
    poll();
  while (!value.is_completed());
  return value.result();
}

int polling_for() {
  auto value = load();
  for (;;) {
    if (value.is_completed())
      break;
    poll();
  }
  return value.result();
}

int named_answer() {
  auto value = load();
  const bool ready = value.is_completed();
  if (!ready)
    return 0;
  return value.result();
}

int answer_in_the_condition() {
  auto value = load();
  if (const bool ready = value.is_completed_successfully())
    return value.result();
  return 0;
}

int init_of_if() {
  if (auto value = load(); value.is_completed())
    return value.result();
  return 0;
}

int asserted() {
  auto value = load();
  if (!value.is_completed())
    std::abort();
  return value.result();
}

int asserted_by_macros(bool first) {
  auto value = load();
  if (first)
    CHECK(value.is_completed());
  else
    assert(value.is_completed());
  return value.result();
}

int both_tested() {
  auto left = load(1), right = load(2);
  if (left.is_completed() && right.is_completed())
    return left.result() + right.result();
  return 0;
}

int not_both() {
  auto left = load(1), right = load(2);
  if (!left.is_completed() || !right.is_completed())
    return 0;
  return left.result() + right.result();
}

int compared_with_true() {
  auto value = load();
  if (value.is_completed() == true)
    return value.result();
  return 0;
}

int tested_by_another_name() {
  auto value = load();
  const auto &same = value;
  if (same.is_completed())
    return value.result();
  return 0;
}

int tested_again_after_filling() {
  auto value = load(1);
  if (!value.is_completed())
    value = load(2);
  if (value.is_completed())
    return value.result();
  return 0;
}

// Made from a value.
int from_a_value() {
  value_task<int> value(5);
  return value.result();
}

int converted() {
  value_task<int> value = 5;
  return value.result();
}

int braces() {
  value_task<int> value{5};
  return value.result();
}

int deduced() {
  auto value = value_task<int>(5);
  return value.result();
}

void completed() {
  auto done = value_task<>::completed();
  done.result();
}

int temporary_from_a_value() { return value_task<int>(5).result(); }

int assigned_from_a_value() {
  auto value = load();
  value = 5;
  return value.result();
}

int either_from_a_value(bool first) {
  value_task<int> value = 5;
  if (first)
    value = value_task<int>(6);
  return value.result();
}

int in_each_iteration(const std::vector<int> &keys) {
  int sum = 0;
  for (int key : keys) {
    auto value = load(key);
    if (!value.is_completed())
      continue;
    sum += value.result();
  }
  return sum;
}

// Somebody else may have seen to it.
int by_reference(value_task<int> &given) { return given.result(); }

struct holder {
  value_task<int> member;
  int take() { return member.result(); }
};

int of_a_member(holder &given) { return given.member.result(); }

// Results of other kinds.
class outcome {
public:
  int result();
  int get();
};
outcome compute();

int other_classes(std::future<int> given, task<int> shared) {
  auto outcome = compute();
  int sum = outcome.result() + compute().get() + given.get();
  return sum + shared.result() + load().as_task().result();
}

int waited_for() {
  auto value = load();
  return valuetask::sync_wait(value);
}

template <class T> int uninstantiated(T key) {
  auto value = load(key);
  return value.result();
}

// The control: a mistake that is found. Without it, a file that is not analysed would pass.
int control() {
  auto value = load();
  return value.result();
// CHECK: :[[#@LINE-1]]:16: warning: 'result' {{.*}} [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:16: note: check 'is_completed()' first
}
