// KNOWN: places that keep one and are not reported.
// RUN: %both %s | %match %s
#include <any>
#include <functional>
#include <valuetask/value_task.h>
#include "Inputs/library.h"

using valuetask::value_task;

value_task<int> load();

// KNOWN: type erasure hides what is kept.
struct session {
  std::any anything;
  void *raw = new value_task<int>(load());
};

// KNOWN: a class that holds one through another class: the inner field's finding stands for both, and an inner class in
// a system header has none.
struct holds_a_cell {
  library_cell cell;
};

// KNOWN: a lambda that is kept for later, but written as an argument of a call that is made in place.
int immediately() {
  auto value = load();
  return std::invoke([&value] { return value.result(); });
}

// KNOWN: a closure that holds one by reference outlives it, or not: what becomes of it isn't followed.
std::function<bool()> by_reference() {
  auto value = load();
  return [&value] { return value.is_completed(); };
}

// The control: a mistake that is found. Without it, a file that is not analysed would pass.
struct control {
  value_task<int> kept;
// CHECK: :[[#@LINE-1]]:19: warning: {{.*}} [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:3: note: store a 'task' and create it with '.as_task()'
};
