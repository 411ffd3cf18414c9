//===--- Run.cpp - one analysis of a project ---------------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Run.h"
#include "Fixing.h"
#include "ValueTaskModule.h"
#include "analysis/DepFile.h"
#include "clang-tidy/ClangTidy.h"
#include "input/Commands.h"
#include "input/Paths.h"
#include "input/Selection.h"
#include "merge/Baseline.h"
#include "reports/Progress.h"
#include "reports/Summary.h"
#include "clang/Basic/Version.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Regex.h"
#include <chrono>
#include <map>
#include <set>
#include <tuple>

namespace valuetask {

int wrongUsage(const llvm::Twine &Message) {
  printError(Message);
  return WrongUsage;
}

int wrongUsage(llvm::Error Problem) { return wrongUsage(llvm::toString(std::move(Problem))); }

namespace {

class Run {
public:
  Run(const Settings &Given, std::string ResourceDir)
      : Given(Given), ResourceDir(std::move(ResourceDir)) {}

  int operator()(std::unique_ptr<clang::tooling::CompilationDatabase> Fixed) {
    if (Given.Rules.Checks)
      if (llvm::Error E = validateChecks(*Given.Rules.Checks))
        return wrongUsage(std::move(E));
    llvm::Expected<Inputs> Collected = collectInputs(Given.Paths, Given.BuildDir, std::move(Fixed));
    if (!Collected)
      return wrongUsage(Collected.takeError());
    Input = std::move(*Collected);
    if (llvm::Error E = readConfiguration())
      return wrongUsage(std::move(E));
    selectFiles();
    Database = adjustCommands(std::move(Input.Database), ResourceDir);
    if (llvm::Error E = selectIncluders())
      return wrongUsage(std::move(E));
    printUnusable(Input.Unusables);
    if (llvm::Error E = selectChanged())
      return wrongUsage(std::move(E));
    if (llvm::Error E = analyseAll()) {
      printError(llvm::toString(std::move(E)));
      return NotAnalysed;
    }
    return finish();
  }

private:
  llvm::Error readConfiguration() {
    if (!Given.Rules.ConfigFile)
      if (llvm::Error E = validateConfigFiles(Input.Files))
        return E;
    llvm::Expected<std::unique_ptr<clang::tidy::ClangTidyOptionsProvider>> Provider =
        makeOptionsProvider(Given.Rules);
    if (!Provider)
      return Provider.takeError();
    const auto Context = makeContext();
    std::set<std::string> Told;
    for (const std::string &File : Input.Files)
      Told.insert(factsFile(Context->getOptionsForFile(File)));
    Told.erase("");
    for (const std::string &File : Told)
      if (llvm::Expected<Facts> All = readFacts(File); !All)
        return All.takeError();
    std::vector<std::string> Files = Input.Files;
    llvm::append_range(Files, Input.Headers);
    llvm::Expected<ProfilesInUse> Read = profilesInUse(**Provider, Files);
    if (!Read)
      return Read.takeError();
    Profiles = std::move(*Read);
    return loadBaseline(Given.Baseline, Known);
  }

  /// What --exclude and --shard leave.
  void selectFiles() {
    for (const std::string &Pattern : Given.Exclude) {
      const llvm::Regex Excluded(Pattern);
      bool MatchesAny = false;
      for (std::vector<std::string> *Some : {&Input.Files, &Input.Headers, &Input.DatabaseFiles})
        llvm::erase_if(*Some, [&](const std::string &File) {
          const bool Matches = Excluded.match(File);
          MatchesAny |= Matches;
          return Matches;
        });
      if (!MatchesAny)
        printWarning("--exclude=" + Pattern + " matches no file");
    }
    if (Given.Shards == 1)
      return;
    // By name below the root, which is the same on all machines.
    llvm::erase_if(Input.Files, [&](const std::string &File) {
      const std::string Hash = hashOf(relativePath(File, Given.Root));
      return llvm::support::endian::read64le(Hash.data()) % Given.Shards != Given.Shard - 1;
    });
    // The first one tells of them.
    if (Given.Shard != 1) {
      Input.Unusables.clear();
      Input.Headers.clear();
    }
  }

  std::unique_ptr<clang::tidy::ClangTidyContext> makeContext() const {
    // (A configuration file that was read before is read again; it was just seen to be sound.)
    return std::make_unique<clang::tidy::ClangTidyContext>(
        llvm::cantFail(makeOptionsProvider(Given.Rules)));
  }

  AnalysisContext analysisContext() const {
    return {[this] { return makeContext(); }, *Database, Disk, Given.Limits, Given.ClosedWorld};
  }

  /// A header is analysed through a file that includes it.
  llvm::Error selectIncluders() {
    if (Input.Headers.empty())
      return llvm::Error::success();
    llvm::Expected<Includers> Found =
        includersOf(Input.Headers, analysisContext(), Input.DatabaseFiles);
    if (!Found)
      return Found.takeError();
    for (const std::string &Header : Found->NotIncluded)
      Input.Unusables.push_back(
          {Header, "is a header that no file of the compile database is seen to include; add one "
                   "to the build, or give its flags after '--'"});
    Brought = std::move(Found->Files);
    return llvm::Error::success();
  }

  /// Adds what is in the headers that were named. Of the files through which they are reached,
  /// nobody asked for the findings.
  llvm::Error analyseHeaders(ResultCache *Cache) {
    llvm::Expected<RunResult> Analysed =
        analyse(analysisContext(), Brought, Cache, {.Facts = Given.WholeProgram}, [](auto) {});
    if (!Analysed)
      return Analysed.takeError();
    llvm::StringSet<> Asked;
    for (const std::string &Header : Input.Headers)
      Asked.insert(realPath(Header));
    llvm::erase_if(Analysed->Diagnostics, [&](const FoundDiagnostic &E) {
      return !isCompilerError(E) && !Asked.contains(realPath(E.Message.FilePath));
    });
    llvm::erase_if(Analysed->Open, [&](const OpenFinding &Each) {
      return !Asked.contains(realPath(Each.Found.Message.FilePath));
    });
    join(Result, std::move(*Analysed));
    return llvm::Error::success();
  }

  llvm::Error selectChanged() {
    if (Given.Since.empty())
      return llvm::Error::success();
    llvm::Expected<Changes> Asked = Changes::since(Given.Since, Given.Root);
    if (!Asked)
      return Asked.takeError();
    Changed = std::move(*Asked);
    llvm::Expected<std::vector<std::string>> Affected =
        affectedBy(*Changed, analysisContext(), Input.Files, Given.AllIncluders);
    if (!Affected)
      return Affected.takeError();
    Input.Files = std::move(*Affected);
    return llvm::Error::success();
  }

  llvm::Error analyseAll() {
    std::optional<ResultCache> Cache;
    if (!Given.CacheDir.empty())
      Cache.emplace(Given.CacheDir);
    Progress Shown(Input.Files.size(), Given.Quiet);
    llvm::Expected<RunResult> Analysed =
        analyse(analysisContext(), Input.Files, Cache ? &*Cache : nullptr,
                {.FilesRead = !Given.DepFile.empty(),
                 .Suppressions = Given.UnusedSuppressions,
                 .Facts = Given.WholeProgram},
                [&](llvm::StringRef File) { Shown.done(File); });
    if (!Analysed)
      return Analysed.takeError();
    Result = std::move(*Analysed);
    if (!Brought.empty())
      if (llvm::Error E = analyseHeaders(Cache ? &*Cache : nullptr))
        return E;
    if (!isWholeProgram())
      Result.Whole.setPartial();
    if (!isPart())
      settle(Result);
    if (Cache && Result.FromCache < Input.Files.size() + Brought.size())
      Cache->prune(Given.CacheBytes);
    return llvm::Error::success();
  }

  /// The others of a shard, or of a unit that is analysed alone, are known to 'merge'.
  bool isPart() const { return Given.Shards > 1 || !Given.UnitOutput.empty(); }

  /// Are the files all that the database has, or this shard's share of all?
  bool hasWholeShare() const {
    return Given.Paths.empty() && Given.Since.empty() && Given.Exclude.empty() &&
           Result.Failed.empty() && Input.Unusables.empty();
  }

  /// Does nobody else use what the files define? In a closed world the files that are named are all
  /// there are; so are, for 'merge', those of a build's actions.
  bool isWholeProgram() const {
    const bool AreAllNamed = Given.ClosedWorld && Given.Since.empty() && Given.Exclude.empty() &&
                             Result.Failed.empty() && Input.Unusables.empty();
    return AreAllNamed || hasWholeShare();
  }

  bool isEverythingCovered() const { return hasWholeShare() && Given.Shards == 1; }

  /// A comment may hide what another file makes of the line: it is unused only where all files were
  /// asked.
  void reportSuppressions() {
    if (!isEverythingCovered()) {
      printWarning("not all files were analysed, so that it isn't known which suppressions are "
                   "unused");
      return;
    }
    // A file may be reached through links.
    std::map<std::tuple<std::string, unsigned, std::string>, Suppression> All;
    for (const Suppression &Each : Result.Suppressions) {
      Suppression &Known =
          All.try_emplace({realPath(Each.File), Each.Offset, Each.Rules}, Each).first->second;
      Known.Used |= Each.Used;
    }
    for (const auto &[Where, Each] : All)
      if (!Each.Used)
        Result.Diagnostics.emplace_back(unusedSuppression(Each));
    putInOrder(Result);
  }

  void tellLeftOut() const {
    auto Tell = [&](llvm::StringRef What, size_t Count, llvm::StringRef Then) {
      if (Count && !Given.Quiet)
        llvm::errs() << "valuetask-check: the " << What << " of " << counted(Count, "file") << " "
                     << Then << "\n";
    };
    Tell("precompiled header", Input.WithPrecompiled,
         "was left out, and what it was made of was read instead");
    Tell("header modules", Input.WithHeaderModules,
         "were left out, and the headers were read instead");
    Tell("modules", Input.WithForeignModules,
         "were left out, since another compiler made them and clang " CLANG_VERSION_STRING
         " can't read them; what imports them doesn't compile");
  }

  void warn() const {
    tellLeftOut();
    if (!Result.CacheProblem.empty())
      printWarning("the cache could not be written, so that the next run has to analyse again: " +
                   Result.CacheProblem);
    // Most likely it is misspelt, and nobody would ever find that out.
    for (const std::string &Name : splitNames(Given.Rules.SingleAwaitTypes.value_or("")))
      if (Given.Since.empty() && Given.Shards == 1 && Result.Failed.empty() &&
          !llvm::is_contained(Result.Counted.TypesFound, Name))
        printWarning("--single-await-types: no file declares a class or an alias '" + Name + "'");
    if (Given.Since.empty() && Given.Shards == 1 && Result.Failed.empty())
      warnOfProfile();
    if (Given.Rules.HeaderFilter && !Input.Files.empty() && !Result.HasHeader)
      printWarning("--header-filter=" + *Given.Rules.HeaderFilter +
                   " matches no header; it is a regular expression for the whole path");
  }

  /// What was measured of functions that are no more, or of files that are elsewhere.
  void warnOfProfile() const {
    constexpr size_t Most = 5;
    const Statistics &Counted = Result.Counted;
    if (Profiles.Names.empty())
      return;
    if (Counted.ProfileMatched.empty() && Counted.ProfileUnmatched.empty()) {
      printWarning("no file that was analysed is in the profile" +
                   llvm::Twine(Profiles.Names.size() == 1 ? "" : "s") + " " +
                   llvm::join(Profiles.Names, ", ") +
                   "; where the program was built in another folder, "
                   "--profile-prefix-map=OLD=NEW says which");
      return;
    }
    llvm::StringSet<> Matched;
    for (const MatchedEntry &Each : Counted.ProfileMatched)
      Matched.insert(Each.Entry);
    std::vector<std::string> Unmatched;
    llvm::copy_if(Counted.ProfileUnmatched, std::back_inserter(Unmatched),
                  [&](const std::string &Each) { return !Matched.contains(Each); });
    if (Unmatched.empty())
      return;
    const std::string Number = counted(Unmatched.size(), "function");
    std::string More;
    if (Unmatched.size() > Most)
      More = " and " + std::to_string(Unmatched.size() - Most) + " more";
    Unmatched.resize(std::min(Unmatched.size(), Most));
    printWarning("the profile has " + Number +
                 " that no analysed file has, or of which it can't be told which one is meant: " +
                 llvm::join(Unmatched, "; ") + More + "; record it again");
  }

  int finish() {
    if (Changed)
      keepChanged(Result, *Changed);
    if (Given.UnusedSuppressions)
      reportSuppressions();
    if (llvm::Error E = useBaselines(Given, Known, Result, [this](llvm::StringRef File) {
          return isEverythingCovered() || isAnalysed(File, Input, Result, Given.Root);
        }))
      return wrongUsage(std::move(E));
    int Code = Result.Findings && Given.WriteBaseline.empty() ? FoundSomething : NothingFound;
    if (!Result.Failed.empty() || !Input.Unusables.empty())
      Code = NotAnalysed;
    if (!Given.UnitOutput.empty())
      if (std::optional<int> Failure = prepareUnit())
        return *Failure;
    const std::chrono::duration<double> Taken = std::chrono::steady_clock::now() - Started;
    // What was asked for is what the reports name as analysed.
    for (const std::string &Header : Input.Headers)
      if (llvm::none_of(Input.Unusables, [&](const Unusable &Each) { return Each.File == Header; }))
        Input.Files.push_back(Header);
    llvm::sort(Input.Files);
    Sources Files;
    const Report What{Result,
                      Input,
                      Files,
                      Given.Root,
                      Code,
                      Taken.count(),
                      /*Colours=*/false,
                      /*IsPart=*/isPart(),
                      &Profiles};
    llvm::Error Problem =
        writeAll(What, Given.Outputs, makeContext()->getOptionsForFile("").UseColor);
    Problem = llvm::joinErrors(std::move(Problem), writeFacts(Result.Whole, Given.FactsOutput));
    if (!Given.ExportFixes.empty())
      Problem = llvm::joinErrors(std::move(Problem), exportFixes());
    if (Given.Fix)
      Problem = llvm::joinErrors(std::move(Problem), fix());
    if (!Given.UnitOutput.empty())
      return Problem ? wrongUsage(std::move(Problem)) : NothingFound;
    printUnusable(Result.Failed);
    warn();
    if (Given.Stats)
      printStatistics(Result);
    if (!Given.Quiet)
      printSummary(What);
    return Problem ? wrongUsage(std::move(Problem)) : Code;
  }

  void removeOutput() const {
    if (const std::error_code Problem = llvm::sys::fs::remove(Given.UnitOutput))
      printWarning("can't remove '" + Given.UnitOutput + "': " + Problem.message());
  }

  /// What is wrong with the file's text is in its report, and 'merge' tells it. Another reason why
  /// it could not be analysed may be gone the next time, a header that is yet to be generated too:
  /// the build is to try again, and finds no result.
  std::optional<int> prepareUnit() {
    const bool LacksFile = llvm::any_of(Result.Diagnostics, [](const FoundDiagnostic &E) {
      return isCompilerError(E) && llvm::StringRef(E.Message.Message).ends_with("file not found");
    });
    if (Input.Files.size() != 1 && Input.Unusables.empty())
      return wrongUsage("--unit-output is for one file; this names " +
                        counted(Input.Files.size(), "file"));
    if (Result.GaveUp || LacksFile || !Input.Unusables.empty()) {
      removeOutput();
      for (const FoundDiagnostic &E : Result.Diagnostics)
        if (isCompilerError(E))
          printError(E.Message.FilePath + ": " + E.Message.Message);
      printUnusable(Result.Failed);
      return NotAnalysed;
    }
    if (Given.DepFile.empty())
      return std::nullopt;
    for (const std::string &File : Input.Files)
      for (const std::string &Configuration :
           Given.Rules.ConfigFile ? std::vector{*Given.Rules.ConfigFile} : configFilesOf(File))
        Result.FilesRead.insert(absolutePath(Configuration));
    if (!Input.DatabaseFile.empty())
      Result.FilesRead.insert(absolutePath(Input.DatabaseFile));
    // Before the result: who has that one, has all.
    if (llvm::Error E = writeDepFile(Given.DepFile, Given.UnitOutput, Result.FilesRead)) {
      removeOutput();
      return wrongUsage(std::move(E));
    }
    return std::nullopt;
  }

  llvm::Error exportFixes() const {
    std::error_code Problem;
    llvm::raw_fd_ostream Out(Given.ExportFixes, Problem, llvm::sys::fs::OF_Text);
    if (Problem)
      return llvm::createStringError("can't write '" + Given.ExportFixes +
                                     "': " + Problem.message());
    const std::vector<clang::tidy::ClangTidyError> Plain(Result.Diagnostics.begin(),
                                                         Result.Diagnostics.end());
    clang::tidy::exportReplacements(Input.Files.empty() ? "" : Input.Files.front(), Plain, Out);
    return llvm::Error::success();
  }

  llvm::Error fix() const {
    const FixPlan Plan = planFixes(Result);
    for (const FoundDiagnostic *E : Plan.Refused)
      printWarning("not fixed, since another fix changes the same text: " + E->Message.FilePath +
                   ": " + E->Message.Message + " [" + E->DiagnosticName + "]; run again");
    if (Given.DryRun)
      return printFixes(Plan, Given.Root, llvm::outs());
    if (llvm::Error E = applyFixes(Plan))
      return E;
    if (!Given.Quiet)
      llvm::errs() << "valuetask-check: applied "
                   << (Plan.Taken == 1 ? "1 fix" : std::to_string(Plan.Taken) + " fixes") << " in "
                   << counted(Plan.ByFile.size(), "file") << "\n";
    return llvm::Error::success();
  }

  const Settings &Given;
  std::string ResourceDir;
  std::chrono::steady_clock::time_point Started = std::chrono::steady_clock::now();
  const FileSystem Disk =
      llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(llvm::vfs::getRealFileSystem());
  Inputs Input;
  std::unique_ptr<clang::tooling::CompilationDatabase> Database;
  std::optional<Baseline> Known;
  std::optional<Changes> Changed;
  ProfilesInUse Profiles;
  std::vector<std::string> Brought; ///< files to analyse for the sake of headers
  RunResult Result;
};

} // namespace

int runAnalysis(const Settings &Given, const std::string &ResourceDir,
                std::unique_ptr<clang::tooling::CompilationDatabase> Fixed) {
  return Run(Given, ResourceDir)(std::move(Fixed));
}

} // namespace valuetask
