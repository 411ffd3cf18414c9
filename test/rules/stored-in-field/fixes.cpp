// A task in the field, and as_task() at all that is written to it.
// RUN: %fixes %s | %FileCheck %s
#include <string>
#include <utility>
#include <valuetask/task.h>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load(int key);
class cache {
public:
  explicit cache(int key) : first_(load(key)) {}
  explicit cache(value_task<int> given) : first_(std::move(given)) {}
  void refresh(int key) { first_ = load(key); }
  task<int> sum() { co_return co_await first_ + co_await second_; }
  bool ready() const { return first_.is_completed(); }

private:
  value_task<int> first_;
  valuetask::value_task<int> second_ = load(1);
};
// CHECK-LABEL: class cache
// CHECK: first_(load(key).as_task())
// CHECK: first_(std::move(given).as_task())
// CHECK: first_ = load(key).as_task();
// CHECK: {{^}}  valuetask::task<int> first_;
// CHECK: {{^}}  valuetask::task<int> second_ = load(1).as_task();

struct aggregate {
  value_task<int> value;
};
task<int> make() {
  aggregate local{load(2)};
  co_return co_await local.value;
}
// CHECK-LABEL: struct aggregate
// CHECK-NEXT: valuetask::task<int> value;
// CHECK: aggregate local{load(2).as_task()};

// No fix: a use that a task can't take, what is written isn't seen to be one, or the type isn't written out.
struct moved_out {
  value_task<int> value = load(3);
  value_task<int> take() { return std::move(value); }
};
// CHECK-LABEL: struct moved_out
// CHECK-NEXT: value_task<int> value = load(3);

struct from_a_value {
  value_task<int> value = 5;
};
// CHECK-LABEL: struct from_a_value
// CHECK-NEXT: value_task<int> value = 5;

// CHECK: left: field 'value'
// CHECK: left: field 'value'
// CHECK-NOT: left:
