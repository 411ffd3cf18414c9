/// \file
/// Whether other threads exist at all.
#ifndef VALUETASK_DETAIL_THREADS_H
#define VALUETASK_DETAIL_THREADS_H

#include <atomic>
#include <valuetask/detail/config.h>

#if __has_include(<sys/single_threaded.h>)
#include <sys/single_threaded.h>
#endif

namespace valuetask::inline VALUETASK_MODE::detail {

/// True only as long as no second thread was ever started: then a read-modify-write needs no lock
/// of the bus, as for std::shared_ptr in libstdc++. Starting a thread is what orders the plain
/// accesses before with the atomic ones after. Always false where the C library does not tell.
inline bool is_single_threaded() noexcept {
#if __has_include(<sys/single_threaded.h>)
  return __libc_single_threaded != 0;
#else
  return false;
#endif
}

/// exchange() with acquire and release.
template <class T> T exchange(std::atomic<T> &shared, T value) noexcept {
  if (is_single_threaded()) {
    const T before = shared.load(std::memory_order_relaxed);
    shared.store(value, std::memory_order_relaxed);
    return before;
  }
  return shared.exchange(value, std::memory_order_acq_rel);
}

/// fetch_add() with this order.
template <class T> T fetch_add(std::atomic<T> &shared, T value, std::memory_order order) noexcept {
  if (is_single_threaded()) {
    const T before = shared.load(std::memory_order_relaxed);
    shared.store(static_cast<T>(before + value), std::memory_order_relaxed);
    return before;
  }
  return shared.fetch_add(value, order);
}

/// compare_exchange_strong() with acquire and release.
template <class T> bool compare_exchange(std::atomic<T> &shared, T &expected, T value) noexcept {
  if (is_single_threaded()) {
    const T before = shared.load(std::memory_order_relaxed);
    if (before != expected) {
      expected = before;
      return false;
    }
    shared.store(value, std::memory_order_relaxed);
    return true;
  }
  return shared.compare_exchange_strong(expected, value, std::memory_order_acq_rel,
                                        std::memory_order_acquire);
}

} // namespace valuetask::inline VALUETASK_MODE::detail

#endif
