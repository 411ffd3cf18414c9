//===--- TextReport.cpp - clang's own look ---------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reports/Reports.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/DiagnosticOptions.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/TextDiagnosticPrinter.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace valuetask {

namespace {

/// Diagnostics by file and offset, printed by the compiler's own printer.
class TextPrinter {
public:
  TextPrinter(llvm::raw_ostream &Out, bool Colours)
      : Options(new DiagnosticOptions), Printer(Out, Options.get()),
        Engine(new DiagnosticIDs, Options, &Printer, /*ShouldOwnClient=*/false),
        Files(FileSystemOptions()), Sources(Engine, Files) {
    Options->ShowColors = Colours;
    Language.CPlusPlus = true;
    Printer.BeginSourceFile(Language, /*PP=*/nullptr);
    Engine.setSourceManager(&Sources);
  }
  ~TextPrinter() { Printer.EndSourceFile(); }

  void print(const FoundDiagnostic &E) {
    const bool IsError = E.IsWarningAsError || E.DiagLevel == tooling::Diagnostic::Error;
    const std::string Name = E.DiagnosticName + (E.IsWarningAsError ? ",-warnings-as-errors" : "");
    {
      const DiagnosticBuilder Diagnostic = Engine.Report(
          locationOf(E.Message.FilePath, E.Message.FileOffset),
          Engine.getCustomDiagID(IsError ? DiagnosticsEngine::Error : DiagnosticsEngine::Warning,
                                 "%0 [%1]"));
      Diagnostic << E.Message.Message << Name;
      for (const tooling::FileByteRange &Range : E.Message.Ranges)
        Diagnostic << rangeOf(Range.FilePath, Range.FileOffset, Range.Length);
      addFixes(Diagnostic, E.Message);
    }
    for (const tooling::DiagnosticMessage &Note : E.Notes) {
      const DiagnosticBuilder Diagnostic =
          Engine.Report(locationOf(Note.FilePath, Note.FileOffset),
                        Engine.getCustomDiagID(DiagnosticsEngine::Note, "%0"));
      Diagnostic << Note.Message;
      for (const tooling::FileByteRange &Range : Note.Ranges)
        Diagnostic << rangeOf(Range.FilePath, Range.FileOffset, Range.Length);
      addFixes(Diagnostic, Note);
    }
  }

private:
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

  void addFixes(const DiagnosticBuilder &Diagnostic, const tooling::DiagnosticMessage &Message) {
    for (const auto &OfFile : Message.Fix)
      for (const tooling::Replacement &Each : OfFile.getValue())
        if (Each.isApplicable())
          Diagnostic << FixItHint::CreateReplacement(
              rangeOf(Each.getFilePath(), Each.getOffset(), Each.getLength()),
              Each.getReplacementText());
  }

  IntrusiveRefCntPtr<DiagnosticOptions> Options;
  LangOptions Language;
  TextDiagnosticPrinter Printer;
  DiagnosticsEngine Engine;
  FileManager Files;
  SourceManager Sources;
};

} // namespace

void writeText(const Report &What, llvm::raw_ostream &Out) {
  TextPrinter Printer(Out, What.Colours);
  for (const FoundDiagnostic &E : What.Result.Diagnostics)
    Printer.print(E);
}

} // namespace valuetask
