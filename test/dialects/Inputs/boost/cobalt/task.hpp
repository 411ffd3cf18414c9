#pragma once
#include "../../machinery.h"

namespace boost::cobalt {
template <class T> struct [[nodiscard]] task : machinery::movable {
  using promise_type = machinery::promise<task, T>;
  machinery::awaiter<T> operator co_await();
};
template <class T> struct [[nodiscard]] promise : machinery::movable {
  using promise_type = machinery::promise<promise, T>;
  machinery::awaiter<T> operator co_await();
  void operator+() &&;
  T get(int location = 0);
  bool ready() const;
  explicit operator bool() const;
  void cancel();
  bool attached() const;
  void detach();
  void attach();
};
} // namespace boost::cobalt
