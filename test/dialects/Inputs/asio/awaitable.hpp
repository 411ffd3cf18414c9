#pragma once
#include "../machinery.h"

namespace asio {
struct any_io_executor {};
template <class T, class Executor = any_io_executor> class [[nodiscard]] awaitable : machinery::movable {
public:
  using promise_type = machinery::promise<awaitable, T>;
  bool valid() const noexcept;
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>);
  T await_resume();
};
} // namespace asio
