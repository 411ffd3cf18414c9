// RUN: %both --profile=%S/Inputs/measured.json %s > %t.txt
// RUN: %match %s --input-file=%t.txt
// The profile of a program that doesn't have this file.
// RUN: %both --profile=%S/Inputs/other.json %s | %FileCheck %s --check-prefix=OTHER
// RUN: %both %s | %count 0
#include <coroutine>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

struct unknown {
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  int await_resume();
};

value_task<int> rarely(int key) { co_return key ? key : co_await unknown(); }
// CHECK: :[[#@LINE-1]]:17: warning: only 2% of 1,000,000 profiled calls to 'rarely' completed synchronously [valuetask-unprofiled]
// CHECK: :[[#@LINE-2]]:17: note: return 'task<int>' instead
// OTHER: :[[#@LINE-3]]:17: warning: 'rarely' returns a 'value_task', but the profile has no data on its file [valuetask-unprofiled]

value_task<int> never(int key) { return key; }
// CHECK: :[[#@LINE-1]]:17: warning: 'never' returns a 'value_task', but no profiled run called it [valuetask-unprofiled]
// CHECK: :[[#@LINE-2]]:17: note: return 'task<int>' until a profile shows that a 'value_task' pays

value_task<int> zero(int key);
// CHECK: :[[#@LINE-1]]:17: warning: 'zero' returns a 'value_task', but no profiled run called it [valuetask-unprofiled]
// CHECK: :[[#@LINE-2]]:17: note: return 'task<int>' until a profile shows that a 'value_task' pays
value_task<int> zero(int key) { return {key}; }

template <class T> task<T> load(T key);
template <class T> struct client {
  value_task<T> get(T key) {
    // CHECK: :[[#@LINE-1]]:17: warning: only 2.4% of 2,000 profiled calls to 'get' completed synchronously [valuetask-unprofiled]
// CHECK: :[[#@LINE-2]]:17: note: return 'task<int>' instead
    if (key)
      return key;
    return load(key);
  }
};
template struct client<int>;
template struct client<long>;

value_task<> done(bool now) { return now ? value_task<>::completed() : value_task<>(task<>()); }
// CHECK: :[[#@LINE-1]]:14: warning: 'done' returns a 'value_task', but no profiled run called it [valuetask-unprofiled]
// CHECK: :[[#@LINE-2]]:14: note: return 'task<>' until a profile shows that a 'value_task' pays
