// Lambdas that captured an object by reference or own it, called in place or by their name.
// RUN: %both %s | %match %s
#include <functional>
#include <utility>
#include <vector>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
bool asked();
void run(const std::function<task<int>()> &body);
task<int> await_it(value_task<int> &value) { co_return co_await value; }

struct two {
  value_task<int> left, right;
};

task<void> called_twice() {
  auto value = load();
  auto body = [&]() -> task<int> { co_return co_await value; };
  co_await body();
  co_await body();
// CHECK: :[[#@LINE-1]]:12: warning: 'value' is consumed by a lambda more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:12: note: first consumed by a lambda here
// CHECK: :[[#@LINE-3]]:12: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> called_and_awaited() {
  auto value = load();
  auto body = [&value]() -> task<int> { co_return co_await value; };
  co_await body();
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after a lambda consumed it; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:12: note: first consumed by a lambda here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> awaited_and_called() {
  auto value = load();
  auto body = [&value]() -> task<int> { co_return co_await value; };
  co_await value;
  co_await body();
// CHECK: :[[#@LINE-1]]:12: warning: 'value' is consumed by a lambda after it was awaited [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:12: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> called_in_place() {
  auto value = load();
  co_await [&]() -> task<void> { co_await value; }();
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after a lambda consumed it; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:12: note: first consumed by a lambda here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> called_in_place_afterwards() {
  auto value = load();
  co_await value;
  co_await [&]() -> task<void> { co_await value; }();
// CHECK: :[[#@LINE-1]]:12: warning: 'value' is consumed by a lambda after it was awaited [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:12: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

void no_coroutine() {
  auto value = load();
  auto body = [&value] { return value.result(); };
  (void)body();
  (void)body();
// CHECK: :[[#@LINE-1]]:9: warning: 'value' is consumed by a lambda more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:9: note: first consumed by a lambda here
// CHECK: :[[#@LINE-3]]:9: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> captured_under_another_name() {
  auto value = load();
  auto body = [&inner = value]() -> task<void> { co_await inner; };
  co_await body();
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after a lambda consumed it; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:12: note: first consumed by a lambda here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> owned_and_called_twice() {
  auto body = [own = load()]() mutable -> task<void> { co_await own; };
  co_await body();
  co_await body();
// CHECK: :[[#@LINE-1]]:12: warning: 'own' is consumed by a lambda more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:12: note: first consumed by a lambda here
// CHECK: :[[#@LINE-3]]:12: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> taken_over() {
  auto value = load();
  auto body = [own = std::move(value)]() mutable { return own.result(); };
  (void)body();
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after it was moved; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:32: note: first moved here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> by_a_parameter() {
  auto value = load();
  auto body = [](value_task<int> &given) -> task<void> { co_await given; };
  co_await body(value);
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after a lambda consumed it; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:17: note: first consumed by a lambda here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> by_a_generic_parameter() {
  auto value = load();
  auto body = [](auto &&given) -> task<void> { co_await given; };
  co_await body(value);
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after a lambda consumed it; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:17: note: first consumed by a lambda here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> by_a_value_parameter() {
  auto value = load();
  auto body = [](value_task<int> given) -> task<void> { co_await given; };
  co_await body(std::move(value));
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after it was moved; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:27: note: first moved here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> in_a_loop(int n) {
  auto value = load();
  auto body = [&]() -> task<int> { co_return co_await value; };
  for (int i = 0; i < n; ++i)
    co_await body();
// CHECK: :[[#@LINE-1]]:14: warning: 'value' is consumed by a lambda more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:19: note: 'i < n' is true here
// CHECK: :[[#@LINE-3]]:14: note: first consumed by a lambda here, in a previous iteration of the loop
// CHECK: :[[#@LINE-5]]:19: note: 'i < n' is true here
// CHECK: :[[#@LINE-5]]:14: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> calls_a_function() {
  auto value = load();
  auto body = [&] { return await_it(value); };
  co_await body();
  co_await body();
// CHECK: :[[#@LINE-1]]:12: warning: 'value' is consumed by a lambda more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:12: note: first consumed by a lambda here
// CHECK: :[[#@LINE-3]]:12: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> a_field_of_what_it_captured() {
  two both{load(), load()};
  auto body = [&]() -> task<int> { co_return co_await both.left; };
  co_await body();
  co_await both.right;
  co_await both.left;
// CHECK: :[[#@LINE-1]]:3: warning: 'both.left' is awaited after a lambda consumed it [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:12: note: first consumed by a lambda here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> one_of_two_captures() {
  auto left = load(), right = load();
  auto body = [&left, &right]() -> task<int> {
    (void)left.is_completed();
    co_return co_await right;
  };
  co_await body();
  co_await left;
  co_await right;
// CHECK: :[[#@LINE-1]]:3: warning: 'right' is awaited after a lambda consumed it; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:12: note: first consumed by a lambda here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> twice_inside() {
  auto value = load();
  auto body = [&]() -> task<void> {
    co_await value;
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:5: note: first awaited here
// CHECK: :[[#@LINE-3]]:5: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  };
  co_await body();
}

auto nested_ones = [] {
  return [](value_task<int> given) -> task<void> {
    co_await given;
    co_await given;
// CHECK: :[[#@LINE-1]]:5: warning: 'given' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:5: note: first awaited here
// CHECK: :[[#@LINE-3]]:5: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  };
};

struct service {
  int number = 0;
  task<void> with_this(value_task<int> given) {
    auto body = [this, &given]() -> task<void> { number += co_await given; };
    co_await body();
    co_await given;
// CHECK: :[[#@LINE-1]]:5: warning: 'given' is awaited after a lambda consumed it; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:14: note: first consumed by a lambda here
// CHECK: :[[#@LINE-3]]:5: note: consume it in one place only, or create a shareable task with '.as_task()'
  }
};

task<void> after_refilling_once() {
  auto value = load();
  auto refill = [&] { value = load(); };
  co_await value;
  refill();
  co_await value;
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:3: note: 'value' gets a new value here
// CHECK: :[[#@LINE-4]]:3: note: first awaited here
// CHECK: :[[#@LINE-4]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

// Correct from here on.

task<void> called_once() {
  auto value = load();
  auto body = [&]() -> task<int> { co_return co_await value; };
  co_await body();
}

task<void> never_called() {
  auto value = load();
  auto body = [&]() -> task<int> { co_return co_await value; };
  co_await value;
  (void)sizeof(body);
}

task<void> called_on_one_path(bool now) {
  auto value = load();
  auto body = [&]() -> task<int> { co_return co_await value; };
  if (now)
    co_await body();
  else
    co_await value;
}

task<void> complementary(bool now) {
  auto value = load();
  auto body = [&]() -> task<int> { co_return co_await value; };
  if (now)
    co_await body();
  if (!now)
    co_await body();
}

task<void> only_looks() {
  auto value = load();
  auto ready = [&] { return value.is_completed(); };
  if (ready())
    co_await value;
  else if (!ready())
    co_await value;
}

task<void> refilled_by_a_lambda() {
  auto value = load();
  auto refill = [&] { value = load(); };
  co_await value;
  refill();
  co_await value;
  refill();
  co_await value;
}

task<void> consumes_and_refills() {
  auto value = load();
  auto next = [&]() -> task<int> {
    int result = co_await value;
    value = load();
    co_return result;
  };
  co_await next();
  co_await next();
  co_await value;
}

task<void> refilled_between_calls() {
  auto value = load();
  auto body = [&]() -> task<int> { co_return co_await value; };
  co_await body();
  value = load();
  co_await body();
}

task<void> given_to_somebody() {
  auto value = load();
  run([&]() -> task<int> { co_return co_await value; });
  if (!asked())
    co_await value;
}

task<void> in_a_std_function() {
  auto value = load();
  std::function<void()> refill = [&] { value = load(); };
  co_await value;
  refill();
  co_await value;
}

task<void> owns_a_copy_of_nothing() {
  auto body = [own = load()]() mutable -> task<void> { co_await own; };
  co_await body();
}

task<void> taken_over_and_called_once() {
  auto value = load();
  co_await [own = std::move(value)]() mutable -> task<void> { co_await own; }();
}

task<void> refilled_after_it_was_taken_over() {
  auto value = load();
  auto body = [own = std::move(value)]() mutable -> task<void> { co_await own; };
  co_await body();
  value = load();
  co_await value;
}

task<void> the_other_capture() {
  auto left = load(), right = load();
  auto body = [&]() -> task<int> {
    (void)right.is_completed();
    co_return co_await left;
  };
  co_await body();
  co_await right;
}

task<void> a_local_of_its_own() {
  auto value = load();
  auto body = []() -> task<int> {
    auto value = load();
    co_return co_await value;
  };
  co_await body();
  co_await body();
  co_await value;
}

task<void> a_parameter_of_its_own() {
  auto value = load();
  auto body = [](value_task<int> value) -> task<int> { co_return co_await value; };
  co_await body(load());
  co_await body(load());
  co_await value;
}

task<void> returns_a_fresh_one() {
  auto make = [] { return load(); };
  co_await make();
  co_await make();
}

task<void> flag_that_the_lambda_sets() {
  auto value = load();
  bool done = false;
  auto body = [&]() -> task<void> {
    if (!done) {
      done = true;
      co_await value;
    }
  };
  co_await body();
  co_await body();
}

task<void> each_element_by_a_lambda(std::vector<value_task<int>> values) {
  auto body = [](value_task<int> &value) -> task<void> { co_await value; };
  for (auto &value : values)
    co_await body(value);
}

task<void> on_some_path_only(bool now) {
  auto value = load();
  auto body = [&]() -> task<void> {
    if (now)
      co_await value;
  };
  co_await body();
  if (!now)
    co_await value;
}

task<void> made_in_each_iteration(int n) {
  for (int i = 0; i < n; ++i) {
    auto value = load();
    auto body = [&]() -> task<void> { co_await value; };
    co_await body();
  }
}

task<void> a_class_of_its_own() {
  struct consumer {
    task<void> operator()(value_task<int> value) { co_await value; }
    task<void> look(const value_task<int> &value) {
      (void)value.is_completed();
      co_return;
    }
  };
  consumer c;
  auto value = load();
  co_await c.look(value);
  co_await c.look(value);
  co_await c(std::move(value));
  co_await c(load());
}
