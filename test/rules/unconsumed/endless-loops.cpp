// A function that never ends, as those of servers do, forgets an object when it enters its loop.
// RUN: %both %s | %match %s
#include <utility>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> subscribe();
value_task<int> next();
void handle(int request);
void show(value_task<int> &value);
void look(const value_task<int> &value);
[[noreturn]] void quit();

// Found.
task<void> serve() {
  auto subscribed = subscribe();
// CHECK: :[[#@LINE-1]]:8: warning: 'subscribed' {{.*}} [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:21: note: did you forget 'co_await'?
  while (true)
    handle(co_await next());
}

task<void> serve_forever() {
  auto subscribed = subscribe();
// CHECK: :[[#@LINE-1]]:8: warning: 'subscribed' {{.*}} [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:21: note: did you forget 'co_await'?
  for (;;) {
    auto request = next();
    handle(co_await request);
  }
}

task<void> serve_in_a_do() {
  auto subscribed = subscribe();
// CHECK: :[[#@LINE-1]]:8: warning: 'subscribed' {{.*}} [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:21: note: did you forget 'co_await'?
  do {
    int request = co_await next();
    if (request == 0)
      continue;
    handle(request);
  } while (true);
}

task<void> by_goto() {
  auto subscribed = subscribe();
// CHECK: :[[#@LINE-1]]:8: warning: 'subscribed' {{.*}} [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:21: note: did you forget 'co_await'?
again:
  handle(co_await next());
  goto again;
}

task<void> until_it_throws() {
  auto subscribed = subscribe();
// CHECK: :[[#@LINE-1]]:8: warning: 'subscribed' {{.*}} [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:21: note: did you forget 'co_await'?
  while (true) {
    int request = co_await next();
    if (request < 0)
      throw request;
    handle(request);
  }
}

task<void> in_a_try() {
  auto subscribed = subscribe();
// CHECK: :[[#@LINE-1]]:8: warning: 'subscribed' {{.*}} [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:21: note: did you forget 'co_await'?
  while (true) {
    try {
      handle(co_await next());
    } catch (...) {
    }
  }
}

task<void> on_one_path(bool wanted) {
  auto subscribed = subscribe();
// CHECK: :[[#@LINE-1]]:8: warning: 'subscribed' {{.*}} [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:7: note: 'wanted' is false here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  if (wanted)
    co_await subscribed;
  while (true)
    handle(co_await next());
}

task<void> in_an_inner_block() {
  {
    auto subscribed = subscribe();
// CHECK: :[[#@LINE-1]]:10: warning: 'subscribed' {{.*}} [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:23: note: did you forget 'co_await'?
  }
  for (;;)
    handle(co_await next());
}

// Correct.
task<void> consumed_before() {
  auto subscribed = subscribe();
  co_await subscribed;
  while (true)
    handle(co_await next());
}

task<void> consumed_in_the_loop() {
  auto subscribed = subscribe();
  bool first = true;
  while (true) {
    int request = co_await next();
    if (std::exchange(first, false))
      request += co_await std::move(subscribed); // NOLINT(valuetask-delayed-await, valuetask-double-await)
    handle(request);
  }
}

task<void> taken_by_a_handler() {
  auto subscribed = subscribe();
  try {
    while (true)
      handle(co_await next());
  } catch (...) {
  }
  co_await subscribed; // NOLINT(valuetask-delayed-await)
}

task<void> shown_in_the_loop() {
  auto subscribed = subscribe();
  while (true) {
    show(subscribed);
    handle(co_await next());
  }
}

task<void> looked_at_in_the_loop() {
  auto subscribed = subscribe();
  while (true) {
    look(subscribed);
    handle(co_await next());
  }
}

task<void> made_anew() {
  while (true) {
    auto request = next();
    handle(co_await request);
  }
}

task<void> refilled() {
  auto request = next();
  while (true) {
    handle(co_await request);
    request = next();
  }
}

void ends_in_a_call() {
  auto subscribed = subscribe();
  quit();
}

task<void> never_comes_there(bool wanted) {
  auto subscribed = subscribe();
  if (wanted) {
    handle(co_await subscribed);
    co_return;
  }
  if (!wanted) {
    handle(co_await subscribed);
    co_return;
  }
  while (true)
    handle(co_await next());
}

void quits_behind_dead_code(bool wanted) {
  auto subscribed = subscribe();
  if (wanted)
    ("wanted" && false) ? void() : quit();
  quit();
}
