#pragma once
#include "../machinery.h"

namespace coro {
template <class T = void> class [[nodiscard]] task : machinery::movable {
public:
  using promise_type = machinery::promise<task, T>;
  bool is_ready() const noexcept;
  bool resume();
  machinery::awaiter<std::add_lvalue_reference_t<T>> operator co_await() const & noexcept;
  machinery::awaiter<std::add_rvalue_reference_t<T>> operator co_await() const && noexcept;
};
template <class A> int sync_wait(A &&);
template <class... A> task<void> when_all(A &&...);
} // namespace coro
