// The library's own 'std::move'.
// KNOWN: in a system header its body isn't seen, and what the dialect says of functions isn't used.
// RUN: %both --dialects auto %s -- -isystem %S/../Inputs | %count 0
// Elsewhere it is seen.
// RUN: %both --dialects auto %s -- -I %S/../Inputs | %match %s
#include <kj/async.h>

kj::Promise<void> run();

void moved_and_waited(kj::TaskSet &tasks, kj::WaitScope &scope) {
  auto promise = run();
  tasks.add(kj::mv(promise));
  promise.wait(scope);
// CHECK: :[[#@LINE-1]]:11: warning: 'promise' is consumed by 'wait' after it was already given away; a 'Promise' may be consumed only once: keep its result [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:8: note: 'promise' is created here
// CHECK: :[[#@LINE-4]]:20: note: first given away here
}

