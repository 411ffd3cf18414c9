//===--- Describe.h - a first dialect for a class ---------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_DESCRIBE_H
#define VALUETASK_CHECK_DESCRIBE_H

#include "settings/Settings.h"
#include "clang/Tooling/CompilationDatabase.h"
#include <memory>
#include <string>

namespace valuetask {

/// Looks for the class that the first of the paths names in the other ones, or in the files of the
/// database, and prints a draft of a dialect that describes it.
///
/// \param Fixed  the flags after '--'; may be null
/// \returns the exit code
int runDescribe(const Settings &Asked, const std::string &ResourceDir,
                std::unique_ptr<clang::tooling::CompilationDatabase> Fixed);

} // namespace valuetask

#endif // VALUETASK_CHECK_DESCRIBE_H
