// A call whose result nobody takes.
// RUN: %both %s | %match %s
#include <utility>
#include <vector>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
value_task<int> load(int key);
value_task<> save();
bool asked();
int take(value_task<int> given);

struct service {
  value_task<int> load_data();
  static value_task<int> shared();
  value_task<int> operator()(int key);
  value_task<int> operator+(int key);
};

task<void> statement() {
  load();
// CHECK: :[[#@LINE-1]]:3: warning: the 'value_task' returned by 'load' is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:3: note: did you forget 'co_await'?
  co_return;
}

task<void> with_arguments(int key) {
  load(key + 1);
// CHECK: :[[#@LINE-1]]:3: warning: the 'value_task' returned by 'load' is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:3: note: did you forget 'co_await'?
  co_return;
}

task<void> cast_to_void() {
  (void)load();
// CHECK: :[[#@LINE-1]]:9: warning: the 'value_task' returned by 'load' is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:9: note: did you forget 'co_await'?
  co_return;
}

task<void> static_cast_to_void() {
  static_cast<void>(save());
// CHECK: :[[#@LINE-1]]:21: warning: the 'value_task' returned by 'save' is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:21: note: did you forget 'co_await'?
  co_return;
}

task<void> comma() {
  load(1), load(2);
// CHECK: :[[#@LINE-1]]:3: warning: the 'value_task' returned by 'load' is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:3: note: did you forget 'co_await'?
// CHECK: :[[#@LINE-3]]:12: warning: the 'value_task' returned by 'load' is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-4]]:12: note: did you forget 'co_await'?
  co_await (load(3), load(4));
// CHECK: :[[#@LINE-1]]:13: warning: the 'value_task' returned by 'load' is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:13: note: did you forget 'co_await'?
}

task<void> conditional(bool first) {
  first ? load(1) : load(2);
// CHECK: :[[#@LINE-1]]:11: warning: the 'value_task' returned by 'load' is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:11: note: did you forget 'co_await'?
// CHECK: :[[#@LINE-3]]:21: warning: the 'value_task' returned by 'load' is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-4]]:21: note: did you forget 'co_await'?
  co_return;
}

task<void> then_and_else(bool first) {
  if (first)
    load(1);
// CHECK: :[[#@LINE-1]]:5: warning: the 'value_task' returned by 'load' is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:5: note: did you forget 'co_await'?
  else
    load(2);
// CHECK: :[[#@LINE-1]]:5: warning: the 'value_task' returned by 'load' is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:5: note: did you forget 'co_await'?
  co_return;
}

task<void> loop_bodies(const std::vector<int> &keys) {
  for (int i = 0; i != 3; ++i)
    load(i);
// CHECK: :[[#@LINE-1]]:5: warning: the 'value_task' returned by 'load' is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:5: note: did you forget 'co_await'?
  for (int key : keys)
    load(key);
// CHECK: :[[#@LINE-1]]:5: warning: the 'value_task' returned by 'load' is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:5: note: did you forget 'co_await'?
  while (asked())
    save();
// CHECK: :[[#@LINE-1]]:5: warning: the 'value_task' returned by 'save' is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:5: note: did you forget 'co_await'?
  do
    save();
// CHECK: :[[#@LINE-1]]:5: warning: the 'value_task' returned by 'save' is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:5: note: did you forget 'co_await'?
  while (asked());
  co_return;
}

task<void> init_and_increment() {
  for (load(1); asked(); load(2))
// CHECK: :[[#@LINE-1]]:8: warning: the 'value_task' returned by 'load' is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:8: note: did you forget 'co_await'?
// CHECK: :[[#@LINE-3]]:26: warning: the 'value_task' returned by 'load' is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-4]]:26: note: did you forget 'co_await'?
    co_await load(3);
}

task<void> cases(int kind) {
  switch (kind) {
  case 1:
    load(1);
// CHECK: :[[#@LINE-1]]:5: warning: the 'value_task' returned by 'load' is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:5: note: did you forget 'co_await'?
    break;
  default:
    load(2);
// CHECK: :[[#@LINE-1]]:5: warning: the 'value_task' returned by 'load' is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:5: note: did you forget 'co_await'?
  }
  co_return;
}

task<void> label() {
again:
  load();
// CHECK: :[[#@LINE-1]]:3: warning: the 'value_task' returned by 'load' is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:3: note: did you forget 'co_await'?
  if (asked())
    goto again;
  co_return;
}

task<int> beside_an_await() {
  load(1);
// CHECK: :[[#@LINE-1]]:3: warning: the 'value_task' returned by 'load' is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:3: note: did you forget 'co_await'?
  co_return co_await load(2);
}

task<void> member(service &remote, service *pointer) {
  remote.load_data();
// CHECK: :[[#@LINE-1]]:10: warning: the 'value_task' returned by 'load_data' is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:3: note: did you forget 'co_await'?
  pointer->load_data();
// CHECK: :[[#@LINE-1]]:12: warning: the 'value_task' returned by 'load_data' is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:3: note: did you forget 'co_await'?
  service::shared();
// CHECK: :[[#@LINE-1]]:3: warning: the 'value_task' returned by 'shared' is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:3: note: did you forget 'co_await'?
  remote(3);
// CHECK: :[[#@LINE-1]]:3: warning: the 'value_task' returned by 'operator()' is never awaited [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:3: note: did you forget 'co_await'?
  remote + 4;
// CHECK: :[[#@LINE-1]]:10: warning: the 'value_task' returned by 'operator+' is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:10: note: 'co_await' it, or discard it with 'detach'
  co_return;
}

task<void> function_pointer(value_task<int> (*load_it)()) {
  load_it();
// CHECK: :[[#@LINE-1]]:3: warning: a temporary 'value_task' is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:3: note: did you forget 'co_await'?
  co_return;
}

void plain_function() {
  load();
// CHECK: :[[#@LINE-1]]:3: warning: the 'value_task' returned by 'load' is never consumed; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:3: note: consume it, or pass it to a function that does, or discard it with 'detach'
  (void)load(1);
// CHECK: :[[#@LINE-1]]:9: warning: the 'value_task' returned by 'load' is never consumed; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:9: note: consume it, or pass it to a function that does, or discard it with 'detach'
}

int main() {
  save();
// CHECK: :[[#@LINE-1]]:3: warning: the 'value_task' returned by 'save' is never consumed; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:3: note: consume it, or pass it to a function that does, or discard it with 'detach'
}

task<void> temporary() {
  static_cast<value_task<int>>(load());
// CHECK: :[[#@LINE-1]]:3: warning: a temporary 'value_task' is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:3: note: 'co_await' it, or discard it with 'detach'
  value_task<int>(5);
// CHECK: :[[#@LINE-1]]:3: warning: a temporary 'value_task' is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:3: note: 'co_await' it, or discard it with 'detach'
  co_return;
}

task<void> parenthesised() {
  (load());
// CHECK: :[[#@LINE-1]]:4: warning: the 'value_task' returned by 'load' is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:4: note: did you forget 'co_await'?
  co_return;
}

task<bool> looked_at_only() {
  if (load(1).is_completed())
// CHECK: :[[#@LINE-1]]:7: warning: the 'value_task' returned by 'load' is only inspected, never awaited [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:7: note: 'co_await' it, or discard it with 'detach'
    co_return true;
  co_return load(2).is_completed_successfully();
// CHECK: :[[#@LINE-1]]:13: warning: the 'value_task' returned by 'load' is only inspected, never awaited [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:13: note: 'co_await' it, or discard it with 'detach'
}

bool ready() { return load().is_completed(); }
// CHECK: :[[#@LINE-1]]:23: warning: the 'value_task' returned by 'load' is only inspected, never consumed [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:23: note: consume it, or pass it to a function that does, or discard it with 'detach'

void in_lambdas() {
  auto body = [](int key) -> task<void> {
    load(key);
// CHECK: :[[#@LINE-1]]:5: warning: the 'value_task' returned by 'load' is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:5: note: did you forget 'co_await'?
    co_return;
  };
  auto plain = [] { save(); };
// CHECK: :[[#@LINE-1]]:21: warning: the 'value_task' returned by 'save' is never consumed; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:21: note: consume it, or pass it to a function that does, or discard it with 'detach'
}

task<void> immediately_called() {
  [] { return load(); }();
// CHECK: :[[#@LINE-1]]:3: warning: a temporary 'value_task' is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:3: note: did you forget 'co_await'?
  co_return;
}

template <class T> task<void> in_a_template(T key) {
  load(key);
// CHECK: :[[#@LINE-1]]:3: warning: the 'value_task' returned by 'load' is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:3: note: did you forget 'co_await'?
  co_return;
}
template task<void> in_a_template(int);
template task<void> in_a_template(short);

#define REFRESH(key) load(key)
#define REFRESH_ALL                                                                                \
  do {                                                                                             \
    load(1);                                                                                       \
  } while (0)

task<void> in_a_macro() {
  REFRESH(1);
// CHECK: :[[#@LINE-1]]:3: warning: the 'value_task' returned by 'load' is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-9]]:22: note: expanded from macro 'REFRESH'
// CHECK: :[[#@LINE-3]]:3: note: did you forget 'co_await'?
// CHECK: :[[#@LINE-11]]:22: note: expanded from macro 'REFRESH'
  REFRESH_ALL;
// CHECK: :[[#@LINE-1]]:3: warning: the 'value_task' returned by 'load' is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-11]]:5: note: expanded from macro 'REFRESH_ALL'
// CHECK: :[[#@LINE-3]]:3: note: did you forget 'co_await'?
// CHECK: :[[#@LINE-13]]:5: note: expanded from macro 'REFRESH_ALL'
  co_return;
}

task<void> in_a_handler() {
  try {
    co_await load(1);
  } catch (...) {
    load(2);
// CHECK: :[[#@LINE-1]]:5: warning: the 'value_task' returned by 'load' is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:5: note: did you forget 'co_await'?
  }
}

task<void> attributed(bool rare) {
  if (rare) [[unlikely]]
    load();
// CHECK: :[[#@LINE-1]]:5: warning: the 'value_task' returned by 'load' is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:5: note: did you forget 'co_await'?
  co_return;
}

struct registry {
  registry() { save(); }
// CHECK: :[[#@LINE-1]]:16: warning: the 'value_task' returned by 'save' is never consumed; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:16: note: consume it, or pass it to a function that does, or discard it with 'detach'
  ~registry() { save(); }
// CHECK: :[[#@LINE-1]]:17: warning: the 'value_task' returned by 'save' is never consumed; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:17: note: consume it, or pass it to a function that does, or discard it with 'detach'
};

// What is expected to throw has no result that could be dropped.
template <class Error, class Call> void assert_throws(Call &&call) {
  try {
    call();
  } catch (const Error &) {
    return;
  }
  std::abort();
}
#define EXPECT_THROW(Statement, Error)                                                                                 \
  try {                                                                                                                \
    Statement;                                                                                                         \
  } catch (const Error &) {                                                                                            \
  }
struct bad_key {};
void expected_to_throw() {
  assert_throws<bad_key>([] { load(); });
  EXPECT_THROW(load(), bad_key)
}
