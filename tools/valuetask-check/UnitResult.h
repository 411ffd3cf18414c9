//===--- UnitResult.h - what the analysis of one unit gave -----*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_UNITRESULT_H
#define VALUETASK_CHECK_UNITRESULT_H

#include "UnitAnalysis.h"
#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace valuetask {

struct UnitResult {
  /// Findings, and the compiler's errors.
  std::vector<clang::tidy::ClangTidyError> Diagnostics;
  unsigned HiddenByNolint = 0;
  unsigned HiddenByHeaderFilter = 0;
  Statistics Counted;
};

/// As YAML, to be handed from one process to another.
std::string toText(const UnitResult &Result);

/// \returns an error for text that toText() has not made.
llvm::Expected<UnitResult> fromText(llvm::StringRef Text);

} // namespace valuetask

#endif // VALUETASK_CHECK_UNITRESULT_H
