//===--- Fixing.h - applying the fixes of findings ----*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_FIXING_H
#define VALUETASK_CHECK_FIXING_H

#include "analysis/RunResult.h"
#include "analysis/Sources.h"
#include "clang/Tooling/Core/Replacement.h"
#include "llvm/Support/Error.h"
#include <map>
#include <string>
#include <vector>

namespace valuetask {

/// The changes of a run's fixes, file by file. A fix is taken as a whole or not at all.
struct FixPlan {
  std::map<std::string, clang::tooling::Replacements> ByFile;
  unsigned Taken = 0;
  /// Those that would change what another one changes.
  std::vector<const FoundDiagnostic *> Refused;
};

FixPlan planFixes(const RunResult &Result);

/// How many findings the fixes take away, and of each that is left, where it is and why:
/// "4 fixed, 1 left:".
std::string describe(const FixPlan &Plan, const RunResult &Result, Sources &Files,
                     llvm::StringRef Root, bool IsDone);

/// Changes the files. When one of them can't be written, all are as they were before.
llvm::Error applyFixes(const FixPlan &Plan);

/// Prints what applyFixes() would change, as 'diff -u' does.
llvm::Error printFixes(const FixPlan &Plan, llvm::StringRef Root, llvm::raw_ostream &Out);

} // namespace valuetask

#endif // VALUETASK_CHECK_FIXING_H
