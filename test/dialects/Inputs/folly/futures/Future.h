#pragma once
#include "../../machinery.h"

namespace folly {
template <class T> class Future : machinery::movable {
public:
  Future(T);
  Future(Future &&) = default;
  Future &operator=(Future &&) = default;
  T get() &&;
  T &value() &;
  T &&value() &&;
  Future &wait() &;
  bool isReady() const;
  Future via(int executor) &;
  Future via(int executor) &&;
  template <class F> Future<int> thenValue(F &&) && { return 1; }
  void cancel();
};
template <class T> Future<T> makeFuture(T);
template <class T> class Promise {
public:
  Future<T> getFuture();
  void setValue(T);
};
template <class T> machinery::awaiter<T> operator co_await(Future<T> &&);
template <class T> class [[nodiscard]] SemiFuture : machinery::movable {
public:
  T get() &&;
  bool isReady() const;
  template <class F> SemiFuture<int> deferValue(F &&) && { return {}; }
};
} // namespace folly
