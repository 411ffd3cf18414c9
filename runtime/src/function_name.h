// The name of a function, as std::source_location gives it: the compilers write it in their own
// ways.
#ifndef VALUETASK_SRC_FUNCTION_NAME_H
#define VALUETASK_SRC_FUNCTION_NAME_H

#include <cstddef>
#include <string_view>
#include <valuetask/detail/config.h>

namespace valuetask::inline VALUETASK_MODE::detail {

/// A function's signature, taken apart. Views of the text that it was made from.
struct function_name {
  std::string_view scope; ///< the class or namespace, qualified, with template arguments
  std::string_view name;  ///< the last component, without template arguments
  bool has_return_type = false;

  /// Whether it constructs an object of a named class. Other functions may share the name of their
  /// scope, but only constructors have no return type. (A closure is not of a named class.)
  bool is_constructor() const noexcept;

  /// Whether it is one of the functions by which a coroutine awaits something.
  bool is_awaiters() const noexcept;
};

/// Takes `signature` apart; empty where it is none.
function_name parse_function(std::string_view signature) noexcept;

/// The last component of a scope, without template arguments.
std::string_view last_component(std::string_view scope) noexcept;

/// Calls `write` with parts of the text, which together are the name as one would write it: without
/// the modes' namespaces and tags, and, of what GCC makes of a coroutine's body, the coroutine's.
template <class Write> void write_readable(std::string_view signature, Write write);

namespace function_names {

/// A coroutine's name in two parts, of what GCC calls its body: 'void f(f(int)::_Z1fi.Frame*)'.
/// Both are empty where it is none.
struct coroutine_of_body {
  std::string_view name;
  std::string_view parameters;
  std::string_view rest;
};
coroutine_of_body find_coroutine(std::string_view signature) noexcept;

/// What is left out where it begins the text, or replaced by the second.
struct replacement {
  std::string_view text;
  std::string_view by;
};
inline constexpr replacement replacements[] = {
    {"checked_mode::", ""},
    {"release_mode::", ""},
    {"profiled_mode::", ""},
    {"[abi:valuetask_checked]", ""},
    {"[abi:valuetask_release]", ""},
    {"[abi:valuetask_profiled]", ""},
    {"[abi:cxx11]", ""},
    {"; std::string = std::__cxx11::basic_string<char>", ""},
    {"std::__cxx11::basic_string<char>", "std::string"},
    {"std::__cxx11::", "std::"},
    {"{anonymous}", "(anonymous namespace)"},
};

template <class Write> void write_replaced(std::string_view text, Write write) {
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size();) {
    const replacement *found = nullptr;
    for (const replacement &one : replacements)
      if (found == nullptr && text.substr(i).starts_with(one.text))
        found = &one;
    if (found == nullptr) {
      ++i;
      continue;
    }
    write(text.substr(begin, i - begin));
    write(found->by);
    begin = i += found->text.size();
  }
  write(text.substr(begin));
}

} // namespace function_names

template <class Write> void write_readable(std::string_view signature, Write write) {
  const auto coroutine = function_names::find_coroutine(signature);
  if (coroutine.name.empty()) {
    function_names::write_replaced(signature, write);
    return;
  }
  function_names::write_replaced(coroutine.name, write);
  function_names::write_replaced(coroutine.parameters, write);
  function_names::write_replaced(coroutine.rest, write);
}

} // namespace valuetask::inline VALUETASK_MODE::detail

#endif
