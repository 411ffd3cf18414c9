// KNOWN: values that nobody consumes and that are not found.
// RUN: %both %s | %match %s
#include <cstdio>
#include <memory>
#include <optional>
#include <utility>
#include <vector>
#include <valuetask/sync_wait.h>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
value_task<int> load(int key);
task<void> nap();
void may_throw();
bool asked();
void look_or_take(value_task<int> &value);

// KNOWN: a path through a handler. Where the exception leaves the scope of the object as well, dropping it is no
// mistake.
task<void> handler_goes_on() {
  auto value = load();
  try {
    co_await nap();
    co_await value;
  } catch (...) {
    std::puts("failed");
  }
}

// KNOWN: a default, which something else may take the place of. It costs little, and reads well; the checked runtime
// reports it where it is overwritten.
int a_default(bool early) {
  value_task<int> value = 1;
  if (early)
    value = load();
  return valuetask::sync_wait(value);
}

// KNOWN: what another object holds.
struct holder {
  value_task<int> member;
};

void held_by_others() {
  holder local{load()};
  std::optional<value_task<int>> perhaps = load();
  auto owned = std::make_unique<value_task<int>>(load());
  std::vector<value_task<int>> all;
  all.push_back(load());
  value_task<int> plain[] = {load(1), load(2)};
}

// KNOWN: what code that isn't visible may have done to it.
void escaped() {
  auto value = load();
  look_or_take(value);
}

// KNOWN: an address that is kept.
void pointed_at() {
  auto value = load();
  auto *pointer = &value;
  look_or_take(*pointer);
}

// KNOWN: a parameter that nothing consumes. It may be a sink on purpose.
int parameter(value_task<int> given) { return given.is_completed() ? 1 : 0; }

// KNOWN: moved into a lambda that is never called.
void lambda_that_is_not_called() {
  auto value = load();
  auto body = [value = std::move(value)]() mutable -> task<int> { co_return co_await value; };
}

// KNOWN: a temporary that is bound to a parameter and only looked at.
bool looks(const value_task<int> &given) { return given.is_completed(); }
bool temporary_looked_at() { return looks(load()); }

void print(const value_task<int> &value);

// KNOWN: a function that gets it by const reference only looks, but may let it run to its end by that.
task<void> shown() {
  [[maybe_unused]] auto value = load();
  print(value);
  co_return;
}

task<void> other_names() {
  auto value = load();
  const auto &same = value;
  print(same);
  co_return;
}

// KNOWN: a decision by something other than a plain number or flag, which is also written after a consumption: it
// may say that there was one.
bool asked();
task<void> by_a_list(std::vector<int> log) {
  auto value = load();
  if (asked()) {
    co_await value;
    log.push_back(1);
  }
  if (log.empty())
    co_await value;
}

// KNOWN: consumed in a later iteration of a counting loop only, on none of its paths or on some.
task<void> by_a_counter(int n) {
  auto value = load();
  for (int i = 0; i < 10; ++i)
    if (i == n + 3)
      co_await value;
}

// KNOWN: a condition that a destructor writes, or may have written, and one that depends on what a copied lambda keeps.
struct set_at_the_end {
  bool &flag;
  ~set_at_the_end() { flag = true; }
};
void set_by_a_destructor(bool early) {
  auto value = load();
  bool used = early;
  {
    set_at_the_end end{used};
  }
  if (!used)
    sync_wait(value);
}
void before_a_destructor(bool early) {
  bool done = false;
  auto value = load();
  set_at_the_end end{done};
  if (early) {
    sync_wait(value);
    return;
  }
  if (done)
    sync_wait(value);
}
void by_a_copied_lambda(int n) {
  auto value = load();
  auto is_left = [n]() mutable { return --n > 0; };
  auto copy = is_left;
  if (copy())
    sync_wait(value);
}

// KNOWN: a path on which a test framework's assertion fails. Its failure is told anyhow.
struct Checked {
  explicit operator bool() const;
};
Checked holds(bool condition);
#define ASSERT_TRUE(condition)                                                                                         \
  if (const Checked ok = holds(condition))                                                                             \
    ;                                                                                                                  \
  else                                                                                                                 \
    return (void)std::puts(#condition)
void asserted() {
  auto value = load();
  ASSERT_TRUE(asked());
  value.result();
}

// The control: a mistake that is found. Without it, a file that is not analysed would pass.
void control() { auto value = load(); }
// CHECK: :[[#@LINE-1]]:23: warning: 'value' {{.*}} [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:23: note: consume it, or pass it to a function that does, or discard it with 'detach'
