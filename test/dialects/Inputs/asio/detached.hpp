#pragma once

namespace asio {
struct detached_t {};
inline constexpr detached_t detached;
} // namespace asio
