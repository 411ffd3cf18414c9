/// \file
/// Which build mode this translation unit is compiled in.
#ifndef VALUETASK_DETAIL_CONFIG_H
#define VALUETASK_DETAIL_CONFIG_H

#if !defined(VALUETASK_PROFILED)
#define VALUETASK_PROFILED 0
#endif

#if !defined(VALUETASK_CHECKED)
#if defined(NDEBUG) || VALUETASK_PROFILED
#define VALUETASK_CHECKED 0
#else
#define VALUETASK_CHECKED 1
#endif
#endif

#if VALUETASK_CHECKED && VALUETASK_PROFILED
#error "VALUETASK_CHECKED and VALUETASK_PROFILED are two modes: choose one"
#endif

#if VALUETASK_CHECKED
#define VALUETASK_MODE checked_mode
#elif VALUETASK_PROFILED
#define VALUETASK_MODE profiled_mode
#else
#define VALUETASK_MODE release_mode
#endif

// The namespace alone would not tell two modes apart where the type is only returned, since a
// return type is no part of a plain function's mangled name. An ABI tag is: the compiler adds it to
// the name of every function that returns a tagged type and does not mention it otherwise.
namespace valuetask {
#if VALUETASK_CHECKED
inline namespace checked_mode __attribute__((abi_tag("valuetask_checked"))) {}
#elif VALUETASK_PROFILED
inline namespace profiled_mode __attribute__((abi_tag("valuetask_profiled"))) {}
#else
inline namespace release_mode __attribute__((abi_tag("valuetask_release"))) {}
#endif
} // namespace valuetask

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define VALUETASK_DETAIL_SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define VALUETASK_DETAIL_SANITIZED 1
#endif
#if !defined(VALUETASK_DETAIL_SANITIZED)
#define VALUETASK_DETAIL_SANITIZED 0
#endif

#endif
