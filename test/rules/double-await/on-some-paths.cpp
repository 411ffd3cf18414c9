// A function, a member or a lambda that consumes on some of its paths: the path takes one of both ways, and the arguments
// say which can be.
// RUN: %both %s | %match %s
#include <optional>
#include <string>
#include <vector>
#include <valuetask/sync_wait.h>
#include <valuetask/value_task.h>

using valuetask::sync_wait;
using valuetask::task;
using valuetask::value_task;

value_task<int> load();
bool ready();
void log(int);

void consume_if(value_task<int> &value, bool now) {
  if (now)
    log(sync_wait(value));
}
void consume_unless(value_task<int> &value, bool later) {
  if (later)
    return;
  log(sync_wait(value));
}
bool consume_large(value_task<int> &value, int size) {
  if (size > 3) {
    log(sync_wait(value));
    return true;
  }
  return false;
}
void consume_when_ready(value_task<int> &value) {
  if (ready())
    log(sync_wait(value));
}
void consume_once(value_task<int> &value, bool &done) {
  if (done)
    return;
  done = true;
  log(sync_wait(value));
}
void consume_behind(value_task<int> *value, bool now) {
  if (now && value)
    log(sync_wait(*value));
}
struct job {
  value_task<int> work = load(); // NOLINT(valuetask-stored-in-field)
  bool wanted = false;
  void maybe() {
    if (wanted)
      log(sync_wait(work));
  }
};
task<void> await_if(value_task<int> &value, bool now) {
  if (now)
    co_await value;
  else
    co_await load();
}

void always() {
  auto value = load();
  consume_if(value, true);
  sync_wait(value);
// CHECK: :[[#@LINE-1]]:13: warning: 'value' is consumed by 'sync_wait' after 'consume_if' consumed it [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:14: note: first consumed by 'consume_if' here
// CHECK: :[[#@LINE-3]]:13: note: consume it in one place only, or create a shareable task with '.as_task()'
}
void by_an_argument(bool now) {
  auto value = load();
  consume_if(value, now);
  if (now)
    sync_wait(value);
// CHECK: :[[#@LINE-1]]:15: warning: 'value' is consumed by 'sync_wait' after 'consume_if' consumed it [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:14: note: first consumed by 'consume_if' here
// CHECK: :[[#@LINE-4]]:7: note: 'now' is true here
// CHECK: :[[#@LINE-4]]:15: note: consume it in one place only, or create a shareable task with '.as_task()'
}
void by_a_number(int size) {
  auto value = load();
  consume_large(value, size);
  if (size > 2)
    sync_wait(value);
// CHECK: :[[#@LINE-1]]:15: warning: 'value' is consumed by 'sync_wait' after 'consume_large' consumed it [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:17: note: first consumed by 'consume_large' here
// CHECK: :[[#@LINE-4]]:7: note: 'size > 2' is true here
// CHECK: :[[#@LINE-4]]:15: note: consume it in one place only, or create a shareable task with '.as_task()'
}
void by_something_else() {
  auto value = load();
  consume_when_ready(value);
  sync_wait(value);
// CHECK: :[[#@LINE-1]]:13: warning: 'value' is consumed by 'sync_wait' after 'consume_when_ready' consumed it [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:22: note: first consumed by 'consume_when_ready' here
// CHECK: :[[#@LINE-3]]:13: note: consume it in one place only, or create a shareable task with '.as_task()'
}
void as_the_second() {
  auto value = load();
  sync_wait(value);
  consume_when_ready(value);
// CHECK: :[[#@LINE-1]]:22: warning: 'value' is consumed by 'consume_when_ready' after 'sync_wait' consumed it [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:13: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-3]]:22: note: consume it in one place only, or create a shareable task with '.as_task()'
}
void twice(bool a, bool b) {
  auto value = load();
  consume_if(value, a);
  consume_if(value, b);
// CHECK: :[[#@LINE-1]]:14: warning: 'value' is consumed by 'consume_if' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:14: note: first consumed by 'consume_if' here
// CHECK: :[[#@LINE-3]]:14: note: consume it in one place only, or create a shareable task with '.as_task()'
}
void forgotten() {
  auto value = load();
  bool done = false;
  consume_once(value, done);
  done = false;
  consume_once(value, done);
// CHECK: :[[#@LINE-1]]:16: warning: 'value' is consumed by 'consume_once' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:16: note: first consumed by 'consume_once' here
// CHECK: :[[#@LINE-3]]:16: note: consume it in one place only, or create a shareable task with '.as_task()'
}
void by_a_pointer(bool now) {
  auto value = load();
  consume_behind(&value, now);
  if (now)
    sync_wait(value);
// CHECK: :[[#@LINE-1]]:15: warning: 'value' is consumed by 'sync_wait' after 'consume_behind' consumed it [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:19: note: first consumed by 'consume_behind' here
// CHECK: :[[#@LINE-4]]:7: note: 'now' is true here
// CHECK: :[[#@LINE-4]]:15: note: consume it in one place only, or create a shareable task with '.as_task()'
}
void by_a_lambda(bool now) {
  auto value = load();
  auto consume = [&] {
    if (now)
      log(sync_wait(value));
  };
  consume();
  sync_wait(value);
// CHECK: :[[#@LINE-1]]:13: warning: 'value' is consumed by 'sync_wait' after a lambda consumed it [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first consumed by a lambda here
// CHECK: :[[#@LINE-3]]:13: note: consume it in one place only, or create a shareable task with '.as_task()'
}
void by_a_lambda_in_turn(bool now) {
  auto value = load();
  auto consume = [&value](bool really) {
    if (really)
      log(sync_wait(value));
  };
  consume(now);
  consume(!now);
  consume(now);
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is consumed by a lambda more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:3: note: first consumed by a lambda here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}
void by_a_member() {
  job of;
  of.wanted = true;
  of.maybe();
  sync_wait(of.work);
// CHECK: :[[#@LINE-1]]:13: warning: 'of.work' is consumed by 'sync_wait' after 'maybe' consumed it [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first consumed by 'maybe' here
// CHECK: :[[#@LINE-3]]:13: note: consume it in one place only, or create a shareable task with '.as_task()'
}
task<void> by_a_coroutine() {
  auto value = load();
  co_await await_if(value, true);
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after 'await_if' consumed it; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:21: note: first consumed by 'await_if' here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}
task<void> by_a_lambda_that_awaits(bool now) {
  auto value = load();
  auto body = [&](bool really) -> task<void> {
    if (really)
      co_await value;
  };
  co_await body(true);
  co_await body(now);
// CHECK: :[[#@LINE-1]]:12: warning: 'value' is consumed by a lambda more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:12: note: first consumed by a lambda here
// CHECK: :[[#@LINE-3]]:12: note: consume it in one place only, or create a shareable task with '.as_task()'
}

// Each of these consumes once.
void never() {
  auto value = load();
  consume_if(value, false);
  sync_wait(value);
}
void otherwise(bool now) {
  auto value = load();
  consume_if(value, now);
  if (!now)
    sync_wait(value);
}
void one_of_two_helpers(bool now) {
  auto value = load();
  consume_if(value, now);
  consume_unless(value, now);
}
void by_what_it_returns(int size) {
  auto value = load();
  if (!consume_large(value, size))
    sync_wait(value);
}
void small(int size) {
  auto value = load();
  consume_large(value, size);
  if (size <= 3)
    sync_wait(value);
}
void once(int times) {
  auto value = load();
  bool done = false;
  for (int i = 0; i < times; ++i)
    consume_once(value, done);
  consume_once(value, done);
  if (!done)
    sync_wait(value);
}
void by_a_pointer_or_not(bool now) {
  auto value = load();
  consume_behind(&value, now);
  if (!now)
    sync_wait(value);
}
void by_a_lambda_or_not(bool now) {
  auto value = load(), other = load();
  auto consume = [&] {
    if (now)
      log(sync_wait(value));
  };
  auto by_turns = [&other](bool really) {
    if (really)
      log(sync_wait(other));
  };
  consume();
  if (!now)
    sync_wait(value);
  by_turns(now);
  by_turns(!now);
}
void by_a_member_or_not(bool now) {
  job of, other;
  of.maybe();
  sync_wait(of.work);
  other.wanted = now;
  other.maybe();
  if (!other.wanted)
    sync_wait(other.work);
}
void filled_again(bool now) {
  auto value = load();
  consume_if(value, now);
  value = load();
  sync_wait(value);
}
task<void> by_a_coroutine_or_not(bool now) {
  auto value = load(), other = load();
  co_await await_if(value, now);
  if (!now)
    co_await value;
  co_await await_if(other, false);
  co_await other;
}

// How the caller knows which way the function took isn't followed in these.
struct registry {
  void note(int);
  bool has(int) const;
} all;
bool all_done;
void note_it(value_task<int> &value, bool now, registry &where) {
  if (now) {
    log(sync_wait(value));
    where.note(1);
  }
}
void note_everywhere(value_task<int> &value, bool now) {
  if (now) {
    log(sync_wait(value));
    all.note(1);
    all_done = true;
  }
}
void push(value_task<int> &value, bool now, std::vector<int> &results) {
  if (now)
    results.push_back(sync_wait(value));
}
task<bool> await_large(value_task<int> &value, int size) {
  if (size > 3) {
    co_await value;
    co_return true;
  }
  co_return false;
}
task<void> await_once(value_task<int> &value, bool &done) {
  if (done)
    co_return;
  done = true;
  co_await value;
}
void noted(bool now) {
  auto a = load(), b = load(), c = load(), d = load();
  registry by;
  note_it(a, now, by);
  if (!by.has(1))
    sync_wait(a);
  note_everywhere(b, now);
  if (!all.has(1))
    sync_wait(b);
  note_everywhere(c, now);
  if (!all_done)
    sync_wait(c);
  std::vector<int> results;
  push(d, now, results);
  if (results.empty())
    sync_wait(d);
}
void told_by_an_object(int size) {
  auto value = load();
  const auto result = [&]() -> std::optional<int> {
    if (size < 0)
      return std::nullopt;
    return sync_wait(value);
  }();
  if (!result)
    sync_wait(value);
}
task<void> told_later(int size) {
  auto a = load(), b = load();
  if (!co_await await_large(a, size))
    co_await a;
  bool done = false;
  co_await await_once(b, done);
  co_await await_once(b, done);
  if (!done)
    co_await b;
}
