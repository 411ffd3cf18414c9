// What a profile says where nothing is proved. One mistake is one report, of all the rules.
// RUN: %both '--checks=valuetask-*' --profile=%S/Inputs/measured.json %s > %t.txt
// RUN: %match %s --input-file=%t.txt
// RUN: %both %s | %FileCheck %s --check-prefix=PROVED --implicit-check-not=warning:
// RUN: %fixes --profile=%S/Inputs/measured.json %s | %FileCheck %s --check-prefix=FIXED
#include <coroutine>
#include <valuetask/value_task.h>

using valuetask::value_task;

struct unknown {
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  int await_resume();
};

value_task<int> never(int key) { co_return key + co_await unknown(); }
// CHECK: :[[#@LINE-1]]:17: warning: none of 1,000 profiled calls to 'never' completed synchronously [valuetask-always-async]
// CHECK: :[[#@LINE-2]]:17: note: return 'task<int>' instead
value_task<int> once(int key) { co_return key + co_await unknown(); }
// CHECK: :[[#@LINE-1]]:17: warning: only 0% of 1,000,000 profiled calls to 'once' completed synchronously [valuetask-unprofiled]
// CHECK: :[[#@LINE-2]]:17: note: return 'task<int>' instead
value_task<int> seldom(int key) { co_return key + co_await unknown(); }

value_task<int> proved() {
// CHECK: :[[#@LINE-1]]:17: warning: 'proved' suspends on every path; returning a 'value_task' gains nothing [valuetask-always-async]
// CHECK: :[[#@LINE+3]]:3: note: always suspends here: 'await_ready' of 'suspend_always' never returns true
// CHECK: :[[#@LINE-3]]:17: note: return 'task<int>' instead
// PROVED: [[#@LINE-4]]:17: warning: 'proved' suspends on every path
  co_await std::suspend_always();
  co_return 1;
}

template <class T> value_task<T> many(T key) { co_return key + co_await unknown(); }
// CHECK: :[[#@LINE-1]]:34: warning: none of 10,000 profiled calls to 'many' completed synchronously [valuetask-always-async]
// CHECK: :[[#@LINE-2]]:34: note: return 'task<int>' instead
template value_task<int> many(int);
template value_task<long> many(long);

namespace {
// FIXED: {{^}}valuetask::task<int> local(int key) {
value_task<int> local(int key) { co_return key + co_await unknown(); }
// CHECK: :[[#@LINE-1]]:17: warning: none of 5,000 profiled calls to 'local' completed synchronously [valuetask-always-async]
// CHECK: :[[#@LINE-2]]:1: note: return 'task<int>' instead
} // namespace
value_task<int> uses() { co_return co_await local(1) + co_await unknown(); }
// CHECK: :[[#@LINE-1]]:17: warning: 'uses' returns a 'value_task', but no profiled run called it [valuetask-unprofiled]
// CHECK: :[[#@LINE-2]]:17: note: return 'task<int>' until a profile shows that a 'value_task' pays
