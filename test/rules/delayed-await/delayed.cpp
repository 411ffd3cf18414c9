// A value that is held while the coroutine waits for something else.
// RUN: %both %s | %match %s
#include <coroutine>
#include <cstdio>
#include <utility>
#include <vector>
#include <valuetask/detach.h>
#include <valuetask/value_task.h>
#include <valuetask/when_all.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
value_task<int> load(int key);
task<int> shared_load();
task<void> nap();
bool asked();
int take(value_task<int> given);

struct timer {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> waiting);
  void await_resume();
};

task<int> another_value() {
  auto left = load(1);
  auto right = load(2);
  int sum = co_await right;
  co_return sum + co_await left;
// CHECK: :[[#@LINE-1]]:19: warning: 'left' is a 'value_task' held across a suspension before it is awaited [valuetask-delayed-await]
// CHECK: :[[#@LINE-3]]:13: note: the coroutine suspends here
// CHECK: :[[#@LINE-6]]:22: note: create a task with '.as_task()', which may be held
}

task<int> in_order() {
  auto left = load(1), right = load(2);
  int sum = co_await left;
  co_return sum + co_await right;
// CHECK: :[[#@LINE-1]]:19: warning: 'right' is a 'value_task' held across a suspension before it is awaited [valuetask-delayed-await]
// CHECK: :[[#@LINE-3]]:13: note: the coroutine suspends here
// CHECK: :[[#@LINE-3]]:19: note: await it first, combine both with 'when_all', or create a task with '.as_task()'
}

task<int> a_call_in_between() {
  auto value = load(1);
  int other = co_await load(2);
  co_return other + co_await value;
// CHECK: :[[#@LINE-1]]:21: warning: 'value' is a 'value_task' held across a suspension before it is awaited [valuetask-delayed-await]
// CHECK: :[[#@LINE-3]]:15: note: the coroutine suspends here
// CHECK: :[[#@LINE-5]]:23: note: create a task with '.as_task()', which may be held
}

task<int> a_task() {
  auto value = load();
  int other = co_await shared_load();
  co_return other + co_await value;
// CHECK: :[[#@LINE-1]]:21: warning: 'value' is a 'value_task' held across a suspension before it is awaited [valuetask-delayed-await]
// CHECK: :[[#@LINE-3]]:15: note: the coroutine suspends here
// CHECK: :[[#@LINE-5]]:22: note: create a task with '.as_task()', which may be held
}

task<int> any_awaitable() {
  value_task<int> value = load();
  co_await timer{};
  co_return co_await value;
// CHECK: :[[#@LINE-1]]:13: warning: 'value' is a 'value_task' held across a suspension before it is awaited [valuetask-delayed-await]
// CHECK: :[[#@LINE-3]]:3: note: the coroutine suspends here
// CHECK: :[[#@LINE-3]]:13: note: await it first, combine both with 'when_all', or create a task with '.as_task()'
}

task<int> suspend_always() {
  auto value = load();
  co_await std::suspend_always{};
  co_return co_await std::move(value);
// CHECK: :[[#@LINE-1]]:13: warning: 'value' is a 'value_task' held across a suspension before it is awaited [valuetask-delayed-await]
// CHECK: :[[#@LINE-3]]:3: note: the coroutine suspends here
// CHECK: :[[#@LINE-3]]:13: note: await it first, combine both with 'when_all', or create a task with '.as_task()'
}

task<int> in_one_expression() {
  auto value = load(1);
  co_return co_await load(2) + co_await value;
// CHECK: :[[#@LINE-1]]:32: warning: 'value' is a 'value_task' held across a suspension before it is awaited [valuetask-delayed-await]
// CHECK: :[[#@LINE-2]]:13: note: the coroutine suspends here
// CHECK: :[[#@LINE-4]]:23: note: create a task with '.as_task()', which may be held
}

task<int> beside_a_wait(task<int> (*add)(int, value_task<int>)) {
  auto value = load(1);
  co_return co_await add(co_await load(2), std::move(value));
// CHECK: :[[#@LINE-1]]:54: warning: 'value' is a 'value_task' held across a suspension before it is moved [valuetask-delayed-await]
// CHECK: :[[#@LINE-2]]:26: note: the coroutine suspends here
// CHECK: :[[#@LINE-3]]:54: note: await it first, combine both with 'when_all', or create a task with '.as_task()'
}

task<int> by_result() {
  auto value = load();
  co_await timer{};
  if (value.is_completed())
    co_return value.result();
// CHECK: :[[#@LINE-1]]:21: warning: 'value' is a 'value_task' held across a suspension before it is consumed by 'result' [valuetask-delayed-await]
// CHECK: :[[#@LINE-4]]:3: note: the coroutine suspends here
// CHECK: :[[#@LINE-4]]:7: note: 'value.is_completed()' is true here
// CHECK: :[[#@LINE-4]]:21: note: await it first, combine both with 'when_all', or create a task with '.as_task()'
  co_return 0;
}

task<int> by_as_task() {
  auto value = load();
  co_await timer{};
  auto shared = value.as_task();
// CHECK: :[[#@LINE-1]]:23: warning: 'value' is a 'value_task' held across a suspension before it is consumed by 'as_task' [valuetask-delayed-await]
// CHECK: :[[#@LINE-3]]:3: note: the coroutine suspends here
// CHECK: :[[#@LINE-3]]:23: note: await it first, combine both with 'when_all', or create a task with '.as_task()'
  co_return co_await shared;
}

task<int> by_a_move() {
  auto value = load();
  co_await timer{};
  co_return take(std::move(value));
// CHECK: :[[#@LINE-1]]:28: warning: 'value' is a 'value_task' held across a suspension before it is moved [valuetask-delayed-await]
// CHECK: :[[#@LINE-3]]:3: note: the coroutine suspends here
// CHECK: :[[#@LINE-3]]:28: note: await it first, combine both with 'when_all', or create a task with '.as_task()'
}

task<void> by_detach() {
  auto value = load();
  co_await timer{};
  valuetask::detach(std::move(value));
// CHECK: :[[#@LINE-1]]:31: warning: 'value' is a 'value_task' held across a suspension before it is consumed by 'detach' [valuetask-delayed-await]
// CHECK: :[[#@LINE-3]]:3: note: the coroutine suspends here
// CHECK: :[[#@LINE-3]]:31: note: await it first, combine both with 'when_all', or create a task with '.as_task()'
}

task<void> by_when_all() {
  auto value = load(1);
  co_await timer{};
  co_await valuetask::when_all(std::move(value), load(2));
// CHECK: :[[#@LINE-1]]:42: warning: 'value' is a 'value_task' held across a suspension before it is consumed by 'when_all' [valuetask-delayed-await]
// CHECK: :[[#@LINE-3]]:3: note: the coroutine suspends here
// CHECK: :[[#@LINE-3]]:42: note: await it first, combine both with 'when_all', or create a task with '.as_task()'
}

task<int> moved_and_held() {
  auto first = load();
  auto second = std::move(first);
  co_await timer{};
  co_return co_await second;
// CHECK: :[[#@LINE-1]]:13: warning: 'second' is a 'value_task' held across a suspension before it is awaited [valuetask-delayed-await]
// CHECK: :[[#@LINE-3]]:3: note: the coroutine suspends here
// CHECK: :[[#@LINE-5]]:33: note: create a task with '.as_task()', which may be held
}

task<int> on_one_branch(bool slowly) {
  auto value = load();
  if (slowly)
    co_await timer{};
  co_return co_await value;
// CHECK: :[[#@LINE-1]]:13: warning: 'value' is a 'value_task' held across a suspension before it is awaited [valuetask-delayed-await]
// CHECK: :[[#@LINE-4]]:7: note: 'slowly' is true here
// CHECK: :[[#@LINE-4]]:5: note: the coroutine suspends here
// CHECK: :[[#@LINE-7]]:22: note: create a task with '.as_task()', which may be held
}

task<int> consumed_on_one_branch(bool wanted) {
  auto value = load();
  co_await timer{};
  if (wanted)
    co_return co_await value;
// CHECK: :[[#@LINE-1]]:15: warning: 'value' is a 'value_task' held across a suspension before it is awaited [valuetask-delayed-await]
// CHECK: :[[#@LINE-4]]:3: note: the coroutine suspends here
// CHECK: :[[#@LINE-4]]:7: note: 'wanted' is true here
// CHECK: :[[#@LINE-4]]:15: note: await it first, combine both with 'when_all', or create a task with '.as_task()'
  valuetask::detach(std::move(value));
  co_return 0;
}

task<int> held_while_a_loop_runs(int n) {
  auto value = load();
  for (int i = 0; i < n; ++i)
    co_await timer{};
  co_return co_await value;
// CHECK: :[[#@LINE-1]]:13: warning: 'value' is a 'value_task' held across a suspension before it is awaited [valuetask-delayed-await]
// CHECK: :[[#@LINE-4]]:19: note: 'i < n' is true here
// CHECK: :[[#@LINE-4]]:5: note: the coroutine suspends here
// CHECK: :[[#@LINE-7]]:22: note: create a task with '.as_task()', which may be held
}

task<int> in_each_iteration(const std::vector<int> &keys) {
  int sum = 0;
  for (int key : keys) {
    auto value = load(key);
    co_await timer{};
    sum += co_await value;
// CHECK: :[[#@LINE-1]]:12: warning: 'value' is a 'value_task' held across a suspension before it is awaited [valuetask-delayed-await]
// CHECK: :[[#@LINE-3]]:5: note: the coroutine suspends here
// CHECK: :[[#@LINE-5]]:27: note: create a task with '.as_task()', which may be held
  }
  co_return sum;
}

// The next one is started before the other work of this iteration is done.
task<int> one_ahead(int n) {
  int sum = 0;
  auto next = load(0);
  for (int i = 1; i < n; ++i) {
    sum += co_await next;
// CHECK: :[[#@LINE-1]]:12: warning: 'next' is a 'value_task' held across a suspension before it is awaited [valuetask-delayed-await]
// CHECK: :[[#@LINE-3]]:19: note: 'i < n' is true here
// CHECK: :[[#@LINE+4]]:10: note: 'next' gets a new value here
// CHECK: :[[#@LINE+4]]:5: note: the coroutine suspends here
// CHECK: :[[#@LINE-6]]:19: note: 'i < n' is true here
// CHECK: :[[#@LINE-6]]:12: note: await it first, combine both with 'when_all', or create a task with '.as_task()'
    next = load(i);
    co_await timer{};
  }
  co_return sum + co_await next;
}

task<int> in_a_condition() {
  auto value = load(1);
  if (co_await load(2) > 3)
    co_return co_await value;
// CHECK: :[[#@LINE-1]]:15: warning: 'value' is a 'value_task' held across a suspension before it is awaited [valuetask-delayed-await]
// CHECK: :[[#@LINE-3]]:7: note: the coroutine suspends here
// CHECK: :[[#@LINE-4]]:7: note: 'co_await load(2) > 3' is true here
// CHECK: :[[#@LINE-6]]:23: note: create a task with '.as_task()', which may be held
  co_return 1 + co_await value;
}

task<int> in_a_try() {
  auto value = load();
  try {
    co_await timer{};
  } catch (...) {
    std::puts("failed");
  }
  co_return co_await value;
// CHECK: :[[#@LINE-1]]:13: warning: 'value' is a 'value_task' held across a suspension before it is awaited [valuetask-delayed-await]
// CHECK: :[[#@LINE-6]]:5: note: the coroutine suspends here
// CHECK: :[[#@LINE-9]]:22: note: create a task with '.as_task()', which may be held
}

task<int> by_a_reference() {
  auto value = load();
  auto &same = value;
  co_await timer{};
  co_return co_await same;
// CHECK: :[[#@LINE-1]]:13: warning: 'value' is a 'value_task' held across a suspension before it is awaited [valuetask-delayed-await]
// CHECK: :[[#@LINE-3]]:3: note: the coroutine suspends here
// CHECK: :[[#@LINE-3]]:13: note: await it first, combine both with 'when_all', or create a task with '.as_task()'
}

task<int> of_a_temporary() {
  auto &&value = load();
  co_await timer{};
  co_return co_await value;
// CHECK: :[[#@LINE-1]]:13: warning: 'value' is a 'value_task' held across a suspension before it is awaited [valuetask-delayed-await]
// CHECK: :[[#@LINE-3]]:3: note: the coroutine suspends here
// CHECK: :[[#@LINE-3]]:13: note: await it first, combine both with 'when_all', or create a task with '.as_task()'
}

task<int> by_a_lambda() {
  auto value = load();
  auto body = [&value] { return take(std::move(value)); };
  co_await timer{};
  co_return body();
// CHECK: :[[#@LINE-1]]:13: warning: 'value' is a 'value_task' held across a suspension before it is consumed by a lambda [valuetask-delayed-await]
// CHECK: :[[#@LINE-3]]:3: note: the coroutine suspends here
// CHECK: :[[#@LINE-3]]:13: note: await it first, combine both with 'when_all', or create a task with '.as_task()'
}

struct stream {
  struct promise_type {
    stream get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    std::suspend_always yield_value(int);
    void return_void();
    void unhandled_exception();
  };
};

stream yields() {
  auto value = load();
  co_yield 1;
  co_yield take(std::move(value));
// CHECK: :[[#@LINE-1]]:27: warning: 'value' is a 'value_task' held across a suspension before it is moved [valuetask-delayed-await]
// CHECK: :[[#@LINE-3]]:3: note: the coroutine suspends here
// CHECK: :[[#@LINE-3]]:27: note: await it first, combine both with 'when_all', or create a task with '.as_task()'
}

task<int> parameter_held(value_task<int> given) {
  co_await timer{};
  co_return co_await given;
// CHECK: :[[#@LINE-1]]:13: warning: 'given' is a 'value_task' held across a suspension before it is awaited [valuetask-delayed-await]
// CHECK: :[[#@LINE-3]]:3: note: the coroutine suspends here
// CHECK: :[[#@LINE-3]]:13: note: await it before the other suspension
}

task<int> filled_and_held() {
  value_task<int> value;
  value = load();
  co_await timer{};
  co_return co_await value;
// CHECK: :[[#@LINE-1]]:13: warning: 'value' is a 'value_task' held across a suspension before it is awaited [valuetask-delayed-await]
// CHECK: :[[#@LINE-4]]:9: note: 'value' gets a new value here
// CHECK: :[[#@LINE-4]]:3: note: the coroutine suspends here
// CHECK: :[[#@LINE-4]]:13: note: await it first, combine both with 'when_all', or create a task with '.as_task()'
}

task<int> switch_between(int kind) {
  auto value = load();
  switch (kind) {
  case 1:
    co_await timer{};
    break;
  default:
    break;
  }
  co_return co_await value;
// CHECK: :[[#@LINE-1]]:13: warning: 'value' is a 'value_task' held across a suspension before it is awaited [valuetask-delayed-await]
// CHECK: :[[#@LINE-8]]:3: note: control jumps to 'case 1'
// CHECK: :[[#@LINE-8]]:5: note: the coroutine suspends here
// CHECK: :[[#@LINE-12]]:22: note: create a task with '.as_task()', which may be held
}

template <class T> task<T> in_a_template(T key) {
  auto value = load(key);
  co_await timer{};
  co_return co_await value;
// CHECK: :[[#@LINE-1]]:13: warning: 'value' is a 'value_task' held across a suspension before it is awaited [valuetask-delayed-await]
// CHECK: :[[#@LINE-3]]:3: note: the coroutine suspends here
// CHECK: :[[#@LINE-3]]:13: note: await it first, combine both with 'when_all', or create a task with '.as_task()'
}
template task<int> in_a_template(int);
template task<short> in_a_template(short);

#define PAUSE co_await timer {}

task<int> in_a_macro() {
  auto value = load();
  PAUSE;
  co_return co_await value;
// CHECK: :[[#@LINE-1]]:13: warning: 'value' is a 'value_task' held across a suspension before it is awaited [valuetask-delayed-await]
// CHECK: :[[#@LINE-3]]:3: note: the coroutine suspends here
// CHECK: :[[#@LINE-8]]:15: note: expanded from macro 'PAUSE'
// CHECK: :[[#@LINE-6]]:22: note: create a task with '.as_task()', which may be held
}

auto lambda = []() -> task<int> {
  auto value = load();
  co_await timer{};
  co_return co_await value;
// CHECK: :[[#@LINE-1]]:13: warning: 'value' is a 'value_task' held across a suspension before it is awaited [valuetask-delayed-await]
// CHECK: :[[#@LINE-3]]:3: note: the coroutine suspends here
// CHECK: :[[#@LINE-5]]:22: note: create a task with '.as_task()', which may be held
};

class [[nodiscard]] VALUETASK_SINGLE_AWAIT ticket {
public:
  ticket(ticket &&);
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  int await_resume();
};
ticket draw();

task<int> annotated_type() {
  auto value = draw();
  co_await timer{};
  co_return co_await value;
// CHECK: :[[#@LINE-1]]:13: warning: 'value' is a 'ticket' held across a suspension before it is awaited [valuetask-delayed-await]
// CHECK: :[[#@LINE-3]]:3: note: the coroutine suspends here
// CHECK: :[[#@LINE-3]]:13: note: await it before the other suspension
}
