// What was shown to a function that isn't seen may be anything by then. When it is consumed after that, it is consumed.
// RUN: %both %s | %match %s
#include <utility>
#include <vector>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
void tag(value_task<int> &value, const char *name);
int look_at(value_task<int> &value);
void race(value_task<int> &a, value_task<int> &b);
void take(value_task<int> value);
task<void> refill_soon(value_task<int> &value);
void watch(value_task<int> *value);

struct keeper {
  explicit keeper(value_task<int> &value);
  void refill();
  void keep(value_task<int> &value);
};
void attach(keeper &to, value_task<int> &value);

// Found.
void twice() {
  auto value = load();
  tag(value, "first");
  take(std::move(value));
  take(std::move(value));
// CHECK: :[[#@LINE-1]]:18: warning: 'value' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:18: note: first moved here
// CHECK: :[[#@LINE-3]]:18: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<int> awaited_twice() {
  auto value = load();
  if (look_at(value) > 0)
    co_return 0;
  int sum = co_await value;
  co_return sum + co_await value;
// CHECK: :[[#@LINE-1]]:19: warning: 'value' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:7: note: 'look_at(value) > 0' is false here
// CHECK: :[[#@LINE-4]]:13: note: first awaited here
// CHECK: :[[#@LINE-4]]:19: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> in_a_loop() {
  auto a = load(), b = load();
  race(a, b);
  for (int i = 0; i < 2; ++i)
    co_await a;
// CHECK: :[[#@LINE-1]]:5: warning: 'a' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:19: note: 'i < 2' is true here
// CHECK: :[[#@LINE-3]]:5: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-5]]:19: note: 'i < 2' is true here
// CHECK: :[[#@LINE-5]]:5: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  co_await b;
}

task<void> given(value_task<int> &value, bool again) {
  tag(value, "given");
  co_await value;
  if (again)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:3: note: first awaited here
// CHECK: :[[#@LINE-4]]:7: note: 'again' is true here
// CHECK: :[[#@LINE-4]]:5: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

// Correct: it may have been filled again.
void shown_in_between() {
  auto value = load();
  take(std::move(value));
  tag(value, "second");
  take(std::move(value));
}

task<void> shown_in_each_iteration(int n) {
  auto value = load();
  do {
    tag(value, "next");
    co_await value;
  } while (--n > 0);
}

task<void> filled_in_each_iteration(int n) {
  auto value = load();
  tag(value, "first");
  for (int i = 0; i < n; ++i) {
    co_await value;
    value = load();
  }
  co_await value;
}

void once_each(bool early) {
  auto value = load();
  tag(value, "first");
  if (early)
    take(std::move(value));
  else
    take(std::move(value));
}

// Correct: who got it may have kept it, and fill it at any time.
task<void> kept_by_an_object() {
  auto value = load();
  keeper kept(value);
  co_await value;
  kept.refill();
  co_await value;
}

task<void> kept_by_a_member(keeper kept) {
  auto value = load();
  kept.keep(value);
  co_await value;
  kept.refill();
  co_await value;
}

task<void> kept_by_another_argument(keeper kept) {
  auto value = load();
  attach(kept, value);
  co_await value;
  kept.refill();
  co_await value;
}

task<void> kept_by_a_task() {
  auto value = load();
  auto refilling = refill_soon(value);
  co_await value;
  co_await refilling;
  co_await value;
}

task<void> kept_by_its_address() {
  auto value = load();
  watch(&value);
  co_await value;
  co_await value;
}
