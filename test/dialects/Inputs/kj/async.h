#pragma once
#include "../machinery.h"

namespace kj {
template <class T> constexpr T &&mv(T &value) { return static_cast<T &&>(value); }
struct WaitScope {};
template <class T> class Promise;
template <class T> class ForkedPromise {
public:
  Promise<T> addBranch();
};
template <class T> class [[nodiscard]] Promise : machinery::movable {
public:
  using promise_type = machinery::promise<Promise, T>;
  Promise(decltype(nullptr));
  Promise(Promise &&) = default;
  Promise &operator=(Promise &&) = default;
  template <class F> Promise<int> then(F &&) { return nullptr; }
  template <class E> Promise catch_(E &&) { return nullptr; }
  Promise<void> ignoreResult();
  T wait(WaitScope &, int location = 0);
  bool poll(WaitScope &, int location = 0);
  ForkedPromise<T> fork(int location = 0);
  template <class... A> Promise attach(A &&...);
  template <class E> Promise eagerlyEvaluate(E &&);
  template <class E> void detach(E &&) {}
  machinery::awaiter<T> operator co_await();
};
template <class T> struct PromiseFulfillerPair {
  Promise<T> promise;
  int fulfiller;
};
class TaskSet {
public:
  void add(Promise<void> &&);
};
} // namespace kj
