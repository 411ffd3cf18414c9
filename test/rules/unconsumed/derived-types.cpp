// A class that derives publicly from a single-consumption type is one itself; and what an option names has to be awaited
// also where it is made from nothing, if there is nothing in it that could be empty.
// RUN: %both --types 'lib::resume_background;lib::sleep;lib::maybe;lib::opened' %s | %match %s
#include <coroutine>
#include <utility>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

struct VALUETASK_SINGLE_AWAIT operation {
  operation(operation &&);
  VALUETASK_CONSUMES int finish();
};
struct read_operation : operation {
  using operation::operation;
  int wanted() const;
};
template <class T> struct typed final : read_operation {
  using read_operation::read_operation;
};
struct kept_inside : private operation {
  kept_inside(kept_inside &&);
};
template <class T> T start();

void dropped() {
  start<read_operation>();
// CHECK: :[[#@LINE-1]]:3: warning: the 'read_operation' returned by 'start' is never consumed [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:3: note: consume it, or pass it to a function that does
  (void)start<typed<int>>();
// CHECK: :[[#@LINE-1]]:9: warning: the 'typed' returned by 'start' is never consumed; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:9: note: consume it, or pass it to a function that does
}
void forgotten(bool b) {
  auto read = start<read_operation>();
// CHECK: :[[#@LINE-1]]:8: warning: 'read' is a 'read_operation' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:7: note: 'b' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does
  if (b)
    read.finish();
}
void only_asked() {
  typed<char> value = start<typed<char>>();
// CHECK: :[[#@LINE-1]]:15: warning: 'value' is a 'typed' that is never consumed; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:15: note: consume it, or pass it to a function that does
  (void)value.wanted();
}
void consumed(bool b) {
  auto read = start<typed<int>>();
  if (b)
    read.finish();
  else
    operation(std::move(read)).finish();
}
void inside() { start<kept_inside>(); }

namespace lib {
struct awaiter {
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>) const;
  void await_resume() const noexcept;
};
struct resume_background : awaiter {};
struct sleep : awaiter {
  int milliseconds;
};
struct maybe : awaiter { // says that it may be empty
  maybe();
};
struct opened : awaiter {
  std::coroutine_handle<> handle;
};
} // namespace lib

task<int> on_another_thread() {
  lib::resume_background();
// CHECK: :[[#@LINE-1]]:3: warning: a temporary 'resume_background' is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:3: note: 'co_await' it
  lib::resume_background{};
// CHECK: :[[#@LINE-1]]:3: warning: a temporary 'resume_background' is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:3: note: 'co_await' it
  lib::sleep{{}, 100};
// CHECK: :[[#@LINE-1]]:3: warning: a temporary 'sleep' is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:3: note: 'co_await' it
  co_return 1;
}
task<int> named() {
  lib::resume_background later;
// CHECK: :[[#@LINE-1]]:26: warning: 'later' is a 'resume_background' that is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:26: note: 'co_await' it on every path
  co_return 1;
}
task<int> awaited() {
  co_await lib::resume_background();
  co_await lib::resume_background{};
  co_await lib::sleep{{}, 100};
  lib::resume_background later;
  co_await later;
  co_return 1;
}
task<int> empty() {
  lib::maybe();
  lib::maybe one;
  lib::opened{};
  lib::opened two;
  lib::sleep();
  co_return 1;
}
