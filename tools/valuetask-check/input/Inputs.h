//===--- Inputs.h - what to analyse, and with which flags -------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_INPUT_INPUTS_H
#define VALUETASK_CHECK_INPUT_INPUTS_H

#include "input/InputFiles.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/Support/Error.h"
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace valuetask {

struct Inputs : InputFiles {
  std::unique_ptr<clang::tooling::CompilationDatabase> Database;
};

/// The compile databases that a program has read which analyses file after file. Each is read again
/// when it has changed.
class KnownDatabases {
public:
  /// \param Fixed  the flags after '--', which replace all databases; may be null
  explicit KnownDatabases(std::unique_ptr<clang::tooling::CompilationDatabase> Fixed);
  ~KnownDatabases();

  struct Known;
  /// As collectInputs() looks for it. \returns an error for one that can't be read
  llvm::Expected<std::shared_ptr<const Known>> get(llvm::StringRef BuildDir,
                                                   llvm::StringRef FirstPath);

private:
  std::shared_ptr<Known> Flags; ///< null where there are none
  std::map<std::string, std::shared_ptr<Known>> ByFile;
};

/// Finds the compile database and the files to analyse.
///
/// \param Paths     files and folders; none means every file of the database
/// \param BuildDir  the folder with compile_commands.json, or that file; empty: looked for
///                  beside the first path and above it, there and in 'build'
/// \param Fixed     the flags after '--', which replace a database; may be null
/// \returns an error when there is nothing that could be analysed: no database, an empty or broken
/// one.
llvm::Expected<Inputs> collectInputs(const std::vector<std::string> &Paths,
                                     llvm::StringRef BuildDir,
                                     std::unique_ptr<clang::tooling::CompilationDatabase> Fixed);
llvm::Expected<Inputs> collectInputs(const std::vector<std::string> &Paths,
                                     llvm::StringRef BuildDir, KnownDatabases &Databases);

} // namespace valuetask

#endif // VALUETASK_CHECK_INPUT_INPUTS_H
