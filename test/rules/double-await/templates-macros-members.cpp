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
// CHECK: :[[#@LINE-1]]:13: warning: 'given' is awaited after it was already awaited; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(given).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:61: note: 'given' is a parameter
// CHECK: :[[#@LINE-4]]:3: note: first awaited here
}
template task<int> instantiated_twice(value_task<int>);
template task<long> instantiated_twice(value_task<long>);

#define AWAIT(x) co_await x

task<void> in_a_macro() {
  auto value = load();
  AWAIT(value);
  AWAIT(value);
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after it was already awaited; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(value).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-7]]:18: note: expanded from macro 'AWAIT'
// CHECK: :[[#@LINE-5]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-5]]:3: note: first awaited here
// CHECK: :[[#@LINE-10]]:18: note: expanded from macro 'AWAIT'
}

auto in_a_lambda = [](value_task<int> given) -> task<int> {
  co_await given;
  co_return co_await given;
// CHECK: :[[#@LINE-1]]:13: warning: 'given' is awaited after it was already awaited; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(given).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:39: note: 'given' is a parameter
// CHECK: :[[#@LINE-4]]:3: note: first awaited here
};

auto in_a_generic_lambda = [](auto given) -> task<int> {
  co_await given;
  co_return co_await given;
// CHECK: :[[#@LINE-1]]:13: warning: 'given' is awaited after it was already awaited; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(given).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:36: note: 'given' is a parameter
// CHECK: :[[#@LINE-4]]:3: note: first awaited here
};
auto instance = in_a_generic_lambda(load());

struct service {
  task<void> member(value_task<int> given) {
    co_await given;
    co_await given;
// CHECK: :[[#@LINE-1]]:5: warning: 'given' is awaited after it was already awaited; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(given).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:37: note: 'given' is a parameter
// CHECK: :[[#@LINE-4]]:5: note: first awaited here
  }

  explicit service(value_task<int> given) : first(given.result()), second(given.result()) {}
// CHECK: :[[#@LINE-1]]:81: warning: 'given' is consumed by 'result' after it was already consumed by 'result'; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(given).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-2]]:36: note: 'given' is a parameter
// CHECK: :[[#@LINE-3]]:57: note: first consumed by 'result' here

  int first, second;
};

task<void> captured_reference(value_task<int> given) {
  auto body = [&given]() -> task<void> {
    co_await given;
    co_await given;
// CHECK: :[[#@LINE-1]]:5: warning: 'given' is awaited after it was already awaited; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(given).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:47: note: 'given' is a parameter
// CHECK: :[[#@LINE-4]]:5: note: first awaited here
  };
  co_await body();
}
