#pragma once
#include "../machinery.h"

namespace macoro {
template <class T = void, bool Lazy = true> class [[nodiscard]] task : machinery::movable {
public:
  using promise_type = machinery::promise<task, T>;
  bool is_ready() const noexcept;
  machinery::awaiter<std::add_lvalue_reference_t<T>> operator co_await() const & noexcept;
  machinery::awaiter<std::add_rvalue_reference_t<T>> operator co_await() const && noexcept;
};
template <class T = void> using eager_task = task<T, false>;
} // namespace macoro
