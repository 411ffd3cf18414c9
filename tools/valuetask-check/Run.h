//===--- Run.h - one analysis of a project -----------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_RUN_H
#define VALUETASK_CHECK_RUN_H

#include "analysis/RunResult.h"
#include "input/Inputs.h"
#include "settings/Settings.h"
#include "clang/Tooling/CompilationDatabase.h"
#include <memory>
#include <string>
#include <vector>

namespace valuetask {

/// One run, from the settings to the exit code.
///
/// \param ResourceDir  of clang's own headers
/// \param Fixed        the flags after '--'; may be null
int runAnalysis(const Settings &Asked, const std::string &ResourceDir,
                std::unique_ptr<clang::tooling::CompilationDatabase> Fixed);

/// The same, up to where a run begins to report: without what the baseline knows.
///
/// \param NearHeader  files through which a header is probably reached, the most probable first;
/// the
///                    others are looked at when it isn't, until it is. None: the same file is
///                    taken as by a run
/// \returns an error for what keeps a run from analysing anything
llvm::Expected<AnalysedFiles> analyseFiles(const Settings &Asked, const std::string &ResourceDir,
                                           KnownDatabases &Databases,
                                           const std::vector<std::string> &NearHeader);

} // namespace valuetask

#endif // VALUETASK_CHECK_RUN_H
