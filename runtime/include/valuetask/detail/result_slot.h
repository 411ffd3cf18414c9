/// \file
/// Room for what a coroutine leaves behind: a result, an exception, or nothing yet.
#ifndef VALUETASK_DETAIL_RESULT_SLOT_H
#define VALUETASK_DETAIL_RESULT_SLOT_H

#include <concepts>
#include <exception>
#include <memory>
#include <type_traits>
#include <utility>
#include <valuetask/detail/frame_pool.h>
#include <valuetask/violation.h>
#include <variant>

namespace valuetask::inline VALUETASK_MODE::detail {

/// What a task may result in: void, an lvalue reference, or an object that can be moved.
template <class T>
concept task_result =
    std::is_void_v<T> || std::is_lvalue_reference_v<T> ||
    (std::is_object_v<T> && !std::is_array_v<T> && std::same_as<T, std::remove_cv_t<T>>);

/// How a result is kept: a reference as a pointer, void as a std::monostate.
template <class T>
using stored = std::conditional_t<
    std::is_void_v<T>, std::monostate,
    std::conditional_t<std::is_lvalue_reference_v<T>, std::remove_reference_t<T> *, T>>;

/// Whether a U gives a T without binding a reference to a temporary.
template <class U, class T>
concept gives = !std::is_void_v<T> && std::convertible_to<U, T> &&
                (!std::is_reference_v<T> ||
                 (std::is_lvalue_reference_v<U &&> &&
                  std::convertible_to<std::remove_reference_t<U> *, std::remove_reference_t<T> *>));

/// Keeps a U as a stored<T>, in raw memory.
template <class T, class... U> constexpr void store_at(stored<T> *place, U &&...value) {
  if constexpr (std::is_lvalue_reference_v<T>)
    std::construct_at(place, std::addressof(value)...);
  else
    std::construct_at(place, std::forward<U>(value)...);
}

// GCC does not see that the tag says whether there is a value.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif

/// Moves the result out of where it is stored.
template <class T> T take_stored(stored<T> &value) {
  if constexpr (std::is_lvalue_reference_v<T>)
    return *value;
  else if constexpr (!std::is_void_v<T>)
    return std::move(value);
}

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

/// One result, or the exception in its place. Not thread-safe: its owner publishes it.
template <class T> class result_slot {
  static_assert(check_alignment<stored<T>>());

public:
  constexpr result_slot() noexcept {}
  ~result_slot() { reset(); }
  result_slot(const result_slot &) = delete;
  result_slot &operator=(const result_slot &) = delete;

  /// Replaces what it holds: a local's destructor may throw after `co_return`, and the body return
  /// another result. Empty where making the result throws.
  template <class... U> constexpr void emplace(U &&...value) {
    if constexpr (!std::is_trivially_destructible_v<stored<T>>)
      if (content_ != content::nothing) [[unlikely]]
        reset();
    store_at<T>(std::addressof(value_), std::forward<U>(value)...);
    content_ = content::value;
  }

  /// Replaces what it holds, as emplace() does.
  void fail(std::exception_ptr error) noexcept {
    reset();
    std::construct_at(std::addressof(error_), std::move(error));
    content_ = content::error;
  }

  /// Forgets what it holds.
  void reset() noexcept {
    if (content_ == content::value)
      std::destroy_at(std::addressof(value_));
    else if (content_ == content::error)
      std::destroy_at(std::addressof(error_));
    content_ = content::nothing;
  }

  bool has_value() const noexcept { return content_ == content::value; }

  /// The exception; null if there is none.
  std::exception_ptr error() const noexcept {
    return content_ == content::error ? error_ : nullptr;
  }

  /// The result, moved out, or the exception.
  T take() {
    require_value();
    return take_stored<T>(value_);
  }

  /// The result where it is, or the exception.
  std::add_lvalue_reference_t<const T> get() const {
    require_value();
    if constexpr (std::is_lvalue_reference_v<T>)
      return *value_;
    else if constexpr (!std::is_void_v<T>)
      return value_;
  }

private:
  enum class content : unsigned char { nothing, value, error };

  void require_value() const {
    if (content_ != content::value) [[unlikely]]
      rethrow();
  }
  [[noreturn, gnu::noinline]] void rethrow() const {
    if (content_ == content::nothing)
      precondition_failed("the result of a task was taken before it completed");
    std::rethrow_exception(error_);
  }

  union {
    stored<T> value_;
    std::exception_ptr error_;
  };
  content content_ = content::nothing;
};

} // namespace valuetask::inline VALUETASK_MODE::detail

#endif
