/// \file
/// How profiled mode counts; nothing in the other modes.
#ifndef VALUETASK_DETAIL_PROFILE_MARK_H
#define VALUETASK_DETAIL_PROFILE_MARK_H

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <valuetask/detail/location.h>

namespace valuetask::inline VALUETASK_MODE::detail {

#if VALUETASK_PROFILED

/// What one thread has counted of one function. Written by that thread alone, read by whoever
/// writes the profile: so an increment needs no lock, and threads do not fight over a cache line.
struct profile_counters {
  std::atomic<std::uint64_t> calls{0};
  std::atomic<std::uint64_t> synchronous{0};
  std::atomic<std::uint64_t> allocations{0};
  std::atomic<std::uint64_t> bytes{0};

  static void add(std::atomic<std::uint64_t> &counter, std::uint64_t n) noexcept {
    counter.store(counter.load(std::memory_order_relaxed) + n, std::memory_order_relaxed);
  }
};

/// A place that makes tasks of one type. `file` is null, where it is registered, for what these
/// headers make for themselves: that is no function of the program. `type` is the pretty name of a
/// function of that type: the text is cut out of it when the profile is written.
struct profile_site {
  const char *function;
  const char *file;
  const char *type;
  std::uint_least32_t line;
  bool is_coroutine;

  friend bool operator==(const profile_site &, const profile_site &) = default;
};

/// This thread's counters of a site, which are made where there are none yet. Never fails: where
/// there is no memory, the calls are lost.
profile_counters &find_profile_counters(const profile_site &site) noexcept;

template <class Task> const char *profile_type() noexcept {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-bounds-array-to-pointer-decay)
  return __PRETTY_FUNCTION__;
}

/// Lies in a promise: which function's counters the end of its body is counted in.
class profile_mark {
public:
  /// By the operator new of a frame, right before its promise begin()s.
  static void note_allocation(std::size_t size) noexcept { fresh_frame = size; }

  /// A coroutine was called.
  template <class Task> void begin(const location &made) noexcept {
    counters_ = &count<Task>(made, true, fresh_frame);
    fresh_frame = 0;
  }
  void completed_synchronously() const noexcept {
    profile_counters::add(counters_->synchronous, 1);
  }

  /// A function that is no coroutine made a task, with `bytes` of memory.
  template <class Task>
  static void made(const location &made, bool is_completed, std::size_t bytes) noexcept {
    profile_counters &counters = count<Task>(made, false, bytes);
    if (is_completed)
      profile_counters::add(counters.synchronous, 1);
  }

private:
  template <class Task>
  static profile_counters &count(const location &made, bool by_coroutine,
                                 std::size_t bytes) noexcept {
    profile_counters &counters = find({made.place.function_name(), made.place.file_name(),
                                       profile_type<Task>(), made.place.line(), by_coroutine});
    profile_counters::add(counters.calls, 1);
    if (bytes != 0) {
      profile_counters::add(counters.allocations, 1);
      profile_counters::add(counters.bytes, bytes);
    }
    return counters;
  }

  struct known_site {
    profile_site site;
    profile_counters *counters;
  };
  static constexpr std::size_t known_sites = 256;

  static profile_counters &find(const profile_site &site) noexcept {
    const auto hash = (reinterpret_cast<std::uintptr_t>(site.function) >> 4) * 31 +
                      std::uintptr_t{site.line} * 7 +
                      (reinterpret_cast<std::uintptr_t>(site.type) >> 4);
    known_site &known = latest[hash % known_sites];
    if (known.counters == nullptr || known.site != site) [[unlikely]] {
      profile_site counted = site;
      if (is_own(site.file))
        counted.file = nullptr;
      known = {site, &find_profile_counters(counted)};
    }
    return *known.counters;
  }

  /// Asked here, as the library was compiled with the headers in another place, where it is
  /// installed.
  static bool is_own(std::string_view file) noexcept {
    constexpr std::string_view here = __FILE__;
    return file.starts_with(here.substr(0, here.rfind("detail/")));
  }

  static constinit thread_local std::array<known_site, known_sites> latest;
  static constinit thread_local std::size_t fresh_frame;

  profile_counters *counters_ = nullptr;
};

inline constinit thread_local std::array<profile_mark::known_site, profile_mark::known_sites>
    profile_mark::latest{};
inline constinit thread_local std::size_t profile_mark::fresh_frame = 0;

#else

/// Nothing, at no cost.
class profile_mark {
public:
  static constexpr void note_allocation(std::size_t) noexcept {}
  template <class Task> constexpr void begin(location) const noexcept {}
  constexpr void completed_synchronously() const noexcept {}
  template <class Task> static constexpr void made(location, bool, std::size_t) noexcept {}
};

#endif

} // namespace valuetask::inline VALUETASK_MODE::detail

#endif
