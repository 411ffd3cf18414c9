//===--- Run.h - one analysis of a project -----------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_RUN_H
#define VALUETASK_CHECK_RUN_H

#include "settings/Settings.h"
#include "clang/Tooling/CompilationDatabase.h"
#include <memory>
#include <string>

namespace valuetask {

/// One run, from the settings to the exit code.
///
/// \param ResourceDir  of clang's own headers
/// \param Fixed        the flags after '--'; may be null
int runAnalysis(const Settings &Asked, const std::string &ResourceDir,
                std::unique_ptr<clang::tooling::CompilationDatabase> Fixed);

} // namespace valuetask

#endif // VALUETASK_CHECK_RUN_H
