/// \file
/// value_task<T>: a result that is usually there already.
#ifndef VALUETASK_VALUE_TASK_H
#define VALUETASK_VALUE_TASK_H

#include <concepts>
#include <coroutine>
#include <exception>
#include <initializer_list>
#include <type_traits>
#include <utility>
#include <valuetask/annotations.h>
#include <valuetask/detail/audit.h>
#include <valuetask/detail/coroutine_attributes.h>
#include <valuetask/detail/value_storage.h>
#include <valuetask/task.h>

// Told to the library by a symbol: clang optimised some of the program.
#if VALUETASK_CHECKED && defined(__clang__) && defined(__OPTIMIZE__) &&                            \
    !defined(VALUETASK_DETAIL_LIBRARY)
// Weak, and so one in all. NOLINTNEXTLINE(misc-definitions-in-headers)
extern "C" __attribute__((weak)) char valuetask_optimised_by_clang = 1;
#endif

namespace valuetask::inline VALUETASK_MODE {

namespace detail {
template <class T> class value_awaiter;
struct access;

/// Cannot be made.
struct nothing {
  nothing() = delete;
  nothing(const nothing &) = delete;
};
} // namespace detail

template <class T> class source;

/// The return type of functions whose result is usually ready: .NET's `ValueTask<T>`. (Unrelated to
/// folly's type of that name.)
///
/// Holds a result, a running coroutine, or a task. The contract: consume it once and immediately,
/// and never store it. Consumptions are `co_await` (also of an lvalue), result(), as_task(),
/// sync_wait(), when_all() and detach(). After a move, the new object must be consumed instead. A
/// consumption that throws still consumes. Consuming an object that is empty, moved-from or
/// consumed is undefined in release mode; checked mode reports it. Destroying an object before it
/// was consumed does not stop the coroutine: its body runs to its end, and its exception is lost.
/// Checked mode reports this; detach() discards a result on purpose.
///
/// T is void, an lvalue reference, or a movable object type that is not const. An object made from
/// a result allocates nothing. The frame of a coroutine is recycled per thread, and is freed before
/// the call returns if the coroutine never suspends. A result can be aligned to at most 64 bytes.
///
/// Thread-safety: using an object on several threads requires synchronisation. The coroutine may
/// complete on any thread at any time, and resumes the waiter on that thread.
template <class T = void>
class [[nodiscard]] VALUETASK_SINGLE_AWAIT VALUETASK_DETAIL_COROUTINE_TYPE VALUETASK_DETAIL_ELIDABLE
    value_task {
  static_assert(
      detail::task_result<T>,
      "value_task<T>: T is void, an lvalue reference, or an object type that is not const");

  using location = detail::location;

public:
  /// Makes it a coroutine's return type ([coroutine.traits.primary]).
  using promise_type = detail::value_promise<T>;

  /// Empty: the object has nothing to consume, and can be destroyed. Explicit, so that `return {};`
  /// does not compile. If T is void, the object is complete, like .NET's `default(ValueTask)`: it
  /// can be consumed once or destroyed, and the constructor is not explicit.
  explicit(!std::is_void_v<T>) value_task(location here = location::current()) noexcept
      : value_task(here, std::bool_constant<std::is_void_v<T>>()) {}

  /// Completed, with a result made from `value`. Throws what making a T throws.
  // What it isn't for comes first: whether a T can be made from a value_task may depend on whether
  // that can be copied (std::any asks), and so on this constructor.
  template <class U = T>
    requires(!std::same_as<std::remove_cvref_t<U>, value_task> &&
             !std::same_as<std::remove_cvref_t<U>, task<T>> && detail::gives<U, T>)
  value_task(U &&value, location here = location::current())
      : audit_(fresh(), here, sizeof(value_task)),
        storage_(detail::from_value{}, std::forward<U>(value)) {
    detail::profile_mark::made<value_task>(here, true, 0);
  }

  /// Completes when `shared` does, with a copy of its result. Precondition: `shared` is not empty;
  /// ends the program otherwise.
  value_task(task<T> shared, location here = location::current()) noexcept
    requires(!std::is_object_v<T> || std::copy_constructible<T>)
      : audit_(fresh(), here, sizeof(value_task)), storage_(std::move(shared)) {
    detail::profile_mark::made<value_task>(here, is_completed(), 0);
  }

  /// `ValueTask.CompletedTask` in .NET.
  VALUETASK_CORO_WRAPPER static value_task completed(location here = location::current()) noexcept
    requires std::is_void_v<T>
  {
    detail::profile_mark::made<value_task>(here, true, 0);
    return value_task(here, detail::from_value{});
  }

  /// An object that has failed with `error`, without a coroutine that throws it.
  /// `ValueTask.FromException` in .NET. Precondition: `error` is not null; ends the program
  /// otherwise. Unlike a result it needs an allocation (recycled per thread); may throw
  /// std::bad_alloc. O(1).
  VALUETASK_CORO_WRAPPER static value_task from_exception(std::exception_ptr error,
                                                          location here = location::current()) {
    auto *const failed = detail::task_state<T>::create_failed(std::move(error));
    detail::profile_mark::made<value_task>(here, true, sizeof(*failed));
    return value_task(here, failed);
  }

  /// Moves; `other` is empty afterwards. Throws what moving a T throws; the result is then lost.
  value_task(value_task &&other, location here = location::current()) noexcept(
      std::is_nothrow_move_constructible_v<detail::value_storage<T>>)
      : audit_(other.audit_, here, sizeof(value_task)), storage_(std::move(other.storage_)) {}

  /// Destroys the current content, and moves. Throws what moving a T throws; both are then empty.
  VALUETASK_DETAIL_ASKS_CALLER value_task &operator=(value_task &&other) noexcept(
      std::is_nothrow_move_constructible_v<detail::value_storage<T>>) {
    if (this != &other) {
      audit_.overwrite(other.audit_, location::of_caller());
      move_storage(other.storage_);
    }
    return *this;
  }

  /// `x = {}`: empty afterwards. Of a list, since nothing else is made of `{}`.
  value_task &operator=(std::initializer_list<detail::nothing>)
    requires(!std::is_void_v<T>)
  {
    return *this = value_task();
  }

  /// Whether there is a result or an exception; false for an empty one. Consumes nothing. O(1).
  bool is_completed() const noexcept { return storage_.is_ready(); }

  /// Whether there is a result. Consumes nothing. O(1).
  bool is_completed_successfully() const noexcept { return storage_.is_ready_successfully(); }

  /// Moves the result out, or throws the exception. Precondition: is_completed(); ends the program
  /// otherwise: like .NET's `ValueTask<T>.Result` it does not wait. O(1).
  VALUETASK_CONSUMES T result(location here = location::current()) {
    consume(consumption::result, here);
    if (!storage_.is_ready()) [[unlikely]] {
      audit_.refuse_result(here);
      detail::precondition_failed("result() called on a value_task that is not complete",
                                  "co_await it, or check is_completed() first");
    }
    return storage_.take();
  }

  /// A task with the same result, which can be stored and awaited many times.
  /// `ValueTask<T>.AsTask()` in .NET. May throw std::bad_alloc; the object is then consumed. O(1).
  VALUETASK_CORO_WRAPPER VALUETASK_CONSUMES task<T> as_task(location here = location::current()) {
    consume(consumption::as_task, here);
    return storage_.take_task();
  }

  /// Waits for the result and moves it out, or throws the exception. Does not suspend if the result
  /// is ready. The object must live until the await has ended.
  detail::value_awaiter<T> operator co_await() & noexcept {
    return detail::value_awaiter<T>(*this);
  }
  /// The same of an rvalue.
  detail::value_awaiter<T> operator co_await() && noexcept {
    return detail::value_awaiter<T>(*this);
  }

private:
  friend promise_type;
  friend source<T>;
  friend detail::value_awaiter<T>;
  friend detail::access;

  using fresh = detail::audit::fresh;

  void begin_to_consume(consumption how, location here) {
    audit_.begin_to_consume(how, here);
    if (storage_.is_stale()) [[unlikely]] {
      audit_.end_to_consume();
      audit_.refuse_stale(here);
    }
  }
  void consume(consumption how, location here) {
    begin_to_consume(how, here);
    audit_.end_to_consume();
  }

  /// Precondition: the record has been taken over.
  void move_storage(detail::value_storage<T> &from) noexcept(
      std::is_nothrow_move_assignable_v<detail::value_storage<T>>) {
    if constexpr (std::is_nothrow_move_assignable_v<detail::value_storage<T>>) {
      storage_ = std::move(from);
    } else {
      try {
        storage_ = std::move(from);
      } catch (...) {
        audit_.forget();
        throw;
      }
    }
  }

  /// What a default is where there is a value, and where there is none.
  value_task(location here, std::false_type /*is_void*/) noexcept
      : audit_(here, sizeof(value_task)) {}
  value_task(location here, std::true_type /*is_void*/) noexcept
      : audit_(detail::audit::optional(), here, sizeof(value_task)),
        storage_(detail::from_value{}) {
    detail::profile_mark::made<value_task>(here, true, 0);
  }

  template <class... Storage>
  value_task(location here, Storage &&...storage) noexcept
      : audit_(fresh(), here, sizeof(value_task)), storage_(std::forward<Storage>(storage)...) {}

  [[no_unique_address]] detail::audit audit_;
  detail::value_storage<T> storage_;
};

namespace detail {

/// Notes the consumption at the place of the `co_await`, which await_ready's default argument
/// tells.
template <class T> class value_awaiter : public storage_awaiter<T> {
public:
  explicit value_awaiter(value_task<T> &awaited) noexcept
      : storage_awaiter<T>(awaited.storage_), awaited_(awaited) {}

  bool await_ready(location here = location::current()) const {
    begin(here);
    return storage_awaiter<T>::await_ready();
  }
  template <class Promise>
  VALUETASK_DETAIL_SUSPENDS bool await_suspend(std::coroutine_handle<Promise> coroutine) {
    begin(location::unknown());
    return storage_awaiter<T>::await_suspend(coroutine);
  }

  T await_resume() const {
    begin(location::unknown());
    awaiting_.end();
    return storage_awaiter<T>::await_resume();
  }

private:
  /// Once: another awaiter that has this one may ask several times, or begin with await_suspend().
  void begin(location here) const {
    if (awaiting_.has_begun())
      return;
    awaited_.begin_to_consume(consumption::awaited, here);
    awaiting_.begin(awaited_.audit_);
  }

  value_task<T> &awaited_;
  [[no_unique_address]] awaiting awaiting_;
};

/// For those who consume a value_task on behalf of a function that the user called.
struct access {
  template <class T> static value_storage<T> take_over(value_task<T> &consumed, location here) {
    consumed.consume(consumption::combinator, here);
    return std::move(consumed.storage_);
  }
};

template <class T>
VALUETASK_DETAIL_RETURN_OBJECT value_task<T> value_promise<T>::get_return_object(location created) {
  mark_.template begin<value_task<T>>(created, handle::from_promise(*this).address());
  frame_.begin(created, handle::from_promise(*this).address());
  return value_task<T>(called_from_.or_else(created), *this);
}

} // namespace detail

#if !VALUETASK_CHECKED
static_assert(sizeof(value_task<>) == sizeof(void *), "what gives the result, and no more");
static_assert(sizeof(value_task<int>) == 2 * sizeof(void *), "the same and the result, no more");
static_assert(sizeof(task<int>) == sizeof(void *), "a shared state, and no more");
#endif

} // namespace valuetask::inline VALUETASK_MODE

#endif
