// co_await in the place of a blocking wait, where the coroutine can await the same kind of object.
// RUN: %fixes %s | %FileCheck %s
#include <string>
#include <utility>
#include <valuetask/sync_wait.h>
#include <valuetask/task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load(int key);
task<std::string> text();

task<int> called(int key) {
  // CHECK: int first = co_await load(key);
  int first = valuetask::sync_wait(load(key));
  // CHECK: co_return first + co_await load(key + 1);
  co_return first + sync_wait(load(key + 1));
}

task<int> of_a_variable(int key) {
  auto value = load(key);
  // CHECK: co_return co_await std::move(value);
  co_return sync_wait(std::move(value));
}

task<int> with_a_member() {
  // CHECK: co_return (co_await text()).size();
  co_return sync_wait(text()).size();
}

// No co_await in a handler, in a macro, or in the instance of a template.
#define WAIT(x) sync_wait(x)
task<int> not_fixed(int key) {
  try {
    co_await load(key);
  } catch (int code) {
    // CHECK: co_return sync_wait(load(code));
    co_return sync_wait(load(code));
  }
  // CHECK: co_return WAIT(load(key));
  co_return WAIT(load(key));
}
template <class T> task<T> in_a_template(T key) {
  // CHECK: co_return sync_wait(load(key));
  co_return sync_wait(load(key));
}
template task<int> in_a_template(int);
