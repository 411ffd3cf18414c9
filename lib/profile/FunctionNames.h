//===--- FunctionNames.h - functions' names in GCC's and clang's words -*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The two compilers spell the name of one function in two ways:
///
///   static task<std::string> (anonymous namespace)::a::f(unsigned long, const char *) [T = int]
///   static task<std::__cxx11::basic_string<char> > {anonymous}::a::f(long unsigned int, const
///   char*) [with T = int]
///
//===----------------------------------------------------------------------===//
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_PROFILE_FUNCTIONNAMES_H
#define VALUETASK_LIB_PROFILE_FUNCTIONNAMES_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace valuetask {

/// A function's name as two compilers agree on it: 'std::string ns::f<int>(const A&) [with T =
/// int]' and its like in clang's words are both 'ns::f' and '(A const&)'-like text that is only
/// good for comparing.
struct FunctionName {
  /// Qualified, without template arguments; empty for a lambda's, which has none.
  std::string Qualified;
  /// \see comparableType(), with commas between them.
  std::string Parameters;
};

/// Takes a pretty function name of GCC or clang apart.
FunctionName parseFunctionName(llvm::StringRef Pretty);

/// A type as text in which GCC's and clang's spellings of it are the same. Two types may have the
/// same text: scopes are left out, since GCC writes fewer of them.
std::string comparableType(llvm::StringRef Written);

/// What the profiled runtime drops from names: its own namespace.
std::string withoutRuntimeScope(std::string Text);

} // namespace valuetask

#endif // VALUETASK_LIB_PROFILE_FUNCTIONNAMES_H
