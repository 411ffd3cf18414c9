// sync_wait takes a forwarding reference, and only reads an lvalue.
// RUN: %both %s -- -isystem %S/../Inputs | %match %s
#include <cppcoro/task.hpp>

cppcoro::task<int> load(int key);

int moved_twice() {
  auto task = load(1);
  int first = sync_wait(std::move(task));
  return first + sync_wait(std::move(task));
// CHECK: :[[#@LINE-1]]:38: warning: 'task' is moved more than once; the second use gets a moved-from value [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:35: note: first moved here
// CHECK: :[[#@LINE-3]]:38: note: await it as an lvalue: 'co_await x' reads the result, and may be repeated
}

int forgotten_on_a_path(bool wanted) {
  auto task = load(1);
// CHECK: :[[#@LINE-1]]:8: warning: 'task' is a 'task' that is not consumed on every path; its body never runs [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:8: note: consume it, or pass it to a function that does
  return wanted ? sync_wait(task) : 0;
}

//===--- Correct ---===//

int read_twice() {
  auto task = load(1);
  return sync_wait(task) + sync_wait(task);
}

int read_and_moved() {
  auto task = load(1);
  return sync_wait(task) + sync_wait(std::move(task));
}

static int read(cppcoro::task<int> &task) { return sync_wait(task); }

int read_by_a_helper() {
  auto task = load(1);
  return read(task) + read(task);
}
