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
// CHECK: :[[#@LINE-1]]:16: warning: 'result' is called on 'value' where its result may not be there yet; test it with 'is_completed' first [valuetask-unguarded-result]
// CHECK: :[[#@LINE-3]]:8: note: 'value' is created here
}

int moved() {
  auto value = load();
  return std::move(value).result();
// CHECK: :[[#@LINE-1]]:27: warning: 'result' is called on 'value' where its result may not be there yet; test it with 'is_completed' first [valuetask-unguarded-result]
// CHECK: :[[#@LINE-3]]:8: note: 'value' is created here
}

task<int> in_a_coroutine() {
  auto value = load();
  co_return value.result();
// CHECK: :[[#@LINE-1]]:19: warning: 'result' is called on 'value' where its result may not be there yet; 'co_await' it [valuetask-unguarded-result]
// CHECK: :[[#@LINE-3]]:8: note: 'value' is created here
}

void void_result() {
  auto saved = save();
  saved.result();
// CHECK: :[[#@LINE-1]]:9: warning: 'result' is called on 'saved' where its result may not be there yet; test it with 'is_completed' first [valuetask-unguarded-result]
// CHECK: :[[#@LINE-3]]:8: note: 'saved' is created here
}

int from_a_source(valuetask::source<int> &network) {
  value_task<int> value = network.get();
  return value.result();
// CHECK: :[[#@LINE-1]]:16: warning: 'result' is called on 'value' where its result may not be there yet; test it with 'is_completed' first [valuetask-unguarded-result]
// CHECK: :[[#@LINE-3]]:19: note: 'value' is created here
}

int forwarding_reference() {
  auto &&value = load();
  return value.result();
// CHECK: :[[#@LINE-1]]:16: warning: 'result' is called on 'value' where its result may not be there yet; test it with 'is_completed' first [valuetask-unguarded-result]
// CHECK: :[[#@LINE-3]]:10: note: 'value' is created here
}

int through_a_reference() {
  auto value = load();
  auto &same = value;
  return same.result();
// CHECK: :[[#@LINE-1]]:15: warning: 'result' is called on 'value' where its result may not be there yet; test it with 'is_completed' first [valuetask-unguarded-result]
// CHECK: :[[#@LINE-4]]:8: note: 'value' is created here
}

int temporary() { return load().result(); }
// CHECK: :[[#@LINE-1]]:33: warning: 'result' is called on a 'value_task<int>' where its result may not be there yet; test it with 'is_completed' first [valuetask-unguarded-result]

task<int> temporary_in_a_coroutine() {
  int sum = load(1).result();
// CHECK: :[[#@LINE-1]]:21: warning: 'result' is called on a 'value_task<int>' where its result may not be there yet; 'co_await' it [valuetask-unguarded-result]
  co_return sum + load(2).result();
// CHECK: :[[#@LINE-1]]:27: warning: 'result' is called on a 'value_task<int>' where its result may not be there yet; 'co_await' it [valuetask-unguarded-result]
}

struct service {
  value_task<int> load_data();
  int now() { return load_data().result(); }
// CHECK: :[[#@LINE-1]]:34: warning: 'result' is called on a 'value_task<int>' where its result may not be there yet; test it with 'is_completed' first [valuetask-unguarded-result]
};

// Another object was asked.
int other_tested() {
  auto left = load(1), right = load(2);
  if (left.is_completed())
    return left.result() + right.result();
// CHECK: :[[#@LINE-1]]:34: warning: 'result' is called on 'right' where its result may not be there yet; test it with 'is_completed' first [valuetask-unguarded-result]
// CHECK: :[[#@LINE-4]]:24: note: 'right' is created here
  return 0;
}

int tested_the_wrong_way() {
  auto value = load();
  if (!value.is_completed())
    return value.result();
// CHECK: :[[#@LINE-1]]:18: warning: 'result' is called on 'value' where its result may not be there yet; test it with 'is_completed' first [valuetask-unguarded-result]
// CHECK: :[[#@LINE-4]]:8: note: 'value' is created here
  return 0;
}

int wrong_arm() {
  auto value = load();
  return value.is_completed() ? 0 : value.result();
// CHECK: :[[#@LINE-1]]:43: warning: 'result' is called on 'value' where its result may not be there yet; test it with 'is_completed' first [valuetask-unguarded-result]
// CHECK: :[[#@LINE-3]]:8: note: 'value' is created here
}

int one_branch_only(bool wait) {
  auto value = load();
  if (wait)
    while (!value.is_completed())
      std::puts("waiting");
  return value.result();
// CHECK: :[[#@LINE-1]]:16: warning: 'result' is called on 'value' where its result may not be there yet; test it with 'is_completed' first [valuetask-unguarded-result]
// CHECK: :[[#@LINE-6]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-6]]:7: note: 'wait' is false here
}

// Either of them is enough.
int or_another(bool sure) {
  auto value = load();
  if (sure || value.is_completed())
    return value.result();
// CHECK: :[[#@LINE-1]]:18: warning: 'result' is called on 'value' where its result may not be there yet; test it with 'is_completed' first [valuetask-unguarded-result]
// CHECK: :[[#@LINE-4]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-4]]:7: note: 'sure' is true here
  return 0;
}

int tested_and_not_acted_on() {
  auto value = load();
  if (!value.is_completed())
    std::puts("not yet");
  return value.result();
// CHECK: :[[#@LINE-1]]:16: warning: 'result' is called on 'value' where its result may not be there yet; test it with 'is_completed' first [valuetask-unguarded-result]
// CHECK: :[[#@LINE-5]]:8: note: 'value' is created here
}

int answer_dropped() {
  auto value = load();
  (void)value.is_completed();
  return value.result();
// CHECK: :[[#@LINE-1]]:16: warning: 'result' is called on 'value' where its result may not be there yet; test it with 'is_completed' first [valuetask-unguarded-result]
// CHECK: :[[#@LINE-4]]:8: note: 'value' is created here
}

int filled_again() {
  auto value = load(1);
  if (!value.is_completed())
    return 0;
  value = load(2);
  return value.result();
// CHECK: :[[#@LINE-1]]:16: warning: 'result' is called on 'value' where its result may not be there yet; test it with 'is_completed' first [valuetask-unguarded-result]
// CHECK: :[[#@LINE-6]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-6]]:7: note: '!value.is_completed()' is false here
// CHECK: :[[#@LINE-5]]:9: note: 'value' is filled here
}

int tested_before_it_was_filled() {
  auto value = load();
  const bool ready = value.is_completed();
  (void)std::move(value).as_task();
  value = load();
  if (ready)
    return value.result();
// CHECK: :[[#@LINE-1]]:18: warning: 'result' is called on 'value' where its result may not be there yet; test it with 'is_completed' first [valuetask-unguarded-result]
// CHECK: :[[#@LINE-7]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-5]]:9: note: 'value' is filled here
  return 0;
}

int in_a_loop(const std::vector<int> &keys) {
  int sum = 0;
  for (int key : keys) {
    auto value = load(key);
    sum += value.result();
// CHECK: :[[#@LINE-1]]:18: warning: 'result' is called on 'value' where its result may not be there yet; test it with 'is_completed' first [valuetask-unguarded-result]
// CHECK: :[[#@LINE-3]]:10: note: 'value' is created here
  }
  return sum;
}

int made_from_a_value_or_not(bool known) {
  value_task<int> value = 5;
  if (!known)
    value = load();
  return value.result();
// CHECK: :[[#@LINE-1]]:16: warning: 'result' is called on 'value' where its result may not be there yet; test it with 'is_completed' first [valuetask-unguarded-result]
// CHECK: :[[#@LINE-5]]:19: note: 'value' is created here
// CHECK: :[[#@LINE-5]]:7: note: '!known' is true here
// CHECK: :[[#@LINE-5]]:11: note: 'value' is filled here
}

task<int> after_a_pause(value_task<int> given) {
  auto value = load();
  int sum = co_await given;
  co_return sum + value.result();
// CHECK: :[[#@LINE-1]]:25: warning: 'result' is called on 'value' where its result may not be there yet; 'co_await' it [valuetask-unguarded-result]
// CHECK: :[[#@LINE-4]]:8: note: 'value' is created here
}

void in_lambdas() {
  auto plain = [] {
    auto value = load();
    return value.result();
// CHECK: :[[#@LINE-1]]:18: warning: 'result' is called on 'value' where its result may not be there yet; test it with 'is_completed' first [valuetask-unguarded-result]
// CHECK: :[[#@LINE-3]]:10: note: 'value' is created here
  };
  auto coroutine = [](int key) -> task<int> { co_return load(key).result(); };
// CHECK: :[[#@LINE-1]]:67: warning: 'result' is called on a 'value_task<int>' where its result may not be there yet; 'co_await' it [valuetask-unguarded-result]
}

template <class T> T in_a_template(T key) {
  auto value = load(key);
  return value.result();
// CHECK: :[[#@LINE-1]]:16: warning: 'result' is called on 'value' where its result may not be there yet; test it with 'is_completed' first [valuetask-unguarded-result]
// CHECK: :[[#@LINE-3]]:8: note: 'value' is created here
}
template int in_a_template(int);
template short in_a_template(short);

#define NOW(value) (value).result()

int in_a_macro() {
  auto value = load();
  return NOW(value) + NOW(load());
// CHECK: :[[#@LINE-1]]:10: warning: 'result' is called on 'value' where its result may not be there yet; test it with 'is_completed' first [valuetask-unguarded-result]
// CHECK: :[[#@LINE-6]]:28: note: expanded from macro 'NOW'
// CHECK: :[[#@LINE-4]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-4]]:23: warning: 'result' is called on a 'value_task<int>' where its result may not be there yet; test it with 'is_completed' first [valuetask-unguarded-result]
// CHECK: :[[#@LINE-9]]:28: note: expanded from macro 'NOW'
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
// CHECK: :[[#@LINE-1]]:18: warning: 'result' is called on 'value' where its result may not be there yet; test it with 'is_completed' first [valuetask-unguarded-result]
// CHECK: :[[#@LINE-9]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-4]]:3: note: the switch goes to 'default'
  }
}

struct reader {
  int operator()() const {
    auto value = load();
    return value.result();
// CHECK: :[[#@LINE-1]]:18: warning: 'result' is called on 'value' where its result may not be there yet; test it with 'is_completed' first [valuetask-unguarded-result]
// CHECK: :[[#@LINE-3]]:10: note: 'value' is created here
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
// CHECK: :[[#@LINE-1]]:16: warning: 'get' is called on 'value' where its result may not be there yet; test it with 'is_ready' first [valuetask-unguarded-result]
// CHECK: :[[#@LINE-3]]:8: note: 'value' is created here
}
