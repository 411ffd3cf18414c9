//===--- UnitResult.h - what the analysis of one unit gave -----*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_ANALYSIS_UNITRESULT_H
#define VALUETASK_CHECK_ANALYSIS_UNITRESULT_H

#include "analysis/Suppressions.h"
#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "unit/UnitAnalysis.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace valuetask {

struct FoundDiagnostic : clang::tidy::ClangTidyError {
  using ClangTidyError::ClangTidyError;
  FoundDiagnostic(clang::tidy::ClangTidyError Base) : ClangTidyError(std::move(Base)) {}

  /// The function in which it is, qualified; empty outside of functions.
  std::string Function;
};

/// Is it one that keeps the file from being compiled, and no finding?
bool isCompilerError(const FoundDiagnostic &Diagnostic);

/// A finding that hangs on functions of other units.
struct OpenFinding {
  FoundDiagnostic Found;
  Condition If;
};

struct UnitResult {
  /// Findings, and the compiler's errors.
  std::vector<FoundDiagnostic> Diagnostics;
  /// What is to be settled when all units are known, and what this one tells for it; only where
  /// facts were asked for.
  std::vector<OpenFinding> Open;
  Facts Told;
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

} // namespace valuetask

#endif // VALUETASK_CHECK_ANALYSIS_UNITRESULT_H
