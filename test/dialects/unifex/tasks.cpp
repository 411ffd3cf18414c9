// unifex::task is an alias of a class within a class.
// RUN: %both %s -- -isystem %S/../Inputs | %match %s
// RUN: %both --dialects none %s -- -isystem %S/../Inputs | %count 0
#include <unifex/task.hpp>

unifex::task<int> load(int key);
unifex::nothrow_task<int> load_surely(int key);

unifex::task<int> awaited_twice() {
  auto task = load(1);
  int first = co_await std::move(task);
  co_return first + co_await std::move(task);
// CHECK: :[[#@LINE-1]]:21: warning: 'task' is awaited more than once; the second use fails an assertion or crashes [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:15: note: first awaited here
// CHECK: :[[#@LINE-3]]:21: note: use 'first', the result of the first 'co_await'
}

int waited_twice() {
  auto task = load_surely(1);
  int first = unifex::sync_wait(std::move(task));
  return first + unifex::sync_wait(std::move(task));
// CHECK: :[[#@LINE-1]]:46: warning: 'task' is moved more than once; the second use fails an assertion or crashes [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:43: note: first moved here
// CHECK: :[[#@LINE-3]]:46: note: consume it in one place only
}

struct kept {
  unifex::task<int> task;
// CHECK: :[[#@LINE-1]]:21: warning: field 'task' stores a 'task'; it must be consumed immediately, and only once [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:21: note: store its result, or a type that can be awaited again
};

//===--- Correct ---===//

int waited() { return unifex::sync_wait(load(1)) + unifex::sync_wait(load_surely(1)); }
