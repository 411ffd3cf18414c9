/// \file
/// outcome<T>: a result, or the exception in its place. as_outcome() awaits without throwing, and
/// when_all_outcomes() keeps every failure.
#ifndef VALUETASK_OUTCOME_H
#define VALUETASK_OUTCOME_H

#include <concepts>
#include <cstddef>
#include <exception>
#include <memory>
#include <ranges>
#include <tuple>
#include <type_traits>
#include <utility>
#include <valuetask/when_all.h>
#include <variant>
#include <vector>
#include <version>

#if defined(__cpp_lib_expected)
#include <expected>
#endif

// Behind the other headers, which take the macros back.
#include <valuetask/detail/arities.h>

namespace valuetask::inline VALUETASK_MODE {

/// How something ended that was awaited: with a result, or with an exception; never with neither.
/// It has the interface of `std::expected<T, std::exception_ptr>`, converts to and from that where
/// the library has it, and may also be of a reference. A completed `Task` in .NET, asked for its
/// `Exception`.
///
/// T is void, an lvalue reference (which an assignment binds anew), or a movable object type that
/// is not const. Copied, moved and assigned as a T can be. One that was moved from keeps what
/// moving leaves: ask it for nothing.
///
/// Thread-safety: as of any object, use on several threads needs synchronisation. All of it is
/// O(1), besides what T does.
template <class T = void> class [[nodiscard]] outcome {
  static_assert(detail::task_result<T>,
                "outcome<T>: T is void, an lvalue reference, or an object type that is not const");

public:
  /// T, as in std::expected.
  using value_type = T;
  /// As in std::expected.
  using error_type = std::exception_ptr;

  /// A T made from nothing; success where there is no value.
  outcome()
    requires(std::is_void_v<T> || (std::is_object_v<T> && std::default_initializable<T>))
      : content_(std::in_place_index<value_at>) {}

  /// A result made from `value`. Throws what making a T throws.
  template <class U = T>
    requires(!std::same_as<std::remove_cvref_t<U>, outcome> && detail::gives<U, T>)
  outcome(U &&value) : content_(make(std::forward<U>(value))) {}

  /// A failure. Precondition: `error` is not null; ends the program otherwise.
  static outcome from_exception(std::exception_ptr error) noexcept {
    return outcome(failed(), std::move(error));
  }

  /// Throws what copying a T throws.
  outcome(const outcome &) = default;
  /// Throws what moving a T throws.
  outcome(outcome &&) = default;
  ~outcome() = default;

  /// Throws what copying a T throws, and is as before then, or holds what T's assignment leaves.
  outcome &operator=(const outcome &other)
    requires(std::is_copy_constructible_v<detail::stored<T>> &&
             std::is_copy_assignable_v<detail::stored<T>>)
  {
    assign(other);
    return *this;
  }
  /// Throws what moving a T throws, and is as before then, or holds what T's assignment leaves.
  outcome &
  operator=(outcome &&other) noexcept(std::is_nothrow_move_constructible_v<detail::stored<T>> &&
                                      std::is_nothrow_move_assignable_v<detail::stored<T>>)
    requires(std::is_move_constructible_v<detail::stored<T>> &&
             std::is_move_assignable_v<detail::stored<T>>)
  {
    assign(std::move(other));
    return *this;
  }

#if defined(__cpp_lib_expected)
  /// The same, as what the standard library has.
  outcome(std::expected<T, std::exception_ptr> other)
    requires(!std::is_reference_v<T>)
      : content_(from_expected(std::move(other))) {}

  /// The same, as what the standard library has. (Of an outcome<bool>, write `=`: in parentheses,
  /// std::expected asks whether there is a value, and takes that for the value.)
  operator std::expected<T, std::exception_ptr>() const &
    requires(!std::is_reference_v<T>)
  {
    return to_expected(*this);
  }
  /// The same, moved out.
  operator std::expected<T, std::exception_ptr>() &&
      requires(!std::is_reference_v<T>) { return to_expected(std::move(*this)); }
#endif

      /// Whether there is a result.
      bool has_value() const noexcept {
    return content_.index() == value_at;
  }
  /// The same.
  explicit operator bool() const noexcept { return has_value(); }

  /// The result, or throws the exception.
  std::add_lvalue_reference_t<T> value() & {
    rethrow();
    return get();
  }
  /// The same of a constant.
  std::add_lvalue_reference_t<const T> value() const & {
    rethrow();
    return get();
  }
  /// The same, to be moved from.
  std::add_rvalue_reference_t<T> value() && {
    rethrow();
    return static_cast<std::add_rvalue_reference_t<T>>(get());
  }

  /// The result. Precondition: has_value(); ends the program otherwise.
  std::add_lvalue_reference_t<T> operator*() & noexcept {
    require_value();
    return get();
  }
  /// The same of a constant.
  std::add_lvalue_reference_t<const T> operator*() const & noexcept {
    require_value();
    return get();
  }
  /// The same, to be moved from.
  std::add_rvalue_reference_t<T> operator*() && noexcept {
    require_value();
    return static_cast<std::add_rvalue_reference_t<T>>(get());
  }
  /// A member of the result. Precondition: has_value(); ends the program otherwise.
  std::add_pointer_t<T> operator->() noexcept
    requires(!std::is_void_v<T>)
  {
    require_value();
    return std::addressof(get());
  }
  /// The same of a constant.
  std::add_pointer_t<const T> operator->() const noexcept
    requires(!std::is_void_v<T>)
  {
    require_value();
    return std::addressof(get());
  }

  /// The exception; null if there is a result, which std::expected leaves undefined.
  std::exception_ptr error() const & noexcept {
    const auto *const error = std::get_if<error_at>(&content_);
    return error != nullptr ? *error : nullptr;
  }
  /// The same, moved out.
  std::exception_ptr error() && noexcept {
    auto *const error = std::get_if<error_at>(&content_);
    return error != nullptr ? std::exchange(*error, nullptr) : nullptr; // libc++'s can't be moved
  }

  /// A copy of the result; what `other` gives, if there is none. A reference where T is one.
  template <class U = std::remove_cv_t<T>>
    requires(detail::gives<U, T> && (std::is_reference_v<T> || std::copy_constructible<T>))
  T value_or(U &&other) const & {
    return has_value() ? static_cast<T>(get()) : static_cast<T>(std::forward<U>(other));
  }
  /// The same, moved out.
  template <class U = std::remove_cv_t<T>>
    requires(detail::gives<U, T> && std::is_object_v<T>)
  T value_or(U &&other) && {
    return has_value() ? std::move(get()) : static_cast<T>(std::forward<U>(other));
  }

  /// Whether both have equal results, or the same exception object.
  friend bool operator==(const outcome &left, const outcome &right)
    requires(std::is_void_v<T> || std::equality_comparable<std::remove_reference_t<T>>)
  {
    if (!left.has_value() || !right.has_value())
      return left.has_value() == right.has_value() && left.error() == right.error();
    if constexpr (std::is_void_v<T>)
      return true;
    else
      return left.get() == right.get();
  }

private:
  static constexpr std::size_t value_at = 0;
  static constexpr std::size_t error_at = 1;
  using content = std::variant<detail::stored<T>, std::exception_ptr>;

  struct failed {};
  outcome(failed, std::exception_ptr error) noexcept : content_(make_error(std::move(error))) {}

  template <class U> static content make(U &&value) {
    if constexpr (std::is_lvalue_reference_v<T>)
      return content(std::in_place_index<value_at>,
                     std::addressof(static_cast<T>(std::forward<U>(value))));
    else
      return content(std::in_place_index<value_at>, std::forward<U>(value));
  }
  static content make_error(std::exception_ptr error) noexcept {
    if (error == nullptr)
      detail::precondition_failed("outcome of an exception that is null",
                                  "pass std::current_exception() or std::make_exception_ptr(...)");
    return content(std::in_place_index<error_at>, std::move(error));
  }

  template <class Other> void assign(Other &&other) {
    if (!other.has_value()) {
      // By way of another one, since both may be the same.
      content_.template emplace<error_at>(std::forward<Other>(other).error());
    } else if (has_value()) {
      std::get<value_at>(content_) = std::get<value_at>(std::forward<Other>(other).content_);
    } else {
      std::exception_ptr before = std::move(*this).error();
      try {
        content_.template emplace<value_at>(
            std::get<value_at>(std::forward<Other>(other).content_));
      } catch (...) {
        // The variant has nothing now.
        content_.template emplace<error_at>(std::move(before));
        throw;
      }
    }
  }

  void rethrow() const {
    if (const auto *const error = std::get_if<error_at>(&content_)) [[unlikely]] {
      require_error(*error);
      std::rethrow_exception(*error);
    }
  }
  static void require_error(const std::exception_ptr &error) noexcept {
    if (error == nullptr)
      detail::precondition_failed("value() of an outcome whose exception was moved out");
  }
  void require_value() const noexcept {
    if (!has_value()) [[unlikely]]
      detail::precondition_failed(
          "result of an outcome that has failed",
          "check has_value() first, or call value(), which throws the exception");
  }

  /// Precondition: has_value().
  std::add_lvalue_reference_t<T> get() noexcept { return get_from<T>(content_); }
  std::add_lvalue_reference_t<const T> get() const noexcept { return get_from<const T>(content_); }
  template <class Result, class Content>
  static std::add_lvalue_reference_t<Result> get_from(Content &content) noexcept {
    if constexpr (std::is_lvalue_reference_v<T>)
      return **std::get_if<value_at>(&content);
    else if constexpr (!std::is_void_v<T>)
      return *std::get_if<value_at>(&content);
  }

#if defined(__cpp_lib_expected)
  static content from_expected(std::expected<T, std::exception_ptr> &&other) {
    if (!other.has_value())
      return make_error(std::move(other.error()));
    if constexpr (std::is_void_v<T>)
      return content(std::in_place_index<value_at>);
    else
      return content(std::in_place_index<value_at>, std::move(*other));
  }
  template <class Self> static std::expected<T, std::exception_ptr> to_expected(Self &&self) {
    if (!self.has_value())
      return std::unexpected(std::forward<Self>(self).error());
    if constexpr (std::is_void_v<T>)
      return {};
    else
      return std::expected<T, std::exception_ptr>(std::in_place, *std::forward<Self>(self));
  }
#endif

  content content_;
};

namespace detail {

/// How what is awaited ended, without a throw where it failed. What moving or copying its result
/// throws is a failure as well.
template <class T> outcome<T> take_outcome(value_storage<T> &completed) noexcept {
  if (std::exception_ptr error = completed.take_error())
    return outcome<T>::from_exception(std::move(error));
  try {
    if constexpr (std::is_void_v<T>) {
      completed.take();
      return {};
    } else {
      return outcome<T>(completed.take());
    }
  } catch (...) {
    return outcome<T>::from_exception(std::current_exception());
  }
}

template <class T> class outcome_awaiter : public storage_awaiter<T> {
public:
  explicit outcome_awaiter(value_storage<T> &awaited) noexcept
      : storage_awaiter<T>(awaited), awaited_(&awaited) {}

  outcome<T> await_resume() const noexcept { return take_outcome(*awaited_); }

private:
  value_storage<T> *awaited_;
};

/// What as_outcome() returns: it has consumed, and is awaited once.
template <class T> struct [[nodiscard]] outcome_awaitable {
  value_storage<T> awaited;

  outcome_awaiter<T> operator co_await() noexcept { return outcome_awaiter<T>(awaited); }
};

/// How when_all_outcomes() takes what is complete.
struct takes_outcome {
  template <class T> using in_tuple = outcome<T>;
  template <class T> using in_vector = outcome<T>;

  template <class T> static outcome<T> take(value_storage<T> &completed) {
    return take_outcome(completed);
  }
};

template <class... A>
using when_all_outcomes_task = value_task<std::tuple<outcome<awaited_value_t<A>>...>>;

template <class... A>
when_all_outcomes_task<A...> start_all_outcomes(location here, A &&...awaited) {
  return start_and_join<takes_outcome, A...>(here, static_cast<A &&>(awaited)...);
}

} // namespace detail

/// Makes of an awaitable, ours or foreign, one that does not throw: awaiting it gives an
/// outcome<T>. For a failure that is no surprise, and cheap: a `value_task` and a `task` hand over
/// the exception without throwing it.
///
///     const outcome<std::string> page = co_await as_outcome(load(url));
///     if (!page)
///       co_return "nothing";
///
/// Consumes in the call, as when_all() does: a value_task is moved out of, a task is copied and its
/// result as well, a foreign awaitable is started, any other lvalue must live until it completes.
/// What it returns is awaited once, in any coroutine, or given to sync_wait(), when_all() and the
/// like. Dropping that stops nothing, and loses the exception.
///
/// Allocates nothing for a value_task and a task; for others, a coroutine's frame: the call may
/// throw std::bad_alloc then, and what moving a result throws that is there already. Thread-safety
/// as for what it is made of. O(1). `ConfigureAwaitOptions.SuppressThrowing` in .NET.
template <detail::awaitable A>
[[nodiscard]] detail::outcome_awaitable<detail::awaited_value_t<A>>
as_outcome(VALUETASK_CONSUMES A &&awaited, detail::location here = detail::location::current()) {
  // Not by way of start(), since who awaits this takes the result of a source when it comes.
  if constexpr (detail::is_value_task<std::remove_cvref_t<A>>)
    return {detail::access::take_over(awaited, here)};
  else
    return {detail::start<A>(static_cast<A &&>(awaited), here)};
}

/// A when_all() that keeps all failures: awaits all of `awaited` at the same time, and gives a
/// tuple with an outcome<T> for each, in the order of the arguments. It throws no failure of
/// theirs.
///
///     auto [left, right] = co_await when_all_outcomes(load(one), load(other));
///
/// All else is as with when_all(). `Task.WhenAll` in .NET, and then a look at each of the tasks.
template <detail::awaitable... A>
  requires(sizeof...(A) == 0 || sizeof...(A) > VALUETASK_DETAIL_MOST_ARGUMENTS)
VALUETASK_CORO_WRAPPER value_task<std::tuple<outcome<detail::awaited_value_t<A>>...>>
when_all_outcomes(VALUETASK_CONSUMES A &&...awaited) {
  return detail::start_all_outcomes<A...>(detail::location::unknown(),
                                          static_cast<A &&>(awaited)...);
}

VALUETASK_DETAIL_ARITIES(when_all_outcomes, when_all_outcomes_task, start_all_outcomes)

/// The same for the elements of a range, giving a vector. The elements of a range that is an lvalue
/// or a view are treated as lvalues, those of any other range as rvalues.
template <std::ranges::input_range R>
  requires(!detail::awaitable<R> && detail::awaitable<std::ranges::range_reference_t<R>>)
VALUETASK_CORO_WRAPPER
    value_task<std::vector<outcome<detail::awaited_value_t<std::ranges::range_reference_t<R>>>>>
    when_all_outcomes(VALUETASK_CONSUMES R &&awaited,
                      detail::location here = detail::location::current()) {
  return detail::start_and_join_range<detail::takes_outcome>(static_cast<R &&>(awaited), here);
}

} // namespace valuetask::inline VALUETASK_MODE

#include <valuetask/detail/no_arities.h>

#endif
