//===--- Main.cpp - what the compiler loads ---------------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CompiledUnit.h"
#include "PluginSettings.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Frontend/FrontendPluginRegistry.h"
#include <optional>

using namespace clang;

namespace valuetask {

namespace {

/// Comes before the main action: what is found can be an error then, before code is generated, and
/// the tree is whole. (Behind it, clang would have to keep the tree while it optimises.)
class PluginAction : public PluginASTAction {
  ActionType getActionType() override { return AddBeforeMainAction; }

  bool ParseArgs(const CompilerInstance &Compiler,
                 const std::vector<std::string> &Arguments) override {
    DiagnosticsEngine &Diagnostics = Compiler.getDiagnostics();
    llvm::Expected<PluginSettings> Read = readPluginSettings(
        Arguments, Compiler.getDiagnosticOpts().Warnings, Diagnostics.getWarningsAsErrors(),
        Compiler.getFrontendOpts().OutputFile);
    if (!Read) {
      Diagnostics.Report(Diagnostics.getCustomDiagID(DiagnosticsEngine::Error, "%0"))
          << llvm::toString(Read.takeError());
      return false;
    }
    Settings = std::move(*Read);
    return true;
  }

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 StringRef File) override {
    const bool IsSource = Compiler.getFrontendOpts().Inputs.front().getKind().getFormat() ==
                          InputKind::Source; // else its source was looked at before
    const bool IsSilent = Compiler.getDiagnostics().getIgnoreAllWarnings() && Settings.Unit.empty();
    if (!Compiler.getLangOpts().CPlusPlus || !IsSource || IsSilent)
      return std::make_unique<ASTConsumer>();
    return makeUnitConsumer(Settings, Compiler, File);
  }

  PluginSettings Settings;
};

const FrontendPluginRegistry::Add<PluginAction>
    Registration("valuetask", "finds misuses of single-consumption coroutine types");

} // namespace

} // namespace valuetask
