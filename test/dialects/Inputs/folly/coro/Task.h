#pragma once
#include "../../machinery.h"
#include "../futures/Future.h"

namespace folly::coro {
template <class T = void> class TaskWithExecutor;
template <class T = void> class [[nodiscard]] Task : machinery::movable {
public:
  using promise_type = machinery::promise<Task, T>;
  int semi() &&;
  void swap(Task &) noexcept;
  friend machinery::awaiter<T> operator co_await(Task &&) { return {}; }
};
template <class T> class [[nodiscard]] TaskWithExecutor : machinery::movable {
public:
  SemiFuture<T> start() &&;
  machinery::awaiter<T> operator co_await() && noexcept;
};
template <class T> TaskWithExecutor<T> co_withExecutor(int executor, Task<T>);
template <class T> class [[nodiscard]] now_task {
public:
  using promise_type = machinery::promise<now_task, T>;
  now_task(now_task &&) = delete;
  machinery::awaiter<T> operator co_await() &&;
};
template <class... T> Task<int> collectAll(Task<T>...);
struct blocking_wait_fn {
  template <class A> int operator()(A &&, int executor = 0) const;
};
inline constexpr blocking_wait_fn blocking_wait{};
inline constexpr blocking_wait_fn const &blockingWait = blocking_wait;
} // namespace folly::coro
