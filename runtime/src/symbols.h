// What the programs' own symbol tables say about an address. A debug build has them; where one was
// stripped, nothing is known.
#ifndef VALUETASK_SRC_SYMBOLS_H
#define VALUETASK_SRC_SYMBOLS_H

#include <cstddef>
#include <string_view>
#include <valuetask/detail/config.h>

namespace valuetask::inline VALUETASK_MODE::detail {

/// Whose code an instruction is.
enum class code {
  plain,     ///< a function's, which ends by returning
  helper,    ///< one that does its work for whoever calls it: a constructor, or one of the standard
             ///< library's or of this one
  coroutine, ///< a function's that calls, resumes or destroys a coroutine's body
  system,    ///< a function's of the system's libraries
  unknown,
};

/// Whose code the call is that returns there. Reads the module's file the first time, which takes
/// milliseconds; then a binary search. Thread-safe.
code find_caller(const void *return_address) noexcept;

/// The function that the call is in, as one would write it, and the place in its module: "'f(int)'
/// (program+0x1234)". Null if that is not known. Lives as long as the program. Thread-safe.
const char *describe_caller(const void *return_address) noexcept;

/// Whether the object of that size is a variable of its own. Thread-safe; the same costs.
bool is_variable(const void *object, std::size_t size) noexcept;

/// Whether a class of this name, without its scope and template arguments, has functions that await
/// something, as far as the modules show that were looked at before. Optimised, they may be gone.
bool may_be_awaiter(std::string_view class_name) noexcept;

/// Whether what lies between `lowest` and the object in memory begins with a coroutine's frame:
/// with two pointers, to the functions that resume and destroy it. Also true where that frame ends
/// before the object. `lowest` is given where that is in a function's stack frame. Precondition: it
/// lies in no frame of ours; these are not looked at. Looks no further than 128 KiB, or to where
/// nothing can be read.
bool may_lie_in_coroutine_frame(const void *object, const void *lowest = nullptr) noexcept;

} // namespace valuetask::inline VALUETASK_MODE::detail

#endif
