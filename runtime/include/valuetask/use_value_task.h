/// \file
/// The bridge to Asio: use_value_task makes its operations give a value_task, and async_await()
/// makes an awaitable one of its operations. Boost.Asio where VALUETASK_BOOST_ASIO is defined.
#ifndef VALUETASK_USE_VALUE_TASK_H
#define VALUETASK_USE_VALUE_TASK_H

#if defined(VALUETASK_BOOST_ASIO)
#if !__has_include(<boost/asio/async_result.hpp>)
#error "valuetask/use_value_task.h needs Boost.Asio: install it, or add its folder to the includes"
#endif
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/version.hpp>
#include <boost/system/system_error.hpp>
#define VALUETASK_DETAIL_ASIO boost::asio
#define VALUETASK_DETAIL_ASIO_SYSTEM boost::system
#define VALUETASK_DETAIL_ASIO_VERSION BOOST_ASIO_VERSION
#else
#if !__has_include(<asio/async_result.hpp>)
#error "valuetask/use_value_task.h needs Asio: install it, or add its folder to the include path"
#endif
#include <asio/associated_executor.hpp>
#include <asio/async_result.hpp>
#include <asio/bind_executor.hpp>
#include <asio/executor_work_guard.hpp>
#include <asio/post.hpp>
#include <asio/system_error.hpp>
#include <asio/version.hpp>
#define VALUETASK_DETAIL_ASIO asio
#define VALUETASK_DETAIL_ASIO_SYSTEM asio
#define VALUETASK_DETAIL_ASIO_VERSION ASIO_VERSION
#endif

#include <concepts>
#include <coroutine>
#include <exception>
#include <future>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <valuetask/detail/coroutine_attributes.h>
#include <valuetask/detail/detached_coroutine.h>
#include <valuetask/detail/meeting.h>
#include <valuetask/value_task.h>
#include <valuetask/when_all.h>

namespace valuetask::inline VALUETASK_MODE {

namespace detail {
struct token_place;
} // namespace detail

/// The type of use_value_task. Remembers, for checked mode, where it was made: that is where an
/// operation is started.
class use_value_task_t {
  using location = detail::location;

public:
  /// As a default argument, and default_completion_token_type, at the place of the call.
  constexpr use_value_task_t(location here = location::current()) noexcept : here_(here) {}

  /// The same token, at the place of this call. O(1).
  constexpr use_value_task_t operator()(location here = location::current()) const noexcept {
    return use_value_task_t(here);
  }

  /// An executor that makes use_value_task the default token of the objects that use it.
  template <class Inner> struct executor_with_default : Inner {
    /// Asio asks for it.
    using default_completion_token_type = use_value_task_t;

    /// From the executor itself, or one that it can be made of.
    template <class Executor>
      requires(!std::same_as<Executor, executor_with_default> &&
               std::convertible_to<const Executor &, Inner>)
    executor_with_default(const Executor &executor) noexcept : Inner(executor) {}
  };

  /// A T whose operations need no token:
  /// `use_value_task_t::as_default_on_t<asio::ip::tcp::socket>`.
  template <class T>
  using as_default_on_t =
      typename T::template rebind_executor<executor_with_default<typename T::executor_type>>::other;

private:
  friend struct detail::token_place;

  [[no_unique_address]] location here_;
};

/// A completion token: an asynchronous operation of Asio's that is given it starts at once, in the
/// call, and returns a value_task of its result.
///
///     std::size_t n = co_await socket.async_read_some(buffer, valuetask::use_value_task);
///
/// A variable can't know where it is used. Checked mode names the line that starts the operation if
/// the token is made there: `use_value_task()`, or the default token of as_default_on_t.
///
/// The result is what the handler would be called with: nothing, one value, or a std::tuple of
/// several. A leading error_code or std::exception_ptr is no part of it and is thrown instead, the
/// former as Asio's system_error. So a cancelled operation throws `asio::error::operation_aborted`.
/// asio::redirect_error and as_tuple give the error_code to those who expect it; both, and
/// bind_executor and bind_cancellation_slot, may be wrapped around this.
///
/// The operation completes on a thread that runs its executor, or the one that was bound, and
/// whoever awaits the value_task goes on there. One that is abandoned, since the io_context is
/// destroyed first, throws std::future_error (broken_promise) as with `asio::use_future`, from
/// within that destructor: so that all who wait unwind and free what they hold. They must start
/// nothing new there.
///
/// Dropping the value_task cancels nothing, and the operation still uses its buffers: cancel it at
/// the object that it was started on, and await it. What starting it throws, the value_task throws.
/// May throw std::bad_alloc. Costs a coroutine's frame, recycled per thread, and what Asio needs.
inline constexpr use_value_task_t use_value_task(detail::location::unknown());

namespace detail {

template <class E>
concept completion_error = std::same_as<E, VALUETASK_DETAIL_ASIO_SYSTEM::error_code> ||
                           std::same_as<E, std::exception_ptr>;

/// From what a handler is called with to what is returned or thrown.
struct completion_result {
  template <class... T> auto operator()(T &...values) const {
    if constexpr (sizeof...(T) == 1)
      return (std::move(values), ...);
    else if constexpr (sizeof...(T) > 1)
      return std::tuple<T...>(std::move(values)...);
  }

  template <completion_error E, class... T> auto operator()(E &error, T &...values) const {
    if (error) [[unlikely]] {
      if constexpr (std::same_as<E, std::exception_ptr>)
        std::rethrow_exception(error);
      else
        throw VALUETASK_DETAIL_ASIO_SYSTEM::system_error(error);
    }
    return (*this)(values...);
  }
};

/// An operation that runs, and where it meets the coroutine that waits for it: it may complete on
/// another thread before the call that starts it returns.
template <class... Args> class operation : public meeting {
public:
  using result = decltype(std::apply(completion_result(), std::declval<std::tuple<Args...> &>()));

  void complete(Args &...arguments) {
    try {
      arguments_.emplace(std::move(arguments)...);
    } catch (...) {
      failure_ = std::current_exception();
    }
    abandon();
  }

  /// Completes it as it is: without a result, if there is none.
  void abandon() {
    if (const auto waiting = arrive())
      waiting.resume();
  }

  result take() {
    if (failure_)
      std::rethrow_exception(std::move(failure_));
    if (!arguments_)
      throw std::future_error(std::future_errc::broken_promise);
    return std::apply(completion_result(), *arguments_);
  }

private:
  std::optional<std::tuple<Args...>> arguments_;
  std::exception_ptr failure_;
};

/// The handler that Asio gets. If it is destroyed without having been called, that tells as much.
template <class... Args> class completion_handler {
public:
  explicit completion_handler(operation<Args...> &completed) noexcept : operation_(&completed) {}
  completion_handler(completion_handler &&other) noexcept
      : operation_(std::exchange(other.operation_, nullptr)) {}
  completion_handler &operator=(completion_handler &&) = delete;
  ~completion_handler() {
    if (operation_ != nullptr)
      operation_->abandon();
  }

  void operator()(Args... arguments) { std::exchange(operation_, nullptr)->complete(arguments...); }

private:
  operation<Args...> *operation_;
};

/// Starts an operation when it is awaited.
template <class Start, class... Args> class operation_awaiter {
public:
  explicit operation_awaiter(Start &start) noexcept : start_(start) {}

  bool await_ready() const noexcept { return false; }
  VALUETASK_DETAIL_SUSPENDS bool await_suspend(std::coroutine_handle<> coroutine) {
    operation_.expect(coroutine);
    try {
      start_(completion_handler<Args...>(operation_));
    } catch (...) {
      // The handler may be alive, so that this must not go before it does.
      thrown_ = std::current_exception();
    }
    return !operation_.arrive();
  }
  typename operation<Args...>::result await_resume() {
    if (thrown_)
      std::rethrow_exception(std::move(thrown_));
    return operation_.take();
  }

private:
  operation<Args...> operation_;
  std::exception_ptr thrown_;
  Start &start_;
};

struct token_place {
  static location of(const use_value_task_t &token) noexcept { return token.here_; }
};

/// Starts before it returns, so that `start` may refer to the caller's.
template <class... Args, class Start>
value_task<typename operation<Args...>::result> run_operation(location /*called_from*/,
                                                              Start &start) {
  operation_awaiter<Start, Args...> running(start);
  co_return co_await running;
}

template <class T> struct completion_signature : std::type_identity<void(std::exception_ptr, T)> {};
template <> struct completion_signature<void> : std::type_identity<void(std::exception_ptr)> {};

/// Always by way of the executor's queue: a handler must not be called from within the function
/// that starts its operation.
template <class T, class Handler>
detached_coroutine complete_with(Handler handler, value_storage<T> awaited) {
  const auto executor = VALUETASK_DETAIL_ASIO::get_associated_executor(handler);
  const auto work = VALUETASK_DETAIL_ASIO::make_work_guard(executor);
  std::exception_ptr error;
  std::conditional_t<std::is_void_v<T>, std::tuple<>, std::tuple<T>> result;
  try {
    if constexpr (std::is_void_v<T>)
      co_await storage_awaiter<T>(awaited);
    else
      std::get<0>(result) = co_await storage_awaiter<T>(awaited);
  } catch (...) {
    error = std::current_exception();
  }
  VALUETASK_DETAIL_ASIO::post(executor, [handler = std::move(handler), error = std::move(error),
                                         result = std::move(result)]() mutable {
    std::apply([&](auto &...value) { std::move(handler)(std::move(error), std::move(value)...); },
               result);
  });
}

} // namespace detail

/// Awaits `awaited` as an asynchronous operation of Asio's, which completes with
/// void(std::exception_ptr) or void(std::exception_ptr, T): the way to await a value_task or a task
/// from an asio::awaitable coroutine, which awaits nothing but Asio's own. The other way round it
/// is `co_await asio::co_spawn(executor, an_awaitable(), use_value_task)`.
///
///     int n = co_await valuetask::async_await(count(), asio::use_awaitable);
///
/// Consumes as sync_wait() does. The handler is called through its associated executor, which is
/// kept busy until then, on any thread that runs it. T has to have a default constructor, which
/// gives the value that comes with an exception. It can't be cancelled. May throw std::bad_alloc.
template <detail::awaitable A, class Token>
auto async_await(VALUETASK_CONSUMES A &&awaited, Token &&token,
                 detail::location here = detail::location::current()) {
  using T = detail::awaited_value_t<A>;
  static_assert(
      std::is_void_v<T> || std::default_initializable<T>,
      "async_await: Asio passes a value beside an exception too, so the result's type needs a "
      "default constructor");
  return VALUETASK_DETAIL_ASIO::async_initiate<Token,
                                               typename detail::completion_signature<T>::type>(
      [](auto handler, detail::value_storage<T> started) {
        detail::complete_with<T>(std::move(handler), std::move(started));
      },
      token, detail::start<A>(static_cast<A &&>(awaited), here));
}

} // namespace valuetask::inline VALUETASK_MODE

namespace VALUETASK_DETAIL_ASIO {

/// How Asio learns what the token means.
template <class R, class... Args> class async_result<valuetask::use_value_task_t, R(Args...)> {
public:
  using return_type =
      valuetask::value_task<typename valuetask::detail::operation<std::decay_t<Args>...>::result>;

  template <class Initiation, class... InitArgs>
  VALUETASK_CORO_WRAPPER static return_type
  initiate(Initiation &&initiation, valuetask::use_value_task_t token, InitArgs &&...arguments) {
    auto start = [&](valuetask::detail::completion_handler<std::decay_t<Args>...> handler) {
      static_cast<Initiation &&>(initiation)(std::move(handler),
                                             static_cast<InitArgs &&>(arguments)...);
    };
    return valuetask::detail::run_operation<std::decay_t<Args>...>(
        valuetask::detail::token_place::of(token), start);
  }
};

#if VALUETASK_DETAIL_ASIO_VERSION < 102200

/// The same with an executor bound. Old versions (that of Boost 1.74 is 1.18) bind one to no token
/// that starts its operation itself.
template <class Executor, class R, class... Args>
class async_result<executor_binder<valuetask::use_value_task_t, Executor>, R(Args...)> {
  using unbound = async_result<valuetask::use_value_task_t, R(Args...)>;

public:
  using return_type = typename unbound::return_type;

  template <class Initiation, class... InitArgs>
  VALUETASK_CORO_WRAPPER static return_type
  initiate(Initiation &&initiation, executor_binder<valuetask::use_value_task_t, Executor> token,
           InitArgs &&...arguments) {
    return unbound::initiate(
        [&](auto handler, auto &&...given) {
          static_cast<Initiation &&>(initiation)(
              bind_executor(token.get_executor(), std::move(handler)),
              static_cast<decltype(given) &&>(given)...);
        },
        token.get(), static_cast<InitArgs &&>(arguments)...);
  }
};

#endif

} // namespace VALUETASK_DETAIL_ASIO

#undef VALUETASK_DETAIL_ASIO
#undef VALUETASK_DETAIL_ASIO_SYSTEM
#undef VALUETASK_DETAIL_ASIO_VERSION

#endif
