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

#endif
