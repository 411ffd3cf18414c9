#pragma once
#include "../machinery.h"

namespace async_simple {
template <class T> class Future : machinery::movable {
public:
  Future(T);
  Future(Future &&) = default;
  bool hasResult() const;
  void wait();
  T get() &&;
  T &value() &;
  T &&value() &&;
};
template <class T> Future<T> makeReadyFuture(T);
} // namespace async_simple
