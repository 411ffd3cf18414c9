//===--- Analysis.h - one run over some files -------------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_ANALYSIS_H
#define VALUETASK_CHECK_ANALYSIS_H

#include "Inputs.h"
#include "Unit.h"
#include "Workers.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <memory>
#include <vector>

namespace valuetask {

struct RunResult {
  /// Findings, and the compiler's errors, each once, ordered by place.
  std::vector<clang::tidy::ClangTidyError> Diagnostics;
  /// Files of which not all could be analysed; what was found in them may not be all.
  std::vector<Unusable> Failed;
  unsigned Findings = 0;
  unsigned HiddenByNolint = 0;
  unsigned HiddenByHeaderFilter = 0;
  Statistics Counted;
};

using ContextMaker = llvm::function_ref<std::unique_ptr<clang::tidy::ClangTidyContext>()>;

/// Analyses \p Files, each in a process of its own, so that one that crashes the compiler or takes
/// too long costs that one alone. A finding in a header is there once, however many of the files
/// include it; what is found doesn't depend on the order in which the files are done.
///
/// \returns an error when processes can't be made.
llvm::Expected<RunResult> analyse(ContextMaker MakeContext,
                                  const clang::tooling::CompilationDatabase &Database,
                                  const std::vector<std::string> &Files, const FileSystem &Disk,
                                  const WorkLimits &Limits);

} // namespace valuetask

#endif // VALUETASK_CHECK_ANALYSIS_H
