// A variable that nothing consumes: the forgotten co_await, in every spelling.
// RUN: %both %s | %match %s
#include <cstdio>
#include <utility>
#include <vector>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<std::vector<int>> get_units();
value_task<int> load();
value_task<int> load(int key);
value_task<> save();
bool asked();
void print(const value_task<int> &value);

task<void> deduced() {
  auto units = get_units();
// CHECK: :[[#@LINE-1]]:8: warning: 'units' is a 'value_task' that is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:16: note: did you forget 'co_await'?
  co_return;
}

task<void> written() {
  value_task<std::vector<int>> units = get_units();
// CHECK: :[[#@LINE-1]]:32: warning: 'units' is a 'value_task' that is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:32: note: did you forget 'co_await'?
  co_return;
}

task<void> braces() {
  value_task<int> value{load(3)};
// CHECK: :[[#@LINE-1]]:19: warning: 'value' is a 'value_task' that is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:19: note: 'co_await' it on every path, or discard it with 'detach'
  co_return;
}

task<void> deduced_const() {
  const auto value = load();
// CHECK: :[[#@LINE-1]]:14: warning: 'value' is a 'value_task' that is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:22: note: did you forget 'co_await'?
  co_return;
}

// A reference to a temporary is the only name of its object.
task<void> forwarding_reference() {
  auto &&value = load();
// CHECK: :[[#@LINE-1]]:10: warning: 'value' is a 'value_task' that is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:10: note: did you forget 'co_await'?
  co_return;
}

task<void> const_reference() {
  const auto &value = load();
// CHECK: :[[#@LINE-1]]:15: warning: 'value' is a 'value_task' that is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:15: note: did you forget 'co_await'?
  co_return;
}

// Only the first of the two.
task<int> two_of_them() {
  auto left = load(1), right = load(2);
// CHECK: :[[#@LINE-1]]:8: warning: 'left' is a 'value_task' that is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:8: note: did you forget 'co_await'?
  co_return co_await right;
}

task<void> void_result() {
  auto saved = save();
// CHECK: :[[#@LINE-1]]:8: warning: 'saved' is a 'value_task' that is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:8: note: did you forget 'co_await'?
  co_return;
}

// Mentioned, and never consumed.
task<void> silenced() {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:8: note: did you forget 'co_await'?
  (void)value;
  co_return;
}

task<void> looked_at() {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:8: note: did you forget 'co_await'?
  if (value.is_completed())
    std::puts("ready");
  co_return;
}

task<void> init_of_if() {
  if (auto value = load(); asked())
// CHECK: :[[#@LINE-1]]:12: warning: 'value' is a 'value_task' that is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:20: note: did you forget 'co_await'?
    std::puts("asked");
  co_return;
}

task<void> init_of_switch(int kind) {
  switch (auto value = load(); kind) {
// CHECK: :[[#@LINE-1]]:16: warning: 'value' is a 'value_task' that is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:24: note: did you forget 'co_await'?
  case 1:
    std::puts("one");
  }
  co_return;
}

task<void> init_of_for() {
  for (auto value = load(); asked();)
// CHECK: :[[#@LINE-1]]:13: warning: 'value' is a 'value_task' that is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:21: note: did you forget 'co_await'?
    std::puts("again");
  co_return;
}

task<void> init_of_range_for(const std::vector<int> &keys) {
  for (auto value = load(); int key : keys)
// CHECK: :[[#@LINE-1]]:13: warning: 'value' is a 'value_task' that is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:21: note: did you forget 'co_await'?
    std::printf("%d\n", key);
  co_return;
}

task<void> in_a_block(bool wanted) {
  if (wanted) {
    auto value = load();
// CHECK: :[[#@LINE-1]]:10: warning: 'value' is a 'value_task' that is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:10: note: did you forget 'co_await'?
    (void)value.is_completed();
  }
  co_return;
}

task<void> in_a_loop(const std::vector<int> &keys) {
  for (int key : keys)
    auto value = load(key);
// CHECK: :[[#@LINE-1]]:10: warning: 'value' is a 'value_task' that is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:18: note: did you forget 'co_await'?
  co_return;
}

void plain_function() {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is never consumed; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
}

int plain_with_result() {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is never consumed; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  return value.is_completed() ? 1 : 2;
}

// A result that is there already is dropped as well.
void made_from_a_value() {
  value_task<int> five = 5;
// CHECK: :[[#@LINE-1]]:19: warning: 'five' is a 'value_task' that is never consumed; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:19: note: consume it, or pass it to a function that does, or discard it with 'detach'
}

struct service {
  value_task<int> load_data();
  service();
  ~service();
  task<void> member();
  bool operator()() const;
};

task<void> service::member() {
  auto data = load_data();
// CHECK: :[[#@LINE-1]]:8: warning: 'data' is a 'value_task' that is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:15: note: did you forget 'co_await'?
  co_return;
}

service::service() {
  auto data = load_data();
// CHECK: :[[#@LINE-1]]:8: warning: 'data' is a 'value_task' that is never consumed; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
}

service::~service() {
  auto data = load_data();
// CHECK: :[[#@LINE-1]]:8: warning: 'data' is a 'value_task' that is never consumed; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
}

void in_a_lambda() {
  auto body = []() -> task<void> {
    auto value = load();
// CHECK: :[[#@LINE-1]]:10: warning: 'value' is a 'value_task' that is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:18: note: did you forget 'co_await'?
    co_return;
  };
  auto plain = [](int key) { auto value = load(key); };
// CHECK: :[[#@LINE-1]]:35: warning: 'value' is a 'value_task' that is never consumed; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:35: note: consume it, or pass it to a function that does, or discard it with 'detach'
}

void in_a_generic_lambda() {
  auto body = [](auto key) -> task<void> {
    auto value = load(key);
// CHECK: :[[#@LINE-1]]:10: warning: 'value' is a 'value_task' that is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:10: note: did you forget 'co_await'?
    co_return;
  };
  (void)body(1);
  (void)body('c');
}

template <class T> task<void> in_a_template(T key) {
  auto value = load(key);
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:8: note: did you forget 'co_await'?
  co_return;
}
template task<void> in_a_template(int);
template task<void> in_a_template(short);

#define START(name, call) auto name = call

task<void> in_a_macro() {
  START(value, load());
// CHECK: :[[#@LINE-1]]:9: warning: 'value' is a 'value_task' that is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:9: note: did you forget 'co_await'?
  co_return;
}

#define FORGET(call)                                                                               \
  do {                                                                                             \
    auto forgotten = call;                                                                         \
  } while (0)

task<void> whole_macro() {
  FORGET(load());
// CHECK: :[[#@LINE-1]]:3: warning: 'forgotten' is a 'value_task' that is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-6]]:10: note: expanded from macro 'FORGET'
// CHECK: :[[#@LINE-3]]:3: note: did you forget 'co_await'?
// CHECK: :[[#@LINE-8]]:10: note: expanded from macro 'FORGET'
  co_return;
}

task<void> by_conditional(bool first) {
  auto value = first ? load(1) : load(2);
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  co_return;
}

task<void> from_a_function_pointer(value_task<int> (*load_it)()) {
  auto value = load_it();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:16: note: did you forget 'co_await'?
  co_return;
}

task<void> assigned_over() {
  auto value = load(1);
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:9: note: it is overwritten here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  value = load(2);
  co_await value;
}

task<void> filled_later() {
  value_task<int> value;
// CHECK: :[[#@LINE-1]]:19: warning: 'value' is a 'value_task' that is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:9: note: 'value' gets a new value here
// CHECK: :[[#@LINE-3]]:19: note: 'co_await' it on every path, or discard it with 'detach'
  value = load();
  co_return;
}

// Consumed, and then filled again with nobody to consume that.
task<void> filled_again() {
  auto value = load(1);
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+3]]:9: note: 'value' gets a new value here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  co_await value;
  value = load(2);
}

task<void> pair_of_values(std::pair<value_task<int>, value_task<int>> (*both)()) {
  auto [left, right] = both();
// CHECK: :[[#@LINE-1]]:15: warning: 'right' is a 'value_task' that is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:15: note: 'co_await' it on every path, or discard it with 'detach'
  co_await left;
}
