/// \file
/// Attributes that tell the ValueTask checker what a type or a function promises.
///
/// They are plain `[[clang::annotate]]` attributes: they cost nothing, change no behaviour and no
/// layout, and vanish under compilers that do not know them.
#ifndef VALUETASK_ANNOTATIONS_H
#define VALUETASK_ANNOTATIONS_H

// GCC knows the syntax of clang:: attributes but warns of each it ignores, so ask for the compiler.
#if defined(__clang__)
#define VALUETASK_DETAIL_ANNOTATE(text) [[clang::annotate(text)]]
#else
#define VALUETASK_DETAIL_ANNOTATE(text)
#endif

/// On a class: its objects may be consumed once. The checker then holds them to the rules of
/// `value_task`. Write it behind the class-key: `class [[nodiscard]] VALUETASK_SINGLE_AWAIT
/// baton;`.
#define VALUETASK_SINGLE_AWAIT VALUETASK_DETAIL_ANNOTATE("valuetask::single_await")

/// On a function: no call of it ever completes synchronously, though its body does not show it.
#define VALUETASK_ALWAYS_ASYNC VALUETASK_DETAIL_ANNOTATE("valuetask::always_async")

/// On a member function: calling it consumes the object. On a parameter: binding an object to it
/// consumes that object, even where the parameter is an lvalue or a forwarding reference.
#define VALUETASK_CONSUMES VALUETASK_DETAIL_ANNOTATE("valuetask::consumes")

/// Set to 1, for a whole program: clang 17 and later warns where a temporary is bound to a
/// reference parameter of a coroutine that outlives it (`-Wdangling`, `-Wreturn-stack-address`),
/// and requires VALUETASK_CORO_WRAPPER, as below.
#if !defined(VALUETASK_LIFETIME_WARNINGS)
#define VALUETASK_LIFETIME_WARNINGS 0
#endif

#if defined(__clang__) && VALUETASK_LIFETIME_WARNINGS
#if __has_cpp_attribute(clang::coro_lifetimebound)
#define VALUETASK_DETAIL_HAS_CORO_ATTRIBUTES 1
#endif
#endif
#if !defined(VALUETASK_DETAIL_HAS_CORO_ATTRIBUTES)
#define VALUETASK_DETAIL_HAS_CORO_ATTRIBUTES 0
#endif

/// Before a function that returns a task or a value_task and is no coroutine, where
/// VALUETASK_LIFETIME_WARNINGS is 1: clang takes it for an error otherwise. Nothing elsewhere.
#if VALUETASK_DETAIL_HAS_CORO_ATTRIBUTES
#define VALUETASK_CORO_WRAPPER [[clang::coro_wrapper]]
#else
#define VALUETASK_CORO_WRAPPER
#endif

#endif
