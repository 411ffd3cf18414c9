//===--- ClangPrinter.cpp - diagnostics in clang's own look ---------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/ClangPrinter.h"
#include "compat/Versions.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/LangOptions.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/TextDiagnosticPrinter.h"

using namespace clang;

namespace valuetask {

namespace {

/// Diagnostics by file and offset, printed by the compiler's own printer.
class TextPrinter {
public:
  TextPrinter(llvm::raw_ostream &Out, bool Colours)
      : Printer(Out, Settings.forPrinter()),
        Engine(llvm::makeIntrusiveRefCnt<DiagnosticIDs>(), Settings.forEngine(), &Printer,
               /*ShouldOwnClient=*/false),
        Files(FileSystemOptions()), Sources(Engine, Files) {
    Settings.options().ShowColors = Colours;
    Language.CPlusPlus = true;
    Printer.BeginSourceFile(Language, /*PP=*/nullptr);
    Engine.setSourceManager(&Sources);
  }
  ~TextPrinter() { Printer.EndSourceFile(); }

  void print(const FoundDiagnostic &E) {
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
      printNote(Note);
    if (!E.Help.Message.empty())
      printNote(E.Help);
  }

private:
  void printNote(const SourceMessage &Note) {
    const DiagnosticBuilder Diagnostic =
        Engine.Report(locationOf(Note.FilePath, Note.FileOffset),
                      Engine.getCustomDiagID(DiagnosticsEngine::Note, "%0"));
    Diagnostic << Note.Message;
    for (const FileRange &Range : Note.Ranges)
      Diagnostic << rangeOf(Range.File, Range.Offset, Range.Length);
    addFixes(Diagnostic, Note);
  }

  SourceLocation locationOf(llvm::StringRef File, unsigned Offset) {
    const OptionalFileEntryRef Entry = File.empty() ? std::nullopt : Files.getOptionalFileRef(File);
    if (!Entry)
      return {};
    const FileID Id = Sources.getOrCreateFileID(*Entry, SrcMgr::C_User);
    return Sources.getLocForStartOfFile(Id).getLocWithOffset(static_cast<int>(Offset));
  }

  CharSourceRange rangeOf(llvm::StringRef File, unsigned Offset, unsigned Length) {
    const SourceLocation Begin = locationOf(File, Offset);
    if (Begin.isInvalid())
      return {};
    return CharSourceRange::getCharRange(Begin, Begin.getLocWithOffset(static_cast<int>(Length)));
  }

  void addFixes(const DiagnosticBuilder &Diagnostic, const SourceMessage &Message) {
    for (const SourceChange &Change : Message.Fix)
      Diagnostic << FixItHint::CreateReplacement(rangeOf(Change.File, Change.Offset, Change.Length),
                                                 Change.Text);
  }

  compat::DiagnosticSettings Settings;
  LangOptions Language;
  TextDiagnosticPrinter Printer;
  DiagnosticsEngine Engine;
  FileManager Files;
  SourceManager Sources;
};

} // namespace

void printAsClangDoes(llvm::ArrayRef<FoundDiagnostic> Diagnostics, bool Colours,
                      llvm::raw_ostream &Out) {
  TextPrinter Printer(Out, Colours);
  for (const FoundDiagnostic &E : Diagnostics)
    Printer.print(E);
}

} // namespace valuetask
