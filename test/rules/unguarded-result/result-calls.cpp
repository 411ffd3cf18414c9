// result() where nothing says that there is one.
// RUN: %both %s | %match %s
#include <cstdio>
#include <utility>
#include <vector>
#include <valuetask/source.h>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
value_task<int> load(int key);
value_task<> save();
bool asked();

int local() {
  auto value = load();
  return value.result();
// CHECK: :[[#@LINE-1]]:16: warning: 'result' is called on 'value' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:16: note: check 'is_completed()' first
}

int moved() {
  auto value = load();
  return std::move(value).result();
// CHECK: :[[#@LINE-1]]:27: warning: 'result' is called on 'value' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:27: note: check 'is_completed()' first
}

task<int> in_a_coroutine() {
  auto value = load();
  co_return value.result();
// CHECK: :[[#@LINE-1]]:19: warning: 'result' is called on 'value' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:13: note: 'co_await' it instead, which waits for the result
}

void void_result() {
  auto saved = save();
  saved.result();
// CHECK: :[[#@LINE-1]]:9: warning: 'result' is called on 'saved' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:9: note: check 'is_completed()' first
}

int from_a_source(valuetask::source<int> &network) {
  value_task<int> value = network.get();
  return value.result();
// CHECK: :[[#@LINE-1]]:16: warning: 'result' is called on 'value' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:16: note: check 'is_completed()' first
}

int forwarding_reference() {
  auto &&value = load();
  return value.result();
// CHECK: :[[#@LINE-1]]:16: warning: 'result' is called on 'value' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:16: note: check 'is_completed()' first
}

int through_a_reference() {
  auto value = load();
  auto &same = value;
  return same.result();
// CHECK: :[[#@LINE-1]]:15: warning: 'result' is called on 'value' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:15: note: check 'is_completed()' first
}

int temporary() { return load().result(); }
// CHECK: :[[#@LINE-1]]:33: warning: 'result' is called on a temporary 'value_task' that may not be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:33: note: check 'is_completed()' first

task<int> temporary_in_a_coroutine() {
  int sum = load(1).result();
// CHECK: :[[#@LINE-1]]:21: warning: 'result' is called on a temporary 'value_task' that may not be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:21: note: 'co_await' it instead, which waits for the result
  co_return sum + load(2).result();
// CHECK: :[[#@LINE-1]]:27: warning: 'result' is called on a temporary 'value_task' that may not be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:27: note: 'co_await' it instead, which waits for the result
}

struct service {
  value_task<int> load_data();
  int now() { return load_data().result(); }
// CHECK: :[[#@LINE-1]]:34: warning: 'result' is called on a temporary 'value_task' that may not be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:34: note: check 'is_completed()' first
};

// Another object was asked.
int other_tested() {
  auto left = load(1), right = load(2);
  if (left.is_completed())
    return left.result() + right.result();
// CHECK: :[[#@LINE-1]]:34: warning: 'result' is called on 'right' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:34: note: check 'is_completed()' first
  return 0;
}

int tested_the_wrong_way() {
  auto value = load();
  if (!value.is_completed())
    return value.result();
// CHECK: :[[#@LINE-1]]:18: warning: 'result' is called on 'value' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:18: note: check 'is_completed()' first
  return 0;
}

int wrong_arm() {
  auto value = load();
  return value.is_completed() ? 0 : value.result();
// CHECK: :[[#@LINE-1]]:43: warning: 'result' is called on 'value' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:43: note: check 'is_completed()' first
}

int one_branch_only(bool wait) {
  auto value = load();
  if (wait)
    while (!value.is_completed())
      std::puts("waiting");
  return value.result();
// CHECK: :[[#@LINE-1]]:16: warning: 'result' is called on 'value' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-5]]:7: note: 'wait' is false here
// CHECK: :[[#@LINE-3]]:16: note: check 'is_completed()' first
}

// Either of them is enough.
int or_another(bool sure) {
  auto value = load();
  if (sure || value.is_completed())
    return value.result();
// CHECK: :[[#@LINE-1]]:18: warning: 'result' is called on 'value' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-3]]:7: note: 'sure' is true here
// CHECK: :[[#@LINE-3]]:18: note: check 'is_completed()' first
  return 0;
}

int tested_and_not_acted_on() {
  auto value = load();
  if (!value.is_completed())
    std::puts("not yet");
  return value.result();
// CHECK: :[[#@LINE-1]]:16: warning: 'result' is called on 'value' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:16: note: check 'is_completed()' first
}

int answer_dropped() {
  auto value = load();
  (void)value.is_completed();
  return value.result();
// CHECK: :[[#@LINE-1]]:16: warning: 'result' is called on 'value' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:16: note: check 'is_completed()' first
}

int filled_again() {
  auto value = load(1);
  if (!value.is_completed())
    return 0;
  value = load(2);
  return value.result();
// CHECK: :[[#@LINE-1]]:16: warning: 'result' is called on 'value' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-5]]:7: note: '!value.is_completed()' is false here
// CHECK: :[[#@LINE-4]]:9: note: 'value' gets a new value here
// CHECK: :[[#@LINE-4]]:16: note: check 'is_completed()' first
}

int tested_before_it_was_filled() {
  auto value = load();
  const bool ready = value.is_completed();
  (void)std::move(value).as_task();
  value = load();
  if (ready)
    return value.result();
// CHECK: :[[#@LINE-1]]:18: warning: 'result' is called on 'value' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-4]]:9: note: 'value' gets a new value here
// CHECK: :[[#@LINE-3]]:18: note: check 'is_completed()' first
  return 0;
}

int in_a_loop(const std::vector<int> &keys) {
  int sum = 0;
  for (int key : keys) {
    auto value = load(key);
    sum += value.result();
// CHECK: :[[#@LINE-1]]:18: warning: 'result' is called on 'value' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:18: note: check 'is_completed()' first
  }
  return sum;
}

int made_from_a_value_or_not(bool known) {
  value_task<int> value = 5;
  if (!known)
    value = load();
  return value.result();
// CHECK: :[[#@LINE-1]]:16: warning: 'result' is called on 'value' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-4]]:7: note: '!known' is true here
// CHECK: :[[#@LINE-4]]:11: note: 'value' gets a new value here
// CHECK: :[[#@LINE-4]]:16: note: check 'is_completed()' first
}

task<int> after_a_pause(value_task<int> given) {
  auto value = load();
  int sum = co_await given;
  co_return sum + value.result();
// CHECK: :[[#@LINE-1]]:25: warning: 'result' is called on 'value' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:19: note: 'co_await' it instead, which waits for the result
}

void in_lambdas() {
  auto plain = [] {
    auto value = load();
    return value.result();
// CHECK: :[[#@LINE-1]]:18: warning: 'result' is called on 'value' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:18: note: check 'is_completed()' first
  };
  auto coroutine = [](int key) -> task<int> { co_return load(key).result(); };
// CHECK: :[[#@LINE-1]]:67: warning: 'result' is called on a temporary 'value_task' that may not be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:67: note: 'co_await' it instead, which waits for the result
}

template <class T> T in_a_template(T key) {
  auto value = load(key);
  return value.result();
// CHECK: :[[#@LINE-1]]:16: warning: 'result' is called on 'value' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:16: note: check 'is_completed()' first
}
template int in_a_template(int);
template short in_a_template(short);

#define NOW(value) (value).result()

int in_a_macro() {
  auto value = load();
  return NOW(value) + NOW(load());
// CHECK: :[[#@LINE-1]]:10: warning: 'result' is called on 'value' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-6]]:28: note: expanded from macro 'NOW'
// CHECK: :[[#@LINE-3]]:10: note: check 'is_completed()' first
// CHECK: :[[#@LINE-8]]:28: note: expanded from macro 'NOW'
// CHECK: :[[#@LINE-5]]:23: warning: 'result' is called on a temporary 'value_task' that may not be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-10]]:28: note: expanded from macro 'NOW'
// CHECK: :[[#@LINE-7]]:23: note: check 'is_completed()' first
// CHECK: :[[#@LINE-12]]:28: note: expanded from macro 'NOW'
}

int case_without_a_test(int kind) {
  auto value = load();
  switch (kind) {
  case 1:
    if (value.is_completed())
      return value.result();
    return 0;
  default:
    return value.result();
// CHECK: :[[#@LINE-1]]:18: warning: 'result' is called on 'value' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-3]]:3: note: control jumps to 'default'
// CHECK: :[[#@LINE-3]]:18: note: check 'is_completed()' first
  }
}

struct reader {
  int operator()() const {
    auto value = load();
    return value.result();
// CHECK: :[[#@LINE-1]]:18: warning: 'result' is called on 'value' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:18: note: check 'is_completed()' first
  }
};

class VALUETASK_SINGLE_AWAIT future {
public:
  future(future &&);
  bool is_ready() const;
  VALUETASK_CONSUMES int get();
};
future start();

int annotated_type() {
  auto value = start();
  return value.get();
// CHECK: :[[#@LINE-1]]:16: warning: 'get' is called on 'value' before this 'future' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:16: note: check 'is_ready()' first
}
