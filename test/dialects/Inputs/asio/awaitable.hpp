#pragma once
#include "../machinery.h"

namespace asio {
template <class T, class Executor = int> class [[nodiscard]] awaitable : machinery::movable {
public:
  using promise_type = machinery::promise<awaitable, T>;
  bool valid() const noexcept;
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>);
  T await_resume();
};
struct detached_t {};
inline constexpr detached_t detached;
template <class T> void co_spawn(int executor, awaitable<T>, detached_t);
} // namespace asio
