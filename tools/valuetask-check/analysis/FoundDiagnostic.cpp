//===--- FoundDiagnostic.cpp - a finding after the analysis ---------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/FoundDiagnostic.h"
#include "llvm/ADT/STLExtras.h"

namespace valuetask {

/// Would the result depend on which of them is made first?
static bool collide(const SourceChange &A, const SourceChange &B) {
  if (A.File != B.File)
    return false;
  const bool AreAtOnePlace = A.Offset == B.Offset && A.Length == 0 && B.Length == 0;
  return AreAtOnePlace || (A.Offset < B.Offset + B.Length && B.Offset < A.Offset + A.Length);
}

bool addToFix(SourceMessage &Message, SourceChange Change) {
  if (llvm::any_of(Message.Fix, [&](const SourceChange &Edit) { return collide(Edit, Change); }))
    return false;
  Message.Fix.insert(llvm::upper_bound(Message.Fix, Change), std::move(Change));
  return true;
}

bool isCompilerError(const FoundDiagnostic &Diagnostic) {
  return llvm::StringRef(Diagnostic.DiagnosticName).starts_with("clang-diagnostic-");
}

} // namespace valuetask
