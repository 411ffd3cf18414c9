/// \file
/// Recycles coroutine frames per thread, so that a steady state allocates nothing.
#ifndef VALUETASK_DETAIL_FRAME_POOL_H
#define VALUETASK_DETAIL_FRAME_POOL_H

#include <array>
#include <cstddef>
#include <new>
#include <valuetask/detail/config.h>

namespace valuetask::inline VALUETASK_MODE::detail {

/// How every frame is aligned: a result as aligned as a cache line is in its place.
inline constexpr std::size_t frame_alignment = 64;

/// Does not compile where a result needs more. A function, so that there is one error, however many
/// classes keep the result.
template <class Result> constexpr bool check_alignment() noexcept {
  static_assert(
      alignof(Result) <= frame_alignment,
      "a result may be aligned to at most 64 bytes, as the frames of coroutines are: keep "
      "it behind a pointer");
  return true;
}

/// Free frames of one thread, by size. A frame may be returned on another thread than it came from:
/// it then stays there. Bounded, so that a thread which only frees does not hoard.
class frame_pool {
public:
  /// May throw std::bad_alloc. O(1).
  static void *allocate(std::size_t size) {
    const std::size_t bin = bin_of(size);
    if (!recycles || bin >= bins)
      return allocate_fresh(size);
    frame_pool &pool = mine;
    if (void *const frame = pool.latest_[bin]) [[likely]] {
      pool.latest_[bin] = nullptr;
      return frame;
    }
    return pool.allocate_from_rest(bin);
  }

  /// O(1).
  static void deallocate(void *frame, std::size_t size) noexcept {
    const std::size_t bin = bin_of(size);
    if (!recycles || bin >= bins) {
      deallocate_for_good(frame);
      return;
    }
    frame_pool &pool = mine;
    if (pool.latest_[bin] == nullptr && pool.phase_ == phase::open) [[likely]]
      pool.latest_[bin] = frame;
    else
      pool.deallocate_to_rest(frame, bin);
  }

private:
  // A recycled frame would hide from the sanitizers that somebody still uses the old one.
  static constexpr bool recycles = !VALUETASK_DETAIL_SANITIZED;
  static constexpr std::size_t granule = 64;
  static constexpr std::size_t bins = 16;
  static constexpr std::size_t most_in_rest = 64;

  struct block {
    block *next;
    std::size_t count; ///< of the blocks from here on
  };
  enum class phase : unsigned char { unused, open, closed };

  static constexpr std::size_t bin_of(std::size_t size) noexcept { return (size - 1) / granule; }

  static void *allocate_fresh(std::size_t size) {
    return ::operator new(size, std::align_val_t(frame_alignment));
  }
  static void deallocate_for_good(void *frame) noexcept {
    ::operator delete(frame, std::align_val_t(frame_alignment));
  }

  [[gnu::noinline]] void *allocate_from_rest(std::size_t bin) {
    block *const top = rest_[bin];
    if (top == nullptr)
      return allocate_fresh((bin + 1) * granule);
    rest_[bin] = top->next;
    return top;
  }

  [[gnu::noinline]] void deallocate_to_rest(void *frame, std::size_t bin) noexcept {
    block *const top = rest_[bin];
    const std::size_t count = top == nullptr ? 0 : top->count;
    if (count >= most_in_rest || (phase_ != phase::open && !open()))
      deallocate_for_good(frame);
    else
      rest_[bin] = ::new (frame) block{top, count + 1};
  }

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
      if (latest_[bin] != nullptr)
        deallocate_for_good(latest_[bin]);
      latest_[bin] = nullptr;
      while (block *const top = rest_[bin]) {
        rest_[bin] = top->next;
        deallocate_for_good(top);
      }
    }
  }

  // Constant initialisation and no destructor: reached without a guard or a wrapper function.
  static constinit thread_local frame_pool mine;

  // The one that was freed last stands apart: a call after the other gets and returns it without a
  // look into the block, which would have to wait for the write before it.
  std::array<void *, bins> latest_{};
  std::array<block *, bins> rest_{};
  phase phase_ = phase::unused;
};

inline constinit thread_local frame_pool frame_pool::mine{};

} // namespace valuetask::inline VALUETASK_MODE::detail

#endif
