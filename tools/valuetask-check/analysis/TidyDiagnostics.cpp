//===--- TidyDiagnostics.cpp - diagnostics from and for clang-tidy --------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/TidyDiagnostics.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace clang::tidy;

namespace valuetask {

namespace {

SourceMessage fromTidy(const tooling::DiagnosticMessage &Message) {
  SourceMessage Result{Message.Message, Message.FilePath, Message.FileOffset, {}, {}};
  for (const auto &OfFile : Message.Fix)
    for (const tooling::Replacement &Change : OfFile.getValue())
      Result.Fix.push_back({Change.getFilePath().str(), Change.getOffset(), Change.getLength(),
                            Change.getReplacementText().str()});
  llvm::sort(Result.Fix); // the map's own order is of its hash
  for (const tooling::FileByteRange &Range : Message.Ranges)
    Result.Ranges.push_back({Range.FilePath, Range.FileOffset, Range.Length});
  return Result;
}

tooling::DiagnosticMessage toTidy(const SourceMessage &Message) {
  tooling::DiagnosticMessage Result(Message.Message);
  Result.FilePath = Message.FilePath;
  Result.FileOffset = Message.FileOffset;
  for (const SourceChange &Change : Message.Fix)
    // They fitted together before.
    llvm::cantFail(
        Result.Fix[Change.File].add({Change.File, Change.Offset, Change.Length, Change.Text}));
  for (const FileRange &Range : Message.Ranges) {
    tooling::FileByteRange Plain;
    Plain.FilePath = Range.File;
    Plain.FileOffset = Range.Offset;
    Plain.Length = Range.Length;
    Result.Ranges.push_back(Plain);
  }
  return Result;
}

constexpr std::pair<tooling::Diagnostic::Level, FoundDiagnostic::Level> Levels[] = {
    {tooling::Diagnostic::Warning, FoundDiagnostic::Level::Warning},
    {tooling::Diagnostic::Error, FoundDiagnostic::Level::Error},
    {tooling::Diagnostic::Remark, FoundDiagnostic::Level::Remark}};

} // namespace

FoundDiagnostic fromTidy(const ClangTidyError &Error, bool HasHelp) {
  FoundDiagnostic Result{.DiagnosticName = Error.DiagnosticName,
                         .Message = fromTidy(Error.Message),
                         .IsWarningAsError = Error.IsWarningAsError,
                         .BuildDirectory = Error.BuildDirectory};
  for (const tooling::DiagnosticMessage &Note : Error.Notes)
    Result.Notes.push_back(fromTidy(Note));
  if (HasHelp && !Result.Notes.empty()) {
    Result.Help = std::move(Result.Notes.back());
    Result.Notes.pop_back();
  }
  for (const auto &[Theirs, Ours] : Levels)
    if (Theirs == Error.DiagLevel)
      Result.DiagLevel = Ours;
  return Result;
}

ClangTidyError toTidy(const FoundDiagnostic &Diagnostic) {
  tooling::Diagnostic::Level Level = tooling::Diagnostic::Warning;
  for (const auto &[Theirs, Ours] : Levels)
    if (Ours == Diagnostic.DiagLevel)
      Level = Theirs;
  ClangTidyError Result(Diagnostic.DiagnosticName, Level, Diagnostic.BuildDirectory,
                        Diagnostic.IsWarningAsError);
  Result.Message = toTidy(Diagnostic.Message);
  for (const SourceMessage &Note : Diagnostic.Notes)
    Result.Notes.push_back(toTidy(Note));
  if (!Diagnostic.Help.Message.empty())
    Result.Notes.push_back(toTidy(Diagnostic.Help));
  return Result;
}

} // namespace valuetask
