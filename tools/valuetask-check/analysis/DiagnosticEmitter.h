//===--- DiagnosticEmitter.h - from plain data to the compiler's diagnostics -*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_ANALYSIS_DIAGNOSTICEMITTER_H
#define VALUETASK_CHECK_ANALYSIS_DIAGNOSTICEMITTER_H

#include "analysis/FoundDiagnostic.h"
#include "clang/Basic/Diagnostic.h"

namespace valuetask {

/// Gives diagnostics to an engine of the compiler, whose sources have the files, or get them.
class DiagnosticEmitter {
public:
  explicit DiagnosticEmitter(clang::DiagnosticsEngine &Engine) : Engine(Engine) {}

  void emit(const FoundDiagnostic &E);

private:
  void emitNote(const SourceMessage &Note);
  clang::SourceLocation locationOf(llvm::StringRef File, unsigned Offset);
  clang::CharSourceRange rangeOf(llvm::StringRef File, unsigned Offset, unsigned Length);
  void addFixes(const clang::DiagnosticBuilder &Diagnostic, const SourceMessage &Message);

  clang::DiagnosticsEngine &Engine;
};

} // namespace valuetask

#endif // VALUETASK_CHECK_ANALYSIS_DIAGNOSTICEMITTER_H
