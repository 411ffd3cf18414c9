//===--- Scan.cpp - which files does a unit include? -----------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Scan.h"
#include "Commands.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Tooling/DependencyScanning/DependencyScanningFilesystem.h"

using namespace clang;
namespace deps = clang::tooling::dependencies;

namespace valuetask {

namespace {

/// Lexes of each file only the directives.
class ScanActions : public tooling::FrontendActionFactory {
public:
  explicit ScanActions(deps::DependencyScanningWorkerFilesystem &Files) : Files(Files) {}

  std::unique_ptr<FrontendAction> create() override {
    return std::make_unique<PreprocessOnlyAction>();
  }

  bool runInvocation(std::shared_ptr<CompilerInvocation> Invocation, FileManager *Manager,
                     std::shared_ptr<PCHContainerOperations> Containers,
                     DiagnosticConsumer *Diagnostics) override {
    PreprocessorOptions &Options = Invocation->getPreprocessorOpts();
    Options.SetUpStaticAnalyzer = true; // as the analysis itself does
    dropOutputs(*Invocation);
    Options.DependencyDirectivesForFile = [this](FileEntryRef File)
        -> std::optional<llvm::ArrayRef<dependency_directives_scan::Directive>> {
      llvm::ErrorOr<deps::EntryRef> Entry = Files.getOrCreateFileSystemEntry(File.getName());
      if (!Entry || !Files.ensureDirectiveTokensArePopulated(*Entry))
        return std::nullopt; // it is lexed as a whole
      return Entry->getDirectiveTokens();
    };
    return FrontendActionFactory::runInvocation(std::move(Invocation), Manager,
                                                std::move(Containers), Diagnostics);
  }

private:
  deps::DependencyScanningWorkerFilesystem &Files;
};

} // namespace

bool mayHaveAny(const std::vector<std::string> &Words, ToolMaker MakeTool,
                llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Disk, FilesSeen &Seen) {
  deps::DependencyScanningFilesystemSharedCache Directives;
  const auto Files = llvm::makeIntrusiveRefCnt<deps::DependencyScanningWorkerFilesystem>(
      Directives, std::move(Disk));
  const auto Recorder = llvm::makeIntrusiveRefCnt<FileRecorder>(Files, Seen, Words);
  const std::unique_ptr<tooling::ClangTool> Tool = MakeTool(Recorder);
  DiagnosticConsumer Silent; // counts the errors
  Tool->setDiagnosticConsumer(&Silent);
  Tool->setPrintErrorMessage(false);
  ScanActions Actions(*Files);
  return Tool->run(&Actions) != 0 || Recorder->hasSeenWord();
}

} // namespace valuetask
