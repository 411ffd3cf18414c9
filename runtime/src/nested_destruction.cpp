#include <valuetask/detail/nested_destruction.h>

#include <cstddef>
#include <cstdint>

#if __has_include(<ucontext.h>) && defined(__GLIBC__)
#define VALUETASK_DETAIL_HAS_STACKS 1
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>
#else
#define VALUETASK_DETAIL_HAS_STACKS 0
#endif

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define VALUETASK_DETAIL_ASAN 1
#endif
#if __has_feature(thread_sanitizer)
#define VALUETASK_DETAIL_TSAN 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define VALUETASK_DETAIL_ASAN 1
#endif
#if defined(__SANITIZE_THREAD__)
#define VALUETASK_DETAIL_TSAN 1
#endif
#if defined(VALUETASK_DETAIL_ASAN)
#include <sanitizer/common_interface_defs.h>
#endif
#if defined(VALUETASK_DETAIL_TSAN)
#include <sanitizer/tsan_interface.h>
#endif

namespace valuetask::inline VALUETASK_MODE::detail {

#if VALUETASK_DETAIL_HAS_STACKS

namespace {

/// Memory for a stack. Only what is touched costs any. Below it lies a page that nothing may touch.
class stack {
public:
  /// In all; most of it is for levels of destruction, and the rest for what the program's own
  /// destructors need.
#if defined(VALUETASK_DETAIL_TSAN)
  // ThreadSanitizer remembers 65,535 calls of a stack that are not over.
  static constexpr std::size_t size = std::size_t{1} << 20;
  static constexpr std::size_t reserve = std::size_t{1} << 19;
#else
  static constexpr std::size_t size = std::size_t{4} << 20;
  static constexpr std::size_t reserve = std::size_t{1} << 20;
#endif

  stack() = default;
  stack(const stack &) = delete;
  stack &operator=(const stack &) = delete;
  ~stack() {
    if (bottom_ != nullptr)
      ::munmap(bottom_, size);
  }

  /// False where there is no memory.
  bool allocate() noexcept {
    void *const memory = ::mmap(nullptr, size, PROT_READ | PROT_WRITE,
                                MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
    if (memory == MAP_FAILED)
      return false;
    bottom_ = static_cast<std::byte *>(memory);
    return ::mprotect(bottom_, page(), PROT_NONE) == 0;
  }

  std::byte *bottom() const noexcept { return bottom_ + page(); }
  std::size_t usable() const noexcept { return size - page(); }

  /// Whether the address lies in it, with enough room below for another level.
  bool has_room_at(const void *address) const noexcept {
    const auto at = reinterpret_cast<std::uintptr_t>(address);
    const auto begin = reinterpret_cast<std::uintptr_t>(bottom_);
    return at > begin + reserve && at < begin + size;
  }

  bool has(const void *address) const noexcept {
    return reinterpret_cast<std::uintptr_t>(address) - reinterpret_cast<std::uintptr_t>(bottom_) <
           size;
  }

private:
  static std::size_t page() noexcept {
    static const auto bytes = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    return bytes;
  }

  std::byte *bottom_ = nullptr;
};

/// One change of the stack: where to, and the way back.
class detour {
public:
  detour(void (*function)(void *), void *argument) noexcept
      : function_(function), argument_(argument), outer_(innermost) {}
  detour(const detour &) = delete;
  detour &operator=(const detour &) = delete;

  /// Calls the function on a fresh stack. False, and not called, where there is no memory for one.
  bool run() noexcept {
    if (!stack_.allocate() || ::getcontext(&there_) != 0)
      return false;
    there_.uc_stack.ss_sp = stack_.bottom();
    there_.uc_stack.ss_size = stack_.usable();
    there_.uc_link = &back_;
    ::makecontext(&there_, &enter, 0);
    innermost = this;
#if defined(VALUETASK_DETAIL_TSAN)
    void *const fiber = __tsan_get_current_fiber();
    void *const fresh = __tsan_create_fiber(0);
    __tsan_switch_to_fiber(fresh, 0);
#endif
#if defined(VALUETASK_DETAIL_ASAN)
    void *fake_stack = nullptr;
    __sanitizer_start_switch_fiber(&fake_stack, stack_.bottom(), stack_.usable());
#endif
    const bool has_run = ::swapcontext(&back_, &there_) == 0;
#if defined(VALUETASK_DETAIL_ASAN)
    __sanitizer_finish_switch_fiber(fake_stack, nullptr, nullptr);
#endif
#if defined(VALUETASK_DETAIL_TSAN)
    __tsan_switch_to_fiber(fiber, 0);
    __tsan_destroy_fiber(fresh);
#endif
    innermost = outer_;
    return has_run;
  }

  /// Whether this code runs on the stack of the latest detour, and may go on there.
  static bool has_room_at(const void *address) noexcept {
    return innermost != nullptr && innermost->stack_.has_room_at(address);
  }

  static bool is_on(const void *address) noexcept {
    return innermost != nullptr && innermost->stack_.has(address);
  }

private:
  static void enter() {
    const detour &mine = *innermost;
#if defined(VALUETASK_DETAIL_ASAN)
    const void *bottom = nullptr;
    std::size_t size = 0;
    __sanitizer_finish_switch_fiber(nullptr, &bottom, &size);
#endif
    mine.function_(mine.argument_);
#if defined(VALUETASK_DETAIL_ASAN)
    __sanitizer_start_switch_fiber(nullptr, bottom, size);
#endif
  }

  static constinit thread_local detour *innermost;

  void (*function_)(void *);
  void *argument_;
  detour *outer_;
  stack stack_;
  ::ucontext_t there_{};
  ::ucontext_t back_{};
};

constinit thread_local detour *detour::innermost = nullptr;

// Not inlined: a detour is large, and where there is room for another level none must be laid out.
[[gnu::noinline]] bool run_on_fresh_stack(void (*function)(void *), void *argument) noexcept {
  return detour(function, argument).run();
}

} // namespace

#endif

bool nested_destruction::is_on_fresh_stack() noexcept {
#if VALUETASK_DETAIL_HAS_STACKS
  return detour::is_on(__builtin_frame_address(0));
#else
  return false;
#endif
}

void nested_destruction::run_deep(function destroy, void *argument, unsigned &level) noexcept {
#if VALUETASK_DETAIL_HAS_STACKS
  if (!detour::has_room_at(__builtin_frame_address(0))) {
    const unsigned before = level;
    level = 0;
    const bool has_run = run_on_fresh_stack(destroy, argument);
    level = before;
    if (has_run)
      return;
  }
#else
  static_cast<void>(level);
#endif
  destroy(argument);
}

} // namespace valuetask::inline VALUETASK_MODE::detail
