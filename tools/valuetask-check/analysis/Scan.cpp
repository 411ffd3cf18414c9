//===--- Scan.cpp - which files a unit includes -----------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Scan.h"
#include "compat/Versions.h"
#include "input/Commands.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Lex/PreprocessorOptions.h"
#include VALUETASK_SCANNING_FILES

using namespace clang;

namespace valuetask {

namespace deps = compat::scanning;

namespace {

std::optional<llvm::ArrayRef<dependency_directives_scan::Directive>>
directivesOf(FileEntryRef File, deps::DependencyScanningWorkerFilesystem &Files) {
  llvm::ErrorOr<deps::EntryRef> Entry = Files.getOrCreateFileSystemEntry(File.getName());
  if (!Entry || !Files.ensureDirectiveTokensArePopulated(*Entry))
    return std::nullopt; // it is lexed as a whole
  return Entry->getDirectiveTokens();
}

class ScanAction : public PreprocessOnlyAction {
public:
  ScanAction(deps::DependencyScanningWorkerFilesystem &Files, bool &HasModules)
      : Directives([&Files](FileEntryRef File) { return directivesOf(File, Files); }),
        HasModules(HasModules) {}

private:
  bool BeginSourceFileAction(CompilerInstance &Compiler) override {
    Preprocessor &Tokens = Compiler.getPreprocessor();
    // Of what is no directive with a '#', the scan has these lines alone, whatever they are in the
    // unit's language. ('module a;' sees a's interface without an import.)
    Tokens.setTokenWatcher([this](const Token &Tok) {
      const IdentifierInfo *Word = Tok.isAnnotation() ? nullptr : Tok.getIdentifierInfo();
      HasModules |= Word && (Word->isStr("import") || Word->isStr("module"));
    });
    Directives.serve(Compiler);
    return PreprocessOnlyAction::BeginSourceFileAction(Compiler);
  }

  compat::DirectiveSource Directives;
  bool &HasModules;
};

/// Lexes of each file only the directives.
class ScanActions : public tooling::FrontendActionFactory {
public:
  ScanActions(deps::DependencyScanningWorkerFilesystem &Files, bool &HasModules)
      : Files(Files), HasModules(HasModules) {}

  std::unique_ptr<FrontendAction> create() override {
    return std::make_unique<ScanAction>(Files, HasModules);
  }

  bool runInvocation(std::shared_ptr<CompilerInvocation> Invocation, FileManager *Manager,
                     std::shared_ptr<PCHContainerOperations> Containers,
                     DiagnosticConsumer *Diagnostics) override {
    Invocation->getPreprocessorOpts().SetUpStaticAnalyzer = true; // as the analysis itself does
    dropOutputs(*Invocation);
    // They are there without an import, and what was read for them isn't read again.
    HasModules |= !Invocation->getFrontendOpts().ModuleFiles.empty();
    return FrontendActionFactory::runInvocation(std::move(Invocation), Manager,
                                                std::move(Containers), Diagnostics);
  }

private:
  deps::DependencyScanningWorkerFilesystem &Files;
  bool &HasModules;
};

} // namespace

ScanResult scan(const std::vector<std::string> &Words, ToolMaker MakeTool,
                llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Disk, FilesSeen &Seen) {
  deps::DependencyScanningFilesystemSharedCache Directives;
  const auto Files = llvm::makeIntrusiveRefCnt<deps::DependencyScanningWorkerFilesystem>(
      Directives, std::move(Disk));
  const auto Recorder = llvm::makeIntrusiveRefCnt<FileRecorder>(Files, Seen, Words);
  const std::unique_ptr<tooling::ClangTool> Tool = MakeTool(Recorder);
  DiagnosticConsumer Silent; // counts the errors
  Tool->setDiagnosticConsumer(&Silent);
  Tool->setPrintErrorMessage(false);
  ScanResult Result;
  ScanActions Actions(*Files, Result.HasModules);
  Result.IsWhole = Tool->run(&Actions) == 0;
  Result.HasWord = Recorder->hasSeenWord();
  return Result;
}

} // namespace valuetask
