// KNOWN: values that are held too long and are not found.
// RUN: %both %s | %match %s
#include <array>
#include <coroutine>
#include <memory>
#include <optional>
#include <utility>
#include <vector>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
void look_or_take(value_task<int> &value);

struct timer {
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<> waiting);
  void await_resume();
};

// KNOWN: what another object holds: elements, members, and what an optional or a pointer has.
struct holder {
  value_task<int> member;
};

task<int> held_by_others() {
  holder local{load()};
  std::optional<value_task<int>> perhaps = load();
  auto owned = std::make_unique<value_task<int>>(load());
  std::array<value_task<int>, 1> all{load()};
  co_await timer{};
  int sum = co_await local.member + co_await *perhaps;
  co_return sum + co_await *owned + co_await all[0];
}

// KNOWN: somebody else's object.
task<int> by_reference(value_task<int> &given) {
  co_await timer{};
  co_return co_await given;
}

// KNOWN: what code that isn't visible may have done to it.
task<int> escaped() {
  auto value = load();
  look_or_take(value);
  co_await timer{};
  co_return co_await value;
}

// KNOWN: captured by a lambda that is kept until after the wait.
task<int> captured() {
  auto body = [value = load()]() mutable -> task<int> { co_return co_await value; };
  co_await timer{};
  co_return co_await body();
}

// The control: a mistake that is found. Without it, a file that is not analysed would pass.
task<int> control() {
  auto value = load();
  co_await timer{};
  co_return co_await value;
// CHECK: :[[#@LINE-1]]:13: warning: 'value' {{.*}} [valuetask-delayed-await]
// CHECK: :[[#@LINE-3]]:3: note: the coroutine suspends here
// CHECK: :[[#@LINE-5]]:22: note: create a task with '.as_task()', which may be held
}
