// Functions that can complete at once, or of which it isn't known that they can't.
// RUN: %both %s | %match %s
#include <coroutine>
#include <functional>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

struct network {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> waiting);
  int await_resume();
};

struct sometimes_ready {
  bool ready;
  bool await_ready() const noexcept { return ready; }
  void await_suspend(std::coroutine_handle<>);
  int await_resume();
};

struct not_visible {
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>);
  int await_resume();
};

struct may_decline {
  bool await_ready() const noexcept { return false; }
  bool await_suspend(std::coroutine_handle<>);
  int await_resume();
};

struct may_return_itself {
  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> h) { return h; }
  int await_resume();
};

struct resumes_at_once {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) { h.resume(); }
  int await_resume();
};

struct virtual_awaiter {
  virtual ~virtual_awaiter();
  virtual bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<>);
  int await_resume();
};

value_task<int> cached(bool hit) {
  if (hit)
    co_return 1;
  co_return co_await network{};
}

value_task<int> ready() { return 1; }
value_task<int> ready_coroutine() { co_return 1; }
value_task<int> a() { co_return co_await sometimes_ready{true}; }
value_task<int> b() { co_return co_await not_visible{}; }
value_task<int> c() { co_return co_await may_decline{}; }
value_task<int> d() { co_return co_await may_return_itself{}; }
value_task<int> e() { co_return co_await resumes_at_once{}; }
value_task<int> f(virtual_awaiter &v) { co_return co_await v; }
value_task<> g() { co_await std::suspend_never{}; }

value_task<int> loop_that_may_not_run(int n) {
  while (n-- > 0)
    co_await network{};
  co_return 1;
}

value_task<int> short_circuit(bool ask) { co_return ask && co_await network{}; }

value_task<int> falls_back() {
  try {
    co_return co_await network{};
  } catch (...) {
    co_return 0;
  }
}

int might_throw();

// The exception leaves before anything suspends, and the handler answers at once.
value_task<int> answers_in_the_handler() {
  try {
    might_throw();
    co_await network{};
  } catch (...) {
  }
  co_return 1;
}

value_task<int> calls_unknown(value_task<int> (*function)()) { co_return co_await function(); }
value_task<int> declared_only();
value_task<int> awaits_declared() { co_return co_await declared_only(); }
value_task<int> awaits_cached() { co_return co_await cached(true); }
value_task<int> wraps_cached(bool left) { return left ? cached(true) : value_task<int>(2); }

// Started earlier, it may be there when it is awaited.
task<int> fetch() { co_return co_await network{}; }
value_task<int> awaited_later() {
  auto started = fetch();
  might_throw();
  co_return co_await started;
}

// There is no path that returns.
value_task<int> not_implemented() {
  throw 1;
  co_return 0;
}

// A task is right here.
task<int> always() { co_return co_await network{}; }

// The return type is not this function's choice.
struct base {
  virtual ~base();
  virtual value_task<int> get() { co_return co_await network{}; }
};
struct derived : base {
  value_task<int> get() override { co_return co_await network{}; }
};
value_task<int> through_virtual(base &b) { co_return co_await b.get(); }
void callback(std::function<value_task<int>()>);
void registers() {
  callback([]() -> value_task<int> { co_return co_await network{}; });
}

// Always for one instance, not for the other.
template <class Awaiter> value_task<int> generic() { co_return co_await Awaiter{}; }
template value_task<int> generic<network>();
template value_task<int> generic<may_decline>();

// Not instantiated.
template <class T> value_task<T> never_used() { co_return co_await network{}; }

// An own single-consumption type that starts lazily suspends by design.
struct [[clang::annotate("valuetask::single_await")]] lazy {
  struct promise_type {
    lazy get_return_object();
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void();
    void unhandled_exception();
  };
};
lazy on_demand() { co_await network{}; }

template <class Awaiter> struct hopeful {
  Awaiter inner;
  bool lucky = false;
  bool await_ready() { return lucky || inner.await_ready(); }
  void await_suspend(std::coroutine_handle<> waiting) { inner.await_suspend(waiting); }
  auto await_resume() { return inner.await_resume(); }
};
value_task<int> adapter_that_may_be_ready() { co_return co_await hopeful<network>{}; }

template <class Awaiter> struct impatient {
  Awaiter inner;
  bool await_ready() { return inner.await_ready(); }
  void await_suspend(std::coroutine_handle<> waiting) {
    waiting.resume();
    inner.await_suspend(waiting);
  }
  auto await_resume() { return inner.await_resume(); }
};
value_task<int> adapter_that_goes_on() { co_return co_await impatient<network>{}; }

template <class Awaiter> struct choosy {
  Awaiter inner;
  bool chosen = false;
  bool await_ready() { return inner.await_ready(); }
  bool await_suspend(std::coroutine_handle<> waiting) {
    if (chosen)
      return false;
    return inner.await_suspend(waiting), true;
  }
  auto await_resume() { return inner.await_resume(); }
};
value_task<int> adapter_that_chooses() { co_return co_await choosy<network>{}; }

// Resumed by what can be seen to do it there and then.
struct by_a_member {
  bool await_ready() { return false; }
  void go(std::coroutine_handle<> waiting) { waiting(); }
  void await_suspend(std::coroutine_handle<> waiting) { go(waiting); }
  int await_resume();
};
value_task<int> resumed_by_a_member() { co_return co_await by_a_member{}; }

struct by_a_lambda {
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<> waiting) {
    [&] { waiting.resume(); }();
  }
  int await_resume();
};
value_task<int> resumed_by_a_lambda() { co_return co_await by_a_lambda{}; }

template <class Callback> void call_at_once(Callback callback) { callback(); }
struct by_a_callback {
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<> waiting) {
    call_at_once([waiting] { waiting.resume(); });
  }
  int await_resume();
};
value_task<int> resumed_by_a_callback() { co_return co_await by_a_callback{}; }

// The control: a mistake that is found. Without it, a file that is not analysed would pass.
value_task<int> control() { co_return co_await network{}; }
// CHECK: :[[#@LINE-1]]:17: warning: 'control' {{.*}} [valuetask-always-async]
// CHECK: :[[#@LINE-2]]:39: note: always suspends here: 'await_ready' of 'network' never returns true
// CHECK: :[[#@LINE-3]]:17: note: return 'task<int>'
