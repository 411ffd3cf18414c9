//===--- Run.cpp - one analysis of a project ---------------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Run.h"
#include "Fixing.h"
#include "ValueTaskModule.h"
#include "analysis/Analysis.h"
#include "analysis/DepFile.h"
#include "analysis/Selection.h"
#include "analysis/Suppressions.h"
#include "analysis/TidyDiagnostics.h"
#include "clang-tidy/ClangTidy.h"
#include "input/Commands.h"
#include "input/Inputs.h"
#include "input/Paths.h"
#include "merge/RunEnd.h"
#include "output/OutputFile.h"
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

namespace {

/// A comma is one of a template's arguments only within '<' and '>'.
bool hasCommaBetweenNames(llvm::StringRef Names) {
  return Names.contains(',') && !Names.contains('<');
}

class Run {
public:
  Run(const Settings &Asked, std::string ResourceDir)
      : Asked(Asked), ResourceDir(std::move(ResourceDir)) {}

  int operator()(KnownDatabases &Databases) {
    if (llvm::Error E = prepare(Databases, /*NearHeader=*/{}))
      return wrongUsage(std::move(E));
    if (llvm::Error E = analyseAll()) {
      printError(llvm::toString(std::move(E)));
      return NotAnalysed;
    }
    return finish();
  }

  llvm::Expected<AnalysedFiles> analyseOnly(KnownDatabases &Databases,
                                            const std::vector<std::string> &NearHeader) {
    if (llvm::Error E = prepare(Databases, NearHeader))
      return E;
    if (llvm::Error E = analyseAll())
      return E;
    if (Old)
      Old->takeKnown(Result, Asked.Root, [](llvm::StringRef) { return false; });
    return AnalysedFiles{std::move(Input), std::move(Result), std::move(IncluderFiles)};
  }

private:
  llvm::Error prepare(KnownDatabases &Databases, const std::vector<std::string> &NearHeader) {
    if (Asked.Rules.Checks)
      if (llvm::Error E = validateChecks(*Asked.Rules.Checks))
        return E;
    llvm::Expected<Inputs> Collected = collectInputs(Asked.Paths, Asked.BuildDir, Databases);
    if (!Collected)
      return Collected.takeError();
    Input = std::move(*Collected);
    if (llvm::Error E = readConfiguration())
      return E;
    selectFiles();
    Database = adjustCommands(std::move(Input.Database), ResourceDir);
    if (llvm::Error E = selectIncluders(NearHeader))
      return E;
    printUnusable(Input.Unusables);
    if (llvm::Error E = selectChanged())
      return E;
    Input.WithoutRules = llvm::count_if(
        Input.Files, [&](const std::string &File) { return !enablesRule(Options->of(File)); });
    return llvm::Error::success();
  }

  llvm::Error readConfiguration() {
    if (!Asked.Rules.ConfigFile)
      if (llvm::Error E = validateConfigFiles(Input.Files))
        return E;
    llvm::Expected<OptionsOfFiles> Read = OptionsOfFiles::read(Asked.Rules);
    if (!Read)
      return Read.takeError();
    Options = std::move(*Read);
    if (llvm::Error E = readOptions())
      return E;
    std::vector<std::string> Files = Input.Files;
    llvm::append_range(Files, Input.Headers);
    llvm::Expected<ProfilesInUse> InUse = profilesInUse(*Options, Files, Store);
    if (!InUse)
      return InUse.takeError();
    Profiles = std::move(*InUse);
    llvm::Expected<std::optional<Baseline>> Loaded = loadBaseline(Asked.Baseline);
    if (!Loaded)
      return Loaded.takeError();
    Old = std::move(*Loaded);
    return llvm::Error::success();
  }

  /// Looks at the options that hold for each file.
  llvm::Error readOptions() {
    std::set<std::string> FactsFiles;
    std::set<std::vector<std::string>> Dialects;
    std::optional<std::string> WithoutRules;
    bool HasRule = false;
    for (const std::string &File : Input.Files) {
      const clang::tidy::ClangTidyOptions &OfFile = Options->of(File);
      FactsFiles.insert(factsFile(OfFile));
      Dialects.insert(dialectElements(OfFile, File));
      const std::vector<std::string> Types = namedTypes(OfFile);
      NamedTypes.insert(Types.begin(), Types.end());
      if (enablesRule(OfFile))
        HasRule = true;
      else
        WithoutRules = File;
    }
    FactsFiles.erase("");
    for (const std::string &File : FactsFiles)
      if (llvm::Expected<Facts> Read = readFacts(File); !Read)
        return Read.takeError();
    for (const std::vector<std::string> &Elements : Dialects)
      if (llvm::Expected<DialectList> Selected = selectDialects(Elements); !Selected)
        return Selected.takeError();
    if (WithoutRules && !HasRule)
      return llvm::createStringError(
          "no rule is enabled for any file: '" +
          Asked.Rules.ConfigFile.value_or(configFilesOf(*WithoutRules).front()) +
          "' switches all of them off; --checks='valuetask-*' overrides that");
    return llvm::Error::success();
  }

  /// What --exclude and --shard leave.
  void selectFiles() {
    for (const std::string &Pattern : Asked.Exclude) {
      const llvm::Regex Excluded(Pattern);
      bool MatchesAny = false;
      for (std::vector<std::string> *Some : {&Input.Files, &Input.Headers, &Input.DatabaseFiles})
        llvm::erase_if(*Some, [&](const std::string &File) {
          const bool Matches = Excluded.match(File);
          MatchesAny |= Matches;
          return Matches;
        });
      if (!MatchesAny)
        Misconfigured.push_back("--exclude=" + Pattern + " matches no file");
    }
    Input.Part = {Asked.Shard, Asked.Shards};
    if (Asked.Shards == 1)
      return;
    // By name below the root, which is the same on all machines.
    llvm::erase_if(Input.Files, [&](const std::string &File) {
      const std::string Hash = hashOf(relativePath(File, Asked.Root));
      return llvm::support::endian::read64le(Hash.data()) % Asked.Shards != Asked.Shard - 1;
    });
    // The first one tells of them.
    if (Asked.Shard != 1) {
      Input.Unusables.clear();
      Input.Headers.clear();
      Input.OtherLanguages = 0;
    }
  }

  std::unique_ptr<clang::tidy::ClangTidyContext> makeContext() const {
    // (A configuration file that was read before is read again; it was just seen to be sound.)
    return std::make_unique<clang::tidy::ClangTidyContext>(
        llvm::cantFail(makeOptionsProvider(Asked.Rules)));
  }

  AnalysisContext analysisContext() {
    return {
        [this] { return makeContext(); }, Store, *Database, Disk, Asked.Limits, Asked.ClosedWorld};
  }

  /// Where somebody waits, not all files are looked at: first the near ones, then those of near
  /// folders, more and more at a time.
  llvm::Expected<Includers> findIncluders(const std::vector<std::string> &NearHeader) {
    if (NearHeader.empty())
      return includersOf(Input.Headers, analysisContext(), Input.DatabaseFiles);
    const std::string &Header = Input.Headers.front();
    std::vector<std::tuple<size_t, size_t, std::string>> Files; // the nearest first
    for (const std::string &File : Input.DatabaseFiles) {
      const std::string Path = absolutePath(File);
      const auto Apart = std::mismatch(Header.begin(), Header.end(), Path.begin(), Path.end());
      Files.emplace_back(llvm::find(NearHeader, Path) - NearHeader.begin(),
                         Header.end() - Apart.first, File);
    }
    llvm::sort(Files);
    Includers Found{{}, Input.Headers};
    size_t Count = NearHeader.size();
    for (size_t Begin = 0; Begin < Files.size() && !Found.NotIncluded.empty(); Count *= 2) {
      std::vector<std::string> Some;
      for (; Begin < Files.size() && Some.size() < Count; ++Begin)
        Some.push_back(std::get<std::string>(Files[Begin]));
      llvm::Expected<Includers> Next = includersOf(Found.NotIncluded, analysisContext(), Some);
      if (!Next)
        return Next;
      llvm::append_range(Found.Files, Next->Files);
      Found.NotIncluded = std::move(Next->NotIncluded);
    }
    return Found;
  }

  /// A header is analysed through a file that includes it.
  llvm::Error selectIncluders(const std::vector<std::string> &NearHeader) {
    if (Input.Headers.empty())
      return llvm::Error::success();
    llvm::Expected<Includers> Found = findIncluders(NearHeader);
    if (!Found)
      return Found.takeError();
    for (const std::string &Header : Found->NotIncluded)
      Input.Unusables.push_back(
          {Header, "is a header that no file in the compile database includes; add one "
                   "to the build, or give its flags after '--'"});
    IncluderFiles = std::move(Found->Files);
    return llvm::Error::success();
  }

  /// Adds what is in the headers that were named. Of the files through which they are reached,
  /// nobody asked for the findings.
  llvm::Error analyseHeaders(ResultCache *Cache) {
    llvm::Expected<RunResult> Analysed = analyse(analysisContext(), IncluderFiles, Cache,
                                                 {.Facts = Asked.WholeProgram}, [](auto...) {});
    if (!Analysed)
      return Analysed.takeError();
    llvm::StringSet<> Headers;
    for (const std::string &Header : Input.Headers)
      Headers.insert(realPath(Header));
    llvm::erase_if(Analysed->Diagnostics, [&](const FoundDiagnostic &E) {
      return !isCompilerError(E) && !Headers.contains(realPath(E.Message.FilePath));
    });
    llvm::erase_if(Analysed->Open, [&](const OpenFinding &Open) {
      return !Headers.contains(realPath(Open.Found.Message.FilePath));
    });
    join(Result, std::move(*Analysed));
    return llvm::Error::success();
  }

  llvm::Error selectChanged() {
    if (Asked.Since.empty())
      return llvm::Error::success();
    llvm::Expected<Changes> Read = Changes::since(Asked.Since, Asked.Root);
    if (!Read)
      return Read.takeError();
    Changed = std::move(*Read);
    llvm::Expected<std::vector<std::string>> Affected =
        affectedBy(*Changed, analysisContext(), Input.Files, Asked.AllIncluders);
    if (!Affected)
      return Affected.takeError();
    Input.Files = std::move(*Affected);
    return llvm::Error::success();
  }

  llvm::Error analyseAll() {
    std::optional<ResultCache> Cache;
    if (!Asked.CacheDir.empty())
      Cache.emplace(Asked.CacheDir);
    // What is said is for those who wait: one file with flags at hand needs no word.
    const size_t ToDo = Input.Files.size() + IncluderFiles.size();
    if (!Asked.Quiet && ToDo != 0 && (ToDo > 1 || !Input.DatabaseFile.empty()))
      printBeginning(ToDo, Input.DatabaseFile,
                     static_cast<unsigned>(std::min<size_t>(ToDo, Asked.Limits.Jobs)));
    Progress Shown(Input.Files.size(), Asked.Quiet, Cache.has_value());
    llvm::Expected<RunResult> Analysed =
        analyse(analysisContext(), Input.Files, Cache ? &*Cache : nullptr,
                {.FilesRead = !Asked.DepFile.empty(),
                 .Suppressions = Asked.UnusedSuppressions,
                 .Facts = Asked.WholeProgram},
                [&](llvm::StringRef File, bool WasKnown) { Shown.done(File, WasKnown); });
    if (!Analysed)
      return Analysed.takeError();
    Result = std::move(*Analysed);
    if (!IncluderFiles.empty())
      if (llvm::Error E = analyseHeaders(Cache ? &*Cache : nullptr))
        return E;
    if (!isWholeProgram())
      Result.Whole.setPartial();
    if (!isPart())
      settle(Result);
    if (Cache && Result.FromCache < Input.Files.size() + IncluderFiles.size())
      Cache->prune(Asked.CacheBytes);
    return llvm::Error::success();
  }

  /// The others of a shard, or of a unit that is analysed alone, are known to 'merge'.
  bool isPart() const { return Asked.Shards > 1 || !Asked.UnitOutput.empty(); }

  /// Are the files all that the database has, or this shard's share of all?
  bool hasWholeShare() const {
    return Asked.Paths.empty() && Asked.Since.empty() && Asked.Exclude.empty() &&
           Result.Failed.empty() && Input.Unusables.empty();
  }

  /// Does nobody else use what the files define? In a closed world the files that are named are all
  /// there are; so are, for 'merge', those of a build's actions.
  bool isWholeProgram() const {
    const bool AreAllNamed = Asked.ClosedWorld && Asked.Since.empty() && Asked.Exclude.empty() &&
                             Result.Failed.empty() && Input.Unusables.empty();
    return AreAllNamed || hasWholeShare();
  }

  bool isEverythingCovered() const { return hasWholeShare() && Asked.Shards == 1; }

  /// A comment may hide what another file makes of the line: it is unused only where all files were
  /// asked.
  void reportSuppressions() {
    if (!isEverythingCovered()) {
      printWarning("cannot determine unused suppressions, because not all files were analysed");
      return;
    }
    // A file may be reached through links.
    std::map<std::tuple<std::string, unsigned, std::string>, Suppression> All;
    for (const Suppression &Hiding : Result.Suppressions) {
      Suppression &Comment =
          All.try_emplace({realPath(Hiding.File), Hiding.Offset, Hiding.Rules}, Hiding)
              .first->second;
      Comment.Used |= Hiding.Used;
    }
    for (const auto &[Where, Comment] : All)
      if (!Comment.Used)
        Result.Diagnostics.push_back(unusedSuppression(Comment));
    putInOrder(Result);
  }

  void printLeftOut() const {
    auto Print = [&](llvm::StringRef What, size_t Count, llvm::StringRef Then) {
      if (Count && !Asked.Quiet)
        llvm::errs() << "valuetask-check: the " << What << " of " << counted(Count, "file") << " "
                     << Then << "\n";
    };
    Print("precompiled header", Input.WithPrecompiled,
          "was left out, and what it was made of was read instead");
    Print("header modules", Input.WithHeaderModules,
          "were left out, and the headers were read instead");
    Print("modules", Input.WithForeignModules,
          "were left out, since another compiler made them and clang " CLANG_VERSION_STRING
          " can't read them; what imports them doesn't compile");
  }

  void warn() const {
    printLeftOut();
    if (!Result.CacheProblem.empty())
      printWarning("the cache could not be written, so that the next run has to analyse again: " +
                   Result.CacheProblem);
  }

  /// Adds what the analysis showed of names in the configuration.
  void lookForMisconfiguration() {
    const bool SawAll = Asked.Since.empty() && Asked.Shards == 1 && Result.Failed.empty();
    const std::vector<std::string> OnCommandLine =
        splitNames(Asked.Rules.SingleAwaitTypes.value_or(""));
    for (const std::string &Name : NamedTypes)
      if (SawAll && !llvm::is_contained(Result.Counted.TypesFound, Name))
        Misconfigured.push_back(
            (llvm::is_contained(OnCommandLine, Name) ? "--single-await-types"
                                                     : "valuetask.SingleAwaitTypes") +
            std::string(": no file declares a class or an alias '") + Name + "'" +
            (hasCommaBetweenNames(Name) ? "; separate names with ';'" : ""));
    if (SawAll)
      lookAtProfile();
    if (Asked.Rules.HeaderFilter && !Input.Files.empty() && !Result.HasHeader)
      Misconfigured.push_back("--header-filter=" + *Asked.Rules.HeaderFilter +
                              " matches no header; it is a regular expression for the whole path");
  }

  /// What was measured of functions that are no more, or of files that are elsewhere.
  void lookAtProfile() {
    constexpr size_t Most = 5;
    const Statistics &Counted = Result.Counted;
    if (Profiles.Names.empty())
      return;
    if (Counted.ProfileMatched.empty() && Counted.ProfileUnmatched.empty()) {
      Misconfigured.push_back("no file that was analysed is in the profile" +
                              std::string(Profiles.Names.size() == 1 ? "" : "s") + " " +
                              llvm::join(Profiles.Names, ", ") +
                              "; where the program was built in another folder, "
                              "--profile-prefix-map=OLD=NEW says which");
      return;
    }
    llvm::StringSet<> Matched;
    for (const MatchedEntry &Match : Counted.ProfileMatched)
      Matched.insert(Match.Entry);
    std::vector<std::string> Unmatched;
    llvm::copy_if(Counted.ProfileUnmatched, std::back_inserter(Unmatched),
                  [&](const std::string &Entry) { return !Matched.contains(Entry); });
    if (Unmatched.empty())
      return;
    const std::string Number = counted(Unmatched.size(), "function");
    std::string More;
    if (Unmatched.size() > Most)
      More = " and " + std::to_string(Unmatched.size() - Most) + " more";
    Unmatched.resize(std::min(Unmatched.size(), Most));
    Misconfigured.push_back(
        "the profile has " + Number +
        " that no analysed file has, or of which it can't be told which one is meant: " +
        llvm::join(Unmatched, "; ") + More + "; record it again");
  }

  int finish() {
    if (Changed)
      keepChanged(Result, *Changed);
    if (Asked.UnusedSuppressions)
      reportSuppressions();
    if (!Asked.UnitOutput.empty())
      if (std::optional<int> Failure = prepareUnit())
        return *Failure;
    // A header was seen through one file of many, so that a baseline may know more of it.
    const std::vector<std::string> Covered = Input.Files;
    nameHeaders();
    lookForMisconfiguration();
    Sources Files;
    return finishRun(
        {.Asked = Asked,
         .Result = Result,
         .Input = Input,
         .Files = Files,
         .Profiles = Profiles,
         .Started = Started,
         .Old = Old,
         .IsCovered =
             [&](llvm::StringRef File) {
               return isEverythingCovered() || isAnalysed(File, Covered, Result, Asked.Root);
             },
         .IsPart = isPart(),
         .Colours = Asked.Colours ? Asked.Colours : makeContext()->getOptionsForFile("").UseColor,
         .UseFixes = [&] { return useFixes(Files); },
         .Warn = [this] { warn(); },
         .AfterSummary =
             [this] {
               if (!Asked.Quiet && !WhatWasFixed.empty())
                 llvm::errs() << "valuetask-check: " << WhatWasFixed << "\n";
             },
         .Misconfigured = Misconfigured});
  }

  /// What was asked for is what the reports name as analysed.
  void nameHeaders() {
    for (const std::string &Header : Input.Headers)
      if (llvm::none_of(Input.Unusables,
                        [&](const Unusable &Problem) { return Problem.File == Header; }))
        Input.Files.push_back(Header);
    llvm::sort(Input.Files);
  }

  llvm::Error useFixes(Sources &Files) {
    llvm::Error Problem = llvm::Error::success();
    if (!Asked.ExportFixes.empty())
      Problem = llvm::joinErrors(std::move(Problem), exportFixes());
    if (Asked.Fix)
      Problem = llvm::joinErrors(std::move(Problem), fix(Files));
    return Problem;
  }

  void removeOutput() const {
    if (!llvm::sys::fs::is_regular_file(Asked.UnitOutput))
      return; // it has no old result
    if (const std::error_code Problem = llvm::sys::fs::remove(Asked.UnitOutput))
      printWarning("can't remove '" + Asked.UnitOutput + "': " + Problem.message());
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
    if (Asked.DepFile.empty())
      return std::nullopt;
    for (const std::string &File : Input.Files)
      for (const std::string &Configuration :
           Asked.Rules.ConfigFile ? std::vector{*Asked.Rules.ConfigFile} : configFilesOf(File))
        Result.FilesRead.insert(absolutePath(Configuration));
    if (!Input.DatabaseFile.empty())
      Result.FilesRead.insert(absolutePath(Input.DatabaseFile));
    // Before the result: who has that one, has all.
    if (llvm::Error E = writeDepFile(Asked.DepFile, Asked.UnitOutput, Result.FilesRead))
      return wrongUsage(std::move(E));
    return std::nullopt;
  }

  llvm::Error exportFixes() const {
    std::vector<clang::tidy::ClangTidyError> Errors;
    llvm::transform(Result.Diagnostics, std::back_inserter(Errors), toTidy);
    return writeFile(Asked.ExportFixes, [&](llvm::raw_ostream &Out) {
      clang::tidy::exportReplacements(Input.Files.empty() ? "" : Input.Files.front(), Errors, Out);
    });
  }

  llvm::Error fix(Sources &Files) {
    const FixPlan Plan = planFixes(Result);
    // Before they change: places are those of the report.
    std::string Text = describe(Plan, Result, Files, Asked.Root, /*IsDone=*/!Asked.DryRun);
    if (llvm::Error E =
            Asked.DryRun ? printFixes(Plan, Asked.Root, llvm::outs()) : applyFixes(Plan))
      return E;
    WhatWasFixed = std::move(Text);
    return llvm::Error::success();
  }

  const Settings &Asked;
  std::string ResourceDir;
  std::chrono::steady_clock::time_point Started = std::chrono::steady_clock::now();
  const FileSystem Disk =
      llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(llvm::vfs::getRealFileSystem());
  Inputs Input;
  std::unique_ptr<clang::tooling::CompilationDatabase> Database;
  std::optional<OptionsOfFiles> Options; ///< once the configuration is read
  ProfileStore Store;
  std::optional<Baseline> Old;
  std::optional<Changes> Changed;
  ProfilesInUse Profiles;
  std::vector<std::string> IncluderFiles; ///< to analyse for the sake of headers
  std::set<std::string> NamedTypes;       ///< by an option, for any file
  std::vector<std::string> Misconfigured; ///< \see RunEnd
  std::string WhatWasFixed;               ///< empty where nobody asked for fixes
  RunResult Result;
};

} // namespace

int runAnalysis(const Settings &Asked, const std::string &ResourceDir,
                std::unique_ptr<clang::tooling::CompilationDatabase> Fixed) {
  KnownDatabases Databases(std::move(Fixed));
  return Run(Asked, ResourceDir)(Databases);
}

llvm::Expected<AnalysedFiles> analyseFiles(const Settings &Asked, const std::string &ResourceDir,
                                           KnownDatabases &Databases,
                                           const std::vector<std::string> &NearHeader) {
  return Run(Asked, ResourceDir).analyseOnly(Databases, NearHeader);
}

} // namespace valuetask
