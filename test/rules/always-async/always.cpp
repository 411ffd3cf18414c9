// Functions that suspend on every path that returns.
// RUN: %both %s | %match %s
#include <coroutine>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

// Always goes to the network: never ready, and await_suspend can't decline.
struct network {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> waiting);
  int await_resume();
};

struct never_declines {
  constexpr bool await_ready() const noexcept { return false; }
  bool await_suspend(std::coroutine_handle<>) { return true; }
  void await_resume();
};

struct through_operator {
  network operator co_await() const;
};

value_task<int> straight() { co_return co_await network{}; }
// CHECK: :[[#@LINE-1]]:17: warning: 'straight' suspends on every path; returning a 'value_task' gains nothing [valuetask-always-async]
// CHECK: :[[#@LINE-2]]:40: note: always suspends here: 'await_ready' of 'network' never returns true
// CHECK: :[[#@LINE-3]]:17: note: return 'task<int>'

value_task<> suspends() { co_await std::suspend_always{}; }
// CHECK: :[[#@LINE-1]]:14: warning: 'suspends' suspends on every path; returning a 'value_task' gains nothing [valuetask-always-async]
// CHECK: :[[#@LINE-2]]:27: note: always suspends here: 'await_ready' of 'suspend_always' never returns true
// CHECK: :[[#@LINE-3]]:14: note: return 'task<>' instead

value_task<> answers_true() { co_await never_declines{}; }
// CHECK: :[[#@LINE-1]]:14: warning: 'answers_true' suspends on every path; returning a 'value_task' gains nothing [valuetask-always-async]
// CHECK: :[[#@LINE-2]]:31: note: always suspends here: 'await_ready' of 'never_declines' never returns true
// CHECK: :[[#@LINE-3]]:14: note: return 'task<>' instead

value_task<int> operator_co_await() { co_return co_await through_operator{}; }
// CHECK: :[[#@LINE-1]]:17: warning: 'operator_co_await' suspends on every path; returning a 'value_task' gains nothing [valuetask-always-async]
// CHECK: :[[#@LINE-2]]:49: note: always suspends here: 'await_ready' of 'network' never returns true
// CHECK: :[[#@LINE-3]]:17: note: return 'task<int>'

value_task<int> every_branch(int n) {
// CHECK: :[[#@LINE-1]]:17: warning: 'every_branch' suspends on every path; returning a 'value_task' gains nothing [valuetask-always-async]
// CHECK: :[[#@LINE+5]]:15: note: always suspends here: 'await_ready' of 'network' never returns true
// CHECK: :[[#@LINE+7]]:5: note: always suspends here: 'await_ready' of 'suspend_always' never returns true
// CHECK: :[[#@LINE+9]]:15: note: always suspends here: 'await_ready' of 'network' never returns true
// CHECK: :[[#@LINE-5]]:17: note: return 'task<int>'
  if (n > 0)
    co_return co_await network{};
  switch (n) {
  case 0:
    co_await std::suspend_always{};
    co_return 1;
  default:
    co_return co_await network{};
  }
}

value_task<int> in_an_endless_loop(bool stop) {
// CHECK: :[[#@LINE-1]]:17: warning: 'in_an_endless_loop' suspends on every path; returning a 'value_task' gains nothing [valuetask-always-async]
// CHECK: :[[#@LINE+3]]:5: note: always suspends here: 'await_ready' of 'network' never returns true
// CHECK: :[[#@LINE-3]]:17: note: return 'task<int>'
  for (;;) {
    co_await network{};
    if (stop)
      co_return 1;
  }
}

value_task<int> only_throws_at_once(int n) {
// CHECK: :[[#@LINE-1]]:17: warning: 'only_throws_at_once' suspends on every path; returning a 'value_task' gains nothing [valuetask-always-async]
// CHECK: :[[#@LINE+4]]:13: note: always suspends here: 'await_ready' of 'network' never returns true
// CHECK: :[[#@LINE-3]]:17: note: return 'task<int>'
  if (n < 0)
    throw n;
  co_return co_await network{};
}

task<int> fetch() { co_return co_await network{}; }

value_task<int> awaits_one() { co_return co_await fetch(); }
// CHECK: :[[#@LINE-1]]:17: warning: 'awaits_one' suspends on every path; returning a 'value_task' gains nothing [valuetask-always-async]
// CHECK: :[[#@LINE-2]]:42: note: always suspends here: it awaits 'fetch', which suspends on every path
// CHECK: :[[#@LINE-3]]:17: note: return 'task<int>'

value_task<int> awaits_two_levels() { co_return co_await awaits_one() + 1; }
// CHECK: :[[#@LINE-1]]:17: warning: 'awaits_two_levels' suspends on every path; returning a 'value_task' gains nothing [valuetask-always-async]
// CHECK: :[[#@LINE-2]]:49: note: always suspends here: it awaits 'awaits_one', which suspends on every path
// CHECK: :[[#@LINE-3]]:17: note: return 'task<int>'

value_task<int> hands_on() { return fetch(); }
// CHECK: :[[#@LINE-1]]:17: warning: 'hands_on' suspends on every path; returning a 'value_task' gains nothing [valuetask-always-async]
// CHECK: :[[#@LINE-2]]:30: note: returns what 'fetch' returned, which suspends on every path
// CHECK: :[[#@LINE-3]]:17: note: return 'task<int>'

value_task<int> wraps() { return value_task<int>(fetch()); }
// CHECK: :[[#@LINE-1]]:17: warning: 'wraps' suspends on every path; returning a 'value_task' gains nothing [valuetask-always-async]
// CHECK: :[[#@LINE-2]]:27: note: returns what 'fetch' returned, which suspends on every path
// CHECK: :[[#@LINE-3]]:17: note: return 'task<int>'

value_task<int> either_of_two(bool left) { return left ? straight() : hands_on(); }
// CHECK: :[[#@LINE-1]]:17: warning: 'either_of_two' suspends on every path; returning a 'value_task' gains nothing [valuetask-always-async]
// CHECK: :[[#@LINE-2]]:44: note: returns what 'straight' returned, which suspends on every path
// CHECK: :[[#@LINE-3]]:17: note: return 'task<int>'

value_task<int> recursive(int n) {
// CHECK: :[[#@LINE-1]]:17: warning: 'recursive' suspends on every path; returning a 'value_task' gains nothing [valuetask-always-async]
// CHECK: :[[#@LINE+4]]:15: note: always suspends here: 'await_ready' of 'network' never returns true
// CHECK: :[[#@LINE+4]]:13: note: always suspends here: it awaits 'recursive', which suspends on every path
// CHECK: :[[#@LINE-4]]:17: note: return 'task<int>'
  if (n == 0)
    co_return co_await network{};
  co_return co_await recursive(n - 1);
}

value_task<int> odd(int n);
// CHECK: :[[#@LINE-1]]:17: warning: 'odd' suspends on every path; returning a 'value_task' gains nothing [valuetask-always-async]
// CHECK: :[[#@LINE+11]]:40: note: always suspends here: it awaits 'even', which suspends on every path
// CHECK: :[[#@LINE-3]]:17: note: return 'task<int>'
value_task<int> even(int n) {
// CHECK: :[[#@LINE-1]]:17: warning: 'even' suspends on every path; returning a 'value_task' gains nothing [valuetask-always-async]
// CHECK: :[[#@LINE+4]]:15: note: always suspends here: 'await_ready' of 'network' never returns true
// CHECK: :[[#@LINE+4]]:13: note: always suspends here: it awaits 'odd', which suspends on every path
// CHECK: :[[#@LINE-4]]:17: note: return 'task<int>'
  if (n == 0)
    co_return co_await network{};
  co_return co_await odd(n - 1);
}
value_task<int> odd(int n) { co_return co_await even(n - 1); }

VALUETASK_ALWAYS_ASYNC task<int> declared_elsewhere();
value_task<int> awaits_annotated() { co_return co_await declared_elsewhere(); }
// CHECK: :[[#@LINE-1]]:17: warning: 'awaits_annotated' suspends on every path; returning a 'value_task' gains nothing [valuetask-always-async]
// CHECK: :[[#@LINE-2]]:48: note: always suspends here: it awaits 'declared_elsewhere', which suspends on every path
// CHECK: :[[#@LINE-3]]:17: note: return 'task<int>'

VALUETASK_ALWAYS_ASYNC value_task<int> says_so_itself() { co_return 1; }
// CHECK: :[[#@LINE-1]]:40: warning: 'says_so_itself' suspends on every path; returning a 'value_task' gains nothing [valuetask-always-async]
// CHECK: :[[#@LINE-2]]:40: note: 'says_so_itself' is declared with VALUETASK_ALWAYS_ASYNC
// CHECK: :[[#@LINE-3]]:40: note: return 'task<int>'

class client {
public:
  value_task<int> get();
// CHECK: :[[#@LINE-1]]:19: warning: 'get' suspends on every path; returning a 'value_task' gains nothing [valuetask-always-async]
// CHECK: :[[#@LINE+10]]:43: note: always suspends here: 'await_ready' of 'network' never returns true
// CHECK: :[[#@LINE-3]]:19: note: return 'task<int>'

private:
  static value_task<int> post() { co_return co_await network{}; }
// CHECK: :[[#@LINE-1]]:26: warning: 'post' suspends on every path; returning a 'value_task' gains nothing [valuetask-always-async]
// CHECK: :[[#@LINE-2]]:45: note: always suspends here: 'await_ready' of 'network' never returns true
// CHECK: :[[#@LINE-3]]:26: note: return 'task<int>'
};

value_task<int> client::get() { co_return co_await network{}; }

template <class T> value_task<T> instantiated() { co_return co_await network{}; }
// CHECK: :[[#@LINE-1]]:34: warning: 'instantiated' suspends on every path; returning a 'value_task' gains nothing [valuetask-always-async]
// CHECK: :[[#@LINE-2]]:61: note: always suspends here: 'await_ready' of 'network' never returns true
// CHECK: :[[#@LINE-3]]:34: note: return 'task<int>'
template value_task<int> instantiated<int>();
template value_task<long> instantiated<long>();

struct final_client final {
  value_task<int> call() { co_return co_await network{}; }
// CHECK: :[[#@LINE-1]]:19: warning: 'call' suspends on every path; returning a 'value_task' gains nothing [valuetask-always-async]
// CHECK: :[[#@LINE-2]]:38: note: always suspends here: 'await_ready' of 'network' never returns true
// CHECK: :[[#@LINE-3]]:19: note: return 'task<int>'
};

void count();
template <class Awaiter> struct counted {
  Awaiter inner;
  bool await_ready() { return inner.await_ready(); }
  auto await_suspend(std::coroutine_handle<> waiting) {
    count();
    return inner.await_suspend(waiting);
  }
  auto await_resume() { return inner.await_resume(); }
};
value_task<int> behind_an_adapter() { co_return co_await counted<network>{}; }
// CHECK: :[[#@LINE-1]]:17: warning: 'behind_an_adapter' suspends on every path; returning a 'value_task' gains nothing [valuetask-always-async]
// CHECK: :[[#@LINE-2]]:49: note: always suspends here: 'await_ready' of 'network' never returns true
// CHECK: :[[#@LINE-3]]:17: note: return 'task<int>'

// Handed on, but resumed by nobody who can be seen.
void post(std::coroutine_handle<> waiting);
struct handed_on {
  bool await_ready() { return false; }
  void keep(std::coroutine_handle<> waiting) { post(waiting); }
  void await_suspend(std::coroutine_handle<> waiting) { keep(waiting); }
  int await_resume();
};
value_task<int> resumed_later() { co_return co_await handed_on{}; }
// CHECK: :[[#@LINE-1]]:17: warning: 'resumed_later' suspends on every path; returning a 'value_task' gains nothing [valuetask-always-async]
// CHECK: :[[#@LINE-2]]:45: note: always suspends here: 'await_ready' of 'handed_on' never returns true
// CHECK: :[[#@LINE-3]]:17: note: return 'task<int>'
