/// \file
/// A coroutine that nobody holds.
#ifndef VALUETASK_DETAIL_DETACHED_COROUTINE_H
#define VALUETASK_DETAIL_DETACHED_COROUTINE_H

#include <coroutine>
#include <cstddef>
#include <exception>
#include <valuetask/detail/frame_pool.h>

namespace valuetask::inline VALUETASK_MODE::detail {

/// Runs at once and frees itself at its end. Its body must let no exception out.
struct detached_coroutine {
  struct promise_type {
    static void *operator new(std::size_t size) { return frame_pool::allocate(size); }
    static void operator delete(void *frame, std::size_t size) noexcept {
      frame_pool::deallocate(frame, size);
    }
    detached_coroutine get_return_object() const noexcept { return {}; }
    std::suspend_never initial_suspend() const noexcept { return {}; }
    std::suspend_never final_suspend() const noexcept { return {}; }
    void return_void() const noexcept {}
    [[noreturn]] void unhandled_exception() const noexcept { std::terminate(); }
  };
};

} // namespace valuetask::inline VALUETASK_MODE::detail

#endif
