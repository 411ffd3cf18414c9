// sync_wait blocks the thread of a coroutine, and the task may need that thread.
// RUN: %both %s -- -isystem %S/../Inputs | %match %s
#include <cppcoro/task.hpp>
#include <utility>
#include <vector>

using cppcoro::task;
task<int> load(int key);
task<> save(int value);
void note(task<int> &);

task<int> waited(int key) {
  co_return key + sync_wait(load(key));
// CHECK: :[[#@LINE-1]]:19: warning: 'sync_wait' in a coroutine blocks its thread; the operation may need that thread [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:19: note: 'co_await' it instead, which suspends the coroutine and leaves the thread free
}

task<int> waited_variable(int key) {
  auto value = load(key);
  co_return key + cppcoro::sync_wait(value);
// CHECK: :[[#@LINE-1]]:19: warning: 'sync_wait' in a coroutine blocks its thread; the operation may need that thread [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:19: note: 'co_await' it instead, which suspends the coroutine and leaves the thread free
}

task<int> waited_in_a_loop(int count) {
  int sum = 0;
  for (int i = 0; i < count; ++i) {
    auto value = load(i);
    sum += sync_wait(std::move(value));
// CHECK: :[[#@LINE-1]]:12: warning: 'sync_wait' in a coroutine blocks its thread; the operation may need that thread [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:12: note: 'co_await' it instead, which suspends the coroutine and leaves the thread free
  }
  co_return sum;
}

task<int> waited_in_a_handler(int key) {
  try {
    co_return co_await load(key);
  } catch (int code) {
    co_return sync_wait(load(code));
// CHECK: :[[#@LINE-1]]:15: warning: 'sync_wait' in a coroutine blocks its thread; the operation may need that thread [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:15: note: 'co_await' it after the handler instead, which cannot contain 'co_await'
  }
}

static task<int> twice(int key) { co_return co_await load(key) * 2; }

task<int> waited_for_a_coroutine(int key) {
  co_return sync_wait(twice(key));
// CHECK: :[[#@LINE-1]]:13: warning: 'sync_wait' in a coroutine blocks its thread; the operation may need that thread [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:13: note: 'co_await' it instead, which suspends the coroutine and leaves the thread free
}

template <class T> task<T> waited_in_a_template(T key) {
  co_return sync_wait(load(key));
// CHECK: :[[#@LINE-1]]:13: warning: 'sync_wait' in a coroutine blocks its thread; the operation may need that thread [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:13: note: 'co_await' it instead, which suspends the coroutine and leaves the thread free
}
template task<int> waited_in_a_template(int);

auto in_a_coroutine_lambda = [](int key) -> task<int> {
  co_return sync_wait(load(key));
// CHECK: :[[#@LINE-1]]:13: warning: 'sync_wait' in a coroutine blocks its thread; the operation may need that thread [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:13: note: 'co_await' it instead, which suspends the coroutine and leaves the thread free
};

//===--- Correct ---===//

int outside(int key) { return sync_wait(load(key)); }

task<int> awaited(int key) { co_return key + co_await load(key); }

// Who asked knows whether it is there.
task<int> asked_first(int key) {
  auto value = load(key);
  if (value.is_ready())
    co_return sync_wait(value);
  co_return co_await value;
}

task<int> waited_for_before(int key) {
  auto value = load(key);
  co_await value.when_ready();
  co_return sync_wait(value);
}

task<int> read_before(int key) {
  auto value = load(key);
  int first = co_await value;
  co_return first + sync_wait(value);
}

task<int> shown_to_others(int key) {
  auto value = load(key);
  note(value);
  co_return sync_wait(value);
}

// The caller may have waited for it.
task<int> parameter(task<int> value) { co_return sync_wait(value); }
task<int> reference(const task<int> &value) { co_return sync_wait(value); }

struct session {
  task<int> value_;
  task<int> member() { co_return sync_wait(value_); }
};

// Not in the body of the coroutine, but in what it may run on another thread.
void on_a_thread(void (*)());
task<int> in_a_lambda(int key) {
  on_a_thread([] { sync_wait(load(1)); });
  struct local {
    static int wait() { return sync_wait(load(2)); }
  };
  co_return co_await load(key);
}

static task<int> never_suspends(int key) { co_return key; }
task<int> waited_for_what_is_there(int key) { co_return sync_wait(never_suspends(key)); }

// What isn't evaluated doesn't block, and neither does what is never instantiated.
task<int> unevaluated(int key) {
  using result = decltype(sync_wait(load(key)));
  co_return sizeof(sync_wait(load(key))) + result(1);
}
template <class T> task<T> never_instantiated(T key) { co_return sync_wait(load(key)); }

namespace other {
int sync_wait(task<int>);
}
task<int> of_another_library(int key) { co_return other::sync_wait(load(key)); }

// A generator can't await: its caller takes its values on a thread that it may block.
struct generator {
  struct promise_type {
    generator get_return_object();
    std::suspend_always initial_suspend();
    std::suspend_always final_suspend() noexcept;
    std::suspend_always yield_value(int);
    void return_void();
    void unhandled_exception();
  };
};
generator values(int count) {
  for (int i = 0; i < count; ++i)
    co_yield sync_wait(load(i));
}
