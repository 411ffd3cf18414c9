//===--- Analysis.cpp - one run over some files ---------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <tuple>

using namespace clang::tidy;

namespace valuetask {

namespace {

bool isCompilerError(const ClangTidyError &Diagnostic) {
  return llvm::StringRef(Diagnostic.DiagnosticName).starts_with("clang-diagnostic-");
}

/// One spelling for one file, whichever unit included it and from which folder that was compiled.
void normalise(clang::tooling::DiagnosticMessage &Message, llvm::StringRef BuildDirectory) {
  if (Message.FilePath.empty())
    return;
  llvm::SmallString<256> Path(Message.FilePath);
  llvm::sys::fs::make_absolute(BuildDirectory, Path);
  llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  Message.FilePath = Path.str().str();
}

auto placeOf(const ClangTidyError &E) {
  return std::tie(E.Message.FilePath, E.Message.FileOffset, E.DiagnosticName, E.Message.Message);
}

void add(UnitResult Unit, const std::string &File, RunResult &Result) {
  Result.HiddenByNolint += Unit.HiddenByNolint;
  Result.HiddenByHeaderFilter += Unit.HiddenByHeaderFilter;
  Result.Counted += Unit.Counted;
  // Here, where it is known which file is meant: the error may be one in a header.
  if (llvm::any_of(Unit.Diagnostics, isCompilerError))
    Result.Failed.push_back(
        {File, "does not compile with clang, so that not all of it could be analysed"});
  for (ClangTidyError &E : Unit.Diagnostics) {
    normalise(E.Message, E.BuildDirectory);
    for (clang::tooling::DiagnosticMessage &Note : E.Notes)
      normalise(Note, E.BuildDirectory);
    Result.Diagnostics.push_back(std::move(E));
  }
}

/// Brings what was found into an order that doesn't hang on who was done first, each once.
void putInOrder(RunResult &Result) {
  // By all of it: of two that differ in their notes alone, which one stays must not be chance.
  llvm::sort(Result.Diagnostics, [](const ClangTidyError &A, const ClangTidyError &B) {
    if (placeOf(A) != placeOf(B))
      return placeOf(A) < placeOf(B);
    auto Text = [](const clang::tooling::DiagnosticMessage &Note) {
      return std::tie(Note.FilePath, Note.FileOffset, Note.Message);
    };
    return std::lexicographical_compare(
        A.Notes.begin(), A.Notes.end(), B.Notes.begin(), B.Notes.end(),
        [&](const auto &One, const auto &Other) { return Text(One) < Text(Other); });
  });
  auto Same = [](const ClangTidyError &A, const ClangTidyError &B) {
    return placeOf(A) == placeOf(B);
  };
  Result.Diagnostics.erase(std::unique(Result.Diagnostics.begin(), Result.Diagnostics.end(), Same),
                           Result.Diagnostics.end());
  Result.Findings = llvm::count_if(Result.Diagnostics,
                                   [](const ClangTidyError &E) { return !isCompilerError(E); });
  llvm::sort(Result.Failed, [](const Unusable &A, const Unusable &B) { return A.File < B.File; });
  llvm::sort(Result.Counted.DroppedIn);
}

} // namespace

llvm::Expected<RunResult> analyse(ContextMaker MakeContext,
                                  const clang::tooling::CompilationDatabase &Database,
                                  const std::vector<std::string> &Files, const FileSystem &Disk,
                                  const WorkLimits &Limits) {
  RunResult Result;
  auto Work = [&](unsigned Index) {
    return toText(analyseUnit(*MakeContext(), Database, Files[Index], Disk));
  };
  auto Done = [&](unsigned Index, llvm::Expected<std::string> Text) {
    llvm::Expected<UnitResult> Unit =
        Text ? fromText(*Text) : llvm::Expected<UnitResult>(Text.takeError());
    if (Unit)
      add(std::move(*Unit), Files[Index], Result);
    else
      Result.Failed.push_back({Files[Index], llvm::toString(Unit.takeError())});
  };
  if (llvm::Error Problem = workInProcesses(Files.size(), Limits, Work, Done))
    return Problem;
  putInOrder(Result);
  return Result;
}

} // namespace valuetask
