// What can't be reached isn't dropped.
// RUN: %both %s | %match %s
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();

// Correct, since it never runs.
int behind_a_return(int n) {
  return n;
  load();
}

task<int> switched_off() {
  if (false)
    load();
  constexpr bool debugging = false;
  if (debugging)
    (void)load();
  co_return 0;
}

int behind_a_throw() {
  throw 1;
  load();
}

task<int> behind_an_endless_loop() {
  for (;;)
    co_await load();
  load();
}

task<int> loop_that_leaves(int n) {
  for (int i = 0; i < 2; ++i)
    co_return 1;
  auto value = load();
  co_return n;
}

// Found.
int before_a_return(int n) {
  load();
// CHECK: :[[#@LINE-1]]:3: warning: {{.*}} [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:3: note: consume it, or pass it to a function that does, or discard it with 'detach'
  return n;
}

task<int> in_a_branch(bool wanted) {
  if (wanted)
    load();
// CHECK: :[[#@LINE-1]]:5: warning: {{.*}} [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:5: note: did you forget 'co_await'?
  co_return 0;
}

int by_a_jump(int n) {
  if (n > 0)
    goto end;
  return n;
end:
  load();
// CHECK: :[[#@LINE-1]]:3: warning: {{.*}} [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:3: note: consume it, or pass it to a function that does, or discard it with 'detach'
  return 0;
}
