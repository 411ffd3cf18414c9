// sync_wait takes a forwarding reference, and only reads an lvalue.
// RUN: %both --dialects auto %s -- -isystem %S/../Inputs | %match %s
#include <cppcoro/task.hpp>

cppcoro::task<int> load(int key);

int moved_twice() {
  auto task = load(1);
  int first = sync_wait(std::move(task));
  return first + sync_wait(std::move(task));
// CHECK: :[[#@LINE-1]]:38: warning: 'task' is given away after it was already given away; a 'task' may be consumed only once: keep its result [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:8: note: 'task' is created here
// CHECK: :[[#@LINE-4]]:35: note: first given away here
}

int forgotten_on_a_path(bool wanted) {
  auto task = load(1);
// CHECK: :[[#@LINE-1]]:8: warning: 'task' is a 'task<int>' that is not consumed on every path, so that its result and its error are lost; consume it, or give it to a function that takes it over [valuetask-unconsumed]
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
