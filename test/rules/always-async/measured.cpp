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
// CHECK: [[@LINE-1]]:17: warning: 'never' returns a 'value_task' but, as measured, none of its 1,000 calls was complete at once; return a task instead [valuetask-always-async]
value_task<int> once(int key) { co_return key + co_await unknown(); }
// CHECK: [[@LINE-1]]:17: warning: 'once' returns a 'value_task', but only 1 of its 1,000,000 calls (0%) were complete at once; return a task instead [valuetask-unprofiled]
value_task<int> seldom(int key) { co_return key + co_await unknown(); }

value_task<int> proved() {
  // CHECK: [[@LINE-1]]:17: warning: 'proved' returns a 'value_task' but suspends on every path
  // PROVED: [[@LINE-2]]:17: warning: 'proved' returns a 'value_task' but suspends on every path
  co_await std::suspend_always();
  // CHECK: [[@LINE-1]]:3: note: always suspends here
  co_return 1;
}

template <class T> value_task<T> many(T key) { co_return key + co_await unknown(); }
// CHECK: [[@LINE-1]]:34: warning: 'many' returns a 'value_task' but, as measured, none of its 10,000 calls was
template value_task<int> many(int);
template value_task<long> many(long);

namespace {
// FIXED: {{^}}valuetask::task<int> local(int key) {
value_task<int> local(int key) { co_return key + co_await unknown(); }
// CHECK: [[@LINE-1]]:17: warning: 'local' returns a 'value_task' but, as measured, none of its 5,000 calls was
} // namespace
value_task<int> uses() { co_return co_await local(1) + co_await unknown(); }
// CHECK: [[@LINE-1]]:17: warning: 'uses' returns a 'value_task', but it was never called
