// Objects that are compared by their members: a defaulted '==' or '<=>', or one that is written.
// RUN: %both --checks 'valuetask-unconsumed,valuetask-double-await' %s | %match %s
#include <compare>
#include <optional>
#include <string>
#include <system_error>
#include <variant>
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
std::error_code try_it();
void fill(std::error_code &);

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
  status now = current(), same = now;
  if (same == status{})
    use(sync_wait(value));
  return now != status{} ? sync_wait(value) : 0;
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

// An error code is made without an error, and cleared of one.
int no_error() {
  auto value = load();
  std::error_code error;
  return error ? 0 : sync_wait(value);
}
int perhaps_an_error() {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+3]]:10: note: 'error' is true here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  std::error_code error = try_it();
  return error ? 0 : sync_wait(value);
}
int cleared() {
  auto value = load();
  std::error_code error = try_it();
  error.clear();
  return !error ? sync_wait(value) : 0;
}
int written_since() {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+4]]:10: note: '!error' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  std::error_code error;
  fill(error);
  return !error ? sync_wait(value) : 0;
}
int compared_with_none() {
  auto value = load();
  std::error_code error = try_it();
  if (error == std::error_code())
    return sync_wait(value);
  return error ? sync_wait(value) : 0;
}
int compared_with_none_twice() {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+5]]:10: note: 'error' is true here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  std::error_code error = try_it();
  if (error == std::error_code())
    use(sync_wait(value));
  return error ? 0 : sync_wait(value);
// CHECK: :[[#@LINE-1]]:32: warning: 'value' is consumed by 'sync_wait' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:7: note: 'error == std::error_code()' is true here
// CHECK: :[[#@LINE-4]]:19: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-4]]:10: note: 'error' is false here
// CHECK: :[[#@LINE-5]]:32: note: consume it in one place only, or create a shareable task with '.as_task()'
}

// What an optional holds, and which alternative a variant.
int held(int n) {
  auto value = load();
  std::optional<int> found = n;
  if (found == 3)
    return sync_wait(value);
  return n != 3 ? sync_wait(value) : 0;
}
int held_not_always(int n) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+5]]:10: note: 'n != 4' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  std::optional<int> found = n;
  if (found == 3)
    return sync_wait(value);
  return n != 4 ? sync_wait(value) : 0;
}
int alternative(bool early) {
  auto value = load();
  std::variant<std::monostate, int, long> state;
  if (early)
    state.emplace<int>(sync_wait(value));
  return state.index() == 0 ? sync_wait(value) : 0;
}
int alternative_twice(bool early) {
  auto value = load();
  std::variant<std::monostate, int, long> state;
  if (early)
    state.emplace<int>(sync_wait(value));
  return std::holds_alternative<int>(state) ? sync_wait(value) : 0;
// CHECK: :[[#@LINE-1]]:57: warning: 'value' is consumed by 'sync_wait' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:7: note: 'early' is true here
// CHECK: :[[#@LINE-4]]:34: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-4]]:10: note: 'std::holds_alternative<int>(state)' is true here
// CHECK: :[[#@LINE-5]]:57: note: consume it in one place only, or create a shareable task with '.as_task()'
}

// An element of an array may be what is compared.
struct table {
  int numbers[2] = {0, 1};
  bool operator==(const table &) const = default;
};
int of_an_array(bool early) {
  auto value = load();
  table all;
  if (early) {
    all.numbers[1] = 5;
    use(sync_wait(value));
  }
  return all == table{} ? sync_wait(value) : 0;
}

// An order that is written.
struct numbered {
  int number;
  std::strong_ordering operator<=>(const numbered &other) const { return other.number <=> number; }
};
int in_reverse(int n) {
  auto value = load();
  numbered first{n}, second{2};
  if (first > second)
    return sync_wait(value);
  return (second <=> first) >= 0 ? sync_wait(value) : 0;
}
int in_reverse_twice(int n) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+5]]:10: note: '(first <=> second) > 0' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  numbered first{n}, second{2};
  if (first > second)
    use(sync_wait(value));
  return (first <=> second) > 0 ? sync_wait(value) : 0;
// CHECK: :[[#@LINE-1]]:45: warning: 'value' is consumed by 'sync_wait' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:7: note: 'first > second' is true here
// CHECK: :[[#@LINE-4]]:19: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-4]]:10: note: '(first <=> second) > 0' is true here
// CHECK: :[[#@LINE-5]]:45: note: consume it in one place only, or create a shareable task with '.as_task()'
}
