// Which condition may be a record of the first consumption: only one that can be asked without what is written after it.
// RUN: %both %s | %match %s
#include <optional>
#include <string>
#include <vector>
#include <valuetask/sync_wait.h>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

struct answer {
  int status;
  bool fine() const;
};
value_task<answer> send();
value_task<int> count();
bool more();
task<std::optional<int>> within(value_task<int> &pending) { co_return co_await pending; }
void note(std::vector<int> &log);
void tell(answer &got);

// Found: who asks has consumed.
task<void> retried(value_task<answer> sending) {
  while (more()) {
    auto got = co_await sending;
// CHECK: :[[#@LINE-1]]:16: warning: 'sending' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:10: note: 'more()' is true here
// CHECK: :[[#@LINE-3]]:16: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE+3]]:9: note: 'got.fine()' is false here
// CHECK: :[[#@LINE-6]]:10: note: 'more()' is true here
// CHECK: :[[#@LINE-6]]:16: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
    if (got.fine())
      break;
  }
}

task<answer> tried_often(int attempts) {
  auto sending = send();
  answer got{};
  for (int i = 0; i < attempts; ++i) {
    got = co_await sending;
// CHECK: :[[#@LINE-1]]:11: warning: 'sending' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:19: note: 'i < attempts' is true here
// CHECK: :[[#@LINE-3]]:11: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE+4]]:9: note: 'got.fine()' is false here
// CHECK: :[[#@LINE-6]]:19: note: 'i < attempts' is true here
// CHECK: :[[#@LINE-9]]:24: note: create a shareable task with '.as_task()'
    tell(got);
    if (got.fine())
      co_return got;
  }
  co_return got;
}

task<int> with_a_limit(int tries) {
  auto counting = count();
  while (tries-- > 0) {
    auto done = co_await within(counting);
// CHECK: :[[#@LINE-1]]:33: warning: 'counting' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:10: note: 'tries-- > 0' is true here
// CHECK: :[[#@LINE-3]]:33: note: first consumed by 'within' here, in a previous iteration of the loop
// CHECK: :[[#@LINE+3]]:9: note: 'done.has_value()' is false here
// CHECK: :[[#@LINE-6]]:10: note: 'tries-- > 0' is true here
// CHECK: :[[#@LINE-6]]:33: note: consume it in one place only, or create a shareable task with '.as_task()'
    if (done.has_value())
      co_return *done;
  }
  co_return -1;
}

task<int> by_what_was_made_of_it(bool early) {
  auto sending = send();
  if (early) {
    auto got = co_await sending;
    const bool failed = !got.fine();
    if (failed)
      co_return (co_await sending).status;
// CHECK: :[[#@LINE-1]]:18: warning: 'sending' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:7: note: 'early' is true here
// CHECK: :[[#@LINE-6]]:16: note: first awaited here
// CHECK: :[[#@LINE-5]]:9: note: 'failed' is true here
// CHECK: :[[#@LINE-10]]:24: note: create a shareable task with '.as_task()'
    co_return 1;
  }
  co_return (co_await sending).status;
}

struct outlet {
  value_task<bool> flush();
  bool more();
  void complete(bool last);
};
bool drained(outlet &to) {
  auto flushing = to.flush();
  bool last = false;
  if (flushing.is_completed_successfully())
    do {
      last = flushing.result();
// CHECK: :[[#@LINE-1]]:23: warning: 'flushing' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:7: note: 'flushing.is_completed_successfully()' is true here
// CHECK: :[[#@LINE-3]]:23: note: first consumed by 'result' here, in a previous iteration of the loop
// CHECK: :[[#@LINE+3]]:14: note: 'to.more()' is true here
// CHECK: :[[#@LINE-5]]:23: note: consume it in one place only, or create a shareable task with '.as_task()'
      to.complete(last);
    } while (to.more());
  else
    last = valuetask::sync_wait(flushing);
  return last;
}

// Found: without the first consumption the answer would be another one.
int only_way(bool hurried) {
  int n = 0;
  auto counting = count();
  if (hurried)
    n = valuetask::sync_wait(counting);
  if (n > 9)
    return valuetask::sync_wait(counting);
// CHECK: :[[#@LINE-1]]:33: warning: 'counting' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:7: note: 'hurried' is true here
// CHECK: :[[#@LINE-5]]:30: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-5]]:7: note: 'n > 9' is true here
// CHECK: :[[#@LINE-5]]:33: note: consume it in one place only, or create a shareable task with '.as_task()'
  return 0;
}

// Correct, or not known to be wrong: the condition may be asked because nothing was consumed.
int fallback(bool hurried) {
  int n = -1;
  auto counting = count();
  if (hurried)
    n = valuetask::sync_wait(counting);
  if (n < 0)
    n = valuetask::sync_wait(counting);
  return n;
}

task<void> by_a_log(bool early) {
  auto counting = count();
  std::vector<int> log;
  if (early) {
    co_await counting;
    note(log);
  }
  if (log.empty())
    co_await counting;
}

task<void> by_a_log_in_a_loop(int n) {
  auto counting = count();
  std::vector<int> log;
  for (int i = 0; i < n; ++i) {
    if (log.empty())
      co_await counting;
    note(log);
  }
  if (log.empty())
    co_await counting;
}

task<void> each_its_own(int n) {
  for (int i = 0; i < n; ++i) {
    auto sending = send();
    auto got = co_await sending;
    if (got.fine())
      break;
  }
}

task<answer> sent_again(int attempts) {
  auto sending = send();
  while (true) {
    auto got = co_await sending;
    if (got.fine() || --attempts == 0)
      co_return got;
    sending = send();
  }
}

// Correct, or not known to be wrong: a member may tell what was written into a field.
struct state {
  int count;
  bool ok() const;
};
task<void> asked_as_a_whole(state s) {
  auto counting = count();
  if (s.count > 1)
    s.count = co_await counting;
  if (!s.ok())
    co_await counting;
}

task<void> asked_by_a_pointer(state *s) {
  auto counting = count();
  if (s->count > 1)
    s->count = co_await counting;
  if (!s->ok())
    co_await counting;
}
