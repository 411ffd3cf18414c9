/// \file
/// What can be awaited, ours or foreign, and what awaiting it gives ([expr.await]).
#ifndef VALUETASK_DETAIL_AWAITABLE_H
#define VALUETASK_DETAIL_AWAITABLE_H

#include <concepts>
#include <coroutine>
#include <type_traits>
#include <utility>
#include <valuetask/detail/config.h>

namespace valuetask::inline VALUETASK_MODE {

template <class T> class value_task;
template <class T> class task;

namespace detail {

template <class A>
concept has_member_co_await = requires(A &&a) { static_cast<A &&>(a).operator co_await(); };

template <class A>
concept has_free_co_await = requires(A &&a) { operator co_await(static_cast<A &&>(a)); };

/// The awaiter that `co_await a` uses.
template <class A> decltype(auto) get_awaiter(A &&a) {
  if constexpr (has_member_co_await<A>)
    return static_cast<A &&>(a).operator co_await();
  else if constexpr (has_free_co_await<A>)
    return operator co_await(static_cast<A &&>(a));
  else
    return static_cast<A &&>(a);
}

template <class A>
concept awaiter = requires(std::remove_reference_t<A> &a) {
  { a.await_ready() } -> std::convertible_to<bool>;
  a.await_resume();
};

/// Whether a coroutine whose promise transforms nothing could await an A.
template <class A>
concept awaitable = has_member_co_await<A> || has_free_co_await<A> || awaiter<A>;

template <class A> using await_result_t = decltype(get_awaiter(std::declval<A>()).await_resume());

// Of what can't be awaited, anything: it is named before anybody asks whether A is awaitable, and
// the compiler shall say that it is not.
template <class A> struct awaited_value : std::type_identity<void> {};
template <awaitable A> struct awaited_value<A> : std::remove_cvref<await_result_t<A>> {};

template <class A, class Bare = std::remove_cvref_t<A>> struct kept_value : awaited_value<A> {};
template <class A, class T> struct kept_value<A, value_task<T>> : std::type_identity<T> {};
template <class A, class T> struct kept_value<A, task<T>> : std::type_identity<T> {};

/// The type in which a combinator keeps the result of awaiting an A: a value, or void. A reference
/// only where a task of ours names one, since others' may refer into what the await destroys.
template <class A> using awaited_value_t = typename kept_value<A>::type;

/// Whether a task may hand out its result by value: it shares it, so that this is a copy.
template <class T>
concept copied_result = !std::is_object_v<T> || std::copy_constructible<T>;

/// For a static_assert in the branch of what can't be compiled: that it fails, where it is used.
template <class> inline constexpr bool never = false;

template <class A> inline constexpr bool is_value_task = false;
template <class T> inline constexpr bool is_value_task<value_task<T>> = true;
template <class A> inline constexpr bool is_task = false;
template <class T> inline constexpr bool is_task<task<T>> = true;

} // namespace detail
} // namespace valuetask::inline VALUETASK_MODE

#endif
