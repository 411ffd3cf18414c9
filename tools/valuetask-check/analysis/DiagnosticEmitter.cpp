//===--- DiagnosticEmitter.cpp - from plain data to the compiler's diagnostics ===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/DiagnosticEmitter.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/Support/Path.h"

using namespace clang;

namespace valuetask {

void DiagnosticEmitter::emit(const FoundDiagnostic &E) {
  const bool IsError = E.IsWarningAsError || E.DiagLevel == FoundDiagnostic::Level::Error;
  const std::string Name = E.DiagnosticName + (E.IsWarningAsError ? ",-warnings-as-errors" : "");
  {
    const DiagnosticBuilder Diagnostic = Engine.Report(
        locationOf(E.Message.FilePath, E.Message.FileOffset),
        Engine.getCustomDiagID(IsError ? DiagnosticsEngine::Error : DiagnosticsEngine::Warning,
                               "%0 [%1]"));
    Diagnostic << E.Message.Message << Name;
    for (const FileRange &Range : E.Message.Ranges)
      Diagnostic << rangeOf(Range.File, Range.Offset, Range.Length);
  }
  for (const SourceMessage &Note : E.Notes)
    emitNote(Note);
  if (!E.Help.Message.empty())
    emitNote(E.Help);
}

void DiagnosticEmitter::emitNote(const SourceMessage &Note) {
  const DiagnosticBuilder Diagnostic =
      Engine.Report(locationOf(Note.FilePath, Note.FileOffset),
                    Engine.getCustomDiagID(DiagnosticsEngine::Note, "%0"));
  Diagnostic << Note.Message;
  for (const FileRange &Range : Note.Ranges)
    Diagnostic << rangeOf(Range.File, Range.Offset, Range.Length);
  addFixes(Diagnostic, Note);
}

SourceLocation DiagnosticEmitter::locationOf(llvm::StringRef File, unsigned Offset) {
  SourceManager &Sources = Engine.getSourceManager();
  const OptionalFileEntryRef Entry =
      File.empty() ? std::nullopt : Sources.getFileManager().getOptionalFileRef(File);
  // A compiler may read its main file from stdin.
  const bool IsStdin = llvm::sys::path::filename(File) == "<stdin>";
  if (!Entry && !(IsStdin && Sources.getMainFileID().isValid()))
    return {};
  const FileID Id =
      Entry ? Sources.getOrCreateFileID(*Entry, SrcMgr::C_User) : Sources.getMainFileID();
  return Sources.getLocForStartOfFile(Id).getLocWithOffset(static_cast<int>(Offset));
}

CharSourceRange DiagnosticEmitter::rangeOf(llvm::StringRef File, unsigned Offset, unsigned Length) {
  const SourceLocation Begin = locationOf(File, Offset);
  if (Begin.isInvalid())
    return {};
  return CharSourceRange::getCharRange(Begin, Begin.getLocWithOffset(static_cast<int>(Length)));
}

void DiagnosticEmitter::addFixes(const DiagnosticBuilder &Diagnostic,
                                 const SourceMessage &Message) {
  for (const SourceChange &Change : Message.Fix)
    Diagnostic << FixItHint::CreateReplacement(rangeOf(Change.File, Change.Offset, Change.Length),
                                               Change.Text);
}

} // namespace valuetask
