// KNOWN: correct functions that are reported all the same. This test says when that changes.
// RUN: %both --checks 'valuetask-unconsumed,valuetask-double-await' %s | %match %s
#include <valuetask/sync_wait.h>
#include <valuetask/value_task.h>

using valuetask::sync_wait;
using valuetask::task;
using valuetask::value_task;

value_task<int> load();

struct request {
  bool urgent = false;
  value_task<int> answer; // NOLINT(valuetask-stored-in-field)
};

// KNOWN: a flag of the same element, in two loops over what a pointer points to.
void by_pointers(request *all, int n) {
  for (request *at = all; at != all + n; ++at)
    if (at->urgent)
      sync_wait(at->answer);
  for (request *at = all; at != all + n; ++at)
    if (!at->urgent)
      sync_wait(at->answer);
// CHECK: :[[#@LINE-1]]:17: warning: 'all->answer' is consumed by 'sync_wait' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-7]]:27: note: 'at != all + n' is true here: the loop is entered
// CHECK: :[[#@LINE-7]]:9: note: 'at->urgent' is true here
// CHECK: :[[#@LINE-7]]:17: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-7]]:27: note: 'at != all + n' is true here: the loop is entered
// CHECK: :[[#@LINE-7]]:9: note: '!at->urgent' is true here
// CHECK: :[[#@LINE-7]]:17: note: consume it in one place only, or create a shareable task with '.as_task()'
}
