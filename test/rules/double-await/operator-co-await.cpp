// 'operator co_await' that is called by name, as who drives an awaiter by hand does it, consumes as 'co_await' does.
// RUN: %both %s | %match %s
#include <coroutine>
#include <utility>
#include <valuetask/value_task.h>

struct awaiter {
  bool await_ready();
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>);
  int await_resume();
};
struct VALUETASK_SINGLE_AWAIT job {
  job(job &&) noexcept;
  ~job();
  awaiter operator co_await() const;
};
job make();

int once() {
  job t = make();
  auto a = t.operator co_await();
  (void)a.await_ready();
  a.await_suspend(std::noop_coroutine()).resume();
  return a.await_resume();
}

int twice() {
  job t = make();
  t.operator co_await();
  return t.operator co_await().await_resume();
// CHECK: :[[#@LINE-1]]:12: warning: 't' is consumed by 'operator co_await' more than once; a 'job' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:5: note: first consumed by 'operator co_await' here
// CHECK: :[[#@LINE-3]]:12: note: consume it in one place only
}

valuetask::task<int> mixed() {
  job t = make();
  t.operator co_await();
  co_return co_await std::move(t);
// CHECK: :[[#@LINE-1]]:13: warning: 't' is awaited after 'operator co_await' consumed it; a 'job' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:5: note: first consumed by 'operator co_await' here
// CHECK: :[[#@LINE-3]]:13: note: consume it in one place only
}
