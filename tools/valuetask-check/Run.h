//===--- Run.h - one analysis of a project -----------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_RUN_H
#define VALUETASK_CHECK_RUN_H

#include "Settings.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Error.h"
#include <memory>
#include <string>

namespace valuetask {

/// The exit codes of the interface.
enum ExitCode { NothingFound = 0, FoundSomething = 1, WrongUsage = 2, NotAnalysed = 3 };

/// Says so on stderr. \returns the exit code
int wrongUsage(const llvm::Twine &Message);
int wrongUsage(llvm::Error Problem);

/// One run, from the settings to the exit code.
///
/// \param ResourceDir  of clang's own headers
/// \param Fixed        the flags after '--'; may be null
int runAnalysis(const Settings &Given, const std::string &ResourceDir,
                std::unique_ptr<clang::tooling::CompilationDatabase> Fixed);

} // namespace valuetask

#endif // VALUETASK_CHECK_RUN_H
