// What it says that a call has returned: functions that throw, or end the program, unless their argument is as they want it.
// RUN: %both %s | %match %s
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <utility>
#include <valuetask/value_task.h>

using valuetask::value_task;

value_task<int> load(int key);
void log(const std::string &line);
void not_visible(bool ok);

void fail() { throw std::runtime_error("failed"); }
void give_up() noexcept { std::abort(); }
void fail_loudly(const char *why) {
  log(why);
  fail();
}
void maybe(bool fails) {
  if (fails)
    fail();
}

void ensure(bool ok) {
  if (!ok)
    throw 1;
}
void ensure_or_say(bool ok, const char *why = "") {
  if (ok)
    return;
  log(why);
  throw std::runtime_error(why);
}
void forbid(bool bad) { bad ? throw 1 : void(); }
void need_both(bool one, bool other) {
  if (!one || !other)
    fail();
}
void need_one(bool one, bool other) {
  if (!one && !other)
    fail();
}
void die_unless(bool ok) noexcept {
  if (ok == false)
    std::abort();
}
void need_pointer(const int *what) {
  if (what == nullptr)
    throw std::invalid_argument("null");
}
void by_another(bool bad) { ensure(!bad); }
void changes_it(bool ok) {
  ok = true;
  ensure(ok);
}
void catches(bool ok) {
  try {
    ensure(ok);
  } catch (int) {
  }
}
template <class T> void need(T ok) {
  if (!ok)
    throw 1;
}
struct contract {
  void need(bool ok) const {
    if (!ok)
      fail();
  }
  virtual void may_need(bool ok) const { need(ok); }
  void operator()(bool ok) const { need(ok); }
};

// Never returns, though nothing declares that.
value_task<int> leaves_by_fail(bool early) {
  auto value = load(1);
  if (early)
    fail();
  co_return early ? 0 : co_await value;
}
value_task<int> leaves_by_more_than_one(bool early) {
  auto value = load(1);
  if (early)
    fail_loudly("early");
  co_return early ? 0 : co_await value;
}
value_task<int> gives_up(bool early) {
  auto value = load(1);
  if (early)
    give_up();
  co_return early ? 0 : co_await value;
}
value_task<int> may_go_on(bool early) {
  auto value = load(1);
// CHECK: :[[#@LINE-1]]:8: warning: 'value' {{.*}} [valuetask-unconsumed]
// CHECK: :[[#@LINE+4]]:13: note: 'early' is true here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  if (early)
    maybe(early != value.is_completed());
  co_return early ? 0 : co_await value;
}

// By its argument.
value_task<int> guarded(bool early) {
  auto value = load(1);
  ensure(!early);
  co_return early ? 0 : co_await value;
}
value_task<int> guarded_otherwise(bool early) {
  auto value = load(1);
  ensure(early);
  co_return early ? co_await value : 0;
}
value_task<int> guards_the_wrong_way(bool early) {
  auto value = load(1);
// CHECK: :[[#@LINE-1]]:8: warning: 'value' {{.*}} [valuetask-unconsumed]
// CHECK: :[[#@LINE+3]]:13: note: 'early' is true here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  ensure(early);
  co_return early ? 0 : co_await value;
}
value_task<int> with_a_default(bool early) {
  auto value = load(1);
  ensure_or_say(!early);
  co_return early ? 0 : co_await value;
}
value_task<int> forbidden(bool early) {
  auto value = load(1);
  forbid(early);
  if (!early)
    co_return co_await value;
  co_return 0;
}
value_task<int> one_of_two(bool early, bool late) {
  auto value = load(1);
  need_both(!early, late);
  co_return early ? 0 : co_await value;
}
value_task<int> neither_by_itself(bool early, bool late) {
  auto value = load(1);
// CHECK: :[[#@LINE-1]]:8: warning: 'value' {{.*}} [valuetask-unconsumed]
// CHECK: :[[#@LINE+3]]:13: note: 'early' is true here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  need_one(!early, late);
  co_return early ? 0 : co_await value;
}
value_task<int> dies(bool early) {
  auto value = load(1);
  die_unless(!early);
  co_return early ? 0 : co_await value;
}
value_task<int> a_pointer(const int *key) {
  auto value = load(1);
  need_pointer(key);
  co_return key ? co_await value : 0;
}
value_task<int> a_number(int key) {
  auto value = load(key);
  ensure(key > 0);
  co_return key == -1 ? 0 : co_await value;
}
value_task<int> another_number(int key) {
  auto value = load(key);
// CHECK: :[[#@LINE-1]]:8: warning: 'value' {{.*}} [valuetask-unconsumed]
// CHECK: :[[#@LINE+3]]:13: note: 'key == 2' is true here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  ensure(key > 0);
  co_return key == 2 ? 0 : co_await value;
}
value_task<int> handed_on(bool early) {
  auto value = load(1);
  by_another(early);
  co_return early ? 0 : co_await value;
}
value_task<int> of_a_template(bool early) {
  auto value = load(1);
  need(!early);
  co_return early ? 0 : co_await value;
}
value_task<int> of_a_member(bool early, contract of) {
  auto value = load(1);
  of.need(!early);
  co_return early ? 0 : co_await value;
}
value_task<int> of_an_operator(bool early, contract of) {
  auto value = load(1);
  of(!early);
  co_return early ? 0 : co_await value;
}
value_task<int> of_a_lambda(bool early) {
  auto value = load(1);
  auto check = [](bool ok) {
    if (!ok)
      throw 1;
  };
  check(!early);
  co_return early ? 0 : co_await value;
}
value_task<int> written_again(bool early) {
  auto value = load(1);
// CHECK: :[[#@LINE-1]]:8: warning: 'value' {{.*}} [valuetask-unconsumed]
// CHECK: :[[#@LINE+4]]:13: note: 'early' is true here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  ensure(!early);
  early = value.is_completed();
  co_return early ? 0 : co_await value;
}

// Says nothing of its argument.
value_task<int> of_a_changed_one(bool early) {
  auto value = load(1);
// CHECK: :[[#@LINE-1]]:8: warning: 'value' {{.*}} [valuetask-unconsumed]
// CHECK: :[[#@LINE+3]]:13: note: 'early' is true here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  changes_it(!early);
  co_return early ? 0 : co_await value;
}
value_task<int> of_one_that_catches(bool early) {
  auto value = load(1);
// CHECK: :[[#@LINE-1]]:8: warning: 'value' {{.*}} [valuetask-unconsumed]
// CHECK: :[[#@LINE+3]]:13: note: 'early' is true here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  catches(!early);
  co_return early ? 0 : co_await value;
}
value_task<int> of_an_override(bool early, const contract &of) {
  auto value = load(1);
// CHECK: :[[#@LINE-1]]:8: warning: 'value' {{.*}} [valuetask-unconsumed]
// CHECK: :[[#@LINE+3]]:13: note: 'early' is true here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  of.may_need(!early);
  co_return early ? 0 : co_await value;
}
value_task<int> of_one_elsewhere(bool early) {
  auto value = load(1);
// CHECK: :[[#@LINE-1]]:8: warning: 'value' {{.*}} [valuetask-unconsumed]
// CHECK: :[[#@LINE+3]]:13: note: 'early' is true here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  not_visible(!early);
  co_return early ? 0 : co_await value;
}
