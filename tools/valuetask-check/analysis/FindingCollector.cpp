//===--- FindingCollector.cpp - findings on their way through clang-tidy --===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/FindingCollector.h"
#include "analysis/TidyDiagnostics.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace clang::tidy;

namespace valuetask {

/// As clang-tidy orders its own.
static bool isBefore(const OpenFinding &A, const OpenFinding &B) {
  auto IdentityOf = [](const FoundDiagnostic &E) {
    return std::tie(E.Message.FilePath, E.Message.FileOffset, E.DiagnosticName, E.Message.Message);
  };
  return IdentityOf(A.Found) < IdentityOf(B.Found);
}

void FindingCollector::begin(const Finding &Reported) {
  Current = &Reported;
  if (Reported.If)
    Apart = std::make_unique<ClangTidyDiagnosticConsumer>(Context);
}

void FindingCollector::end() {
  if (Apart)
    for (const ClangTidyError &Error : Apart->take()) { // one, or none where a comment hides it
      FoundDiagnostic Found = fromTidy(Error, !Current->Help.empty());
      Found.Function = Current->Function;
      OpenFinding New{std::move(Found), *Current->If};
      Open.insert(llvm::upper_bound(Open, New, isBefore), std::move(New));
    }
  Apart.reset();
  Current = nullptr;
}

void FindingCollector::handOn(DiagnosticsEngine::Level Level, const clang::Diagnostic &Info) {
  if (Apart)
    return Apart->HandleDiagnostic(Level, Info);
  if (Current && Level != DiagnosticsEngine::Note && Info.hasSourceManager()) {
    const SourceManager &Sources = Info.getSourceManager();
    const SourceLocation At = Sources.getFileLoc(Info.getLocation());
    Known[{Context.getCheckName(Info.getID()), Sources.getFilename(At).str(),
           Sources.getFileOffset(At), Current->Message}] = {Current->Function,
                                                            !Current->Help.empty()};
  }
  SuppressionWatch::handOn(Level, Info);
}

std::vector<FoundDiagnostic> FindingCollector::takeDiagnostics() {
  std::vector<FoundDiagnostic> Result;
  for (const ClangTidyError &Error : take()) {
    const auto It = Known.find({Error.DiagnosticName, Error.Message.FilePath,
                                Error.Message.FileOffset, Error.Message.Message});
    const Details Kept = It == Known.end() ? Details() : It->second;
    Result.push_back(fromTidy(Error, Kept.HasHelp));
    Result.back().Function = Kept.Function;
  }
  return Result;
}

} // namespace valuetask
