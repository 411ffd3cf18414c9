// What assertions and labels decide matters only where the other way leads elsewhere: it is neither told, nor a reason
// to doubt what comes after it.
// RUN: %both --checks 'valuetask-double-await' %s | %match %s
#include <valuetask/sync_wait.h>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load(int key = 0);
int block(value_task<int> &value) { return valuetask::sync_wait(value); }

struct Message {
  template <class T> Message &operator<<(const T &) { return *this; }
};
struct Checked {
  explicit operator bool() const;
};
Checked holds(bool condition);
bool as_it_was(int value);
void change(int &state);
#define EXPECT_HOLDS(condition)                                                                    \
  switch (0)                                                                                       \
  case 0:                                                                                          \
  default:                                                                                         \
    if (const Checked ok = holds(condition))                                                       \
      ;                                                                                            \
    else                                                                                           \
      Message()
task<int> asserted_before_and_after() {
  int state = 0;
  auto value = load();
  EXPECT_HOLDS(as_it_was(state)) << "before";
  int sum = co_await value;
  change(state);
  EXPECT_HOLDS(as_it_was(state)) << "after";
  co_return sum + co_await value;
// CHECK: :[[#@LINE-1]]:19: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK-NOT: note: the
// CHECK: :[[#@LINE-6]]:13: note: first awaited here
// CHECK: :[[#@LINE-4]]:19: note: use 'sum', the result of the first 'co_await'
// CHECK-NOT: note: the
}
int labels_that_all_lead_there(int kind) {
  auto value = load();
  int sum = 0;
  switch (kind) {
  case 1:
    sum = 1;
    break;
  default:
    sum = 2;
  }
  sum += block(value);
  return sum + block(value);
// CHECK: :[[#@LINE-1]]:22: warning: 'value' is consumed by 'block' more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK-NOT: note: the
// CHECK: :[[#@LINE-4]]:16: note: first consumed by 'block' here
// CHECK: :[[#@LINE-4]]:22: note: consume it in one place only, or create a shareable task with '.as_task()'
// CHECK-NOT: note: the
}
int label_that_leads_elsewhere(int kind) {
  auto value = load();
  int sum = block(value);
  switch (kind) {
  case 1:
    return sum;
  case 2:
    sum = 2;
    break;
  default:
    return 0;
  }
  return sum + block(value);
// CHECK: :[[#@LINE-1]]:22: warning: 'value' is consumed by 'block' more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-12]]:19: note: first consumed by 'block' here
// CHECK: :[[#@LINE-9]]:3: note: control jumps to 'case 2'
// CHECK: :[[#@LINE-4]]:22: note: consume it in one place only, or create a shareable task with '.as_task()'
}

// Whether it is consumed before is what the later label depends on.
int one_label_each(int kind) {
  auto value = load();
  int sum = 0;
  switch (kind) {
  case 1:
    sum = block(value);
    break;
  default:
    sum = 2;
  }
  switch (kind) {
  case 1:
    return sum;
  default:
    return sum + block(value);
  }
}
task<int> asserted_where_it_is_consumed(bool early) {
  auto value = load();
  int state = 0;
  if (early) {
    co_await value;
    change(state);
  }
  EXPECT_HOLDS(as_it_was(state)) << "consumed or not";
  if (as_it_was(state))
    co_return 0;
  co_return co_await value;
}
task<int> asked_for_by_a_function(bool early) {
  auto value = load();
  int state = 0;
  if (early) {
    co_await value;
    change(state);
  }
  if (as_it_was(state + 1))
    co_return 0;
  co_return co_await value;
}
task<int> asked_for_where_the_answer_is_kept(bool early) {
  auto value = load();
  int state = 0;
  if (early) {
    co_await value;
    change(state);
  }
  const int copy = state;
  if (const Checked answer = holds(as_it_was(copy)))
    co_return 0;
  co_return co_await value;
}
