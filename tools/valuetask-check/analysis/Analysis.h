//===--- Analysis.h - one run over some files -------------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_ANALYSIS_ANALYSIS_H
#define VALUETASK_CHECK_ANALYSIS_ANALYSIS_H

#include "analysis/ResultCache.h"
#include "analysis/RunResult.h"
#include "analysis/Unit.h"
#include "analysis/Workers.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace valuetask {

/// What units are analysed with.
struct AnalysisContext {
  /// One for each unit. \see analyseUnit()
  std::function<std::unique_ptr<clang::tidy::ClangTidyContext>()> MakeTidyContext;
  ProfileStore &Profiles;
  const clang::tooling::CompilationDatabase &Database;
  FileSystem Disk;
  WorkLimits Limits;
  bool ClosedWorld = false; ///< all overriders are among the files
};

/// Analyses \p Files, each in a process of its own, so that one that crashes the compiler or takes
/// too long costs that one alone. A finding in a header is there once, however many of the files
/// include it; what is found doesn't depend on the order in which the files are done, nor on what
/// the cache has.
///
/// \param Cache   may be null
/// \param OnDone  called after each file, with its name, and whether its result was known
/// \returns an error when processes can't be made.
llvm::Expected<RunResult> analyse(const AnalysisContext &Context,
                                  const std::vector<std::string> &Files, ResultCache *Cache,
                                  const Extras &Wanted,
                                  llvm::function_ref<void(llvm::StringRef, bool)> OnDone);

} // namespace valuetask

#endif // VALUETASK_CHECK_ANALYSIS_ANALYSIS_H
