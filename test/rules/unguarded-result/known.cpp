// KNOWN: results that are taken too early and are not found.
// RUN: %both --types=blocking %s | %match %s
// RUN: %both --types=blocking --checks=valuetask-double-await %s | %FileCheck %s --check-prefix=OPTION
#include <optional>
#include <utility>
#include <vector>
#include <valuetask/sync_wait.h>
#include <valuetask/task.h>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();

// KNOWN: a parameter. The caller may have tested it.
int parameter(value_task<int> given) { return given.result(); }
int rvalue_parameter(value_task<int> &&given) { return std::move(given).result(); }

// KNOWN: what another object holds, of which it isn't seen here what it was filled with.
struct holder {
  value_task<int> member;
};
holder make_holder();

int member() {
  holder local = make_holder();
  return local.member.result();
}

int elements(std::vector<value_task<int>> all) { return all[0].result(); }

// KNOWN: what code that isn't visible may have done to it.
void look_or_fill(value_task<int> &value);

int escaped() {
  auto value = load();
  look_or_fill(value);
  return value.result();
}

// KNOWN: a condition decides whether it is made from a value; the same one may be asked before the result is taken.
int by_conditional(bool known) {
  value_task<int> value = known ? value_task<int>(5) : load();
  return value.result();
}

// KNOWN: who asked and went on all the same, where it isn't followed what the answer was used for.
void note(bool completed);
int asked_and_noted() {
  auto value = load();
  note(value.is_completed());
  return value.result();
}

// KNOWN: what was moved from another variable: that one may have been asked.
int moved() {
  auto value = load();
  auto other = std::move(value);
  return other.result();
}

// KNOWN: a helper that blocks, which a coroutine calls.
static int wait_for(int) { return sync_wait(load()); }
task<int> waited_elsewhere(int key) { co_return wait_for(key); }

// KNOWN: a type that only an option names: what its 'result' means isn't known. It may wait.
struct blocking {
  bool is_completed() const;
  int result() &&;
};
blocking start();
int named_by_an_option() {
  auto value = start();
  return std::move(value).result();
}

// The control of the option: the type is known by it, and another rule finds its mistakes.
int control_of_the_option() {
  auto value = start();
  int sum = std::move(value).result();
  return sum + std::move(value).result();
// OPTION: :[[#@LINE-1]]:{{[0-9]+}}: warning: 'value' {{.*}} [valuetask-double-await]
}

// The control: a mistake that is found. Without it, a file that is not analysed would pass.
int control() {
  auto value = load();
  return value.result();
// CHECK: :[[#@LINE-1]]:16: warning: 'result' {{.*}} [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:16: note: check 'is_completed()' first
}
