/// \file
/// How checked mode knows the frames of the coroutines that are ours; nothing in the other modes.
#ifndef VALUETASK_DETAIL_LIVE_FRAME_H
#define VALUETASK_DETAIL_LIVE_FRAME_H

#include <cstddef>
#include <utility>
#include <valuetask/detail/location.h>

namespace valuetask::inline VALUETASK_MODE::detail {

#if VALUETASK_CHECKED

/// Lies behind a frame, and says where that is: the parameters outlive the promise. What is
/// destroyed in a frame ends with its scope or with the coroutine: both say that nobody consumed
/// it. In a frame of somebody else's it may be destroyed with a coroutine that never got so far.
class live_frame {
public:
  /// What is known of the frame that an object lies in.
  enum class kind : unsigned char { none, live, failed };

  /// How much to allocate for a frame of this size, and the record of it.
  static constexpr std::size_t size_with_record(std::size_t size) noexcept {
    return place_of_record(size) + sizeof(live_frame);
  }

  /// Puts the record behind a frame, right before the promise begin()s.
  static void enter(void *frame, std::size_t size) noexcept;

  /// Takes it away again.
  static void leave(void *frame, std::size_t size) noexcept;

  /// Where one of ours lies around an object.
  struct place {
    kind what = kind::none;
    const void *begin = nullptr;
  };

  /// Looks at the frames of a page or two: only for somebody who is about to report.
  static place around(const void *object) noexcept;

  /// Whether this thread runs a body for the first time that was called by a function with a frame
  /// there: inlined, it may run in that function's stack frame.
  static bool is_first_run_between(const void *low, const void *high) noexcept;

private:
  friend class live_frames;
  friend class running_frame;

  static constexpr std::size_t place_of_record(std::size_t size) noexcept {
    return (size + alignof(live_frame) - 1) / alignof(live_frame) * alignof(live_frame);
  }

  void begin_first_run(const void *caller) noexcept;
  void end_first_run() noexcept;

  /// The record of a frame that was allocated, and whose body has not begun; null if it was not
  /// allocated.
  static live_frame *take_fresh(const void *frame) noexcept;

  // Several: copying the parameters into one may call other coroutines.
  static constinit thread_local live_frame *fresh;

  const char *begin_ = nullptr;
  const char *end_ = nullptr;
  const void *caller_ = nullptr;
  live_frame *next_ = nullptr; ///< in the list of all
  live_frame *previous_ = nullptr;
  live_frame *older_ = nullptr; ///< the next of those that are fresh
  live_frame *outer_ = nullptr; ///< the next in the list of those that run for the first time
  live_frame **link_ = nullptr; ///< what refers to this in that list; null when it is not there
  bool has_failed_ = false;
};

/// Lies in the promise.
class running_frame {
public:
  /// The body begins to run. A frame that lies in another one, since the compiler saw that it may,
  /// was never allocated, and has no record.
  void begin(const location &called, const void *frame) noexcept {
    record_ = live_frame::take_fresh(frame);
    if (record_ != nullptr)
      record_->begin_first_run(called.frame);
  }

  /// It is suspended, or ends.
  void end_first_run() noexcept {
    if (record_ != nullptr && record_->link_ != nullptr)
      record_->end_first_run();
  }

  /// An exception left it. Nobody could consume what is still in its parameters.
  void fail() noexcept {
    if (record_ != nullptr)
      record_->has_failed_ = true;
  }

private:
  live_frame *record_ = nullptr;
};

#else

/// Nothing, at no cost.
class live_frame {
public:
  static constexpr std::size_t size_with_record(std::size_t size) noexcept { return size; }
  static constexpr void enter(void *, std::size_t) noexcept {}
  static constexpr void leave(void *, std::size_t) noexcept {}
};

/// Nothing, at no cost.
class running_frame {
public:
  constexpr void begin(location, const void *) const noexcept {}
  constexpr void end_first_run() const noexcept {}
  constexpr void fail() const noexcept {}
};

#endif

} // namespace valuetask::inline VALUETASK_MODE::detail

#endif
