#pragma once
#include "awaitable.hpp"
#include "detached.hpp"

namespace asio {
template <class Signature, class Initiation> class [[nodiscard]] deferred_async_operation {
public:
  Initiation initiation;
  template <class Token> int operator()(Token &&) && { return 0; }
  template <class Token> int operator()(Token &&) const & { return 0; }
};
template <class S, class I>
machinery::awaiter<int> operator co_await(const deferred_async_operation<S, I> &);
struct steady_timer {
  deferred_async_operation<void(int), int> async_wait();
};
} // namespace asio
