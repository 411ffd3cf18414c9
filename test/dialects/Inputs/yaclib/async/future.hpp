#pragma once
#include "../../machinery.h"

namespace yaclib {
template <class T> class FutureBase : machinery::movable {
public:
  bool Valid() const & noexcept;
  bool Ready() const & noexcept;
  const T *Get() const & noexcept;
  T Get() && noexcept;
  const T &Touch() const & noexcept;
  T Touch() && noexcept;
  void Detach() && noexcept;
};
template <class T = void> class Future final : public FutureBase<T> {
public:
  using promise_type = machinery::promise<Future, T>;
  template <class F> Future<int> ThenInline(F &&) &&;
};
template <class T> Future<T> MakeFuture(T);
template <class... F> void Wait(F &...) noexcept;
template <class T> machinery::awaiter<T> operator co_await(FutureBase<T> &&) noexcept;
template <class... F> machinery::awaiter<void> Await(F &...) noexcept;
} // namespace yaclib
