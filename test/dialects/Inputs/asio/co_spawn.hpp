#pragma once
#include "awaitable.hpp"

namespace asio {
template <class T, class Token> void co_spawn(any_io_executor, awaitable<T>, Token);
} // namespace asio
