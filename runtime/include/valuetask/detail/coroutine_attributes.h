/// \file
/// Attributes by which clang learns what coroutines of these types may do, and one against a fault
/// of its versions up to 16.
#ifndef VALUETASK_DETAIL_COROUTINE_ATTRIBUTES_H
#define VALUETASK_DETAIL_COROUTINE_ATTRIBUTES_H

#include <valuetask/annotations.h>

// On a class. With it, clang warns where a temporary is bound to a reference parameter of a
// coroutine that outlives it. The price is a mark on each function that returns such a class and is
// no coroutine: so the program asks for it.
#if VALUETASK_DETAIL_HAS_CORO_ATTRIBUTES
#define VALUETASK_DETAIL_COROUTINE_TYPE [[clang::coro_return_type]] [[clang::coro_lifetimebound]]
// On get_return_object(), whose object refers to the promise.
#define VALUETASK_DETAIL_RETURN_OBJECT [[clang::coro_wrapper]] [[clang::coro_disable_lifetimebound]]
#else
#define VALUETASK_DETAIL_COROUTINE_TYPE
#define VALUETASK_DETAIL_RETURN_OBJECT
#endif

// On a class, from clang 20 on: the frame of a call that is awaited where it stands lies in the
// awaiting coroutine's.
#if defined(__clang__)
#if __has_cpp_attribute(clang::coro_await_elidable)
#define VALUETASK_DETAIL_ELIDABLE [[clang::coro_await_elidable]]
#endif
#endif
#if !defined(VALUETASK_DETAIL_ELIDABLE)
#define VALUETASK_DETAIL_ELIDABLE
#endif

// On await_suspend(), after which the coroutine may run, and end, on another thread. Up to version
// 16, clang inlines it into the coroutine and may then keep its variables in the frame, which is
// gone by the time that they are used (https://github.com/llvm/llvm-project/issues/56301).
#if defined(__clang__) && __clang_major__ < 17
#define VALUETASK_DETAIL_SUSPENDS [[gnu::noinline]]
#else
#define VALUETASK_DETAIL_SUSPENDS
#endif

#endif
