// Code of a template that only a function of a system header instantiates: what is in it is found there as well.
// RUN: %both %s | %match %s
#include <functional>
#include <future>
#include <list>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <valuetask/sync_wait.h>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

struct service {
  value_task<int> ping();
};
void each(std::function<task<int>(service &)> callback);
void later(std::function<void(service *)> callback);

// A generic lambda that names its return type, so that nothing needs its body before it is called.
void to_a_function() {
  each([](auto &s) -> task<int> {
    s.ping();
// CHECK: :[[#@LINE-1]]:7: warning: the 'value_task' returned by 'ping' is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:5: note: did you forget 'co_await'?
    co_return co_await s.ping();
  });
  each([](auto &s) -> task<int> {
    auto value = s.ping();
    co_return co_await value;
  });
}
void to_a_variable() {
  std::function<void(service *)> dropping = [](auto s) -> void { s->ping(); };
// CHECK: :[[#@LINE-1]]:69: warning: the 'value_task' returned by 'ping' is never consumed; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:69: note: consume it, or pass it to a function that does, or discard it with 'detach'
  std::function<void(service *)> waiting = [](auto s) -> void { valuetask::sync_wait(s->ping()); };
  later(dropping);
  later(waiting);
}
void to_a_thread(service &s) {
  std::thread([](auto *p) { p->ping(); }, &s).join();
// CHECK: :[[#@LINE-1]]:32: warning: the 'value_task' returned by 'ping' is never consumed; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:32: note: consume it, or pass it to a function that does, or discard it with 'detach'
  std::thread([](auto *p) { valuetask::sync_wait(p->ping()); }, &s).join();
  std::jthread([](auto p) { (void)p->ping(); }, &s);
// CHECK: :[[#@LINE-1]]:38: warning: the 'value_task' returned by 'ping' is never consumed; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:38: note: consume it, or pass it to a function that does, or discard it with 'detach'
}
void to_async(service &s) {
  std::async([](auto *p) -> int {
    p->ping();
// CHECK: :[[#@LINE-1]]:8: warning: the 'value_task' returned by 'ping' is never consumed; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
    return valuetask::sync_wait(p->ping());
  }, &s).wait();
}
void once(service &s) {
  static std::once_flag flag;
  std::call_once(flag, [](auto &x) { x.ping(); }, s);
// CHECK: :[[#@LINE-1]]:40: warning: the 'value_task' returned by 'ping' is never consumed; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:40: note: consume it, or pass it to a function that does, or discard it with 'detach'
}

// A member of a class template, or a template that is a member.
template <class S> struct job {
  S s;
  void operator()() { s->ping(); }
// CHECK: :[[#@LINE-1]]:26: warning: the 'value_task' returned by 'ping' is never consumed; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:26: note: consume it, or pass it to a function that does, or discard it with 'detach'
  void waits() { valuetask::sync_wait(s->ping()); }
};
template <class S> struct patient_job {
  S s;
  void operator()() { valuetask::sync_wait(s->ping()); }
};
struct visitor {
  template <class T> void operator()(T t) const { t->ping(); }
// CHECK: :[[#@LINE-1]]:54: warning: the 'value_task' returned by 'ping' is never consumed; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:54: note: consume it, or pass it to a function that does, or discard it with 'detach'
};
void jobs(service *s) {
  std::thread(job<service *>{s}).join();
  std::thread(patient_job<service *>{s}).join();
  std::thread(visitor{}, s).join();
}

// What makes an object makes its virtual members.
struct base {
  virtual ~base() = default;
  virtual void run() = 0;
};
template <class S> struct worker : base {
  S s;
  explicit worker(S given) : s(given) {}
  void run() override { s->ping(); }
// CHECK: :[[#@LINE-1]]:28: warning: the 'value_task' returned by 'ping' is never consumed; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:28: note: consume it, or pass it to a function that does, or discard it with 'detach'
};
template <class Derived> struct crtp : base {
  void run() override { static_cast<Derived *>(this)->s.ping(); }
// CHECK: :[[#@LINE-1]]:57: warning: the 'value_task' returned by 'ping' is never consumed; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:57: note: consume it, or pass it to a function that does, or discard it with 'detach'
};
struct concrete : crtp<concrete> {
  service s;
};
std::unique_ptr<base> make(service *s) { return std::make_unique<worker<service *>>(s); }
std::shared_ptr<base> share() { return std::make_shared<concrete>(); }

// A constructor of a class that nothing else completes.
template <class S> struct starts {
  explicit starts(S s) { s->ping(); }
// CHECK: :[[#@LINE-1]]:29: warning: the 'value_task' returned by 'ping' is never consumed; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:29: note: consume it, or pass it to a function that does, or discard it with 'detach'
};
void kept(std::list<starts<service *>> &all, service *s) { all.emplace_back(s); }

// Nobody makes an instance of these, and so nobody looks at them.
template <class T> void never_called(T t) { t.ping(); }
void never_given_away() {
  [[maybe_unused]] auto unused = [](auto &s) { s.ping(); };
}
