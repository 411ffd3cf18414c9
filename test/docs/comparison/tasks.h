// What the cases share: the runtime's value_task, or one that is annotated for -Wconsumed, which knows no others.
#ifndef COMPARISON_TASKS_H
#define COMPARISON_TASKS_H

#include <coroutine>
#include <utility>
#include <vector>

#ifdef CONSUMED
#define CONSUMES __attribute__((callable_when("unconsumed"), set_typestate(consumed)))

/// Every method is annotated, the destructor too: so it warns of what is left unconsumed.
template <class T> class [[nodiscard]] __attribute__((consumable(unconsumed))) value_task {
public:
  struct awaiter {
    bool await_ready();
    void await_suspend(std::coroutine_handle<>);
    T await_resume();
  };

  value_task(value_task &&) noexcept;
  ~value_task() __attribute__((callable_when("consumed")));
  bool is_completed() const __attribute__((callable_when("unconsumed", "consumed", "unknown")));
  T result() CONSUMES;
  awaiter operator co_await() CONSUMES;
};
#define RETURNS_FRESH __attribute__((return_typestate(unconsumed)))

/// Without an await_transform, through which it would lose what it knows.
template <class T> struct task {
  struct promise_type {
    task get_return_object();
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_value(T);
    void unhandled_exception();
  };
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  T await_resume();
};
#else
#include <valuetask/value_task.h>
using valuetask::task;
using valuetask::value_task;
#define RETURNS_FRESH
#endif

value_task<int> load() RETURNS_FRESH;
value_task<int> other() RETURNS_FRESH;

#endif
