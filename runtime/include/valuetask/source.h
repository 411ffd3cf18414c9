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

/// What stands behind a `value_task` that no coroutine gives: an operation which calls back, and
/// which is run again and again, as the reads of a socket are. Keep one of these where the
/// operation's state lies, and each run costs no allocation. `ManualResetValueTaskSourceCore<T>` in
/// .NET.
///
/// A round: reset(), start the operation, hand out get(), and let the callback call set_result() or
/// set_exception(). There is one `value_task` a round; it must be consumed before the next reset().
/// One that is left from an earlier round is stale: its token, the version at the time of get(), is
/// not the source's any more. Consuming or dropping it then is undefined in release mode; checked
/// mode reports it.
///
/// The source must not move, and must outlive the `value_task` and the operation.
///
/// Thread-safety: one thread may complete it while another one awaits the `value_task`. Everything
/// else needs synchronisation.
template <class T = void> class source {
  using location = detail::location;

public:
  /// Ready for its first round.
  source() noexcept = default;
  source(const source &) = delete;
  source &operator=(const source &) = delete;

  /// Begins the next round: forgets the result, and makes what get() gave before stale. Nobody may
  /// be waiting. O(1).
  void reset() noexcept { round_.next(); }

  /// How often it was reset: the token of what get() gives. Wraps around. O(1).
  std::uint32_t version() const noexcept { return round_.version(); }

  /// Whether this round has its result or exception. Thread-safe; O(1).
  bool is_completed() const noexcept { return round_.is_done(); }

  /// The `value_task` of this round. Ask once a round. O(1).
  VALUETASK_CORO_WRAPPER value_task<T> get(location here = location::current()) noexcept {
    detail::profile_mark::made<value_task<T>>(here, is_completed(), 0);
    return value_task<T>(here, round_);
  }

  /// Completes the round with a result made from `value`, and runs who awaits it, on this thread,
  /// before it returns. It does not matter whether the `value_task` was dropped meanwhile.
  /// Precondition: this round has no result; ends the program otherwise. Throws what making a T
  /// throws: then the round is not complete.
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

  /// The same with an exception, which who awaits will see thrown. Precondition: `error` is not
  /// null; ends the program otherwise.
  void set_exception(std::exception_ptr error) noexcept {
    fail(std::move(error));
    resume(complete());
  }

  /// Completes the round as set_result() does, and leaves it to `post` to run who awaits it: a call
  /// from within a lock, or from within a loop that must go on, runs no foreign code.
  /// `RunContinuationsAsynchronously` in .NET.
  ///
  ///     reading.post_result([&io](auto go_on) { asio::post(io, std::move(go_on)); }, bytes);
  ///
  /// `post` is called once, before this returns, with a function object of one pointer that may be
  /// copied and is called without arguments, once, on any thread: whoever awaits goes on in there.
  /// If that never happens, it waits for ever. If nobody awaits yet, nothing is posted: whoever
  /// comes later finds the result. The result is there before `post` is called.
  ///
  /// If `post` throws, it must not have kept the function object: whoever awaits goes on in here,
  /// before the exception is passed on, and the round is complete.
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
