//===--- ClangPrinter.cpp - diagnostics in clang's own look ---------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/ClangPrinter.h"
#include "analysis/DiagnosticEmitter.h"
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

  void print(const FoundDiagnostic &E) { DiagnosticEmitter(Engine).emit(E); }

private:
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
