// Objects that are compared by their members: a defaulted '==' or '<=>', or one that is written.
// RUN: %both --checks 'valuetask-unconsumed,valuetask-double-await' %s | %match %s
#include <compare>
#include <string>
#include <valuetask/sync_wait.h>
#include <valuetask/value_task.h>

using valuetask::sync_wait;
using valuetask::value_task;

value_task<int> load();
void use(int);

struct version {
  int major, minor;
  auto operator<=>(const version &) const = default;
};
struct release : version {
  version tested;
  friend auto operator<=>(const release &, const release &) = default;
};
struct status {
  int code = 0;
  std::string text;
  bool operator==(const status &) const = default;
};
struct level {
  int number;
  friend bool operator==(const level &a, const level &b) { return a.number == b.number; }
};
status current();

// Each pair of functions compares: the first is correct, the second has a mistake.
int ordered() {
  auto value = load();
  version first{1, 2}, second{1, 3};
  return first < second ? sync_wait(value) : 0;
}
int ordered_the_other_way(int n) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+3]]:10: note: 'first < second' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  version first{1, n}, second{1, 3};
  return first < second ? sync_wait(value) : 0;
}
int at_most(int n) {
  auto value = load();
  version first{1, n}, second{1, 3};
  if (first <= second)
    return sync_wait(value);
  return n > 3 ? sync_wait(value) : 0;
}
int at_most_twice(int n) {
  auto value = load();
  version first{1, n}, second{1, 3};
  if (first <= second)
    use(sync_wait(value));
  return n >= 3 ? sync_wait(value) : 0;
// CHECK: :[[#@LINE-1]]:29: warning: 'value' is consumed by 'sync_wait' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:7: note: 'first <= second' is true here
// CHECK: :[[#@LINE-4]]:19: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-4]]:10: note: 'n >= 3' is true here
// CHECK: :[[#@LINE-5]]:29: note: consume it in one place only, or create a shareable task with '.as_task()'
}
int with_a_base(int n) {
  auto value = load();
  release first{{1, 2}, {n, 0}}, second{{1, 2}, {4, 0}};
  if (first > second)
    return sync_wait(value);
  return n <= 4 ? sync_wait(value) : 0;
}
int with_a_base_not_always(int n) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+5]]:10: note: 'n < 4' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  release first{{1, 2}, {n, 0}}, second{{1, 2}, {4, 0}};
  if (first > second)
    return sync_wait(value);
  return n < 4 ? sync_wait(value) : 0;
}
int equal(bool early) {
  auto value = load();
  level at{1};
  if (early) {
    use(sync_wait(value));
    at = {2};
  }
  return at == level{1} ? sync_wait(value) : 0;
}
int equal_twice(bool early) {
  auto value = load();
  level at{1};
  if (early) {
    use(sync_wait(value));
    at = {2};
  }
  return at != level{1} ? sync_wait(value) : 0;
// CHECK: :[[#@LINE-1]]:37: warning: 'value' is consumed by 'sync_wait' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:7: note: 'early' is true here
// CHECK: :[[#@LINE-6]]:19: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-4]]:10: note: 'at != level{1}' is true here
// CHECK: :[[#@LINE-5]]:37: note: consume it in one place only, or create a shareable task with '.as_task()'
}
int of_a_copy() {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+5]]:10: note: 'now != status{}' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  status now = current(), same = now;
  if (same == status{})
    use(sync_wait(value));
  return now != status{} ? sync_wait(value) : 0;
// CHECK: :[[#@LINE-1]]:38: warning: 'value' is consumed by 'sync_wait' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:7: note: 'same == status{}' is true here
// CHECK: :[[#@LINE-4]]:19: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-4]]:10: note: 'now != status{}' is true here
// CHECK: :[[#@LINE-5]]:38: note: consume it in one place only, or create a shareable task with '.as_task()'
}
int of_a_copy_that_changed() {
  auto value = load();
  status now = current(), other = now;
  other.code = 1;
  if (now == status{})
    use(sync_wait(value));
  return other != status{} ? sync_wait(value) : 0;
// CHECK: :[[#@LINE-1]]:40: warning: 'value' is consumed by 'sync_wait' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:7: note: 'now == status{}' is true here
// CHECK: :[[#@LINE-4]]:19: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-4]]:10: note: 'other != status{}' is true here
// CHECK: :[[#@LINE-5]]:40: note: consume it in one place only, or create a shareable task with '.as_task()'
}
