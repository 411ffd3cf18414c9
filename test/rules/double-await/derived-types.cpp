// A class that derives publicly from a single-consumption type is one itself, however many levels are between.
// RUN: %both --types 'lib::lazy' %s | %match %s
#include <coroutine>
#include <utility>
#include <valuetask/sync_wait.h>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

struct VALUETASK_SINGLE_AWAIT operation {
  operation(operation &&);
  operation &operator=(operation &&);
  VALUETASK_CONSUMES int finish();
  bool is_completed() const;
  void prepare();
};
struct read_operation : operation {
  using operation::operation;
  read_operation &operator=(read_operation &&) = default;
  read_operation(read_operation &&) = default;
  int wanted() const;
  int finish_if_wanted() { return wanted() ? finish() : 0; }
  int complete() { return finish(); }
  void restart();
};
struct peek_operation final : read_operation {
  using read_operation::read_operation;
};
template <class T> struct typed : operation {
  using operation::operation;
  T value() { return static_cast<T>(finish()); }
};
struct named : virtual typed<long> {
  named(named &&);
};
struct kept_inside : private operation {
  kept_inside(kept_inside &&);
  int finish_again();
  int finish() { return finish_again(); }
};
template <class T> T start();

int twice() {
  auto read = start<read_operation>();
  return read.finish() + read.finish();
// CHECK: :[[#@LINE-1]]:31: warning: 'read' is consumed by 'finish' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-2]]:15: note: first consumed by 'finish' here
// CHECK: :[[#@LINE-3]]:31: note: consume it in one place only
}
int twice_final() {
  auto peek = start<peek_operation>();
  int sum = peek.finish();
  return sum + peek.finish();
// CHECK: :[[#@LINE-1]]:21: warning: 'peek' is consumed by 'finish' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:18: note: first consumed by 'finish' here
// CHECK: :[[#@LINE-3]]:21: note: consume it in one place only
}
long twice_typed() {
  auto value = start<typed<long>>();
  return value.value() + value.value();
// CHECK: :[[#@LINE-1]]:26: warning: 'value' is consumed by 'value' more than once; a 'typed' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-2]]:10: note: first consumed by 'value' here
// CHECK: :[[#@LINE-3]]:26: note: consume it in one place only
}
int twice_virtual() {
  auto value = start<named>();
  return value.finish() + value.finish();
// CHECK: :[[#@LINE-1]]:33: warning: 'value' is consumed by 'finish' more than once; a 'named' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-2]]:16: note: first consumed by 'finish' here
// CHECK: :[[#@LINE-3]]:33: note: consume it in one place only
}
int by_its_own_member() {
  auto read = start<read_operation>();
  return read.complete() + read.finish();
// CHECK: :[[#@LINE-1]]:33: warning: 'read' is consumed by 'finish' after 'complete' consumed it [valuetask-double-await]
// CHECK: :[[#@LINE-2]]:10: note: first consumed by 'complete' here
// CHECK: :[[#@LINE-3]]:33: note: consume it in one place only
}
void run(operation &&work);
void sliced() {
  auto read = start<read_operation>();
  run(std::move(read));
  run(std::move(read));
// CHECK: :[[#@LINE-1]]:17: warning: 'read' is moved more than once; a 'read_operation' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:17: note: first moved here
// CHECK: :[[#@LINE-3]]:17: note: consume it in one place only
}
int by_reference_to_base(bool again) {
  auto read = start<read_operation>();
  operation &base = read;
  int sum = base.finish();
  if (again)
    sum += read.finish();
// CHECK: :[[#@LINE-1]]:17: warning: 'read' is consumed by 'finish' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:18: note: first consumed by 'finish' here
// CHECK: :[[#@LINE-4]]:7: note: 'again' is true here
// CHECK: :[[#@LINE-4]]:17: note: consume it in one place only
  return sum;
}

struct answer : value_task<int> {
  using value_task<int>::value_task;
  int code = 0;
};
answer ask();
task<int> awaited_twice() {
  auto value = ask();
  int sum = co_await value;
  co_return sum + co_await value;
// CHECK: :[[#@LINE-1]]:19: warning: 'value' is awaited more than once; an 'answer' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:13: note: first awaited here
// CHECK: :[[#@LINE-3]]:19: note: use 'sum', the result of the first 'co_await'
}
int taken_twice() {
  auto value = ask();
  return valuetask::sync_wait(value) + valuetask::sync_wait(value);
// CHECK: :[[#@LINE-1]]:61: warning: 'value' is consumed by 'sync_wait' more than once; an 'answer' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-2]]:31: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-3]]:61: note: consume it in one place only
}

namespace lib {
template <class T> struct lazy {
  lazy(lazy &&);
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  T await_resume();
};
} // namespace lib
template <class T> struct traced : lib::lazy<T> {
  traced(traced &&);
};
traced<int> trace();
task<int> of_a_named_type() {
  auto value = trace();
  int sum = co_await std::move(value);
  co_return sum + co_await std::move(value);
// CHECK: :[[#@LINE-1]]:19: warning: 'value' is awaited more than once; a 'traced' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:13: note: first awaited here
// CHECK: :[[#@LINE-3]]:19: note: use 'sum', the result of the first 'co_await'
}

// Correct: once each; a look; another level that is filled again; a class that only has one inside.
int once() {
  auto read = start<read_operation>();
  return read.wanted() + read.finish();
}
int once_each(bool first) {
  auto peek = start<peek_operation>();
  if (first)
    return peek.finish();
  return 2 * peek.complete();
}
int refilled() {
  auto read = start<read_operation>();
  int sum = read.finish();
  read = start<read_operation>();
  return sum + read.finish();
}
int restarted() {
  auto read = start<read_operation>();
  int sum = read.finish();
  read.restart(); // isn't visible, and may fill it again
  return sum + read.finish();
}
int perhaps() {
  auto read = start<read_operation>();
  return read.finish_if_wanted() + read.finish();
}
int inside() {
  auto kept = start<kept_inside>();
  return kept.finish() + kept.finish();
}
task<int> awaited_once(bool now) {
  auto value = ask();
  if (now)
    co_return co_await value;
  co_return value.code + co_await std::move(value);
}
