// Templates, macros, lambdas and members: the same rule in other clothes, and each mistake once.
// RUN: %both %s | %match %s
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
bool asked();

template <class T> task<T> instantiated_twice(value_task<T> given) {
  co_await given;
  co_return co_await given;
// CHECK: :[[#@LINE-1]]:13: warning: 'given' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:13: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}
template task<int> instantiated_twice(value_task<int>);
template task<long> instantiated_twice(value_task<long>);

#define AWAIT(x) co_await x

task<void> in_a_macro() {
  auto value = load();
  AWAIT(value);
  AWAIT(value);
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-7]]:18: note: expanded from macro 'AWAIT'
// CHECK: :[[#@LINE-4]]:3: note: first awaited here
// CHECK: :[[#@LINE-9]]:18: note: expanded from macro 'AWAIT'
// CHECK: :[[#@LINE-7]]:22: note: create a shareable task with '.as_task()'
}

auto in_a_lambda = [](value_task<int> given) -> task<int> {
  co_await given;
  co_return co_await given;
// CHECK: :[[#@LINE-1]]:13: warning: 'given' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:13: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
};

auto in_a_generic_lambda = [](auto given) -> task<int> {
  co_await given;
  co_return co_await given;
// CHECK: :[[#@LINE-1]]:13: warning: 'given' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:13: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
};
auto instance = in_a_generic_lambda(load());

struct service {
  task<void> member(value_task<int> given) {
    co_await given;
    co_await given;
// CHECK: :[[#@LINE-1]]:5: warning: 'given' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:5: note: first awaited here
// CHECK: :[[#@LINE-3]]:5: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  }

  explicit service(value_task<int> given) : first(given.result()), second(given.result()) {}
// CHECK: :[[#@LINE-1]]:81: warning: 'given' is consumed by 'result' more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-2]]:57: note: first consumed by 'result' here
// CHECK: :[[#@LINE-3]]:81: note: consume it in one place only, or create a shareable task with '.as_task()'

  int first, second;
};

task<void> captured_reference(value_task<int> given) {
  auto body = [&given]() -> task<void> {
    co_await given;
    co_await given;
// CHECK: :[[#@LINE-1]]:5: warning: 'given' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:5: note: first awaited here
// CHECK: :[[#@LINE-3]]:5: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  };
  co_await body();
}
