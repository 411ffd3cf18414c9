// Further ways to use a task that a value_task doesn't allow, or that can't be seen through.
// RUN: %both --profile=%S/Inputs/uses.json %s | %match %s
#include <concepts>
#include <coroutine>
#include <functional>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>
#include <valuetask/sync_wait.h>
#include <valuetask/value_task.h>

using valuetask::task;

/// Another library's coroutine, which knows what it awaits.
struct foreign {
  struct promise_type {
    foreign get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
    auto await_transform(task<int> awaited) { return awaited.operator co_await(); }
  };
};

template <class F> int call(F f) { return valuetask::sync_wait(f()); }
template <task<int> (*F)()> int call_constant() { return valuetask::sync_wait(F()); }
template <class T> void take(T) {}
template <class T> void refer(const T &) {}

namespace {

task<int> in_foreign() { co_return 1; }
task<int> explicitly() { co_return 1; }
task<int> by_default() { co_return 1; }
task<int> required() { co_return 1; }
task<int> passed() { co_return 1; }
task<int> template_argument() { co_return 1; }
task<int> given() { co_return 1; }
task<int> referred() { co_return 1; }
task<int> of_a_lambda() { co_return 1; }
task<int> captured() { co_return 1; }
task<int> chosen() { co_return 1; }
task<int> in_a_tuple() { co_return 1; }
task<int> assigned() { co_return 1; }
task<int> static_local() { co_return 1; }
task<int> awaited_in_a_loop() { co_return 1; }
task<int> in_a_comma() { co_return 1; }
task<int> cast() { co_return 1; }
task<int> by_alias() { co_return 1; }
task<int> unevaluated() noexcept { co_return 1; }
task<int> its_result() { co_return 1; }
task<int> after_something() { co_return 1; }
task<int> by_pointer() { co_return 1; }
task<std::unique_ptr<int>> dereferenced() { return task<std::unique_ptr<int>>::from_result(std::make_unique<int>(1)); }

class client {
public:
  task<int> member() { co_return 1; }
  task<int> bound() { co_return 1; }
  task<int> field = in_default();

private:
  static task<int> in_default() { co_return 1; }
};

foreign awaits() { co_await in_foreign(); }

int with_default(task<int> x = by_default()) { return valuetask::sync_wait(std::move(x)); }

static_assert(requires {
  { required() } -> std::same_as<task<int>>;
});
static_assert(noexcept(unevaluated()));

task<int> hands_on() {
  const auto lambda = [] { return of_a_lambda(); };
  co_return co_await lambda();
}

task<int> uses(bool early) {
  auto &alias = by_alias;
  int sum = call(passed) + call_constant<template_argument>() + with_default();
  take(given());
  refer(referred());
  auto kept = captured();
  const auto later = [kept] { return valuetask::sync_wait(kept); };
  sum += later() + co_await(early ? chosen() : required()) + co_await (static_cast<void>(sum), in_a_comma());
  auto pair = std::tuple(in_a_tuple(), 1);
  task<int> slot;
  slot = assigned();
  static auto forever = static_local();
  auto looped = awaited_in_a_loop();
  for (int i = 0; i != 2; ++i)
    sum += co_await looped;
  sum += co_await static_cast<task<int>>(cast()) + co_await alias() + co_await unevaluated();
  sum += its_result().result();
  auto waits = after_something();
  sum += co_await slot;
  sum += co_await waits;
  task<int> (*pointer)() = by_pointer;
  auto text = dereferenced();
  const int number = *co_await text;
  auto method = &client::member;
  client api;
  sum += std::bind_front(&client::bound, &api)().result() + co_await (api.*method)();
  co_return sum + number + co_await pointer() + co_await std::get<0>(pair) + co_await forever + co_await api.field +
      valuetask::sync_wait<task<int>>(explicitly()) + co_await hands_on();
}

} // namespace

int main() {
  awaits();
  return valuetask::sync_wait(uses(true));
}

// The control: a mistake that is found. Without it, a file that is not analysed would pass.
namespace {
task<int> control() { co_return 1; }
// CHECK: :[[#@LINE-1]]:11: warning: 'control' {{.*}} [valuetask-prefer-value-task]
// CHECK: :[[#@LINE-2]]:1: note: every caller awaits it once, immediately: returning 'value_task<int>' saves reference counting, but no allocation
task<int> uses_control() { co_return co_await control(); }
} // namespace
