//===--- UnitResult.h - what the analysis of one unit gave ------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_ANALYSIS_UNITRESULT_H
#define VALUETASK_CHECK_ANALYSIS_UNITRESULT_H

#include "analysis/FoundDiagnostic.h"
#include "program/Facts.h"
#include "unit/Statistics.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace valuetask {

/// The name under which a comment that hides nothing is reported. It is no rule of the rule table:
/// it is about comments, and there only with --warn-unused-suppressions.
constexpr llvm::StringLiteral UnusedSuppression = "valuetask-unused-suppression";

/// A rule of this project, or a glob of them, that a NOLINT comment names.
struct Suppression {
  std::string File; ///< absolute
  unsigned Offset = 0;
  std::string Rules;
  bool Used = false;
};

struct UnitResult {
  /// Findings, and the compiler's errors.
  std::vector<FoundDiagnostic> Diagnostics;
  /// What is to be settled when all units are known, and what this one says for it; only where
  /// facts were asked for.
  std::vector<OpenFinding> Open;
  Facts OwnFacts;
  /// It reaches no declaration of a type that the rules are about, and wasn't parsed.
  bool Skipped = false;
  bool HasHeader = false; ///< one that the header filter accepts
  /// Why it could not be kept for later runs; empty where it could.
  std::string CacheProblem;
  std::vector<std::string> FilesRead;    ///< absolute; only where they were asked for
  std::vector<Suppression> Suppressions; ///< only where they were asked for
  unsigned HiddenByNolint = 0;
  unsigned HiddenByHeaderFilter = 0;
  Statistics Counted;
};

/// As YAML, to be handed from one process to another.
std::string toText(const UnitResult &Result);

/// \returns an error for text that toText() has not made.
llvm::Expected<UnitResult> fromText(llvm::StringRef Text);

/// Renames the files of what is open, of the facts and of what the profile matched: what a report
/// carries for 'merge'.
void mapPaths(UnitResult &Result, llvm::function_ref<std::string(llvm::StringRef)> Map);

} // namespace valuetask

#endif // VALUETASK_CHECK_ANALYSIS_UNITRESULT_H
