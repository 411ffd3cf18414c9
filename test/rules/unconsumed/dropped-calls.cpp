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
// CHECK: :[[#@LINE-1]]:3: warning: the 'value_task<int>' that 'load' returns is dropped, so that its result and its error are lost; did you mean 'co_await load()'? [valuetask-unconsumed]
  co_return;
}

task<void> with_arguments(int key) {
  load(key + 1);
// CHECK: :[[#@LINE-1]]:3: warning: the 'value_task<int>' that 'load' returns is dropped, so that its result and its error are lost; did you mean 'co_await load(key + 1)'? [valuetask-unconsumed]
  co_return;
}

task<void> cast_to_void() {
  (void)load();
// CHECK: :[[#@LINE-1]]:9: warning: the 'value_task<int>' that 'load' returns is dropped, so that its result and its error are lost; did you mean 'co_await load()'? [valuetask-unconsumed]
  co_return;
}

task<void> static_cast_to_void() {
  static_cast<void>(save());
// CHECK: :[[#@LINE-1]]:21: warning: the 'value_task<>' that 'save' returns is dropped, so that its result and its error are lost; did you mean 'co_await save()'? [valuetask-unconsumed]
  co_return;
}

task<void> comma() {
  load(1), load(2);
// CHECK: :[[#@LINE-1]]:3: warning: the 'value_task<int>' that 'load' returns is dropped, so that its result and its error are lost; did you mean 'co_await load(1)'? [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:12: warning: the 'value_task<int>' that 'load' returns is dropped, so that its result and its error are lost; did you mean 'co_await load(2)'? [valuetask-unconsumed]
  co_await (load(3), load(4));
// CHECK: :[[#@LINE-1]]:13: warning: the 'value_task<int>' that 'load' returns is dropped, so that its result and its error are lost; did you mean 'co_await load(3)'? [valuetask-unconsumed]
}

task<void> conditional(bool first) {
  first ? load(1) : load(2);
// CHECK: :[[#@LINE-1]]:11: warning: the 'value_task<int>' that 'load' returns is dropped, so that its result and its error are lost; did you mean 'co_await load(1)'? [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:21: warning: the 'value_task<int>' that 'load' returns is dropped, so that its result and its error are lost; did you mean 'co_await load(2)'? [valuetask-unconsumed]
  co_return;
}

task<void> then_and_else(bool first) {
  if (first)
    load(1);
// CHECK: :[[#@LINE-1]]:5: warning: the 'value_task<int>' that 'load' returns is dropped, so that its result and its error are lost; did you mean 'co_await load(1)'? [valuetask-unconsumed]
  else
    load(2);
// CHECK: :[[#@LINE-1]]:5: warning: the 'value_task<int>' that 'load' returns is dropped, so that its result and its error are lost; did you mean 'co_await load(2)'? [valuetask-unconsumed]
  co_return;
}

task<void> loop_bodies(const std::vector<int> &keys) {
  for (int i = 0; i != 3; ++i)
    load(i);
// CHECK: :[[#@LINE-1]]:5: warning: the 'value_task<int>' that 'load' returns is dropped, so that its result and its error are lost; did you mean 'co_await load(i)'? [valuetask-unconsumed]
  for (int key : keys)
    load(key);
// CHECK: :[[#@LINE-1]]:5: warning: the 'value_task<int>' that 'load' returns is dropped, so that its result and its error are lost; did you mean 'co_await load(key)'? [valuetask-unconsumed]
  while (asked())
    save();
// CHECK: :[[#@LINE-1]]:5: warning: the 'value_task<>' that 'save' returns is dropped, so that its result and its error are lost; did you mean 'co_await save()'? [valuetask-unconsumed]
  do
    save();
// CHECK: :[[#@LINE-1]]:5: warning: the 'value_task<>' that 'save' returns is dropped, so that its result and its error are lost; did you mean 'co_await save()'? [valuetask-unconsumed]
  while (asked());
  co_return;
}

task<void> init_and_increment() {
  for (load(1); asked(); load(2))
// CHECK: :[[#@LINE-1]]:8: warning: the 'value_task<int>' that 'load' returns is dropped, so that its result and its error are lost; did you mean 'co_await load(1)'? [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:26: warning: the 'value_task<int>' that 'load' returns is dropped, so that its result and its error are lost; did you mean 'co_await load(2)'? [valuetask-unconsumed]
    co_await load(3);
}

task<void> cases(int kind) {
  switch (kind) {
  case 1:
    load(1);
// CHECK: :[[#@LINE-1]]:5: warning: the 'value_task<int>' that 'load' returns is dropped, so that its result and its error are lost; did you mean 'co_await load(1)'? [valuetask-unconsumed]
    break;
  default:
    load(2);
// CHECK: :[[#@LINE-1]]:5: warning: the 'value_task<int>' that 'load' returns is dropped, so that its result and its error are lost; did you mean 'co_await load(2)'? [valuetask-unconsumed]
  }
  co_return;
}

task<void> label() {
again:
  load();
// CHECK: :[[#@LINE-1]]:3: warning: the 'value_task<int>' that 'load' returns is dropped, so that its result and its error are lost; did you mean 'co_await load()'? [valuetask-unconsumed]
  if (asked())
    goto again;
  co_return;
}

task<int> beside_an_await() {
  load(1);
// CHECK: :[[#@LINE-1]]:3: warning: the 'value_task<int>' that 'load' returns is dropped, so that its result and its error are lost; did you mean 'co_await load(1)'? [valuetask-unconsumed]
  co_return co_await load(2);
}

task<void> member(service &remote, service *pointer) {
  remote.load_data();
// CHECK: :[[#@LINE-1]]:10: warning: the 'value_task<int>' that 'load_data' returns is dropped, so that its result and its error are lost; did you mean 'co_await remote.load_data()'? [valuetask-unconsumed]
  pointer->load_data();
// CHECK: :[[#@LINE-1]]:12: warning: the 'value_task<int>' that 'load_data' returns is dropped, so that its result and its error are lost; did you mean 'co_await pointer->load_data()'? [valuetask-unconsumed]
  service::shared();
// CHECK: :[[#@LINE-1]]:3: warning: the 'value_task<int>' that 'shared' returns is dropped, so that its result and its error are lost; did you mean 'co_await service::shared()'? [valuetask-unconsumed]
  remote(3);
// CHECK: :[[#@LINE-1]]:3: warning: the 'value_task<int>' that 'operator()' returns is dropped, so that its result and its error are lost; did you mean 'co_await remote(3)'? [valuetask-unconsumed]
  remote + 4;
// CHECK: :[[#@LINE-1]]:10: warning: the 'value_task<int>' that 'operator+' returns is dropped, so that its result and its error are lost; 'co_await' it [valuetask-unconsumed]
  co_return;
}

task<void> function_pointer(value_task<int> (*load_it)()) {
  load_it();
// CHECK: :[[#@LINE-1]]:3: warning: the 'value_task<int>' is dropped, so that its result and its error are lost; did you mean 'co_await load_it()'? [valuetask-unconsumed]
  co_return;
}

void plain_function() {
  load();
// CHECK: :[[#@LINE-1]]:3: warning: the 'value_task<int>' that 'load' returns is dropped, so that its result and its error are lost; consume it, or give it to a function that takes it over [valuetask-unconsumed]
  (void)load(1);
// CHECK: :[[#@LINE-1]]:9: warning: the 'value_task<int>' that 'load' returns is dropped, so that its result and its error are lost; consume it, or give it to a function that takes it over [valuetask-unconsumed]
}

int main() {
  save();
// CHECK: :[[#@LINE-1]]:3: warning: the 'value_task<>' that 'save' returns is dropped, so that its result and its error are lost; consume it, or give it to a function that takes it over [valuetask-unconsumed]
}

task<void> temporary() {
  static_cast<value_task<int>>(load());
// CHECK: :[[#@LINE-1]]:3: warning: the 'value_task<int>' is dropped, so that its result and its error are lost; 'co_await' it [valuetask-unconsumed]
  value_task<int>(5);
// CHECK: :[[#@LINE-1]]:3: warning: the 'value_task<int>' is dropped, so that its result and its error are lost; 'co_await' it [valuetask-unconsumed]
  co_return;
}

task<void> parenthesised() {
  (load());
// CHECK: :[[#@LINE-1]]:4: warning: the 'value_task<int>' that 'load' returns is dropped, so that its result and its error are lost; did you mean 'co_await load()'? [valuetask-unconsumed]
  co_return;
}

task<bool> looked_at_only() {
  if (load(1).is_completed())
// CHECK: :[[#@LINE-1]]:7: warning: the 'value_task<int>' that 'load' returns is dropped after it was only looked at, so that its result and its error are lost; 'co_await' it [valuetask-unconsumed]
    co_return true;
  co_return load(2).is_completed_successfully();
// CHECK: :[[#@LINE-1]]:13: warning: the 'value_task<int>' that 'load' returns is dropped after it was only looked at, so that its result and its error are lost; 'co_await' it [valuetask-unconsumed]
}

bool ready() { return load().is_completed(); }
// CHECK: :[[#@LINE-1]]:23: warning: the 'value_task<int>' that 'load' returns is dropped after it was only looked at, so that its result and its error are lost; consume it, or give it to a function that takes it over [valuetask-unconsumed]

void in_lambdas() {
  auto body = [](int key) -> task<void> {
    load(key);
// CHECK: :[[#@LINE-1]]:5: warning: the 'value_task<int>' that 'load' returns is dropped, so that its result and its error are lost; did you mean 'co_await load(key)'? [valuetask-unconsumed]
    co_return;
  };
  auto plain = [] { save(); };
// CHECK: :[[#@LINE-1]]:21: warning: the 'value_task<>' that 'save' returns is dropped, so that its result and its error are lost; consume it, or give it to a function that takes it over [valuetask-unconsumed]
}

task<void> immediately_called() {
  [] { return load(); }();
// CHECK: :[[#@LINE-1]]:3: warning: the 'value_task<int>' is dropped, so that its result and its error are lost; did you mean 'co_await [] { return load(); }()'? [valuetask-unconsumed]
  co_return;
}

template <class T> task<void> in_a_template(T key) {
  load(key);
// CHECK: :[[#@LINE-1]]:3: warning: the 'value_task<int>' that 'load' returns is dropped, so that its result and its error are lost; did you mean 'co_await load(key)'? [valuetask-unconsumed]
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
// CHECK: :[[#@LINE-1]]:3: warning: the 'value_task<int>' that 'load' returns is dropped, so that its result and its error are lost; 'co_await' it [valuetask-unconsumed]
// CHECK: :[[#@LINE-9]]:22: note: expanded from macro 'REFRESH'
  REFRESH_ALL;
// CHECK: :[[#@LINE-1]]:3: warning: the 'value_task<int>' that 'load' returns is dropped, so that its result and its error are lost; 'co_await' it [valuetask-unconsumed]
// CHECK: :[[#@LINE-9]]:5: note: expanded from macro 'REFRESH_ALL'
  co_return;
}

task<void> in_a_handler() {
  try {
    co_await load(1);
  } catch (...) {
    load(2);
// CHECK: :[[#@LINE-1]]:5: warning: the 'value_task<int>' that 'load' returns is dropped, so that its result and its error are lost; did you mean 'co_await load(2)'? [valuetask-unconsumed]
  }
}

task<void> attributed(bool rare) {
  if (rare) [[unlikely]]
    load();
// CHECK: :[[#@LINE-1]]:5: warning: the 'value_task<int>' that 'load' returns is dropped, so that its result and its error are lost; did you mean 'co_await load()'? [valuetask-unconsumed]
  co_return;
}

struct registry {
  registry() { save(); }
// CHECK: :[[#@LINE-1]]:16: warning: the 'value_task<>' that 'save' returns is dropped, so that its result and its error are lost; consume it, or give it to a function that takes it over [valuetask-unconsumed]
  ~registry() { save(); }
// CHECK: :[[#@LINE-1]]:17: warning: the 'value_task<>' that 'save' returns is dropped, so that its result and its error are lost; consume it, or give it to a function that takes it over [valuetask-unconsumed]
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
