// One object by two names: moved to itself, swapped with itself, one of two by a reference.
// RUN: %both %s | %match %s
#include <utility>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
int take(value_task<int>);

int moved_to_itself(bool first) {
  auto x = load(), y = load();
  auto &r = x;
  auto *p = &x;
  *p = std::move(x);
  x = std::move(*p);
  r = std::move(*p);
  std::swap(*p, r);
  auto *q = first ? &y : &x;
  *q = std::move(y);
  return first ? take(std::move(x)) + take(std::move(y)) : 0;
}
int either_way(bool first) {
  auto x = load(), y = load();
  auto &r = first ? x : y;
  auto &s = first ? y : x;
  return take(std::move(r)) + take(std::move(s));
}
int filled_by_the_reference(bool first) {
  auto x = load(), y = load();
  auto &r = first ? x : y;
  take(std::move(r));
  r = load();
  return take(std::move(x)) + take(std::move(y));
}
void both(value_task<int> now, value_task<int> &next);
void refilled_after_the_call() {
  auto x = load();
  both(std::move(x), x);
  x = load();
  take(std::move(x));
}

int swapped_with_itself() {
  auto x = load();
  auto &r = x;
  int sum = take(std::move(x));
  std::swap(x, r);
  return sum + take(std::move(x));
// CHECK: :[[#@LINE-1]]:31: warning: 'x' is moved more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:28: note: first moved here
// CHECK: :[[#@LINE-3]]:31: note: consume it in one place only, or create a shareable task with '.as_task()'
}
int swapped_by_a_pointer() {
  auto x = load();
  auto *p = &x;
  int sum = take(std::move(x));
  std::swap(*p, x);
  return sum + take(std::move(x));
// CHECK: :[[#@LINE-1]]:31: warning: 'x' is moved more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:28: note: first moved here
// CHECK: :[[#@LINE-3]]:31: note: consume it in one place only, or create a shareable task with '.as_task()'
}
int by_a_pointer_and_by_name() {
  auto x = load();
  auto *p = &x;
  *p = std::move(x);
  return take(std::move(x)) + take(std::move(*p));
// CHECK: :[[#@LINE-1]]:47: warning: 'x' is moved more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-2]]:25: note: first moved here
// CHECK: :[[#@LINE-3]]:47: note: consume it in one place only, or create a shareable task with '.as_task()'
}
int by_the_reference_and_by_name(bool first) {
  auto x = load(), y = load();
  auto &r = first ? x : y;
  int sum = take(std::move(r));
  return sum + take(std::move(x)) + take(std::move(y));
// CHECK: :[[#@LINE-1]]:31: warning: 'x' is moved more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:28: note: first moved here
// CHECK: :[[#@LINE-3]]:31: note: consume it in one place only, or create a shareable task with '.as_task()'
// CHECK: :[[#@LINE-4]]:52: warning: 'y' is moved more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:28: note: first moved here
// CHECK: :[[#@LINE-6]]:52: note: consume it in one place only, or create a shareable task with '.as_task()'
}
// Arguments have no order: the old one may be moved away, or the new one.
void refilled_beside_a_move() {
  auto x = load();
  both(std::move(x), x = load());
  take(std::move(x));
// CHECK: :[[#@LINE-1]]:18: warning: 'x' is moved more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:24: note: 'x' gets a new value here
// CHECK: :[[#@LINE-4]]:18: note: first moved here
// CHECK: :[[#@LINE-4]]:18: note: consume it in one place only, or create a shareable task with '.as_task()'
}
