#pragma once
#include "machinery.h"

namespace QCoro {
namespace detail {
template <class T, template <class> class Impl> class TaskBase : machinery::movable {
public:
  bool isReady() const;
  machinery::awaiter<T> operator co_await() const noexcept;
  template <class F> Impl<int> then(F &&) & { return {}; }
  template <class F> Impl<int> then(F &&) && { return {}; }
};
} // namespace detail
template <class T> class Task final : public detail::TaskBase<T, Task> {
public:
  using promise_type = machinery::promise<Task, T>;
};
template <class T> T waitFor(Task<T> &);
template <class T> T waitFor(Task<T> &&);
} // namespace QCoro
