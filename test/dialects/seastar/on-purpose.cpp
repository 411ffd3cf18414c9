// What an eager future still owes: nothing, if it was asked whether it failed, or if its failure is handled. '(void)' says
// that it is dropped on purpose.
// RUN: %both %s -- -isystem %S/../Inputs | %match %s
#include <seastar/core/future.hh>
#include <tuple>

seastar::future<> store(int value);
void report(bool failed);
void log_failure(int);

void forgotten() {
  auto stored = store(1);
// CHECK: :[[#@LINE-1]]:8: warning: 'stored' is a 'future' that is never consumed; it runs on, and a failure is only logged [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:8: note: add a continuation with 'then'
  report(false);
}

void continued_and_forgotten() {
  auto stored = store(1).then([] { report(false); });
// CHECK: :[[#@LINE-1]]:8: warning: 'stored' is a 'future' that is never consumed; it runs on, and a failure is only logged [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:8: note: add a continuation with 'then'
}

void handled_too_early() {
  auto stored = store(1).handle_exception(log_failure).then([] { report(false); });
// CHECK: :[[#@LINE-1]]:8: warning: 'stored' is a 'future' that is never consumed; it runs on, and a failure is only logged [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:8: note: add a continuation with 'then'
}

//===--- Correct ---===//

void asked_whether_it_failed() {
  auto stored = store(1);
  report(stored.failed());
}

void settled() {
  auto stored = store(1);
  if (stored.available() && !stored.failed())
    report(false);
}

seastar::future<> settled_or_awaited() {
  auto stored = store(1);
  if (!stored.available() || stored.failed())
    co_await std::move(stored);
}

void with_a_handler() {
  auto stored = store(1).handle_exception(log_failure);
  report(false);
}

void with_a_handler_and_dropped() {
  (void)store(1).handle_exception(log_failure);
  store(2).handle_exception(log_failure);
}

void on_purpose() {
  (void)store(1);
  std::ignore = store(2);
}

class monitor {
  seastar::future<> running = seastar::make_ready_future<>();

public:
  seastar::future<> stop() { co_await std::exchange(running, seastar::make_ready_future<>()); }
};
