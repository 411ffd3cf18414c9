// What is moved from one variable into another: on each path, the other one holds what the first one held.
// RUN: %both %s | %match %s
#include <utility>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
int take(value_task<int> value);
void fill(value_task<int> &value);

// Found: it was filled.
int filled_and_moved_on() {
  value_task<int> first;
  first = load();
  auto second = std::move(first);
// CHECK: :[[#@LINE-1]]:8: warning: 'second' {{.*}} [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  return 0;
}

int filled_on_one_path(bool early) {
  value_task<int> first;
  if (early)
    first = load();
  auto second = std::move(first);
// CHECK: :[[#@LINE-1]]:8: warning: 'second' {{.*}} [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:10: note: 'early' is true here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  return early ? 1 : take(std::move(second));
}

int exchanged() {
  value_task<int> first;
  first = load();
  auto second = std::exchange(first, value_task<int>());
// CHECK: :[[#@LINE-1]]:8: warning: 'second' {{.*}} [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  return 0;
}

int by_assignment() {
  value_task<int> first, second;
// CHECK: :[[#@LINE-1]]:26: warning: 'second' {{.*}} [valuetask-unconsumed]
// CHECK: :[[#@LINE+3]]:10: note: 'second' gets a new value here
// CHECK: :[[#@LINE-3]]:26: note: consume it, or pass it to a function that does, or discard it with 'detach'
  first = load();
  second = std::move(first);
  return 0;
}

int by_way_of_a_third() {
  value_task<int> first;
  first = load();
  auto second = std::move(first);
  auto third = std::move(second);
// CHECK: :[[#@LINE-1]]:8: warning: 'third' {{.*}} [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  return 0;
}

// Found: on the other path, it was consumed, which is told by another rule.
int consumed_on_one_path(int m) {
  auto first = load();
  if (m == 0)
    take(std::move(first));
  auto second = std::move(first); // NOLINT(valuetask-double-await)
// CHECK: :[[#@LINE-1]]:8: warning: 'second' {{.*}} [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  return 0;
}

// Found: nobody takes what it is made with.
int always_overwritten() {
  value_task<int> value = 1;
// CHECK: :[[#@LINE-1]]:19: warning: 'value' {{.*}} [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:9: note: it is overwritten here
// CHECK: :[[#@LINE-3]]:19: note: consume it, or pass it to a function that does, or discard it with 'detach'
  value = load();
  return take(std::move(value));
}

// Correct: there is nothing in it.
int moved_on_empty() {
  value_task<int> first;
  auto second = std::move(first);
  return 0;
}

int moved_on_before_it_was_filled() {
  value_task<int> first;
  auto second = std::move(first);
  first = load();
  return take(std::move(first));
}

int empty_on_that_path(bool early) {
  value_task<int> first;
  if (early)
    first = load();
  auto second = std::move(first);
  return early ? take(std::move(second)) : 0;
}

int consumed_on_each_path() {
  auto first = load();
  take(std::move(first));
  auto second = std::move(first); // NOLINT(valuetask-double-await)
  return 0;
}

int consumed_where_it_holds_something(bool early) {
  value_task<int> first, second;
  if (early)
    first = load();
  second = std::move(first);
  if (early)
    return take(std::move(second));
  return 0;
}

int filled_by_somebody() {
  value_task<int> first;
  fill(first);
  auto second = std::move(first);
  return 0;
}


int given_on(value_task<int> given) {
  auto second = std::move(given);
  return take(std::move(second));
}
