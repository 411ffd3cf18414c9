//===--- CompiledUnit.cpp - the analysis of a unit while it is compiled ---===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CompiledUnit.h"
#include "UnitSession.h"
#include "ValueTaskModule.h"
#include "analysis/DiagnosticEmitter.h"
#include "analysis/FindingCollector.h"
#include "analysis/RunResult.h"
#include "analysis/Sources.h"
#include "clang-tidy/ClangTidyCheck.h"
#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "clang-tidy/ClangTidyModule.h"
#include "compat/Versions.h"
#include "input/Paths.h"
#include "output/OutputFile.h"
#include "reports/Reports.h"
#include "types/Awaitables.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/PrettyStackTrace.h"
#include <optional>

using namespace clang;
using namespace clang::tidy;

namespace valuetask {

namespace {

/// Says in the compiler's report of a crash whose fault it is.
class Blame : public llvm::PrettyStackTraceEntry {
public:
  explicit Blame(StringRef File) : File(File) {}

  void print(llvm::raw_ostream &Out) const override {
    Out << "the ValueTask plugin was analysing '" << File
        << "': report this to ValueTask, not to clang; without -fplugin the file compiles\n";
  }

private:
  StringRef File;
};

/// The levels of the rules' warnings are set already: '-Werror' is one of the settings, and from
/// LLVM 20 on the engine would apply it again, whatever '-Wno-error=' says.
class LevelsAsTheyAre {
public:
  explicit LevelsAsTheyAre(DiagnosticsEngine &Engine)
      : Engine(Engine), Before(Engine.getWarningsAsErrors()) {
    Engine.setWarningsAsErrors(false);
  }
  ~LevelsAsTheyAre() { Engine.setWarningsAsErrors(Before); }
  LevelsAsTheyAre(const LevelsAsTheyAre &) = delete;
  LevelsAsTheyAre &operator=(const LevelsAsTheyAre &) = delete;

private:
  DiagnosticsEngine &Engine;
  bool Before;
};

bool isKnown(const ASTContext &Unit, StringRef Name) {
  return Unit.Idents.find(Name) != Unit.Idents.end();
}

/// May the unit declare a type that the rules are about? All but a few don't, and are to cost
/// nothing.
bool isOfInterest(const ASTContext &Unit, const ClangTidyOptions &Options, StringRef File) {
  const SourceManager &Sources = Unit.getSourceManager();
  if (mayHaveAnnotations(Unit) || hasProfile(Options))
    return true;
  for (const std::string &Name : namedTypes(Options)) {
    const StringRef Template = StringRef(Name).take_until([](char C) { return C == '<'; });
    if (isKnown(Unit, Template.substr(Template.rfind(':') + 1).trim()))
      return true;
  }
  const auto Files = llvm::make_range(Sources.fileinfo_begin(), Sources.fileinfo_end());
  const std::vector<std::string> Elements = dialectElements(Options, File);
  if (Elements == std::vector{DefaultDialects.str()} && llvm::none_of(Files, [](const auto &Read) {
        return mayBeOfBuiltInDialect(Read.first.getName());
      }))
    return false;
  llvm::Expected<DialectList> Used = selectDialects(Elements);
  if (!Used) {
    llvm::consumeError(Used.takeError()); // the checks report it
    return true;
  }
  return llvm::any_of(Files, [&](const auto &Read) {
    return llvm::any_of(*Used, [&](const auto &D) { return D->hasHeader(Read.first.getName()); });
  });
}

/// Runs the rules as clang-tidy does, but for its walk over the whole tree, which none of them
/// needs. What they report goes through clang-tidy's own handling, as in the other front ends:
/// NOLINT comments, the header filter, levels.
class UnitConsumer : public ASTConsumer {
public:
  UnitConsumer(PluginSettings Asked, std::unique_ptr<ClangTidyOptionsProvider> Options,
               CompilerInstance &Compiler, StringRef Name)
      : Asked(std::move(Asked)), Compiler(Compiler), File(Name.str()), Context(std::move(Options)),
        Collector(Context), Session{Profiles, Collector, !this->Asked.Unit.empty()},
        Scope(Context, Session) {
    compat::DiagnosticSettings Settings;
    Engine.emplace(llvm::makeIntrusiveRefCnt<DiagnosticIDs>(), Settings.forEngine(), &Collector,
                   /*ShouldOwnClient=*/false);
    std::move(Settings).setEngine(Context, *Engine);
    SourceManager &Sources = Compiler.getSourceManager();
    Context.setSourceManager(&Sources);
    Context.setCurrentFile(File);
    Context.setASTContext(&Compiler.getASTContext());
    if (const auto Folder =
            Sources.getFileManager().getVirtualFileSystem().getCurrentWorkingDirectory())
      Context.setCurrentBuildDirectory(*Folder);
    ClangTidyCheckFactories Factories;
    ValueTaskModule().addCheckFactories(Factories);
    Checks = Factories.createChecksForLanguage(&Context);
    for (const auto &Check : Checks)
      Check->registerPPCallbacks(Sources, &Compiler.getPreprocessor(), &Compiler.getPreprocessor());
  }

  void HandleTranslationUnit(ASTContext &Unit) override {
    const Blame InCaseOfCrash(File);
    // What is missing of the tree may be what makes the rest correct, and there is no object.
    if (Unit.getDiagnostics().hasUncompilableErrorOccurred())
      return removeReport();
    UnitResult Found;
    Found.Skipped = !isOfInterest(Unit, Context.getOptions(), File);
    if (!Found.Skipped)
      runChecks(Unit);
    Collector.EndSourceFile(); // it reports now what is wrong with NOLINT comments
    Found.Diagnostics = Collector.takeDiagnostics();
    Found.Open = Collector.takeOpen();
    Found.OwnFacts = std::move(Session.OwnFacts);
    Found.HiddenByNolint = Context.getStats().ErrorsIgnoredNOLINT;
    Found.HiddenByHeaderFilter = Context.getStats().ErrorsIgnoredNonUserCode;
    Found.Counted = std::move(Session.Counted);
    RunResult Result;
    const std::string Whole = absolutePath(File, Context.getCurrentBuildDirectory());
    addUnit(std::move(Found), Whole, Result);
    putInOrder(Result);
    if (!Unit.getDiagnostics().getIgnoreAllWarnings())
      print(Result);
    if (!Asked.Unit.empty())
      writeReport(Result, Whole);
  }

private:
  void runChecks(ASTContext &Unit) {
    using namespace ast_matchers;
    const auto Itself =
        match(translationUnitDecl().bind("unit"), *Unit.getTranslationUnitDecl(), Unit);
    const MatchFinder::MatchResult Whole(Itself.front(), &Unit);
    for (const auto &Check : Checks) // their 'check' is for clang-tidy alone
      static_cast<MatchFinder::MatchCallback &>(*Check).run(Whole);
    for (const auto &Check : Checks)
      Check->onEndOfTranslationUnit();
  }

  void print(const RunResult &Result) {
    const LevelsAsTheyAre Kept(Compiler.getDiagnostics());
    DiagnosticEmitter Emitter(Compiler.getDiagnostics());
    for (const FoundDiagnostic &E : Result.Diagnostics)
      Emitter.emit(E);
  }

  void writeReport(RunResult &Result, const std::string &Whole) {
    InputFiles Input;
    Input.Files = {Whole};
    Sources Texts;
    const ProfilesInUse NoPage;
    const Report What{.Result = Result,
                      .Input = Input,
                      .Files = Texts,
                      .Profiles = NoPage,
                      .Root = Asked.Root,
                      .ExitCode = Result.Findings != 0,
                      .IsPart = true};
    llvm::Error Problem =
        writeFile(Asked.Unit, [&](llvm::raw_ostream &Out) { writeJson(What, Out); });
    if (!Problem)
      return;
    removeReport();
    warn(llvm::toString(std::move(Problem)));
  }

  /// An old one is of another text.
  void removeReport() {
    if (!llvm::sys::fs::is_regular_file(Asked.Unit))
      return;
    if (const std::error_code Problem = llvm::sys::fs::remove(Asked.Unit))
      warn("cannot remove '" + Asked.Unit + "', which is of an older text: " + Problem.message());
  }

  /// Of what is wrong with the machine, no build fails.
  void warn(const std::string &Message) {
    DiagnosticsEngine &Diagnostics = Compiler.getDiagnostics();
    const LevelsAsTheyAre Kept(Diagnostics);
    Diagnostics.Report(Diagnostics.getCustomDiagID(DiagnosticsEngine::Warning, "%0 [valuetask]"))
        << Message;
  }

  const PluginSettings Asked;
  CompilerInstance &Compiler;
  const std::string File;
  ProfileStore Profiles;
  ClangTidyContext Context;
  FindingCollector Collector;
  UnitSession Session;
  const UnitSessionScope Scope;
  std::optional<DiagnosticsEngine> Engine;
  std::vector<std::unique_ptr<ClangTidyCheck>> Checks;
};

llvm::Expected<std::unique_ptr<ClangTidyOptionsProvider>> readOptions(const PluginSettings &Asked,
                                                                      StringRef File) {
  if (!Asked.Rules.ConfigFile)
    if (llvm::Error E = validateConfigFiles({absolutePath(File)}))
      return E;
  return makeOptionsProvider(Asked.Rules);
}

} // namespace

std::unique_ptr<ASTConsumer> makeUnitConsumer(const PluginSettings &Settings,
                                              CompilerInstance &Compiler, StringRef File) {
  llvm::Expected<std::unique_ptr<ClangTidyOptionsProvider>> Options = readOptions(Settings, File);
  if (Options)
    return std::make_unique<UnitConsumer>(Settings, std::move(*Options), Compiler, File);
  DiagnosticsEngine &Diagnostics = Compiler.getDiagnostics();
  Diagnostics.Report(Diagnostics.getCustomDiagID(DiagnosticsEngine::Error, "%0"))
      << llvm::toString(Options.takeError());
  return std::make_unique<ASTConsumer>();
}

} // namespace valuetask
