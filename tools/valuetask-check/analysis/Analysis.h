//===--- Analysis.h - one run over some files -------------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_ANALYSIS_ANALYSIS_H
#define VALUETASK_CHECK_ANALYSIS_ANALYSIS_H

#include "analysis/ResultCache.h"
#include "analysis/Unit.h"
#include "analysis/Workers.h"
#include "input/Inputs.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace valuetask {

struct RunResult {
  /// Findings, and the compiler's errors, each once, ordered by place.
  std::vector<FoundDiagnostic> Diagnostics;
  /// What hangs on functions of other units, and what all units tell; \see settle().
  std::vector<OpenFinding> Open;
  Program Whole;
  double LinkMs = 0; ///< that joining and settling took
  /// Files of which not all could be analysed; what was found in them may not be all.
  std::vector<Unusable> Failed;
  bool GaveUp = false; ///< is one of them no matter of its text, but of a crash or of time?
  unsigned Findings = 0;
  unsigned FromCache = 0; ///< files whose result is of an earlier run
  unsigned Skipped = 0;   ///< files that reach no declaration of a type that the rules are about
  bool HasHeader = false; ///< did the header filter accept any?
  /// Why results could not be kept; empty where they could.
  std::string CacheProblem;
  std::set<std::string> FilesRead;       ///< absolute; only where they were asked for
  std::vector<Suppression> Suppressions; ///< only where they were asked for; of a header, each
                                         ///< once for every file that includes it
  unsigned HiddenByNolint = 0;
  unsigned HiddenByHeaderFilter = 0;
  unsigned HiddenByBaseline = 0;
  unsigned HiddenAsUnchanged = 0; ///< by --since
  Statistics Counted;
};

/// Adds what a run over other files gave. What both found is there once.
void join(RunResult &Result, RunResult Other);

/// Brings what was found into an order that doesn't hang on who was done first, each once.
void putInOrder(RunResult &Result);

/// Takes those of the open findings that hold with the facts that are there; the others are gone.
void settle(RunResult &Result);

/// Writes them for the option valuetask.Facts; an empty name: to nowhere.
llvm::Error writeFacts(const Program &Whole, llvm::StringRef File);

/// What units are analysed with.
struct AnalysisContext {
  /// One for each unit. \see analyseUnit()
  std::function<std::unique_ptr<clang::tidy::ClangTidyContext>()> MakeTidyContext;
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
/// \param OnDone  called after each file, with its name
/// \returns an error when processes can't be made.
llvm::Expected<RunResult> analyse(const AnalysisContext &Context,
                                  const std::vector<std::string> &Files, ResultCache *Cache,
                                  const Extras &Wanted,
                                  llvm::function_ref<void(llvm::StringRef)> OnDone);

} // namespace valuetask

#endif // VALUETASK_CHECK_ANALYSIS_ANALYSIS_H
