//===--- RunResult.h - what a run over some files found ---------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_ANALYSIS_RUNRESULT_H
#define VALUETASK_CHECK_ANALYSIS_RUNRESULT_H

#include "analysis/UnitResult.h"
#include "input/InputFiles.h"
#include "program/Facts.h"
#include "llvm/Support/Error.h"
#include <set>
#include <string>
#include <vector>

namespace valuetask {

struct RunResult {
  /// Findings, and the compiler's errors, each once, ordered by place.
  std::vector<FoundDiagnostic> Diagnostics;
  /// What depends on functions of other units, and what all units tell; \see settle().
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

/// What a run over some files found, before it is reported.
struct AnalysedFiles {
  InputFiles Input;
  RunResult Result;
  std::vector<std::string> Includers; ///< through which headers were analysed
};

/// Adds the result of one file's analysis.
void addUnit(UnitResult Unit, const std::string &File, RunResult &Result);

/// Adds what a run over other files gave. What both found is there once.
void join(RunResult &Result, RunResult Other);

/// Brings what was found into an order that doesn't depend on who was done first, each once.
void putInOrder(RunResult &Result);

/// Takes those of the open findings that hold with the facts that are there; the others are gone.
void settle(RunResult &Result);

/// Writes them for the option valuetask.Facts; an empty name: to nowhere.
llvm::Error writeFacts(const Program &Whole, llvm::StringRef File);

} // namespace valuetask

#endif // VALUETASK_CHECK_ANALYSIS_RUNRESULT_H
