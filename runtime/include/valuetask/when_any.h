/// \file
/// when_any(): several awaitables at once, until the first of them completes.
#ifndef VALUETASK_WHEN_ANY_H
#define VALUETASK_WHEN_ANY_H

#include <atomic>
#include <coroutine>
#include <cstddef>
#include <exception>
#include <memory>
#include <ranges>
#include <stdexcept>
#include <tuple>
#include <type_traits>
#include <utility>
#include <valuetask/detach.h>
#include <valuetask/detail/coroutine_attributes.h>
#include <valuetask/detail/meeting.h>
#include <valuetask/when_all.h>
#include <variant>
#include <vector>

// Behind the other headers, which take the macros back.
#include <valuetask/detail/arities.h>

namespace valuetask::inline VALUETASK_MODE {

/// Who came first, and with what.
template <class Value> struct when_any_result {
  std::size_t index; ///< the place among the arguments, or in the range, from zero
  Value value;       ///< its result; among arguments a std::variant, with the same index

  /// Compares both, where values compare.
  friend bool operator==(const when_any_result &, const when_any_result &) = default;
};

namespace detail {

/// One that runs, and whether nobody else can see how it ends: others may hold a task.
template <class T, bool IsOurs> struct runner {
  value_storage<T> storage;

  /// As detach() does. The failure of a task is still there for those who hold it.
  void let_go() {
    if (IsOurs && !storage.is_ready_successfully())
      finish_detached(std::move(storage));
    else
      storage.reset();
  }

  /// The same for one that is complete, without an allocation that could fail.
  void drop_completed() noexcept {
    if (!IsOurs || storage.is_ready_successfully()) {
      storage.reset();
      return;
    }
    try {
      static_cast<void>(storage.take());
    } catch (...) {
      report_unobserved(std::current_exception());
    }
  }
};

template <class A> using runner_for = runner<awaited_value_t<A>, !is_task<std::remove_cvref_t<A>>>;

/// Where the first to complete and the coroutine that waits for it meet, on whatever threads.
class finish_line {
public:
  static constexpr std::size_t nobody = static_cast<std::size_t>(-1);

  /// True for the first one that calls it.
  bool try_win(std::size_t index) noexcept {
    std::size_t expected = nobody;
    return winner_.compare_exchange_strong(expected, index, std::memory_order_relaxed);
  }

  /// For the winner. Returns the coroutine to go on with.
  std::coroutine_handle<> cross() noexcept {
    const auto waiting = met_.arrive();
    return waiting ? waiting : std::noop_coroutine();
  }

  bool await_ready() const noexcept { return false; }
  VALUETASK_DETAIL_SUSPENDS bool await_suspend(std::coroutine_handle<> waiting) noexcept {
    met_.expect(waiting);
    return !met_.arrive();
  }
  std::size_t await_resume() const noexcept { return winner_.load(std::memory_order_relaxed); }

private:
  std::atomic<std::size_t> winner_{nobody};
  meeting met_;
};

/// Ends the coroutine that awaits it, and goes on with another by symmetric transfer.
class ends_with {
public:
  explicit ends_with(std::coroutine_handle<> next) noexcept : next_(next) {}
  bool await_ready() const noexcept { return false; }
  VALUETASK_DETAIL_SUSPENDS std::coroutine_handle<>
  await_suspend(std::coroutine_handle<> ended) const noexcept {
    const std::coroutine_handle<> next = next_;
    ended.destroy();
    return next;
  }
  void await_resume() const noexcept {}

private:
  std::coroutine_handle<> next_;
};

/// What those who run have in common. The last of them frees it, and not the winner.
template <class Runners> struct race {
  explicit race(Runners entered) : runners(std::move(entered)) {}

  Runners runners;
  finish_line finish;
};

template <class Race, class T, bool IsOurs>
detached_coroutine watch(std::shared_ptr<Race> shared, runner<T, IsOurs> &one, std::size_t index) {
  co_await completion_awaiter<T>(one.storage);
  if (shared->finish.try_win(index))
    co_await ends_with(shared->finish.cross());
  one.drop_completed();
}

template <class... Runner, class Visitor>
void for_each(std::tuple<Runner...> &runners, Visitor visit) {
  std::size_t index = 0;
  std::apply([&](Runner &...one) { (visit(one, index++), ...); }, runners);
}
template <class Runner, class Visitor> void for_each(std::vector<Runner> &runners, Visitor visit) {
  std::size_t index = 0;
  for (Runner &one : runners)
    visit(one, index++);
}

template <class Result, std::size_t I = 0, class... Runner>
Result take_at(std::tuple<Runner...> &runners, std::size_t index) {
  if constexpr (I + 1 < sizeof...(Runner))
    if (index != I)
      return take_at<Result, I + 1>(runners, index);
  return {index, decltype(Result::value)(std::in_place_index<I>,
                                         take_element(std::get<I>(runners).storage))};
}
template <class Result, class Runner>
Result take_at(std::vector<Runner> &runners, std::size_t index) {
  return {index, take_element(runners[index].storage)};
}

template <class Value, class Runners>
VALUETASK_CORO_WRAPPER value_task<when_any_result<Value>> first_of(location /*called_from*/,
                                                                   Runners entered) {
  std::size_t first = finish_line::nobody;
  for_each(entered, [&](auto &one, std::size_t index) {
    if (first == finish_line::nobody && one.storage.is_ready())
      first = index;
  });
  if (first != finish_line::nobody) {
    for_each(entered, [&](auto &one, std::size_t index) {
      if (index != first)
        one.let_go();
    });
    co_return take_at<when_any_result<Value>>(entered, first);
  }
  const auto shared = std::make_shared<race<Runners>>(std::move(entered));
  for_each(shared->runners, [&](auto &one, std::size_t index) { watch(shared, one, index); });
  first = co_await shared->finish;
  co_return take_at<when_any_result<Value>>(shared->runners, first);
}

template <class... A> using when_any_value = std::variant<vector_element<awaited_value_t<A>>...>;

template <class... A> using when_any_task = value_task<when_any_result<when_any_value<A...>>>;

template <class... A>
VALUETASK_CORO_WRAPPER when_any_task<A...> start_race(location here, A &&...awaited) {
  // Braces, as the arguments of a call are evaluated in no particular order.
  std::tuple<runner_for<A>...> started{
      runner_for<A>{start<A>(static_cast<A &&>(awaited), here)}...};
  return first_of<when_any_value<A...>>(here, std::move(started));
}

} // namespace detail

/// Awaits all of `awaited` at the same time until the first completes. Gives its index, and its
/// result in a std::variant with one alternative for each argument (std::monostate for void,
/// std::reference_wrapper for a reference), or throws its exception. Ready at once if one of them
/// is, the first in order if several are. `Task.WhenAny` in .NET, which gives the completed task
/// where this gives its result.
///
/// The other operations keep running. Their results are discarded. Their exceptions go to the
/// handler of detach(), except those of tasks, which other owners can still await. So pass a task
/// if you expect that the operation fails, and keep a task of the operation that you cancel, to
/// await its end:
///
///     task<std::size_t> reading = read(socket, buffer).as_task();
///     auto first = co_await when_any(reading, wait(timer).as_task());
///     if (first.index == 1)
///       socket.cancel();
///     co_await reading; // the buffer is no longer in use
///
/// Consumes lvalues too: a value_task is moved out of; a task is copied and its result as well; any
/// other lvalue is awaited in place and must live until it completes itself. A foreign awaitable is
/// started before any is waited for.
///
/// Thread-safety: the operations may complete on any threads at the same time; the waiter resumes
/// on the thread that completes the first one. May throw std::bad_alloc. O(n). If none is ready, it
/// needs an allocation, and a frame for each operation until that completes: a task that never
/// completes keeps a frame for each when_any().
///
/// Checked mode reports what it consumes and what it returns at the place of the call; with more
/// than eight arguments, that place is not known.
template <detail::awaitable... A>
  requires(sizeof...(A) > VALUETASK_DETAIL_MOST_ARGUMENTS)
VALUETASK_CORO_WRAPPER
    value_task<when_any_result<std::variant<detail::vector_element<detail::awaited_value_t<A>>...>>>
    when_any(VALUETASK_CONSUMES A &&...awaited) {
  return detail::start_race<A...>(detail::location::unknown(), static_cast<A &&>(awaited)...);
}

VALUETASK_DETAIL_ARITIES(when_any, when_any_task, start_race)

/// The same for the elements of a range, giving the result itself, without a variant. Throws
/// std::invalid_argument if there are none. The elements of a range that is an lvalue or a view are
/// treated as lvalues, those of any other range as rvalues.
template <std::ranges::input_range R>
  requires(!detail::awaitable<R> && detail::awaitable<std::ranges::range_reference_t<R>>)
VALUETASK_CORO_WRAPPER value_task<when_any_result<
    detail::vector_element<detail::awaited_value_t<std::ranges::range_reference_t<R>>>>>
when_any(VALUETASK_CONSUMES R &&awaited, detail::location here = detail::location::current()) {
  using reference = std::ranges::range_reference_t<R>;
  auto started =
      detail::start_each<detail::runner_for<reference>>(static_cast<R &&>(awaited), here);
  if (started.empty())
    throw std::invalid_argument("when_any: the range is empty, so that nothing can complete");
  return detail::first_of<detail::vector_element<detail::awaited_value_t<reference>>>(
      here, std::move(started));
}

} // namespace valuetask::inline VALUETASK_MODE

#include <valuetask/detail/no_arities.h>

#endif
