/// \file
/// What the copies of a task share.
#ifndef VALUETASK_DETAIL_TASK_STATE_H
#define VALUETASK_DETAIL_TASK_STATE_H

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>
#include <valuetask/detail/frame_pool.h>
#include <valuetask/detail/nested_destruction.h>
#include <valuetask/detail/result_slot.h>
#include <valuetask/detail/waiter_list.h>

namespace valuetask::inline VALUETASK_MODE::detail {

template <class T> class task_promise;

/// A result, those who wait for it, and the number of those who refer to it. Lies in the frame of
/// the coroutine that gives the result; where there is none, in a block of its own, or for good in
/// the program.
template <class T> class task_state {
public:
  task_state(const task_state &) = delete;
  task_state &operator=(const task_state &) = delete;

  /// One that has its result, with one reference. May throw std::bad_alloc.
  template <class... U> static task_state *create_completed(U &&...value) {
    struct memory {
      void *block = frame_pool::allocate(sizeof(task_state));
      ~memory() {
        if (block != nullptr)
          frame_pool::deallocate(block, sizeof(task_state));
      }
    } fresh;
    auto *const created = ::new (fresh.block) task_state(home::block, std::forward<U>(value)...);
    fresh.block = nullptr;
    return created;
  }

  /// The same with an exception in place of the result.
  static task_state *create_failed(std::exception_ptr error) {
    if (error == nullptr)
      precondition_failed("from_exception() of an exception that is null",
                          "pass std::current_exception() or std::make_exception_ptr(...)");
    return create_completed(failed(), std::move(error));
  }

  result_slot<T> &slot() noexcept { return slot_; }
  waiter_list &waiters() noexcept { return waiters_; }

  bool is_permanent() const noexcept { return home_ == home::program; }

  void add_reference() noexcept {
    if (!is_permanent())
      fetch_add(references_, std::uint32_t{1}, std::memory_order_relaxed);
  }

  void release() noexcept {
    if (is_permanent())
      return;
    // Whoever holds the only reference is alone, and needs no read-modify-write to find that out.
    if (references_.load(std::memory_order_acquire) != 1 &&
        fetch_add(references_, static_cast<std::uint32_t>(-1), std::memory_order_acq_rel) != 1)
      return;
    if (home_ == home::frame) {
      static_cast<task_promise<T> *>(this)->destroy_frame();
    } else {
      nested_destruction::run([this] {
        this->~task_state();
        frame_pool::deallocate(this, sizeof(task_state));
      });
    }
  }

protected:
  enum class home : unsigned char { frame, block, program };

  /// In a frame: referred to by the handle that the call returns, and by the body that runs.
  constexpr task_state() noexcept : references_{2}, home_(home::frame) {}

  template <class... U> constexpr explicit task_state(home where, U &&...value) : home_(where) {
    slot_.emplace(std::forward<U>(value)...);
    waiters_.close_unshared();
  }
  struct failed {};
  task_state(home where, failed, std::exception_ptr error) noexcept : home_(where) {
    slot_.fail(std::move(error));
    waiters_.close_unshared();
  }
  ~task_state() = default;

  /// The body ended without ever having been suspended: nobody but its caller knows of it.
  void drop_bodys_reference_unshared() noexcept { references_.store(1, std::memory_order_relaxed); }

private:
  template <class> friend class common_results;

  waiter_list waiters_;
  std::atomic<std::uint32_t> references_{1};
  home home_;
  result_slot<T> slot_;
};

/// The completed states of the results that occur everywhere, made once and never freed: as .NET
/// keeps the tasks of true and false, of the integers from -1 to 8, and of nothing.
template <class T> class common_results {
  static constexpr bool is_number = std::is_integral_v<T>;
  static constexpr int first = is_number && std::is_signed_v<T> ? -1 : 0;
  static constexpr int last = std::is_same_v<T, bool> ? 1 : is_number ? 8 : 0;

public:
  /// Whether a T can be among them.
  static constexpr bool has_any = is_number || std::is_void_v<T>;

  /// The state of this result, or null.
  static task_state<T> *find(const stored<T> &value) noexcept {
    if constexpr (is_number) {
      if (value < static_cast<T>(first) || value > static_cast<T>(last))
        return nullptr;
      return table(
          std::make_integer_sequence<int, last - first + 1>())[static_cast<int>(value) - first];
    } else {
      static_cast<void>(value);
      return &nothing.state;
    }
  }

private:
  // In a union, for it must outlive every static object that refers to it.
  union permanent {
    task_state<T> state;
    template <class... U>
    constexpr explicit permanent(U... value) : state(task_state<T>::home::program, value...) {}
    ~permanent() {}
  };

  template <int I> static inline constinit permanent number{static_cast<T>(I)};
  static inline constinit permanent nothing{};

  template <int... I>
  static task_state<T> *const *table(std::integer_sequence<int, I...>) noexcept {
    static constexpr task_state<T> *states[] = {&number<first + I>.state...};
    return states;
  }
};

} // namespace valuetask::inline VALUETASK_MODE::detail

#endif
