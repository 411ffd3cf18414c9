//===--- Analysis.h - one run over some files -------------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_ANALYSIS_H
#define VALUETASK_CHECK_ANALYSIS_H

#include "Changes.h"
#include "Inputs.h"
#include "ResultCache.h"
#include "Unit.h"
#include "Workers.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <memory>
#include <vector>

namespace valuetask {

struct RunResult {
  /// Findings, and the compiler's errors, each once, ordered by place.
  std::vector<FoundDiagnostic> Diagnostics;
  /// Files of which not all could be analysed; what was found in them may not be all.
  std::vector<Unusable> Failed;
  unsigned Findings = 0;
  unsigned FromCache = 0; ///< files whose result is of an earlier run
  unsigned Skipped = 0;   ///< files that reach no declaration of a type that the rules are about
  bool HasHeader = false; ///< did the header filter accept any?
  /// Why results could not be kept; empty where they could.
  std::string CacheProblem;
  unsigned HiddenByNolint = 0;
  unsigned HiddenByHeaderFilter = 0;
  unsigned HiddenByBaseline = 0;
  unsigned HiddenAsUnchanged = 0; ///< by --since
  Statistics Counted;
};

/// Brings what was found into an order that doesn't hang on who was done first, each once.
void putInOrder(RunResult &Result);

using ContextMaker = llvm::function_ref<std::unique_ptr<clang::tidy::ClangTidyContext>()>;

/// Analyses \p Files, each in a process of its own, so that one that crashes the compiler or takes
/// too long costs that one alone. A finding in a header is there once, however many of the files
/// include it; what is found doesn't depend on the order in which the files are done, nor on what
/// the cache has.
///
/// \param Cache    may be null
/// \param OnDone   called after each file, with its name
/// \returns an error when processes can't be made.
llvm::Expected<RunResult> analyse(ContextMaker MakeContext,
                                  const clang::tooling::CompilationDatabase &Database,
                                  const std::vector<std::string> &Files, const FileSystem &Disk,
                                  const WorkLimits &Limits, ResultCache *Cache,
                                  llvm::function_ref<void(llvm::StringRef)> OnDone);

/// Those of \p Files that see a changed line: that are changed themselves, or include a file that
/// is. Of the files that include one header, and see no other change, the first is enough unless
/// \p AllIncluders.
llvm::Expected<std::vector<std::string>>
affectedBy(const Changes &Changed, ContextMaker MakeContext,
           const clang::tooling::CompilationDatabase &Database,
           const std::vector<std::string> &Files, const FileSystem &Disk, const WorkLimits &Limits,
           bool AllIncluders);

/// Leaves the findings that touch a changed line, by where they are or by a step of their path.
void keepChanged(RunResult &Result, const Changes &Changed);

} // namespace valuetask

#endif // VALUETASK_CHECK_ANALYSIS_H
