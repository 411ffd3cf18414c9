//===--- Unit.cpp - the analysis of one translation unit ------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Unit.h"
#include "UnitSession.h"
#include "ValueTaskModule.h"
#include "analysis/FindingCollector.h"
#include "analysis/Scan.h"
#include "clang-tidy/ClangTidy.h"
#include "compat/Versions.h"
#include "input/Commands.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Frontend/MultiplexConsumer.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Regex.h"

using namespace clang;
using namespace clang::tidy;

namespace valuetask {

namespace {

/// Do the rules look into this function of a system header? They ask whether an await can be ready,
/// and whether a condition is constant. (The parser itself keeps what it needs: constexpr functions
/// and deduced return types.)
bool isLookedInto(const FunctionDecl &Function) {
  if (const IdentifierInfo *Name = Function.getIdentifier();
      Name && Name->getName().starts_with("await_"))
    return true;
  const QualType Result = Function.getReturnType();
  return Function.getNumParams() == 0 &&
         (Result->isDependentType() || Result->isIntegralOrEnumerationType());
}

/// Of which functions of system headers the parser skips the bodies.
enum class Skipped { All, WithoutTemplates };

/// Tells the parser whose bodies to skip.
class BodySkipper : public ASTConsumer {
public:
  BodySkipper(const SourceManager &Sources, Skipped Which) : Sources(Sources), Which(Which) {}

  bool shouldSkipFunctionBody(Decl *D) override {
    const FunctionDecl *Function = D->getAsFunction();
    return Function && Sources.isInSystemHeader(D->getLocation()) &&
           !(Which == Skipped::WithoutTemplates && Function->isTemplated()) &&
           !isLookedInto(*Function);
  }

private:
  const SourceManager &Sources;
  Skipped Which;
};

/// Takes the comments that hide findings, when all findings are there.
class SuppressionTaker : public ASTConsumer {
public:
  SuppressionTaker(SuppressionWatch &Watch, std::vector<Suppression> &Into)
      : Watch(Watch), Into(Into) {}

  void HandleTranslationUnit(ASTContext &Unit) override {
    llvm::append_range(Into, Watch.takeSuppressions(Unit.getSourceManager(), Unit.getLangOpts()));
  }

private:
  SuppressionWatch &Watch;
  std::vector<Suppression> &Into;
};

/// Where a unit's suppressions go, if anybody asks for them.
struct SuppressionList {
  SuppressionWatch &Watch;
  std::vector<Suppression> &Into;
};

class UnitAction : public ASTFrontendAction {
public:
  UnitAction(ClangTidyASTConsumerFactory &Checks, std::optional<SuppressionList> Suppressions,
             Skipped Bodies)
      : Checks(Checks), Suppressions(Suppressions), Bodies(Bodies) {}

private:
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 StringRef File) override {
    std::vector<std::unique_ptr<ASTConsumer>> All;
    All.push_back(std::make_unique<BodySkipper>(Compiler.getSourceManager(), Bodies));
    All.push_back(Checks.createASTConsumer(Compiler, File));
    if (Suppressions) {
      Compiler.getPreprocessor().addPPCallbacks(
          Suppressions->Watch.makePreprocessorCallbacks(Compiler.getSourceManager()));
      All.push_back(std::make_unique<SuppressionTaker>(Suppressions->Watch, Suppressions->Into));
    }
    return std::make_unique<MultiplexConsumer>(std::move(All));
  }

  ClangTidyASTConsumerFactory &Checks;
  std::optional<SuppressionList> Suppressions;
  Skipped Bodies;
};

class UnitActions : public tooling::FrontendActionFactory {
public:
  UnitActions(ClangTidyContext &Context, FileSystem Disk,
              std::optional<SuppressionList> Suppressions, Skipped Bodies)
      : Checks(Context, std::move(Disk)), Suppressions(Suppressions), Bodies(Bodies) {}

  std::unique_ptr<FrontendAction> create() override {
    return std::make_unique<UnitAction>(Checks, Suppressions, Bodies);
  }

  bool runInvocation(std::shared_ptr<CompilerInvocation> Invocation, FileManager *Files,
                     std::shared_ptr<PCHContainerOperations> Containers,
                     DiagnosticConsumer *Diagnostics) override {
    // clang-tidy defines __clang_analyzer__, and the two are to see the same code.
    Invocation->getPreprocessorOpts().SetUpStaticAnalyzer = true;
    Invocation->getFrontendOpts().SkipFunctionBodies = true;
    dropOutputs(*Invocation);
    return FrontendActionFactory::runInvocation(std::move(Invocation), Files, std::move(Containers),
                                                Diagnostics);
  }

private:
  ClangTidyASTConsumerFactory Checks;
  std::optional<SuppressionList> Suppressions;
  Skipped Bodies;
};

/// What the configuration files' ExtraArgs and ExtraArgsBefore add.
tooling::CommandLineArguments withExtraArguments(ClangTidyContext &Context,
                                                 tooling::CommandLineArguments Arguments,
                                                 StringRef File) {
  const ClangTidyOptions Options = Context.getOptionsForFile(File);
  if (Options.ExtraArgsBefore && !Arguments.empty())
    Arguments.insert(Arguments.begin() + 1, Options.ExtraArgsBefore->begin(),
                     Options.ExtraArgsBefore->end());
  if (Options.ExtraArgs)
    Arguments.insert(Arguments.end(), Options.ExtraArgs->begin(), Options.ExtraArgs->end());
  return Arguments;
}

/// What must be in a file that declares a type that the rules are about: the annotation, or the
/// name that an option names it by.
std::vector<std::string> wordsToLookFor(ClangTidyContext &Context, StringRef File) {
  const ClangTidyOptions Options = Context.getOptionsForFile(File);
  std::vector<std::string> Words = {"single_await"};
  // With a profile, a task is of interest as well.
  if (hasProfile(Options))
    Words.push_back("task_promise");
  for (const std::string &Name : namedTypes(Options)) {
    const StringRef Template = StringRef(Name).take_until([](char C) { return C == '<'; });
    Words.push_back(Template.substr(Template.rfind(':') + 1).trim().str());
  }
  return Words;
}

/// May the file declare a type of a dialect? What a precompiled header has isn't known.
bool mayDeclare(StringRef Path, const Dialect &D) {
  return Path.ends_with(".pch") || Path.ends_with(".gch") || D.hasHeader(Path);
}

/// May the unit declare a type of a dialect that is in use for it?
bool reachesDialect(ClangTidyContext &Context, const std::string &File, const FilesSeen &Seen) {
  llvm::Expected<DialectList> Used = dialectsInUse(Context.getOptionsForFile(File), File);
  if (!Used) {
    llvm::consumeError(Used.takeError()); // the checks report it
    return false;
  }
  return !dialectsReached(*Used, Seen).empty();
}

/// Does the file's own text say that it has to be parsed?
bool isOfInterest(const std::string &File, const std::vector<std::string> &Words,
                  llvm::vfs::FileSystem &Disk) {
  const auto Text = Disk.getBufferForFile(File);
  auto Has = [&](StringRef Word) { return (*Text)->getBuffer().contains(Word); };
  return Text && (Has("co_await") || Has("co_return") || llvm::any_of(Words, Has));
}

/// Does it name a rule in a NOLINT comment? What such a file hides is seen only when it is parsed.
bool hasSuppression(const std::string &File, llvm::vfs::FileSystem &Disk) {
  const auto Text = Disk.getBufferForFile(File);
  return Text && (*Text)->getBuffer().contains("NOLINT") &&
         (*Text)->getBuffer().contains("valuetask-");
}

/// Does the header filter let anything through?
bool hasHeader(ClangTidyContext &Context, const std::string &File, const FilesSeen &Seen) {
  llvm::Regex Filter(Context.getOptionsForFile(File).HeaderFilterRegex.value_or(""));
  return llvm::any_of(Seen.Read, [&](const auto &Header) {
    return Header.getKey() != File && Filter.match(Header.getKey());
  });
}

/// The result depends on files that the compiler didn't read.
void noteFiles(llvm::ArrayRef<std::string> Files, FilesSeen &Seen) {
  for (const std::string &Name : Files)
    if (const auto Text = llvm::MemoryBuffer::getFile(Name, /*IsText=*/false,
                                                      /*RequiresNullTerminator=*/false))
      Seen.Read[Name] = hashOf((*Text)->getBuffer());
}

/// Whether there is anything to look for at all depends on the files of dialects.
void noteDialectFiles(ClangTidyContext &Context, const std::string &File, FilesSeen &Seen) {
  std::vector<std::string> Files = dialectElements(Context.getOptionsForFile(File), File);
  llvm::erase_if(Files, [](const std::string &Element) { return !isDialectFile(Element); });
  noteFiles(Files, Seen);
}

/// What it finds depends on others as well.
void noteOptionFiles(ClangTidyContext &Context, const std::string &File, FilesSeen &Seen) {
  const ClangTidyOptions Options = Context.getOptionsForFile(File);
  std::vector<std::string> Files;
  if (const std::string OfProgram = factsFile(Options); !OfProgram.empty())
    Files.push_back(OfProgram);
  if (llvm::Expected<ProfileOptions> Used = profileOptions(Options, File))
    llvm::append_range(Files, Used->Files);
  else
    llvm::consumeError(Used.takeError()); // and there is no profile
  noteFiles(Files, Seen);
}

std::unique_ptr<tooling::ClangTool> makeTool(ClangTidyContext &Context,
                                             const tooling::CompilationDatabase &Database,
                                             const std::string &File,
                                             llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Disk) {
  auto Tool = std::make_unique<tooling::ClangTool>(
      Database, std::vector{File}, std::make_shared<PCHContainerOperations>(), std::move(Disk));
  Tool->appendArgumentsAdjuster(
      [&Context](const tooling::CommandLineArguments &Arguments, StringRef Name) {
        return withExtraArguments(Context, Arguments, Name);
      });
  Tool->appendArgumentsAdjuster(tooling::getStripPluginsAdjuster());
  return Tool;
}

} // namespace

std::vector<std::string> dialectsReached(const DialectList &Used, const FilesSeen &Seen) {
  std::vector<std::string> Reached;
  for (const auto &D : Used)
    if (llvm::any_of(Seen.Read, [&](const auto &File) { return mayDeclare(File.getKey(), *D); }))
      Reached.push_back(D->Id);
  return Reached;
}

std::optional<UnitScan> scanUnit(ClangTidyContext &Context,
                                 const tooling::CompilationDatabase &Database,
                                 const std::string &File, const FileSystem &Disk) {
  UnitScan Result;
  auto MakeTool = [&](auto Files) { return makeTool(Context, Database, File, std::move(Files)); };
  const ScanResult Scanned = scan({}, MakeTool, Disk, Result.Seen);
  if (!Scanned.IsWhole)
    return std::nullopt;
  Result.HasModules = Scanned.HasModules;
  return Result;
}

/// Is the unit known to have nothing for the rules, without being parsed?
static bool isExcluded(ClangTidyContext &Context, const tooling::CompilationDatabase &Database,
                       const std::string &File, const FileSystem &Disk, FilesSeen &Seen,
                       const Extras &Wanted) {
  if (Wanted.Suppressions && hasSuppression(File, *Disk))
    return false;
  const std::vector<std::string> Words = wordsToLookFor(Context, File);
  if (isOfInterest(File, Words, *Disk))
    return false;
  auto MakeTool = [&](auto Files) { return makeTool(Context, Database, File, std::move(Files)); };
  return scan(Words, MakeTool, Disk, Seen).excludesWords() && !reachesDialect(Context, File, Seen);
}

/// Parses the unit, and lets the checks report to the session's listener, which is \p Collector.
static void runChecks(ClangTidyContext &Context, tooling::ClangTool &Tool, const FileSystem &Disk,
                      FindingCollector &Collector, UnitSession &Session,
                      std::optional<SuppressionList> Suppressions, Skipped Bodies) {
  compat::DiagnosticSettings Settings;
  DiagnosticsEngine Engine(llvm::makeIntrusiveRefCnt<DiagnosticIDs>(), Settings.forEngine(),
                           &Collector, /*ShouldOwnClient=*/false);
  std::move(Settings).setEngine(Context, Engine);
  Tool.setDiagnosticConsumer(&Collector);
  Tool.setPrintErrorMessage(false); // it would name no reason
  const UnitSessionScope Scope(Context, Session);
  UnitActions Actions(Context, Disk, Suppressions, Bodies);
  Tool.run(&Actions);
}

/// Leaves the comments of files in which findings are reported. Where the analysis gave up, there
/// may be something to suppress.
static void keepReported(std::vector<Suppression> &Suppressions, const std::string &File,
                         ClangTidyContext &Context, const Statistics &Counted) {
  llvm::Regex Filter(Context.getOptionsForFile(File).HeaderFilterRegex.value_or(""));
  llvm::erase_if(Suppressions, [&](const Suppression &Comment) {
    return Comment.File != File && !Filter.match(Comment.File);
  });
  if (Counted.Dropped)
    for (Suppression &Comment : Suppressions)
      Comment.Used = true;
}

/// What a parse gives that skips those bodies; nothing where it turns out that more have to be
/// there.
static std::optional<UnitResult> analyseWithout(Skipped Bodies, ClangTidyContext &Context,
                                                ProfileStore &Profiles,
                                                const tooling::CompilationDatabase &Database,
                                                const std::string &File, const FileSystem &Disk,
                                                FilesSeen &Seen, const Extras &Wanted) {
  UnitResult Result;
  const auto Recorded = llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(
      llvm::makeIntrusiveRefCnt<FileRecorder>(Disk, Seen));
  FindingCollector Collector(Context);
  UnitSession Session{Profiles, Collector, Wanted.Facts};
  Session.IsAlone = true;
  Session.SkipsTemplates = Bodies == Skipped::All;
  std::optional<SuppressionList> Suppressions;
  if (Wanted.Suppressions)
    Suppressions.emplace(SuppressionList{Collector, Result.Suppressions});
  const ClangTidyStats Before = Context.getStats();
  runChecks(Context, *makeTool(Context, Database, File, Recorded), Recorded, Collector, Session,
            Suppressions, Bodies);
  Result.Diagnostics = Collector.takeDiagnostics();
  if (Session.AsksForBodies)
    return std::nullopt;
  Result.Open = Collector.takeOpen();
  Result.OwnFacts = std::move(Session.OwnFacts);
  Result.HiddenByNolint = Context.getStats().ErrorsIgnoredNOLINT - Before.ErrorsIgnoredNOLINT;
  Result.HiddenByHeaderFilter =
      Context.getStats().ErrorsIgnoredNonUserCode - Before.ErrorsIgnoredNonUserCode;
  Result.Counted = std::move(Session.Counted);
  return Result;
}

UnitResult analyseUnit(ClangTidyContext &Context, ProfileStore &Profiles,
                       const tooling::CompilationDatabase &Database, const std::string &File,
                       const FileSystem &Disk, FilesSeen &Seen, const Extras &Wanted) {
  UnitResult Result;
  if (isExcluded(Context, Database, File, Disk, Seen, Wanted)) {
    Result.Skipped = true;
    Result.HasHeader = hasHeader(Context, File, Seen);
    noteDialectFiles(Context, File, Seen);
    return Result;
  }
  Seen = {};
  auto AnalyseWithout = [&](Skipped Bodies) {
    return analyseWithout(Bodies, Context, Profiles, Database, File, Disk, Seen, Wanted);
  };
  // Most units need no body of a system header. Where one may be what makes an instance of a
  // template of the user, the unit is parsed again, and costs what it costs the compiler.
  std::optional<UnitResult> Parsed = AnalyseWithout(Skipped::All);
  if (!Parsed)
    Parsed = AnalyseWithout(Skipped::WithoutTemplates);
  Result = std::move(*Parsed);
  keepReported(Result.Suppressions, File, Context, Result.Counted);
  Result.HasHeader = hasHeader(Context, File, Seen);
  noteDialectFiles(Context, File, Seen);
  noteOptionFiles(Context, File, Seen);
  return Result;
}

} // namespace valuetask
