// Who asked whether the result is there may know it, in ways that aren't followed.
// RUN: %both %s | %match %s
#include <valuetask/sync_wait.h>
#include <valuetask/value_task.h>

using valuetask::value_task;

value_task<int> load(int key = 0);
bool asked();

bool is_ready(const value_task<int> &value) { return value.is_completed(); }
void spin(value_task<int> &value) {
  while (!value.is_completed()) {
  }
}

int through_a_pointer() {
  auto value = load();
  auto *p = &value;
  if (p->is_completed())
    return p->result();
  return valuetask::sync_wait(value);
}
int by_a_helper() {
  auto value = load();
  if (is_ready(value))
    return value.result();
  return valuetask::sync_wait(value);
}
int after_spinning() {
  auto value = load();
  spin(value);
  return value.result();
}
int by_a_lambda() {
  auto value = load();
  auto ready = [&] { return value.is_completed(); };
  if (ready())
    return value.result();
  return valuetask::sync_wait(value);
}
int as_likely() {
  auto value = load();
  if (__builtin_expect(!!value.is_completed(), 1))
    return value.result();
  return valuetask::sync_wait(value);
}
int assigned_in_the_condition() {
  auto value = load();
  if (bool ready = false; (ready = value.is_completed()))
    return value.result();
  return valuetask::sync_wait(value);
}
int both_at_once() {
  auto one = load(1), other = load(2);
  if (one.is_completed() & other.is_completed())
    return one.result() + other.result();
  return valuetask::sync_wait(one) + valuetask::sync_wait(other);
}
int moved_after_the_guard() {
  auto value = load();
  if (value.is_completed()) {
    auto other = std::move(value);
    return other.result();
  }
  return valuetask::sync_wait(value);
}
struct statistics {
  bool fast;
};
int kept_in_a_field(statistics &counted) {
  auto value = load();
  counted.fast = value.is_completed();
  if (counted.fast)
    return value.result();
  return valuetask::sync_wait(value);
}

int asked_another() {
  auto value = load(), other = load();
  if (is_ready(other))
    return value.result() + other.result();
// CHECK: :[[#@LINE-1]]:18: warning: 'result' is called on 'value' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:18: note: check 'is_completed()' first
  return valuetask::sync_wait(value) + valuetask::sync_wait(other);
}
int on_one_way() {
  auto value = load();
  if (asked() || is_ready(value))
    return value.result();
// CHECK: :[[#@LINE-1]]:18: warning: 'result' is called on 'value' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-3]]:7: note: 'asked()' is true here
// CHECK: :[[#@LINE-3]]:18: note: check 'is_completed()' first
  return valuetask::sync_wait(value);
}
