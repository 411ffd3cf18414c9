// Functions that lead back to each other, and what they do to their argument between them.
// RUN: %both %s | %match %s
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
bool asked();
int wait_for(value_task<int> &value [[clang::annotate("valuetask::consumes")]]);

void even(value_task<int> &value, int n);
void odd(value_task<int> &value, int n) {
  if (n == 0) {
    wait_for(value);
    return;
  }
  even(value, n - 1);
}
void even(value_task<int> &value, int n) {
  if (n == 0) {
    wait_for(value);
    return;
  }
  if (asked())
    even(value, n - 2);
  else
    odd(value, n - 1);
}

task<void> consumed_by_either(int n) {
  auto value = load();
  odd(value, n);
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after 'odd' consumed it; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:7: note: first consumed by 'odd' here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

int look_first(const value_task<int> &value, int n);
int look_second(const value_task<int> &value, int n) {
  return n == 0 ? value.is_completed() : look_first(value, n - 1);
}
int look_first(const value_task<int> &value, int n) {
  return n == 0 ? value.is_completed() : look_second(value, n - 1) + look_first(value, n - 2);
}

task<void> only_looked_at(int n) {
  auto value = load();
  look_first(value, n);
  co_await value;
}

// Each calls two of the others: the work must not double with each of them.
#define ONE(Name, Next, Other)                                                                     \
  void Name(value_task<int> &value, int depth) {                                                   \
    if (depth == 0) {                                                                              \
      wait_for(value);                                                                             \
      return;                                                                                      \
    }                                                                                              \
    if (asked())                                                                                   \
      Next(value, depth - 1);                                                                      \
    else                                                                                           \
      Other(value, depth - 1);                                                                     \
  }
#define DECLARE(Name) void Name(value_task<int> &value, int depth);
#define ALL(What)                                                                                  \
  What(a) What(b) What(c) What(d) What(e) What(f) What(g) What(h) What(i) What(j) What(k) What(l)  \
      What(m) What(n) What(o) What(p) What(q) What(r) What(s) What(t)
ALL(DECLARE)
ONE(a, b, d)
ONE(b, c, e) ONE(c, d, f) ONE(d, e, g) ONE(e, f, h) ONE(f, g, i) ONE(g, h, j) ONE(h, i, k)
    ONE(i, j, l) ONE(j, k, m) ONE(k, l, n) ONE(l, m, o) ONE(m, n, p) ONE(n, o, q) ONE(o, p, r)
        ONE(p, q, s) ONE(q, r, t) ONE(r, s, a) ONE(s, t, b) ONE(t, a, c)

            task<void> through_twenty(int n) {
  auto value = load();
  a(value, n);
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after 'a' consumed it; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:5: note: first consumed by 'a' here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}
