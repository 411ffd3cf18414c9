//===--- Analysis.cpp - one run over some files ---------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis.h"
#include "clang-tidy/ClangTidy.h"
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

} // namespace

RunResult analyse(ContextMaker MakeContext, const clang::tooling::CompilationDatabase &Database,
                  const std::vector<std::string> &Files, const FileSystem &Disk) {
  RunResult Result;
  for (const std::string &File : Files) {
    // One by one, to know which file a compiler error belongs to: it may be reported in a header.
    // Each needs a context of its own, since a context remembers by number which check made a
    // message, and the numbers begin anew with each run.
    const std::unique_ptr<ClangTidyContext> Context = MakeContext();
    std::vector<ClangTidyError> Errors =
        runClangTidy(*Context, Database, {File}, Disk, /*ApplyAnyFix=*/false);
    Result.HiddenByNolint += Context->getStats().ErrorsIgnoredNOLINT;
    Result.HiddenByHeaderFilter += Context->getStats().ErrorsIgnoredNonUserCode;
    if (llvm::any_of(Errors, isCompilerError))
      Result.Failed.push_back(File);
    for (ClangTidyError &E : Errors) {
      normalise(E.Message, E.BuildDirectory);
      for (clang::tooling::DiagnosticMessage &Note : E.Notes)
        normalise(Note, E.BuildDirectory);
      Result.Diagnostics.push_back(std::move(E));
    }
  }
  llvm::sort(Result.Diagnostics, [](const ClangTidyError &A, const ClangTidyError &B) {
    return placeOf(A) < placeOf(B);
  });
  auto Same = [](const ClangTidyError &A, const ClangTidyError &B) {
    return placeOf(A) == placeOf(B);
  };
  Result.Diagnostics.erase(std::unique(Result.Diagnostics.begin(), Result.Diagnostics.end(), Same),
                           Result.Diagnostics.end());
  Result.Findings = llvm::count_if(Result.Diagnostics,
                                   [](const ClangTidyError &E) { return !isCompilerError(E); });
  return Result;
}

} // namespace valuetask
