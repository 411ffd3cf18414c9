// Places that look like fields and keep nothing, or keep it by profession.
// RUN: %both %s | %match %s
#include <coroutine>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <tuple>
#include <vector>
#include <valuetask/value_task.h>
#include <valuetask/when_all.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();

// A task may be kept; functions, pointers, references and views keep no value.
struct session {
  task<int> shared;
  std::vector<task<int>> many;
  std::function<value_task<int>(int)> make;
  value_task<int> (*function)(int);
  value_task<int> (session::*member)(int);
  value_task<int> &reference;
  value_task<int> *pointer;
  std::reference_wrapper<value_task<int>> wrapper;
  std::span<value_task<int>> view;
  std::vector<value_task<int>>::iterator position;
  std::allocator<value_task<int>> allocator;
  std::hash<value_task<int> *> hash;
};

// Locals, parameters and returned values.
std::vector<value_task<int>> locals(value_task<int> parameter, std::optional<value_task<int>> maybe) {
  value_task<int> local = load();
  std::vector<value_task<int>> values;
  values.push_back(std::move(local));
  values.push_back(std::move(parameter));
  std::tuple<int, value_task<int>> pair{1, std::move(*maybe)};
  value_task<int> array[2] = {load(), std::get<1>(std::move(pair))};
  values.push_back(std::move(array[0]));
  return values;
}

// Awaiters, awaitables and promises hold one while it is awaited: that is what they are.
struct awaiter {
  value_task<int> held;
  bool await_ready() { return held.is_completed(); }
  void await_suspend(std::coroutine_handle<>) {}
  int await_resume() { return held.result(); }
};

struct awaitable {
  value_task<int> held;
  awaiter operator co_await() && { return {std::move(held)}; }
};

struct free_awaitable {
  value_task<int> held;
};
awaiter operator co_await(free_awaitable &&from) { return {std::move(from.held)}; }

struct derived_awaiter : awaiter {
  value_task<int> second;
};

// By a library's own protocol.
struct by_protocol {
  value_task<int> held;
  auto coAwait(int executor);
};

struct job {
  value_task<int> result;
  struct promise_type {
    value_task<int> held;
    job get_return_object() { return job(); }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};

// Called where it is written: the capture lives no longer than the expression.
int in_place() {
  auto value = load();
  return [value = std::move(value)]() mutable { return value.result(); }();
}

int invoked() {
  auto value = load();
  return std::invoke([value = std::move(value)]() mutable { return value.result(); });
}

// The capture's type is the template's user's choice, as a field's would be.
template <class Job> auto later(Job job) {
  return [job = std::move(job)]() mutable { return sizeof(job); };
}
auto kept_by_nobody_here = later(load());

// By reference, and of something else.
void captures() {
  auto value = load();
  auto by_reference = [&value] { return value.is_completed(); };
  auto of_its_result = [result = value.result()] { return result; };
  (void)by_reference;
  (void)of_its_result;
}

// Not instantiated with one.
template <class T> struct box {
  T content;
};
box<int> numbers;
template <class T> struct unused {
  value_task<T> never_instantiated;
};

// A generic holder as a local is a local.
void local_box() {
  box<value_task<int>> local{load()};
  (void)local.content.result();
}

task<void> all() { co_await valuetask::when_all(load(), load()); }

// A local that nothing else is done with than to call it keeps what it captured no longer than other locals.
task<int> named_and_called() {
  auto wait = [value = load()]() mutable -> task<int> { co_return co_await value; };
  co_return co_await wait();
}

// The control: a mistake that is found. Without it, a file that is not analysed would pass.
struct control {
  value_task<int> kept;
// CHECK: :[[#@LINE-1]]:19: warning: {{.*}} [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:3: note: store a 'task' and create it with '.as_task()'
};
