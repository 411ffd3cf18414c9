#pragma once
#include "../../machinery.h"

namespace async_simple::coro {
namespace detail {
template <class T> struct LazyBase : machinery::movable {
  template <class F> void start(F &&) {}
  bool isReady() const;
  int *getExecutor();
  machinery::awaiter<T> operator co_await();
  machinery::awaiter<T> coAwaitTry();
};
} // namespace detail
template <class T> class RescheduleLazy;
template <class T = void> class [[nodiscard]] Lazy : public detail::LazyBase<T> {
public:
  using promise_type = machinery::promise<Lazy, T>;
  RescheduleLazy<T> via(int *executor) &&;
};
template <class T> class [[nodiscard]] RescheduleLazy : public detail::LazyBase<T> {
public:
  void detach();
};
template <class L> int syncAwait(L &&);
} // namespace async_simple::coro
