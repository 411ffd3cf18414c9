//===--- Inputs.h - what to analyse, and with which flags -------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_INPUT_INPUTS_H
#define VALUETASK_CHECK_INPUT_INPUTS_H

#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/Support/Error.h"
#include <memory>
#include <string>
#include <vector>

namespace valuetask {

/// A file that can't be analysed, and why, as a sentence that says what to do.
struct Unusable {
  std::string File;
  std::string Reason;
};

struct Inputs {
  std::unique_ptr<clang::tooling::CompilationDatabase> Database;
  std::string DatabaseFile; ///< empty where flags were given
  /// Absolute, sorted, each once.
  std::vector<std::string> Files;
  /// Headers that were asked for, and aren't in the database; absolute.
  std::vector<std::string> Headers;
  std::vector<std::string> DatabaseFiles; ///< all that are there; only where there are headers
  std::vector<Unusable> Unusables;
  unsigned OtherLanguages = 0; ///< files of the database that are no C or C++, and left out
  // Files of whose commands something is left out. (see LeftOut)
  unsigned WithPrecompiled = 0;
  unsigned WithHeaderModules = 0;
  unsigned WithForeignModules = 0;
};

/// Finds the compile database and the files to analyse.
///
/// \param Paths     files and folders; none means every file of the database
/// \param BuildDir  the folder with compile_commands.json, or that file; empty: looked for beside
/// the first
///                  path and above it, there and in 'build'
/// \param Fixed     the flags after '--', which replace a database; may be null
/// \returns an error when there is nothing that could be analysed: no database, an empty or broken
/// one.
llvm::Expected<Inputs> collectInputs(const std::vector<std::string> &Paths,
                                     llvm::StringRef BuildDir,
                                     std::unique_ptr<clang::tooling::CompilationDatabase> Fixed);

} // namespace valuetask

#endif // VALUETASK_CHECK_INPUT_INPUTS_H
