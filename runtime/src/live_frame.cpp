#include <valuetask/detail/live_frame.h>

#if VALUETASK_CHECKED

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <new>
#include <pthread.h>
#include <utility>

namespace valuetask::inline VALUETASK_MODE::detail {

/// Lists of frames, each with a lock of its own, so that threads seldom meet.
class live_frames {
public:
  void add(live_frame &one) noexcept {
    const guard lock(mutex_);
    one.next_ = first_;
    if (first_ != nullptr)
      first_->previous_ = &one;
    first_ = &one;
  }

  void remove(live_frame &one) noexcept {
    const guard lock(mutex_);
    (one.previous_ == nullptr ? first_ : one.previous_->next_) = one.next_;
    if (one.next_ != nullptr)
      one.next_->previous_ = one.previous_;
  }

  live_frame::place around(const void *object) const noexcept {
    const guard lock(mutex_);
    for (const live_frame *one = first_; one != nullptr; one = one->next_)
      if (object >= one->begin_ && object < one->end_)
        return {one->has_failed_ ? live_frame::kind::failed : live_frame::kind::live, one->begin_};
    return {};
  }

  /// Around a fork(), so that the child finds a whole list, and no lock held by a thread that it
  /// does not have.
  void lock() noexcept { acquire(mutex_); }
  void unlock() noexcept { mutex_.clear(std::memory_order_release); }

private:
  /// Held for a few instructions; constant-initialised, and never destroyed.
  class guard {
  public:
    explicit guard(std::atomic_flag &flag) noexcept : flag_(flag) { acquire(flag); }
    guard(const guard &) = delete;
    guard &operator=(const guard &) = delete;
    ~guard() { flag_.clear(std::memory_order_release); }

  private:
    std::atomic_flag &flag_;
  };

  static void acquire(std::atomic_flag &flag) noexcept {
    while (flag.test_and_set(std::memory_order_acquire)) {
    }
  }

  mutable std::atomic_flag mutex_;
  live_frame *first_ = nullptr;
};

namespace {

/// By the page in which a frame begins, so that the frames around an address are found without a
/// look at all of them.
constinit std::array<live_frames, 16'384> lists{};
constexpr std::uintptr_t page_size = 4096;
constinit std::atomic<std::size_t> largest_frame{0};
constinit thread_local live_frame *running_first = nullptr;

std::uintptr_t page_of(const void *address) noexcept {
  return reinterpret_cast<std::uintptr_t>(address) / page_size;
}
live_frames &list_of(const void *frame) noexcept { return lists[page_of(frame) % lists.size()]; }

void lock_all() noexcept {
  for (live_frames &list : lists)
    list.lock();
}
void unlock_all() noexcept {
  for (live_frames &list : lists)
    list.unlock();
}
[[maybe_unused]] const int locks_at_fork = ::pthread_atfork(&lock_all, &unlock_all, &unlock_all);

} // namespace

constinit thread_local live_frame *live_frame::fresh = nullptr;

live_frame *live_frame::take_fresh(const void *frame) noexcept {
  for (live_frame **link = &fresh; *link != nullptr; link = &(*link)->older_)
    if (live_frame *const found = *link; found->begin_ == frame) {
      *link = found->older_;
      return found;
    }
  return nullptr;
}

void live_frame::enter(void *frame, std::size_t size) noexcept {
  const auto begin = static_cast<char *>(frame);
  auto *const record = ::new (static_cast<void *>(begin + place_of_record(size))) live_frame;
  record->begin_ = begin;
  record->end_ = begin + size;
  list_of(begin).add(*record);
  record->older_ = std::exchange(fresh, record);
  std::size_t largest = largest_frame.load(std::memory_order_relaxed);
  while (size > largest && !largest_frame.compare_exchange_weak(largest, size)) {
  }
}

void live_frame::leave(void *frame, std::size_t size) noexcept {
  const auto begin = static_cast<char *>(frame);
  auto *const record = std::launder(reinterpret_cast<live_frame *>(begin + place_of_record(size)));
  if (record->link_ != nullptr)
    record->end_first_run();
  take_fresh(frame); // copying a parameter threw
  list_of(begin).remove(*record);
  // The pool keeps the frame as it is: nobody shall take it for one that lives, by the pointers to
  // its functions.
  std::fill_n(begin, std::min(size, 2 * sizeof(void *)), '\0');
}

void live_frame::begin_first_run(const void *caller) noexcept {
  caller_ = caller;
  outer_ = running_first;
  link_ = &running_first;
  if (outer_ != nullptr)
    outer_->link_ = &outer_;
  running_first = this;
}

void live_frame::end_first_run() noexcept {
  *link_ = outer_;
  if (outer_ != nullptr)
    outer_->link_ = link_;
  link_ = nullptr;
}

live_frame::place live_frame::around(const void *object) noexcept {
  const std::uintptr_t pages =
      std::min<std::uintptr_t>(largest_frame.load() / page_size + 2, lists.size());
  for (std::uintptr_t i = 0, page = page_of(object); i != pages; ++i, --page)
    if (const place found = lists[page % lists.size()].around(object); found.what != kind::none)
      return found;
  return {};
}

bool live_frame::is_first_run_between(const void *low, const void *high) noexcept {
  for (const live_frame *one = running_first; one != nullptr; one = one->outer_)
    if (one->caller_ >= low && one->caller_ < high)
      return true;
  return false;
}

} // namespace valuetask::inline VALUETASK_MODE::detail

#endif
