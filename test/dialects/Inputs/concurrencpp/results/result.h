#pragma once
#include "../../machinery.h"

namespace concurrencpp {
template <class T> class result : machinery::movable {
public:
  using promise_type = machinery::promise<result, T>;
  explicit operator bool() const noexcept;
  int status() const;
  void wait() const;
  T get();
  machinery::awaiter<T> operator co_await();
  machinery::awaiter<result> resolve();
};
template <class T> result<T> make_ready_result(T);
template <class T> class result_promise {
public:
  result<T> get_result();
};
struct executor {
  template <class F> result<int> submit(F &&) { return {}; }
};
template <class T> class lazy_result : machinery::movable {
public:
  using promise_type = machinery::promise<lazy_result, T>;
  machinery::awaiter<T> operator co_await();
  result<T> run();
};
} // namespace concurrencpp
