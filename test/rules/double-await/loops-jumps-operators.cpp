// What loops, jumps, handlers and operators do to the order in which things happen.
// RUN: %both %s | %match %s
#include <array>
#include <cstdlib>
#include <exception>
#include <stdexcept>
#include <typeinfo>
#include <utility>
#include <vector>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
task<int> slow();
bool asked();
void might_throw();
void log(const char *text) noexcept;
[[noreturn]] void fail();
enum class mode { off, lazy, eager };

task<void> second_iteration_of_for() {
  for (auto value = load(); asked();)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:29: note: 'asked()' is true here
// CHECK: :[[#@LINE-3]]:5: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-5]]:29: note: 'asked()' is true here
// CHECK: :[[#@LINE-6]]:27: note: create a shareable task with '.as_task()'
}

task<void> second_iteration_of_while(int n) {
  auto value = load();
  while (n > 0) {
    --n;
    (void)co_await std::move(value);
// CHECK: :[[#@LINE-1]]:11: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:10: note: 'n > 0' is true here
// CHECK: :[[#@LINE-3]]:11: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-6]]:10: note: 'n > 0' is true here
// CHECK: :[[#@LINE-5]]:11: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  }
}

task<void> in_the_condition_of_while() {
  auto value = load();
  while (co_await value > 0)
// CHECK: :[[#@LINE-1]]:10: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-2]]:10: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-3]]:10: note: 'co_await value > 0' is true here
// CHECK: :[[#@LINE-5]]:22: note: create a shareable task with '.as_task()'
    log("again");
}

task<void> in_the_condition_of_do() {
  auto value = load();
  do
    log("again");
  while (co_await value > 0);
// CHECK: :[[#@LINE-1]]:10: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-2]]:10: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-3]]:10: note: 'co_await value > 0' is true here
// CHECK: :[[#@LINE-7]]:22: note: create a shareable task with '.as_task()'
}

task<void> in_the_step(int n) {
  auto value = load();
  for (int i = 0; i < n; i += co_await value)
// CHECK: :[[#@LINE-1]]:31: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-2]]:19: note: 'i < n' is true here
// CHECK: :[[#@LINE-3]]:31: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-4]]:19: note: 'i < n' is true here
// CHECK: :[[#@LINE-6]]:22: note: create a shareable task with '.as_task()'
    log("step");
}

task<void> backwards_goto(int n) {
  auto value = load();
again:
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-2]]:3: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE+2]]:7: note: '--n > 0' is true here
// CHECK: :[[#@LINE-6]]:22: note: create a shareable task with '.as_task()'
  if (--n > 0)
    goto again;
}

task<void> forwards_goto(bool skip) {
  auto value = load();
  co_await value;
  if (skip)
    goto end;
  log("not skipped");
end:
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-7]]:3: note: first awaited here
// CHECK: :[[#@LINE-9]]:22: note: create a shareable task with '.as_task()'
}

task<void> inner_loop(int n) {
  for (int i = 0; i < n; ++i) {
    auto value = load();
    for (int j = 0; j < n; ++j)
      co_await value;
// CHECK: :[[#@LINE-1]]:7: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:21: note: 'j < n' is true here
// CHECK: :[[#@LINE-3]]:7: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-5]]:21: note: 'j < n' is true here
// CHECK: :[[#@LINE-7]]:24: note: create a shareable task with '.as_task()'
  }
}

task<void> range_of_three() {
  auto value = load();
  for (int key : {1, 2, 3}) {
    (void)key;
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-2]]:5: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-6]]:22: note: create a shareable task with '.as_task()'
  }
}

task<void> continue_in_between(int n) {
  auto value = load();
  for (int i = 0; i < n; ++i) {
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:19: note: 'i < n' is true here
// CHECK: :[[#@LINE-3]]:5: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-5]]:19: note: 'i < n' is true here
// CHECK: :[[#@LINE-5]]:5: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
    if (asked())
      continue;
    value = load();
  }
}

task<void> after_a_break() {
  auto value = load();
  for (;;) {
    co_await value;
    if (asked())
      break;
    co_return;
  }
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-7]]:5: note: first awaited here
// CHECK: :[[#@LINE-7]]:9: note: 'asked()' is true here
// CHECK: :[[#@LINE-11]]:22: note: create a shareable task with '.as_task()'
}

task<void> falls_through(int n) {
  auto value = load();
  switch (n) {
  case 1:
    co_await value;
    [[fallthrough]];
  case 2:
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:3: note: control jumps to 'case 1'
// CHECK: :[[#@LINE-6]]:5: note: first awaited here
// CHECK: :[[#@LINE-10]]:22: note: create a shareable task with '.as_task()'
    break;
  default:
    break;
  }
}

task<void> after_the_switch(mode m) {
  auto value = load();
  switch (m) {
  case mode::off:
    co_return;
  case mode::lazy:
    co_await value;
    break;
  case mode::eager:
    break;
  }
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-8]]:3: note: control jumps to 'case mode::lazy'
// CHECK: :[[#@LINE-8]]:5: note: first awaited here
// CHECK: :[[#@LINE-14]]:22: note: create a shareable task with '.as_task()'
}

task<void> in_the_handler() {
  auto value = load();
  try {
    co_await value;
  } catch (const std::exception &) {
    co_return;
  } catch (...) {
    (void)value.result();
// CHECK: :[[#@LINE-1]]:17: warning: 'value' is consumed by 'result' after it was awaited [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:5: note: first awaited here
// CHECK: :[[#@LINE-4]]:5: note: an exception is caught here
// CHECK: :[[#@LINE-4]]:17: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  }
}

task<void> after_the_handler() {
  auto value = load();
  int result = 0;
  try {
    result = co_await value;
  } catch (const std::exception &error) {
    log(error.what());
  }
  if (result == 0)
    (void)value.result();
// CHECK: :[[#@LINE-1]]:17: warning: 'value' is consumed by 'result' after it was awaited [valuetask-double-await]
// CHECK: :[[#@LINE-7]]:14: note: first awaited here
// CHECK: :[[#@LINE-4]]:7: note: 'result == 0' is true here
// CHECK: :[[#@LINE-4]]:17: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> consumed_and_then_thrown() {
  auto value = load();
  try {
    co_await value;
    might_throw();
  } catch (...) {
    (void)value.result();
// CHECK: :[[#@LINE-1]]:17: warning: 'value' is consumed by 'result' after it was awaited [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:5: note: first awaited here
// CHECK: :[[#@LINE-4]]:5: note: an exception is caught here
// CHECK: :[[#@LINE-4]]:17: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  }
}

task<void> the_flag_of_an_exception() {
  auto value = load();
  bool failed = false;
  try {
    co_await value;
  } catch (...) {
    failed = true;
  }
  if (failed)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-7]]:5: note: first awaited here
// CHECK: :[[#@LINE-7]]:5: note: an exception is caught here
// CHECK: :[[#@LINE-5]]:7: note: 'failed' is true here
// CHECK: :[[#@LINE-13]]:22: note: create a shareable task with '.as_task()'
}

task<void> rethrown_and_caught_outside() {
  auto value = load();
  try {
    try {
      co_await value;
    } catch (...) {
      throw;
    }
  } catch (...) {
    (void)value.result();
// CHECK: :[[#@LINE-1]]:17: warning: 'value' is consumed by 'result' after it was awaited [valuetask-double-await]
// CHECK: :[[#@LINE-7]]:7: note: first awaited here
// CHECK: :[[#@LINE-7]]:7: note: an exception is caught here
// CHECK: :[[#@LINE-5]]:5: note: an exception is caught here
// CHECK: :[[#@LINE-5]]:17: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  }
}

task<void> both_sides_of_and() {
  auto value = load();
  if (co_await value > 0 && co_await value < 10)
// CHECK: :[[#@LINE-1]]:29: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-2]]:7: note: first awaited here
// CHECK: :[[#@LINE-3]]:7: note: 'co_await value > 0' is true here
// CHECK: :[[#@LINE-5]]:22: note: create a shareable task with '.as_task()'
    log("small");
}

task<void> condition_and_arm() {
  auto value = load();
  int result = co_await value > 0 ? co_await value : 0;
// CHECK: :[[#@LINE-1]]:37: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-2]]:16: note: first awaited here
// CHECK: :[[#@LINE-3]]:16: note: 'co_await value > 0' is true here
// CHECK: :[[#@LINE-5]]:22: note: create a shareable task with '.as_task()'
  (void)result;
}

task<void> in_arguments(void (*use)(int, int)) {
  auto value = load();
  use(co_await value, co_await value);
// CHECK: :[[#@LINE-1]]:23: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-2]]:7: note: first awaited here
// CHECK: :[[#@LINE-4]]:22: note: create a shareable task with '.as_task()'
}

task<void> in_an_initialiser_list() {
  auto value = load();
  std::array<int, 2> results{co_await value, co_await value};
// CHECK: :[[#@LINE-1]]:46: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-2]]:30: note: first awaited here
// CHECK: :[[#@LINE-4]]:22: note: create a shareable task with '.as_task()'
  (void)results;
}

task<void> in_an_if_initialiser() {
  auto value = load();
  if (int result = co_await value; result > 0)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:20: note: first awaited here
// CHECK: :[[#@LINE-4]]:36: note: 'result > 0' is true here
// CHECK: :[[#@LINE-6]]:22: note: create a shareable task with '.as_task()'
}

task<void> unless_it_throws(bool bad) {
  auto value = load();
  co_await value;
  if (bad)
    throw std::runtime_error("bad");
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:3: note: first awaited here
// CHECK: :[[#@LINE-5]]:7: note: 'bad' is false here
// CHECK: :[[#@LINE-8]]:22: note: create a shareable task with '.as_task()'
}

template <bool Again> task<void> decided_at_compile_time() {
  auto value = load();
  co_await value;
  if constexpr (Again)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:5: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}
template task<void> decided_at_compile_time<true>();
template task<void> decided_at_compile_time<false>();

task<void> statement_in_a_label(int n) {
  auto value = load();
  switch (n)
  case 1:
    co_await value;
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:3: note: control jumps to 'case 1'
// CHECK: :[[#@LINE-4]]:5: note: first awaited here
// CHECK: :[[#@LINE-8]]:22: note: create a shareable task with '.as_task()'
}

// Correct from here on.

task<void> fresh_in_each_for(int n) {
  for (int i = 0; i < n; ++i) {
    auto value = load();
    co_await value;
  }
}

task<void> fresh_in_each_while() {
  while (asked())
    if (auto value = load(); value.is_completed())
      co_await value;
    else
      co_await value;
}

task<void> fresh_in_the_condition(int n) {
  while (auto value = n > 0 ? new value_task<int>(load()) : nullptr) {
    co_await *value;
    delete value;
    --n;
  }
}

task<void> fresh_by_goto() {
again:
  auto value = load();
  co_await value;
  if (asked())
    goto again;
}

task<void> jumped_over(bool skip) {
  auto value = load();
  if (skip)
    goto end;
  co_await value;
  co_return;
end:
  co_await value;
}

task<void> broken_off() {
  auto value = load();
  while (true) {
    co_await value;
    break;
  }
}

task<void> broken_off_by_return(int n) {
  auto value = load();
  for (int i = 0; i < n; ++i) {
    if (!asked())
      continue;
    co_await value;
    co_return;
  }
  co_await value;
}

task<void> broken_off_by_throw(int n) {
  auto value = load();
  for (int i = 0; i < n; ++i) {
    co_await value;
    throw std::runtime_error("once");
  }
}

task<void> broken_off_by_goto(int n) {
  auto value = load();
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j)
      if (asked()) {
        co_await value;
        goto done;
      }
done:
  co_return;
}

task<void> broken_off_by_abort() {
  auto value = load();
  if (asked()) {
    co_await value;
    std::abort();
  }
  if (asked()) {
    co_await value;
    fail();
  }
  if (asked()) {
    co_await value;
    std::exit(1);
  }
  if (asked()) {
    co_await value;
    std::terminate();
  }
  co_await value;
}

task<void> stays_in_an_endless_loop() {
  auto value = load();
  if (asked()) {
    co_await value;
    for (;;)
      co_await slow();
  }
  co_await value;
}

task<void> breaks_in_each_case(int n) {
  auto value = load();
  switch (n) {
  case 1:
    co_await value;
    break;
  case 2:
  case 3:
    co_await std::move(value);
    break;
  default:
    (void)value.result();
  }
}

task<void> falls_through_without(int n) {
  auto value = load();
  switch (n) {
  case 1:
    log("one");
    [[fallthrough]];
  case 2:
    co_await value;
    break;
  default:
    co_await value;
  }
}

task<void> every_case_but_one_leaves(mode m) {
  auto value = load();
  switch (m) {
  case mode::off:
    co_await value;
    co_return;
  case mode::lazy:
    co_await value;
    throw 1;
  case mode::eager:
    break;
  }
  co_await value;
}

task<void> consumed_in_the_handler_only() {
  auto value = load();
  try {
    might_throw();
    log("fine");
  } catch (...) {
    (void)value.result();
    co_return;
  }
  co_await value;
}

int result_in_the_handler_only() {
  auto value = load();
  try {
    might_throw();
  } catch (...) {
    return value.result();
  }
  return value.result();
}

task<void> the_handler_is_of_another_try() {
  auto value = load();
  try {
    might_throw();
  } catch (...) {
    (void)value.result();
    throw;
  }
  try {
    co_await value;
  } catch (...) {
    log("failed");
  }
}

task<void> the_handler_refills() {
  auto value = load();
  for (int i = 0; i < 3; ++i) {
    try {
      co_await value;
      co_return;
    } catch (...) {
      value = load();
    }
  }
}

task<void> the_flag_of_success() {
  auto value = load();
  bool done = false;
  try {
    might_throw();
    done = true;
  } catch (...) {
    log("failed");
  }
  if (done)
    co_await value;
  if (!done)
    co_await value;
}

task<void> the_flag_set_first() {
  auto value = load();
  bool tried = false;
  try {
    might_throw();
    tried = true;
    co_await value;
  } catch (...) {
    log("failed");
  }
  if (!tried)
    co_await value;
}

task<void> either_side_of_or() {
  auto value = load();
  if (asked() || co_await value > 0)
    log("fine");
}

task<void> each_arm_once(bool first) {
  auto value = load();
  int result = first ? co_await value : value.result();
  (void)result;
}

task<void> and_or_each_once(bool a) {
  auto value = load();
  if ((a && co_await value > 0) || (!a && co_await value < 0))
    log("fine");
}

task<void> short_circuit_then_the_opposite(bool a) {
  auto value = load();
  bool fine = a && co_await value > 0;
  if (!a)
    fine = co_await value > 0;
  (void)fine;
}

template <class T> task<void> one_branch_for_each_type(T number) {
  auto value = load();
  if constexpr (sizeof(T) > 4)
    co_await value;
  else if constexpr (sizeof(T) > 2)
    (void)(number + co_await value);
  else
    co_await std::move(value);
}
template task<void> one_branch_for_each_type(long);
template task<void> one_branch_for_each_type(int);
template task<void> one_branch_for_each_type(char);

task<void> discarded_branch() {
  auto value = load();
  co_await value;
  if constexpr (sizeof(int) == 1)
    co_await value;
}

task<void> operands_that_are_not_evaluated() {
  auto value = load();
  using one = decltype(value.result());
  static_assert(noexcept(value.is_completed()) || sizeof(value.result()) > 0);
  static_assert(requires { value.result(); });
  (void)sizeof(std::move(value).result());
  (void)typeid(value.result());
  one result = co_await value;
  (void)result;
}

task<void> filled_before_it_is_used() {
  value_task<int> value;
  if (asked())
    value = load();
  else
    value = load();
  co_await value;
}

task<void> filled_in_each_iteration(int n) {
  value_task<int> value;
  for (int i = 0; i < n; ++i) {
    value = load();
    co_await value;
  }
}

task<void> made_a_task_once() {
  auto value = load();
  auto shared = std::move(value).as_task();
  co_await shared;
  co_await shared;
  for (int i = 0; i < 3; ++i)
    co_await shared;
}

task<void> made_a_task_where_it_is_made(int n) {
  task<int> shared = load().as_task();
  while (n-- > 0)
    co_await shared;
}

task<void> the_result_is_kept() {
  auto value = load();
  const int result = co_await value;
  for (int i = 0; i < result; ++i)
    log(result > i ? "more" : "less");
}

task<void> bodies_of_their_own() {
  auto value = load();
  struct local {
    static task<void> use(value_task<int> value) { co_await value; }
    value_task<int> make() { return load(); }
  };
  auto outer = [](value_task<int> value) -> task<void> {
    auto inner = [](value_task<int> value) -> task<void> { co_await value; };
    co_await value;
    co_await inner(load());
  };
  co_await local::use(load());
  co_await local().make();
  co_await outer(load());
  co_await value;
}

task<void> shadowed(int n) {
  auto value = load();
  co_await value;
  if (n > 0) {
    auto value = load();
    co_await value;
  }
  for (auto value = load(); n > 0; n = 0)
    co_await value;
}

task<void> only_the_last_round(int n) {
  auto value = load();
  for (int i = 0; i < n; ++i) {
    if (i == n - 1)
      co_await value;
    else
      log("not yet");
  }
}

task<void> once_at_most() {
  auto value = load();
  for (bool todo = true; todo; todo = false)
    co_await value;
}

#define ONCE(statement)                                                                            \
  do {                                                                                             \
    statement;                                                                                     \
  } while (0)

task<void> in_a_macro_that_runs_once() {
  auto value = load();
  ONCE(co_await value);
}
