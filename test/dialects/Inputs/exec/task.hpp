#pragma once
#include "../machinery.h"

namespace experimental::execution {
namespace __task {
template <class T> class [[nodiscard]] basic_task : machinery::movable {
public:
  using promise_type = machinery::promise<basic_task, T>;
  friend machinery::awaiter<T> operator co_await(basic_task &&) { return {}; }
};
} // namespace __task
template <class T> using task = __task::basic_task<T>;
} // namespace experimental::execution
namespace exec = experimental::execution;
namespace stdexec {
struct scheduler {};
template <class S> struct sender {};
template <class S> sender<S> starts_on(scheduler, S &&);
template <class T> sender<T> just(T);
struct sync_wait_t {
  template <class S> int *operator()(S &&) const;
};
inline constexpr sync_wait_t sync_wait{};
} // namespace stdexec
