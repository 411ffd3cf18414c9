// Members of seastar::future use it up, though none is '&&'-qualified. A dropped one runs on, and may be kept in a field; a
// variable that nothing consumes is a mistake.
// RUN: %both %s -- -isystem %S/../Inputs | %match %s
// RUN: %both --dialects none %s -- -isystem %S/../Inputs | %count 0
#include <seastar/core/future.hh>

seastar::future<int> load(int key);
seastar::future<> store(int value);

void got_twice() {
  auto value = load(1);
  store(value.get());
  store(value.get());
// CHECK: :[[#@LINE-1]]:15: warning: 'value' is consumed by 'get' more than once; the second use fails an assertion [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:15: note: first consumed by 'get' here
// CHECK: :[[#@LINE-3]]:15: note: make a 'seastar::shared_future' of it, and call 'get_future' for each use
}

seastar::future<int> awaited_after_then() {
  auto value = load(1);
  auto done = value.then([](int) {});
  co_await std::move(done);
  co_return co_await std::move(value);
// CHECK: :[[#@LINE-1]]:13: warning: 'value' is awaited after 'then' consumed it; the second use fails an assertion [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:21: note: first consumed by 'then' here
// CHECK: :[[#@LINE-3]]:13: note: make a 'seastar::shared_future' of it, and call 'get_future' for each use
}

seastar::future<> never_consumed() {
  auto stored = store(1);
// CHECK: :[[#@LINE-1]]:8: warning: 'stored' is a 'future' that is never awaited; it runs on, and a failure is only logged [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:8: note: did you forget 'co_await'?
  co_await store(2);
}

seastar::future<int> derived_type() {
  seastar::internal::without_preemption_check<int> value(load(1));
  int first = co_await std::move(value);
  co_return first + co_await std::move(value);
// CHECK: :[[#@LINE-1]]:21: warning: 'value' is awaited more than once; the second use fails an assertion [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:15: note: first awaited here
// CHECK: :[[#@LINE-3]]:21: note: use 'first', the result of the first 'co_await'
}

seastar::future<> given_away_and_awaited() {
  auto value = load(1);
  auto timed = seastar::with_timeout(3, std::move(value));
  co_await std::move(timed);
  co_await std::move(value);
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after it was moved; the second use fails an assertion [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:51: note: first moved here
// CHECK: :[[#@LINE-3]]:3: note: make a 'seastar::shared_future' of it, and call 'get_future' for each use
}

//===--- Correct ---===//

seastar::future<> on_one_path(bool wanted) {
  auto stored = store(1);
  if (wanted)
    co_await std::move(stored);
}

seastar::future<> dropped(seastar::gate &gate) {
  (void)store(1).then([&gate] { gate.leave(); });
  co_await store(2);
}

int waited_in_a_thread() {
  auto value = load(1);
  value.wait();
  return value.get();
}

seastar::future<int> tested() {
  auto value = load(1);
  if (value.available() && !value.failed())
    co_return value.get();
  co_return co_await std::move(value);
}

seastar::future<> chained() {
  auto done = load(1).then([](int value) { return value; });
  done = done.handle_exception([](int) {});
  return done;
}

seastar::future<> replaced(bool again) {
  auto stored = store(1);
  if (again)
    stored = store(2);
  co_await std::move(stored);
}

struct connection {
  seastar::future<> closed;
};
seastar::future<> background;
