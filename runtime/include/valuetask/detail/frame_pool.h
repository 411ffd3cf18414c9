/// \file
/// Recycles coroutine frames per thread, so that a steady state allocates nothing.
#ifndef VALUETASK_DETAIL_FRAME_POOL_H
#define VALUETASK_DETAIL_FRAME_POOL_H

#include <array>
#include <cstddef>
#include <new>
#include <valuetask/detail/config.h>

namespace valuetask::inline VALUETASK_MODE::detail {

/// Free frames of one thread, by size. A frame may be returned on another thread than it came from:
/// it then stays there. Bounded, so that a thread which only frees does not hoard.
class frame_pool {
public:
  static void *allocate(std::size_t size) {
    const std::size_t bin = bin_of(size);
    if (!recycles || bin >= bins)
      return ::operator new(size);
    frame_pool &pool = mine;
    if (block *const top = pool.free_[bin]) [[likely]] {
      pool.free_[bin] = top->next;
      --pool.count_[bin];
      return top;
    }
    return ::operator new((bin + 1) * granule);
  }

  static void deallocate(void *frame, std::size_t size) noexcept {
    const std::size_t bin = bin_of(size);
    frame_pool &pool = mine;
    if (!recycles || bin >= bins || pool.count_[bin] >= most) {
      ::operator delete(frame);
      return;
    }
    if (pool.phase_ != phase::open && !pool.open()) [[unlikely]] {
      ::operator delete(frame);
      return;
    }
    pool.free_[bin] = ::new (frame) block{pool.free_[bin]};
    ++pool.count_[bin];
  }

private:
  // A recycled frame would hide from the sanitizers that somebody still uses the old one.
  static constexpr bool recycles = !VALUETASK_DETAIL_SANITIZED;
  static constexpr std::size_t granule = 64;
  static constexpr std::size_t bins = 16;
  static constexpr unsigned char most = 64;

  struct block {
    block *next;
  };
  enum class phase : unsigned char { unused, open, closed };

  static constexpr std::size_t bin_of(std::size_t size) noexcept { return (size - 1) / granule; }

  /// Arranges that the blocks are freed when the thread ends. False once that has happened: other
  /// thread_local objects may still destroy coroutines after it.
  bool open() noexcept {
    if (phase_ == phase::closed)
      return false;
    static thread_local const closer at_exit;
    static_cast<void>(&at_exit);
    phase_ = phase::open;
    return true;
  }

  struct closer {
    // Not defaulted: only an object that needs initialising is registered on first use everywhere.
    closer() noexcept {}
    ~closer() { mine.close(); }
  };

  void close() noexcept {
    phase_ = phase::closed;
    for (std::size_t bin = 0; bin != bins; ++bin) {
      while (block *const top = free_[bin]) {
        free_[bin] = top->next;
        ::operator delete(top);
      }
      count_[bin] = 0;
    }
  }

  // Constant initialisation and no destructor: reached without a guard or a wrapper function.
  static constinit thread_local frame_pool mine;

  std::array<block *, bins> free_{};
  std::array<unsigned char, bins> count_{};
  phase phase_ = phase::unused;
};

inline constinit thread_local frame_pool frame_pool::mine{};

} // namespace valuetask::inline VALUETASK_MODE::detail

#endif
