//===--- Suppressions.h - comments that hide findings -----------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_ANALYSIS_SUPPRESSIONS_H
#define VALUETASK_CHECK_ANALYSIS_SUPPRESSIONS_H

#include "analysis/UnitResult.h"
#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "clang/Lex/PPCallbacks.h"
#include "llvm/ADT/DenseMap.h"
#include <memory>
#include <string>
#include <vector>

namespace valuetask {

/// What says that there is nothing to suppress.
FoundDiagnostic unusedSuppression(const Suppression &Unused);

/// Collects a unit's findings, and which comments hid some.
class SuppressionWatch : public clang::tidy::ClangTidyDiagnosticConsumer {
public:
  explicit SuppressionWatch(clang::tidy::ClangTidyContext &Context)
      : ClangTidyDiagnosticConsumer(Context), Context(Context) {}

  void HandleDiagnostic(clang::DiagnosticsEngine::Level Level, const clang::Diagnostic &Info) final;
  void EndSourceFile() override;

  /// For the unit's preprocessor: what it skips has no findings, and so nothing to suppress.
  std::unique_ptr<clang::PPCallbacks>
  makePreprocessorCallbacks(const clang::SourceManager &Sources);

  /// The comments of all files but system headers that name rules which are enabled, or none that
  /// there is. To be called when all findings are there, while the sources are.
  std::vector<Suppression> takeSuppressions(const clang::SourceManager &Sources,
                                            const clang::LangOptions &Language);

protected:
  /// Where diagnostics go: to clang-tidy's own handling, which decides on each.
  virtual void handOn(clang::DiagnosticsEngine::Level Level, const clang::Diagnostic &Info);

private:
  class Preprocessor;
  class Comments;

  struct Hidden {
    std::string Rule;
    const clang::FileEntry *File;
    unsigned Offset;
  };
  using Range = std::pair<unsigned, unsigned>;
  struct Held {
    std::string Check;
    clang::SourceLocation At;
    std::string Message;
    clang::DiagnosticIDs::Level Level;
  };

  clang::tidy::ClangTidyContext &Context;
  bool IsHandling = false; ///< a diagnostic that is not a note
  std::vector<Held> HeldBack;
  std::vector<Hidden> HiddenFindings;
  std::vector<clang::FileID> Entered; ///< no system headers
  llvm::DenseMap<clang::FileID, std::vector<Range>> SkippedIn;
};

} // namespace valuetask

#endif // VALUETASK_CHECK_ANALYSIS_SUPPRESSIONS_H
