/// \file
/// source<T>: completes one value_task after another, without an allocation for any of them.
#ifndef VALUETASK_SOURCE_H
#define VALUETASK_SOURCE_H

#include <concepts>
#include <coroutine>
#include <cstdint>
#include <exception>
#include <type_traits>
#include <utility>
#include <valuetask/value_task.h>

namespace valuetask::inline VALUETASK_MODE {

namespace detail {

/// Goes on with who awaits a source, where and when it is called: once.
class resumption {
public:
  explicit resumption(std::coroutine_handle<> waiter) noexcept : waiter_(waiter) {}
  void operator()() const noexcept {
    ready_queue::note_resumed_from_outside();
    waiter_.resume();
  }

private:
  std::coroutine_handle<> waiter_;
};

} // namespace detail

/// Completes a `value_task` without a coroutine, for an operation that calls back and is started
/// repeatedly, such as reading from a socket. Store the source with the state of the operation; a
/// round then needs no allocation. `ManualResetValueTaskSourceCore<T>` in .NET.
///
/// A round: call reset(), start the operation, return get(), and let the callback call set_result()
/// or set_exception(). Each round has one `value_task`, which must be consumed before the next
/// reset(). A `value_task` of an earlier round is stale: its token, the version at the time of
/// get(), differs from the version of the source. Consuming or destroying it is undefined in
/// release mode; checked mode reports it.
///
/// The source cannot be moved, and must outlive the `value_task` and the operation.
///
/// Thread-safety: one thread may complete the source while another one awaits the `value_task`.
/// Everything else requires synchronisation.
template <class T = void> class source {
  using location = detail::location;

public:
  /// Ready for its first round.
  source() noexcept = default;
  source(const source &) = delete;
  source &operator=(const source &) = delete;

  /// Starts the next round: drops the result, and makes the `value_task` of the last round stale.
  /// Precondition: no coroutine is waiting. O(1).
  void reset() noexcept { round_.next(); }

  /// The number of resets: the token of the `value_task` that get() returns. Wraps around. O(1).
  std::uint32_t version() const noexcept { return round_.version(); }

  /// Whether this round has its result or exception. Thread-safe; O(1).
  bool is_completed() const noexcept { return round_.is_done(); }

  /// The `value_task` of this round. Call it once per round. O(1).
  VALUETASK_CORO_WRAPPER value_task<T> get(location here = location::current()) noexcept {
    detail::profile_mark::made<value_task<T>>(here, is_completed(), 0);
    return value_task<T>(here, round_);
  }

  /// Completes the round with a result made from `value`, and runs the waiter on this thread before
  /// it returns. The `value_task` may have been destroyed. Precondition: this round has no result;
  /// ends the program otherwise. Throws what making a T throws; the round is then not complete.
  template <class U = T>
    requires detail::gives<U, T>
  void set_result(U &&value) {
    give(std::forward<U>(value));
    resume(complete());
  }
  /// The same where there is no value.
  void set_result()
    requires std::is_void_v<T>
  {
    give();
    resume(complete());
  }

  /// The same with an exception, which the waiter throws. Precondition: `error` is not null; ends
  /// the program otherwise.
  void set_exception(std::exception_ptr error) noexcept {
    fail(std::move(error));
    resume(complete());
  }

  /// Completes the round like set_result(), but lets `post` run the waiter, so that a caller which
  /// holds a lock or runs a loop executes no foreign code. `RunContinuationsAsynchronously` in
  /// .NET.
  ///
  ///     reading.post_result([&io](auto go_on) { asio::post(io, std::move(go_on)); }, bytes);
  ///
  /// Calls `post` once, before this function returns, with a copyable function object of the size
  /// of one pointer. Call that object once, without arguments, on any thread: it runs the waiter.
  /// If it is never called, the waiter waits forever. If no coroutine waits yet, `post` is not
  /// called, and a later await finds the result. The result is ready before `post` is called.
  ///
  /// If `post` throws, it must not have kept the function object: the waiter then runs in this
  /// function before the exception propagates, and the round is complete.
  template <std::invocable<detail::resumption> Post, class U = T>
    requires detail::gives<U, T>
  void post_result(Post &&post, U &&value) {
    give(std::forward<U>(value));
    hand_over(std::forward<Post>(post), complete());
  }
  /// The same where there is no value.
  template <std::invocable<detail::resumption> Post>
    requires std::is_void_v<T>
  void post_result(Post &&post) {
    give();
    hand_over(std::forward<Post>(post), complete());
  }

  /// The same with an exception, as set_exception().
  template <std::invocable<detail::resumption> Post>
  void post_exception(Post &&post, std::exception_ptr error) {
    fail(std::move(error));
    hand_over(std::forward<Post>(post), complete());
  }

private:
  void require_open() const noexcept {
    if (round_.is_done())
      detail::precondition_failed("source completed twice", "reset() it before the next round");
  }

  template <class... U> void give(U &&...value) {
    require_open();
    round_.slot().emplace(std::forward<U>(value)...);
  }
  void fail(std::exception_ptr error) noexcept {
    require_open();
    if (error == nullptr)
      detail::precondition_failed("source completed with an exception that is null",
                                  "pass std::current_exception() or std::make_exception_ptr(...)");
    round_.slot().fail(std::move(error));
  }

  /// Whoever is to go on, or null. It may begin the next round as soon as it runs: nothing of this
  /// is touched behind it.
  std::coroutine_handle<> complete() noexcept { return round_.complete().waiter; }

  static void resume(std::coroutine_handle<> waiter) noexcept {
    if (!waiter)
      return;
    detail::ready_queue::note_resumed_from_outside();
    waiter.resume();
  }

  template <class Post> static void hand_over(Post &&post, std::coroutine_handle<> waiter) {
    if (!waiter)
      return;
    try {
      std::forward<Post>(post)(detail::resumption(waiter));
    } catch (...) {
      resume(waiter);
      throw;
    }
  }

  detail::source_round<T> round_;
};

} // namespace valuetask::inline VALUETASK_MODE

#endif
