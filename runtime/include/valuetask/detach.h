/// \file
/// detach(): the named way to drop a value_task on purpose.
#ifndef VALUETASK_DETACH_H
#define VALUETASK_DETACH_H

#include <exception>
#include <utility>
#include <valuetask/detail/detached_coroutine.h>
#include <valuetask/value_task.h>

namespace valuetask::inline VALUETASK_MODE {

/// Called with an exception that left a detached value_task. May end the program, must not throw.
using unobserved_exception_handler = void (*)(std::exception_ptr) noexcept;

/// Replaces the handler and returns the previous one. A null pointer restores the default, which
/// prints one line to stderr. Thread-safe; O(1). `TaskScheduler.UnobservedTaskException` in .NET.
unobserved_exception_handler
set_unobserved_exception_handler(unobserved_exception_handler handler) noexcept;

namespace detail {

/// Hands the exception to the handler.
void report_unobserved(std::exception_ptr error) noexcept;

template <class T> detached_coroutine finish_detached(value_storage<T> storage) {
  try {
    static_cast<void>(co_await storage_awaiter<T>(storage));
  } catch (...) {
    report_unobserved(std::current_exception());
  }
}

} // namespace detail

/// Lets `dropped` keep running, and discards its result. An exception goes to the handler, on the
/// thread that finds it. Thread-safe like any use of `dropped`; may throw std::bad_alloc, and has
/// then discarded it; O(1).
template <class T>
void detach(VALUETASK_CONSUMES value_task<T> &&dropped,
            detail::location here = detail::location::current()) {
  detail::value_storage<T> storage = detail::access::take_over(dropped, here);
  if (!storage.is_ready_successfully())
    detail::finish_detached(std::move(storage));
}

} // namespace valuetask::inline VALUETASK_MODE

#endif
