#pragma once
#include "../../machinery.h"

namespace seastar {
template <class T = void> class [[nodiscard]] future : machinery::movable {
public:
  using promise_type = machinery::promise<future, T>;
  T get();
  void wait() noexcept;
  bool available() const noexcept;
  bool failed() const noexcept;
  template <class F> future<> then(F &&) { return {}; }
  template <class F> future handle_exception(F &&) noexcept { return {}; }
  future<> discard_result() noexcept;
  void ignore_ready_future() noexcept;
};
template <class T> machinery::awaiter<T> operator co_await(future<T> &&) noexcept;
namespace internal {
template <class T> struct without_preemption_check : future<T> {
  explicit without_preemption_check(future<T> &&) noexcept;
};
} // namespace internal
template <class T> future<T> with_timeout(int deadline, future<T>);
template <class T> future<T> make_ready_future(T);
template <class T = void> future<T> make_ready_future();
namespace coroutine {
template <class T> machinery::awaiter<future<T>> as_future(future<T>);
} // namespace coroutine
class gate {
public:
  void leave();
};
} // namespace seastar
