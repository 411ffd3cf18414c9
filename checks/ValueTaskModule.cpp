//===--- ValueTaskModule.cpp - the rules as clang-tidy checks -------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ValueTaskModule.h"
#include "ModuleOptions.h"
#include "PragmaLevels.h"
#include "UnitSession.h"
#include "UpwardSearch.h"
#include "clang-tidy/ClangTidyCheck.h"
#include "findings/MisplacedAnnotation.h"
#include "rules/AllRules.h"
#include "rules/Annotations.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/Basic/DiagnosticIDs.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Regex.h"
#include "llvm/Support/Registry.h"
#include "llvm/Support/YAMLParser.h"
#include <memory>
#include <optional>

using namespace clang;
using namespace clang::ast_matchers;
using namespace clang::tidy;

namespace valuetask {

namespace {

/// The findings of the translation unit at hand, made when the first check asks and shared by the
/// others.
class SharedAnalysis {
public:
  llvm::ArrayRef<Finding> findings(ASTContext &Context, const AnalysisOptions &Options,
                                   ClangTidyContext &Tidy) {
    if (!Findings) {
      UnitFindings Found = findMisuses(
          Context, Options, [&](RuleId Rule) { return Tidy.isCheckEnabled(infoOf(Rule).Name); });
      if (!Found.AsksForBodies) // else all is looked at again
        for (const Note &Misplaced : findMisplacedAnnotations(Context, Options))
          Tidy.diag(MisplacedAnnotation, Misplaced.Location, "%0") << Misplaced.Message;
      Findings = std::move(Found.Findings);
      if (UnitSession *Session = sessionOf(Tidy)) {
        Session->OwnFacts = std::move(Found.ForOthers);
        Session->Counted += Found.Counted;
        Session->AsksForBodies |= Found.AsksForBodies;
        // The unit itself is matched before what is in it.
        if (Session->IsAlone)
          Context.setTraversalScope({});
      }
    }
    return *Findings;
  }

  bool isReady() const { return Findings.has_value(); }

  /// Locations mean nothing in the next unit.
  void forget() { Findings.reset(); }

  /// What the file tells of the functions of other units; it is read once, and what is wrong with
  /// it is told once.
  std::shared_ptr<Program> program(const std::string &File, bool Closed, ClangTidyContext &Tidy) {
    if (File.empty() || FileRead == File)
      return Joined;
    FileRead = File;
    Joined.reset();
    llvm::Expected<Facts> All = readFacts(File);
    if (!All) {
      Tidy.configurationDiag("%0") << llvm::toString(All.takeError());
      return nullptr;
    }
    Joined = std::make_shared<Program>(Closed);
    Joined->add(std::move(*All));
    return Joined;
  }

  /// Reports once what is wrong with the configuration, whichever check is made first.
  void reportConfiguration(ClangTidyContext &Tidy) {
    if (std::exchange(IsConfigurationRead, true))
      return;
    std::vector<std::string> Problems = optionProblems(Tidy.getOptions());
    llvm::append_range(Problems, ruleProblems(Tidy.getOptions().Checks.value_or("")));
    for (const std::string &Problem : Problems)
      Tidy.configurationDiag("%0", DiagnosticIDs::Error) << Problem;
  }

  /// For who has no session to keep them.
  ProfileStore &profiles() { return Profiles; }

  /// Follows the pragmas of the unit that is preprocessed next, whichever check asks first.
  void watchPragmas(Preprocessor &Tokens) {
    if (!Pragmas.expired())
      return;
    auto Levels = std::make_shared<PragmaLevels>();
    Pragmas = Levels;
    Tokens.addPPCallbacks(PragmaLevels::watch(std::move(Levels)));
  }

  PragmaLevels::Level levelOf(const Finding &Found, const SourceManager &Sources) const {
    const std::shared_ptr<const PragmaLevels> Levels = Pragmas.lock();
    return Levels ? Levels->at(Found.Location, infoOf(Found.Rule).Name, Sources)
                  : PragmaLevels::Level::AsConfigured;
  }

private:
  bool IsConfigurationRead = false;
  std::string FileRead;
  std::shared_ptr<Program> Joined; ///< the facts of that file
  ProfileStore Profiles;
  std::weak_ptr<PragmaLevels> Pragmas; ///< of the unit at hand, whose preprocessor keeps them
  std::optional<std::vector<Finding>> Findings;
};

class RuleCheck : public ClangTidyCheck {
public:
  RuleCheck(StringRef Name, ClangTidyContext *Context, RuleId Rule,
            std::shared_ptr<SharedAnalysis> Shared)
      : ClangTidyCheck(Name, Context), Tidy(*Context), Rule(Rule), Shared(std::move(Shared)),
        ModuleOptions(OptionPrefix, Context->getOptions().CheckOptions, Context),
        NamedTypes(ModuleOptions.get(option::SingleAwaitTypes, "").str()),
        DialectNames(ModuleOptions.get(option::Dialects, DefaultDialects).str()),
        WithSolver(ModuleOptions.get(option::UseSolver, "true").str()),
        HeaderPattern(ModuleOptions.get(option::PublicHeaders, "").str()),
        FactsFile(ModuleOptions.get(option::Facts, "").str()),
        Closed(ModuleOptions.get(option::ClosedWorld, "false").str()),
        Profiles(ModuleOptions.get(option::Profile, "").str()),
        PrefixMap(ModuleOptions.get(option::ProfilePrefixMap, "").str()),
        FewestCalls(ModuleOptions.get(option::MinCalls, "1000").str()),
        LeastRatio(ModuleOptions.get(option::MinSyncRatio, "0.5").str()) {
    this->Shared->reportConfiguration(*Context);
    // (Booleans are text: the library's symbol for a boolean option differs between compilers.)
    OtherUnits =
        this->Shared->program(FactsFile, llvm::yaml::parseBool(Closed).value_or(false), *Context);
    if (!llvm::Regex(HeaderPattern).isValid())
      HeaderPattern.clear();
  }

  bool isLanguageVersionSupported(const LangOptions &LangOpts) const override {
    return LangOpts.CPlusPlus;
  }

  void storeOptions(ClangTidyOptions::OptionMap &Options) override {
    ModuleOptions.store(Options, option::SingleAwaitTypes, NamedTypes);
    ModuleOptions.store(Options, option::Dialects, DialectNames);
    ModuleOptions.store(Options, option::UseSolver, WithSolver);
    ModuleOptions.store(Options, option::PublicHeaders, HeaderPattern);
    ModuleOptions.store(Options, option::Facts, FactsFile);
    ModuleOptions.store(Options, option::ClosedWorld, Closed);
    ModuleOptions.store(Options, option::Profile, Profiles);
    ModuleOptions.store(Options, option::ProfilePrefixMap, PrefixMap);
    ModuleOptions.store(Options, option::MinCalls, FewestCalls);
    ModuleOptions.store(Options, option::MinSyncRatio, LeastRatio);
  }

  void registerPPCallbacks(const SourceManager &, Preprocessor *Tokens, Preprocessor *) override {
    Shared->watchPragmas(*Tokens);
  }

  void registerMatchers(MatchFinder *Finder) override {
    // The library walks the unit itself: a matcher would visit every node of every system header.
    Finder->addMatcher(translationUnitDecl().bind("unit"), this);
  }

  void check(const MatchFinder::MatchResult &Result) override {
    UnitSession *Session = sessionOf(Tidy);
    AnalysisOptions Options{.SingleAwaitTypes = splitNames(NamedTypes),
                            .PublicHeaders = HeaderPattern,
                            .UseSolver = useSolver(),
                            .OthersAre = othersAre()};
    Options.CanAskForBodies = Session && Session->SkipsTemplates;
    // Another check may have asked already.
    if (!Shared->isReady())
      if (llvm::Error Problem = llvm::joinErrors(addProfile(Options), addDialects(Options)))
        Tidy.configurationDiag("%0", DiagnosticIDs::Error) << llvm::toString(std::move(Problem));
    const SourceManager &Sources = Result.Context->getSourceManager();
    for (const Finding &Found : Shared->findings(*Result.Context, Options, Tidy)) {
      if (Found.Rule != Rule)
        continue;
      if (!isAsRead(Found.Location, Sources) ||
          llvm::any_of(Found.Notes, [&](const Note &N) { return !isAsRead(N.Location, Sources); }))
        continue;
      const PragmaLevels::Level Level = Shared->levelOf(Found, Sources);
      if (Level == PragmaLevels::Level::Ignored)
        continue;
      if (Session)
        Session->Listener.begin(Found);
      report(Found,
             Level == PragmaLevels::Level::Error ? DiagnosticIDs::Error : DiagnosticIDs::Warning);
      if (Session)
        Session->Listener.end();
    }
  }

  void onStartOfTranslationUnit() override { Shared->forget(); }
  void onEndOfTranslationUnit() override { Shared->forget(); }

private:
  OtherUnitsMode othersAre() const {
    if (OtherUnits)
      return OtherUnits;
    if (const UnitSession *Session = sessionOf(Tidy); Session && Session->CollectFacts)
      return FactsWanted();
    return UnitAlone();
  }

  bool useSolver() const { return llvm::yaml::parseBool(WithSolver).value_or(true); }

  /// Is the file still the one that clang read? A module's source may have changed since the module
  /// was built, so that the place means nothing, or be gone, which clang-tidy can't take while it
  /// handles a diagnostic. Whichever it is, clang tells it here.
  static bool isAsRead(SourceLocation At, const SourceManager &Sources) {
    const FileID File = Sources.getFileID(Sources.getFileLoc(At));
    if (!Sources.isLoadedFileID(File))
      return true;
    const std::optional<llvm::MemoryBufferRef> Text = Sources.getBufferOrNone(File);
    if (!Text)
      return false;
    if (Text->getBufferSize() == Sources.getFileIDSize(File))
      return true;
    Sources.getDiagnostics().Report(diag::err_file_modified)
        << Sources.getFilename(Sources.getFileLoc(At));
    return false;
  }

  llvm::Error addDialects(AnalysisOptions &Options) const {
    llvm::Expected<DialectList> Used = dialectsInUse(Tidy.getOptions(), Tidy.getCurrentFile());
    if (!Used)
      return Used.takeError();
    Options.Dialects = std::move(*Used);
    return llvm::Error::success();
  }

  llvm::Error addProfile(AnalysisOptions &Options) const {
    llvm::Expected<ProfileOptions> Wanted =
        profileOptions(Tidy.getOptions(), Tidy.getCurrentFile());
    if (!Wanted)
      return Wanted.takeError();
    UnitSession *Session = sessionOf(Tidy);
    ProfileStore &Store = Session ? Session->Profiles : Shared->profiles();
    llvm::Expected<std::shared_ptr<const Profile>> Read = Store.get(*Wanted);
    if (!Read)
      return Read.takeError();
    Options.Measured = std::move(*Read);
    Options.MinCalls = Wanted->MinCalls;
    Options.MinSyncRatio = Wanted->MinSyncRatio;
    return llvm::Error::success();
  }

  /// Underlines what a message is about: without a range, the word at its place. Nothing of a
  /// macro, for which clang would print notes of its own.
  template <class Message> static void underline(DiagnosticBuilder &Printed, const Message &About) {
    const CharSourceRange Range =
        About.Range.isValid() ? About.Range : CharSourceRange::getTokenRange(About.Location);
    if (Range.getBegin().isFileID() && Range.getEnd().isFileID())
      Printed << Range;
  }

  /// The help carries the fix, as clang's notes do, so that each change is shown where it is made.
  /// 'clang-tidy --fix-notes' applies those.
  void report(const Finding &Found, DiagnosticIDs::Level Level) {
    // '%0': the text may hold a percent sign of the source.
    {
      auto Warning = diag(Found.Location, "%0", Level);
      Warning << Found.Message;
      underline(Warning, Found);
    }
    for (const Note &N : Found.Notes) {
      auto Step = diag(N.Location, "%0", DiagnosticIDs::Note);
      Step << N.Message;
      underline(Step, N);
    }
    if (Found.Help.empty())
      return;
    auto Help = diag(placeOfHelp(Found), "%0", DiagnosticIDs::Note);
    Help << Found.Help;
    for (const Replacement &Change : Found.Fix)
      Help << FixItHint::CreateReplacement(Change.Range, Change.Text);
  }

  static SourceLocation placeOfHelp(const Finding &Found) {
    return Found.Fix.empty() ? Found.Location : Found.Fix.front().Range.getBegin();
  }

  ClangTidyContext &Tidy;
  RuleId Rule;
  std::shared_ptr<SharedAnalysis> Shared;
  OptionsView ModuleOptions;
  std::string NamedTypes;
  std::string DialectNames;
  std::string WithSolver;
  std::string HeaderPattern;
  std::string FactsFile;
  std::string Closed;
  std::shared_ptr<Program> OtherUnits;
  std::string Profiles, PrefixMap, FewestCalls, LeastRatio;
};

/// Looks for a relative path where configuration files are looked for. One that is nowhere is
/// taken to be beside the file, so that the error can name it.
std::string findBeside(StringRef Path, StringRef File) {
  llvm::SmallString<256> Whole(File);
  if (llvm::sys::path::is_absolute(Path) || llvm::sys::fs::make_absolute(Whole))
    return Path.str();
  const std::string Folder = llvm::sys::path::parent_path(Whole).str();
  const std::vector<std::string> Found = findUpwards(Folder, {Path}, exists);
  return Found.empty() ? Folder + "/" + Path.str() : Found.front();
}

} // namespace

std::vector<std::string> splitNames(StringRef List) {
  std::vector<std::string> Names;
  for (StringRef Rest = List; !Rest.empty();) {
    StringRef Name;
    std::tie(Name, Rest) = Rest.split(';');
    if (Name = Name.trim(); !Name.empty())
      Names.push_back(Name.str());
  }
  return Names;
}

llvm::Expected<Facts> readFacts(const std::string &File) {
  const std::string Name = "'" + File + "' of 'valuetask.Facts' ";
  const auto Text = llvm::MemoryBuffer::getFile(File);
  if (!Text)
    return llvm::createStringError(Name + "can't be read: " + Text.getError().message());
  llvm::Expected<Facts> All = factsFromText((*Text)->getBuffer());
  if (!All)
    return llvm::createStringError(Name + llvm::toString(All.takeError()));
  return All;
}

std::string factsFile(const ClangTidyOptions &Options) {
  return optionValue(Options, option::Facts).str();
}

std::vector<std::string> namedTypes(const ClangTidyOptions &Options) {
  return splitNames(optionValue(Options, option::SingleAwaitTypes));
}

std::vector<std::string> dialectElements(const ClangTidyOptions &Options, StringRef File) {
  std::vector<std::string> Elements = splitNames(optionValue(Options, option::Dialects));
  if (Elements.empty())
    return {DefaultDialects.str()};
  for (std::string &Element : Elements)
    if (isDialectFile(Element))
      Element = findBeside(Element, File);
  return Elements;
}

llvm::Expected<DialectList> dialectsInUse(const ClangTidyOptions &Options, StringRef File) {
  return selectDialects(dialectElements(Options, File));
}

bool hasProfile(const ClangTidyOptions &Options) {
  return !splitNames(optionValue(Options, option::Profile)).empty();
}

llvm::Expected<ProfileOptions> profileOptions(const ClangTidyOptions &Options, StringRef File) {
  ProfileOptions Result;
  for (const std::string &Name : splitNames(optionValue(Options, option::Profile)))
    Result.Files.push_back(findBeside(Name, File));
  for (const std::string &Pair : splitNames(optionValue(Options, option::ProfilePrefixMap))) {
    if (!StringRef(Pair).contains('='))
      return llvm::createStringError("'" + Pair +
                                     "' is not a valid prefix map for profiles; write OLD=NEW");
    const auto [Old, New] = StringRef(Pair).split('=');
    Result.PrefixMap.emplace_back(Old, New);
  }
  const StringRef Calls = optionValue(Options, option::MinCalls),
                  Ratio = optionValue(Options, option::MinSyncRatio);
  if (!Calls.empty() && (Calls.getAsInteger(10, Result.MinCalls) || Result.MinCalls == 0))
    return llvm::createStringError(
        "'" + Calls + "' is not a valid value for 'valuetask.MinCalls': write a number from 1 on");
  if (!Ratio.empty() && (Ratio.getAsDouble(Result.MinSyncRatio) ||
                         !(Result.MinSyncRatio > 0 && Result.MinSyncRatio <= 1)))
    return llvm::createStringError("'" + Ratio +
                                   "' is not a valid value for 'valuetask.MinSyncRatio': write a "
                                   "number more than 0, and 1 at most");
  return Result;
}

void ValueTaskModule::addCheckFactories(ClangTidyCheckFactories &Factories) {
  auto Shared = std::make_shared<SharedAnalysis>();
  for (const RuleInfo &Rule : allRules())
    Factories.registerCheckFactory(
        Rule.Name, [Shared, Id = Rule.Id](StringRef Name, ClangTidyContext *Context) {
          return std::make_unique<RuleCheck>(Name, Context, Id, Shared);
        });
}

static llvm::Registry<ClangTidyModule>::Add<ValueTaskModule>
    Registration("valuetask-module", "Finds misuses of single-consumption coroutine types.");

} // namespace valuetask
