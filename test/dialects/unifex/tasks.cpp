// unifex::task is an alias of a class within a class.
// RUN: %both --dialects auto %s -- -isystem %S/../Inputs | %match %s
// RUN: %both %s -- -isystem %S/../Inputs | %count 0
#include <unifex/task.hpp>

unifex::task<int> load(int key);
unifex::nothrow_task<int> load_surely(int key);

unifex::task<int> awaited_twice() {
  auto task = load(1);
  int first = co_await std::move(task);
  co_return first + co_await std::move(task);
// CHECK: :[[#@LINE-1]]:21: warning: 'task' is awaited after it was already awaited; a 'task' may be consumed only once: keep its result [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:8: note: 'task' is created here
// CHECK: :[[#@LINE-4]]:15: note: first awaited here
}

int waited_twice() {
  auto task = load_surely(1);
  int first = unifex::sync_wait(std::move(task));
  return first + unifex::sync_wait(std::move(task));
// CHECK: :[[#@LINE-1]]:46: warning: 'task' is given away after it was already given away; a 'task' may be consumed only once: keep its result [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:8: note: 'task' is created here
// CHECK: :[[#@LINE-4]]:43: note: first given away here
}

struct kept {
  unifex::task<int> task;
// CHECK: :[[#@LINE-1]]:21: warning: field 'task' keeps a 'task', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
};

//===--- Correct ---===//

int waited() { return unifex::sync_wait(load(1)) + unifex::sync_wait(load_surely(1)); }
