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

/// A place that makes tasks of one type, by the addresses of its names. `type` is the pretty name
/// of a function of that type: the text is cut out of it when the profile is written.
struct profile_site {
  const char *function;
  const char *file;
  const char *type;
  std::uint_least32_t line;
  bool is_coroutine;

  friend bool operator==(const profile_site &, const profile_site &) = default;
};

// What the library exports for these headers is visible wherever it is linked into: a program and
// its shared libraries count together, even if each has a copy of its own and is compiled with
// -fvisibility=hidden.

/// This thread's counters of a site: null if it has none yet. Counters are never freed.
[[gnu::visibility("default")]] profile_counters *
find_profile_counters(const profile_site &site) noexcept;

/// Makes them, with copies of the names. `is_own`: what these headers make for themselves is no
/// function of the program, and is not reported. Never fails: where there is no memory, the calls
/// are lost.
[[gnu::visibility("default")]] profile_counters &add_profile_counters(const profile_site &site,
                                                                      bool is_own) noexcept;

/// Changes whenever a module is closed in which coroutines may have been counted: what is known of
/// a site by the addresses of its strings holds for this generation only, as another module may be
/// loaded at the same place. Never 0. Weak, so that a sanitizer does not take the variables of
/// several copies for a mistake.
[[gnu::visibility("default"), gnu::weak]] extern std::atomic<unsigned> module_generation;

/// Begins a generation. At exit it also completes the profile, if the module still counted after
/// that was written. Weak, since it is named by every source that includes these headers, and not
/// all of them make tasks and need the library.
[[gnu::visibility("default"), gnu::weak]] void note_closed_module(const char *module) noexcept;

/// Its address tells the modules apart: a program, a shared library.
[[gnu::visibility("hidden")]] inline constinit char this_module = 0;

/// Runs by dlclose(), and at exit, once for each source of the module. The priority makes it come
/// after the destructors of the module's static objects, which may still count: what they got to
/// know is of the old generation, too.
[[gnu::destructor(101)]] static void at_close_of_module() noexcept {
  if (note_closed_module != nullptr)
    note_closed_module(&this_module);
}

template <class Task> const char *profile_type() noexcept {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-bounds-array-to-pointer-decay)
  return __PRETTY_FUNCTION__;
}

/// Lies in a promise: which function's counters the end of its body is counted in.
class profile_mark {
public:
  /// By the operator new of a frame, before its promise begin()s.
  static void note_allocation(const void *frame, std::size_t size) noexcept {
    if (fresh_count == fresh_frames.size())
      fresh_count = 0; // left by parameters that could not be copied
    fresh_frames[fresh_count++] = {frame, size};
  }

  /// A coroutine was called.
  template <class Task> void begin(const location &made, const void *frame) noexcept {
    counters_ = &count_coroutine<Task>(made, take_fresh(frame));
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
  /// A frame that was allocated, and whose body has not begun.
  struct fresh_frame {
    const void *frame;
    std::size_t size;
  };

  /// Its size; 0 if it was not allocated, but lies in another one.
  static std::size_t take_fresh(const void *frame) noexcept {
    for (std::size_t i = fresh_count; i-- != 0;)
      if (fresh_frames[i].frame == frame) {
        fresh_count = i; // those behind it were left by parameters that could not be copied
        return fresh_frames[i].size;
      }
    return 0;
  }

  // Not inlined: a coroutine that becomes too long for it is not optimised as one whole any more.
  template <class Task>
  [[gnu::visibility("hidden"), gnu::noinline]] static profile_counters &
  count_coroutine(const location &made, std::size_t bytes) noexcept {
    return count<Task>(made, true, bytes);
  }
  template <class Task>
  [[gnu::always_inline]] static profile_counters &count(const location &made, bool by_coroutine,
                                                        std::size_t bytes) noexcept {
    profile_counters &counters = find(made, profile_type<Task>(), by_coroutine);
    profile_counters::add(counters.calls, 1);
    if (bytes != 0) {
      profile_counters::add(counters.allocations, 1);
      profile_counters::add(counters.bytes, bytes);
    }
    return counters;
  }

  struct known_site {
    profile_site site;
    unsigned generation; ///< none is 0: then there is nothing here yet
    profile_counters *counters;
  };
  static constexpr std::size_t known_sites = 256;

  static known_site &place_of(const profile_site &site) noexcept {
    const auto hash = (reinterpret_cast<std::uintptr_t>(site.function) >> 4) * 31 +
                      std::uintptr_t{site.line} * 7 +
                      (reinterpret_cast<std::uintptr_t>(site.type) >> 4);
    return latest[hash % known_sites];
  }

  [[gnu::always_inline]] static profile_counters &find(const location &made, const char *type,
                                                       bool by_coroutine) noexcept {
    const profile_site site = make_site(made, type, by_coroutine);
    const unsigned generation = module_generation.load(std::memory_order_relaxed);
    const known_site &known = place_of(site);
    if (known.generation == generation && known.site == site) [[likely]]
      return *known.counters;
    return get_to_know(made, type, by_coroutine, generation);
  }

  // Hidden as `latest` is, and for the same reason. It makes the site again, so that the caller
  // need not lay it into memory.
  [[gnu::visibility("hidden"), gnu::noinline]] static profile_counters &
  get_to_know(const location &made, const char *type, bool by_coroutine,
              unsigned generation) noexcept {
    const profile_site site = make_site(made, type, by_coroutine);
    profile_counters *counters = find_profile_counters(site);
    if (counters == nullptr)
      counters = &add_profile_counters(site, is_own(site.file));
    place_of(site) = {site, generation, counters};
    return *counters;
  }

  static profile_site make_site(const location &made, const char *type,
                                bool by_coroutine) noexcept {
    return {made.place.function_name(), made.place.file_name(), type, made.place.line(),
            by_coroutine};
  }

  /// Asked here, as the library was compiled with the headers in another place, where it is
  /// installed.
  static bool is_own(std::string_view file) noexcept {
    constexpr std::string_view here = __FILE__;
    return file.starts_with(here.substr(0, here.rfind("detail/")));
  }

  // Hidden: each module has its own, so that what is in it came from the copy of the library which
  // that module is linked with, where a process has several.
  [[gnu::visibility(
      "hidden")]] static constinit thread_local std::array<known_site, known_sites> latest;
  // Several: copying the parameters into one may call other coroutines.
  static constinit thread_local std::array<fresh_frame, 16> fresh_frames;
  static constinit thread_local std::size_t fresh_count;

  profile_counters *counters_ = nullptr;
};

inline constinit thread_local std::array<profile_mark::known_site, profile_mark::known_sites>
    profile_mark::latest{};
inline constinit thread_local std::array<profile_mark::fresh_frame, 16>
    profile_mark::fresh_frames{};
inline constinit thread_local std::size_t profile_mark::fresh_count = 0;

#else

/// Nothing, at no cost.
class profile_mark {
public:
  static constexpr void note_allocation(const void *, std::size_t) noexcept {}
  template <class Task> constexpr void begin(location, const void *) const noexcept {}
  constexpr void completed_synchronously() const noexcept {}
  template <class Task> static constexpr void made(location, bool, std::size_t) noexcept {}
};

#endif

} // namespace valuetask::inline VALUETASK_MODE::detail

#endif
