/// \file
/// when_all(): several awaitables at once, as one.
#ifndef VALUETASK_WHEN_ALL_H
#define VALUETASK_WHEN_ALL_H

#include <cstddef>
#include <functional>
#include <ranges>
#include <tuple>
#include <type_traits>
#include <utility>
#include <valuetask/detail/arities.h>
#include <valuetask/value_task.h>
#include <variant>
#include <vector>

namespace valuetask::inline VALUETASK_MODE {
namespace detail {

/// Owns the awaitable, or refers to an lvalue, and runs until that suspends.
template <class A> value_task<awaited_value_t<A>> run(location called_from, A awaited) {
  co_return co_await placed_awaiter<A>(static_cast<A &&>(awaited), called_from);
}

/// Takes a result as soon as it is there.
template <class T> value_task<T> hold(value_storage<T> awaited) {
  co_return co_await storage_awaiter<T>(awaited);
}

/// Starts what is not running yet. Every kind of awaitable becomes the same kind of thing.
template <class A> value_storage<awaited_value_t<A>> start(A &&awaited, location here) {
  using T = awaited_value_t<A>;
  if constexpr (is_value_task<std::remove_cvref_t<A>>) {
    auto taken = access::take_over(awaited, here);
    if (!taken.is_from_source())
      return taken;
    // A source may go on behind set_result(), and has nothing for who comes later.
    auto held = hold<T>(std::move(taken));
    return access::take_over(held, here);
  } else if constexpr (is_task<std::remove_cvref_t<A>> && !copied_result<T>) {
    static_assert(never<A>, "when_all and the like copy the result of a task, which others may "
                            "share, and this result cannot be copied: give them a value_task");
    return value_storage<T>();
  } else if constexpr (is_task<std::remove_cvref_t<A>>) {
    return value_storage<T>(task<T>(static_cast<A &&>(awaited)));
  } else {
    auto running = run<A>(here, static_cast<A &&>(awaited));
    return access::take_over(running, here);
  }
}

/// The same for the elements of a range, each kept as a `Started`.
template <class Started, class R> std::vector<Started> start_each(R &&awaited, location here) {
  using element = std::conditional_t<std::is_lvalue_reference_v<R> || std::ranges::view<R>,
                                     std::ranges::range_reference_t<R>,
                                     std::ranges::range_rvalue_reference_t<R>>;
  std::vector<Started> started;
  if constexpr (std::ranges::sized_range<R>)
    started.reserve(static_cast<std::size_t>(std::ranges::size(awaited)));
  for (auto &&one : awaited)
    started.push_back(Started{start<element>(static_cast<element &&>(one), here)});
  return started;
}

template <class T> using tuple_element = std::conditional_t<std::is_void_v<T>, std::monostate, T>;

template <class T>
using vector_element =
    std::conditional_t<std::is_reference_v<T>, std::reference_wrapper<std::remove_reference_t<T>>,
                       tuple_element<T>>;

template <class T> tuple_element<T> take_element(value_storage<T> &completed) {
  if constexpr (std::is_void_v<T>) {
    completed.take();
    return {};
  } else {
    return completed.take();
  }
}

/// How when_all() takes what is complete, and as what it keeps that.
struct takes_result {
  template <class T> using in_tuple = tuple_element<T>;
  template <class T> using in_vector = vector_element<T>;

  template <class T> static tuple_element<T> take(value_storage<T> &completed) {
    return take_element(completed);
  }
};

// Awaiting one after another is enough: all are running, and the last one to complete resumes us.
// Nothing is taken before all are complete, so the first exception in order is the one to leave.
template <class Takes, class... T, std::size_t... I>
VALUETASK_CORO_WRAPPER value_task<std::tuple<typename Takes::template in_tuple<T>...>>
join(location /*called_from*/, std::tuple<value_storage<T>...> started, std::index_sequence<I...>) {
  (co_await completion_awaiter<T>(std::get<I>(started)), ...);
  co_return std::tuple<typename Takes::template in_tuple<T>...>{
      Takes::take(std::get<I>(started))...};
}

template <class Takes, class T>
VALUETASK_CORO_WRAPPER value_task<std::vector<typename Takes::template in_vector<T>>>
join_range(location /*called_from*/, std::vector<value_storage<T>> started) {
  for (value_storage<T> &one : started)
    co_await completion_awaiter<T>(one);
  std::vector<typename Takes::template in_vector<T>> results;
  results.reserve(started.size());
  for (value_storage<T> &one : started)
    results.push_back(Takes::take(one));
  co_return results;
}

template <class Takes, class... A>
VALUETASK_CORO_WRAPPER auto start_and_join(location here, A &&...awaited) {
  // Braces, as the arguments of a call are evaluated in no particular order.
  std::tuple<value_storage<awaited_value_t<A>>...> started{
      start<A>(static_cast<A &&>(awaited), here)...};
  return join<Takes>(here, std::move(started), std::index_sequence_for<A...>());
}

template <class Takes, class R>
VALUETASK_CORO_WRAPPER auto start_and_join_range(R &&awaited, location here) {
  using T = awaited_value_t<std::ranges::range_reference_t<R>>;
  return join_range<Takes>(here, start_each<value_storage<T>>(static_cast<R &&>(awaited), here));
}

template <class... A>
using when_all_task = value_task<std::tuple<tuple_element<awaited_value_t<A>>...>>;

template <class... A>
VALUETASK_CORO_WRAPPER when_all_task<A...> start_all(location here, A &&...awaited) {
  return start_and_join<takes_result, A...>(here, static_cast<A &&>(awaited)...);
}

} // namespace detail

/// Awaits all of `awaited` at the same time. Gives a tuple of their results, with std::monostate
/// for void, or throws the exception of the first that failed, in the order of the arguments, after
/// all have completed. Ready at once if they all are. `Task.WhenAll` in .NET.
///
/// Consumes lvalues too: a value_task is moved out of; a task is copied and its result as well; any
/// other lvalue is awaited in place and must live until it completes. A foreign awaitable is
/// started before any is waited for; the result of a source is taken when it comes, so that the
/// source may go on. May throw std::bad_alloc. O(n).
///
/// Checked mode reports what it consumes and what it returns at the place of the call; with more
/// than eight arguments, that place is not known.
template <detail::awaitable... A>
  requires(sizeof...(A) == 0 || sizeof...(A) > VALUETASK_DETAIL_MOST_ARGUMENTS)
VALUETASK_CORO_WRAPPER value_task<std::tuple<detail::tuple_element<detail::awaited_value_t<A>>...>>
when_all(VALUETASK_CONSUMES A &&...awaited) {
  return detail::start_all<A...>(detail::location::unknown(), static_cast<A &&>(awaited)...);
}

VALUETASK_DETAIL_ARITIES(when_all, when_all_task, start_all)

/// The same for the elements of a range, giving a vector (of std::reference_wrapper for
/// references). The elements of a range that is an lvalue or a view are treated as lvalues, those
/// of any other range as rvalues.
template <std::ranges::input_range R>
  requires(!detail::awaitable<R> && detail::awaitable<std::ranges::range_reference_t<R>>)
VALUETASK_CORO_WRAPPER value_task<
    std::vector<detail::vector_element<detail::awaited_value_t<std::ranges::range_reference_t<R>>>>>
when_all(VALUETASK_CONSUMES R &&awaited, detail::location here = detail::location::current()) {
  return detail::start_and_join_range<detail::takes_result>(static_cast<R &&>(awaited), here);
}

} // namespace valuetask::inline VALUETASK_MODE

#include <valuetask/detail/no_arities.h>

#endif
