#pragma once
#include "../machinery.h"

namespace cppcoro {
template <class T = void> class [[nodiscard]] task : machinery::movable {
public:
  using promise_type = machinery::promise<task, T>;
  bool is_ready() const noexcept;
  machinery::awaiter<std::add_lvalue_reference_t<T>> operator co_await() const & noexcept;
  machinery::awaiter<std::add_rvalue_reference_t<T>> operator co_await() const && noexcept;
  machinery::awaiter<void> when_ready() const noexcept;
};
template <class T = void> class shared_task {
public:
  shared_task(const shared_task &);
  machinery::awaiter<std::add_lvalue_reference_t<T>> operator co_await() const noexcept;
};
template <class A> int sync_wait(A &&);
} // namespace cppcoro
