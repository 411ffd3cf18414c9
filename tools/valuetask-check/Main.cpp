//===--- Main.cpp - the standalone checker --------------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Baseline.h"
#include "Commands.h"
#include "DepFile.h"
#include "Doctor.h"
#include "Finding.h"
#include "Fixing.h"
#include "Merge.h"
#include "Paths.h"
#include "Progress.h"
#include "ResourceDir.h"
#include "RulePages.h"
#include "Selection.h"
#include "SelfTest.h"
#include "Settings.h"
#include "Summary.h"
#include "ValueTaskModule.h"
#include "clang-tidy/ClangTidy.h"
#include "clang/Basic/Version.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/Regex.h"
#include "llvm/Support/TargetSelect.h"
#include <chrono>
#include <map>
#include <tuple>

using namespace llvm;
using namespace clang::tidy;
using namespace valuetask;

namespace {

/// The exit codes of the interface.
enum ExitCode { NothingFound = 0, FoundSomething = 1, WrongUsage = 2, NotAnalysed = 3 };

int wrongUsage(const Twine &Message) {
  printError(Message);
  return WrongUsage;
}

int wrongUsage(Error Problem) { return wrongUsage(toString(std::move(Problem))); }

int listRules() {
  size_t Widest = 0;
  for (const RuleInfo &Rule : allRules())
    Widest = std::max(Widest, Rule.Name.size());
  for (const RuleInfo &Rule : allRules())
    outs() << left_justify(Rule.Name, Widest + 2) << "reports " << Rule.Summary << "\n";
  return NothingFound;
}

int explain(StringRef Rule) {
  if (std::optional<StringRef> Page = rulePage(Rule)) {
    outs() << *Page;
    return NothingFound;
  }
  const StringRef Nearest = nearestRule(Rule);
  return wrongUsage("there is no rule '" + Rule + "'" +
                    (Nearest.empty() ? "" : "; did you mean '" + Nearest + "'?") +
                    " --list-rules shows the rules");
}

Error loadBaseline(const std::string &File, std::optional<Baseline> &Known) {
  if (File.empty())
    return Error::success();
  Expected<Baseline> Loaded = Baseline::load(File);
  if (!Loaded)
    return Loaded.takeError();
  Known = std::move(*Loaded);
  return Error::success();
}

/// Joins what several machines, or the actions of a build, reported.
int merge(const Settings &Given) {
  const auto Started = std::chrono::steady_clock::now();
  Expected<MergedReports> All = mergeReports(Given.Paths, Given.Root);
  if (!All)
    return wrongUsage(All.takeError());
  RunResult &Result = All->Result;
  std::optional<Baseline> Known;
  if (Error E = loadBaseline(Given.Baseline, Known))
    return wrongUsage(std::move(E));
  auto IsAnalysed = [&](StringRef File) {
    auto IsIt = [&](StringRef Path) { return relativePath(Path, Given.Root) == File; };
    return any_of(All->Input.Files, IsIt) &&
           none_of(Result.Failed, [&](const Unusable &Each) { return IsIt(Each.File); });
  };
  if (Error E = useBaselines(Given, Known, Result, IsAnalysed))
    return wrongUsage(std::move(E));
  int Code = Result.Findings && Given.WriteBaseline.empty() ? FoundSomething : NothingFound;
  if (!Result.Failed.empty() || any_of(Result.Diagnostics, isCompilerError))
    Code = NotAnalysed;
  const std::chrono::duration<double> Taken = std::chrono::steady_clock::now() - Started;
  const Report What{Result, All->Input,    All->Files,       Given.Root,
                    Code,   Taken.count(), /*Colours=*/false};
  if (Error E = writeAll(What, Given.Outputs, std::nullopt))
    return wrongUsage(std::move(E));
  printUnusable(Result.Failed);
  if (!Given.Quiet)
    printSummary(What);
  return Code;
}

/// One run, from the settings to the exit code.
class Run {
public:
  Run(const Settings &Given, std::string ResourceDir)
      : Given(Given), ResourceDir(std::move(ResourceDir)) {}

  int operator()(std::unique_ptr<clang::tooling::CompilationDatabase> Fixed) {
    if (Given.Rules.Checks)
      if (Error E = validateChecks(*Given.Rules.Checks))
        return wrongUsage(std::move(E));
    Expected<Inputs> Collected = collectInputs(Given.Paths, Given.BuildDir, std::move(Fixed));
    if (!Collected)
      return wrongUsage(Collected.takeError());
    Input = std::move(*Collected);
    if (Error E = readConfiguration())
      return wrongUsage(std::move(E));
    selectFiles();
    Database = adjustCommands(std::move(Input.Database), ResourceDir);
    if (Error E = selectIncluders())
      return wrongUsage(std::move(E));
    printUnusable(Input.Unusables);
    if (Error E = selectChanged())
      return wrongUsage(std::move(E));
    if (Error E = analyseAll()) {
      printError(toString(std::move(E)));
      return NotAnalysed;
    }
    return finish();
  }

private:
  Error readConfiguration() {
    if (!Given.Rules.ConfigFile)
      if (Error E = validateConfigFiles(Input.Files))
        return E;
    Expected<std::unique_ptr<ClangTidyOptionsProvider>> Provider = makeOptionsProvider(Given.Rules);
    if (!Provider)
      return Provider.takeError();
    return loadBaseline(Given.Baseline, Known);
  }

  /// What --exclude and --shard leave.
  void selectFiles() {
    for (const std::string &Pattern : Given.Exclude) {
      const Regex Excluded(Pattern);
      const size_t Before = Input.Files.size();
      erase_if(Input.Files, [&](const std::string &File) { return Excluded.match(File); });
      if (Input.Files.size() == Before)
        printWarning("--exclude=" + Pattern + " matches no file");
    }
    if (Given.Shards == 1)
      return;
    // By name below the root, which is the same on all machines.
    erase_if(Input.Files, [&](const std::string &File) {
      const std::string Hash = hashOf(relativePath(File, Given.Root));
      return support::endian::read64le(Hash.data()) % Given.Shards != Given.Shard - 1;
    });
    if (Given.Shard != 1)
      Input.Unusables.clear(); // the first one tells of them
  }

  std::unique_ptr<ClangTidyContext> makeContext() const {
    // (A configuration file that was read before is read again; it was just seen to be sound.)
    return std::make_unique<ClangTidyContext>(cantFail(makeOptionsProvider(Given.Rules)));
  }

  AnalysisContext analysisContext() const {
    return {[this] { return makeContext(); }, *Database, Disk, Given.Limits};
  }

  /// A header is analysed through a file that includes it.
  Error selectIncluders() {
    if (Input.Headers.empty())
      return Error::success();
    Expected<Includers> Found = includersOf(Input.Headers, analysisContext(), Input.DatabaseFiles);
    if (!Found)
      return Found.takeError();
    for (const std::string &Header : Found->NotIncluded)
      Input.Unusables.push_back(
          {Header, "is a header that no file of the compile database includes; add one to the "
                   "build, or give its flags after '--'"});
    for (const std::string &File : Found->Files)
      if (!is_contained(Input.Files, File))
        Brought.push_back(File);
    append_range(Input.Files, Brought);
    sort(Input.Files);
    return Error::success();
  }

  /// Of a file that is there for the sake of a header, nobody asked for the findings.
  void dropUnasked() {
    const bool HeadersOnly = Brought.size() == Input.Files.size();
    StringSet<> Asked;
    for (const std::string &Header : Input.Headers)
      Asked.insert(realPath(Header));
    erase_if(Result.Diagnostics, [&](const FoundDiagnostic &E) {
      const std::string &File = E.Message.FilePath;
      const bool Unasked =
          HeadersOnly ? !Asked.contains(realPath(File)) : is_contained(Brought, File);
      if (!Unasked || isCompilerError(E))
        return false;
      --Result.Findings;
      return true;
    });
  }

  Error selectChanged() {
    if (Given.Since.empty())
      return Error::success();
    Expected<Changes> Asked = Changes::since(Given.Since, Given.Root);
    if (!Asked)
      return Asked.takeError();
    Changed = std::move(*Asked);
    Expected<std::vector<std::string>> Affected =
        affectedBy(*Changed, analysisContext(), Input.Files, Given.AllIncluders);
    if (!Affected)
      return Affected.takeError();
    Input.Files = std::move(*Affected);
    return Error::success();
  }

  Error analyseAll() {
    std::optional<ResultCache> Cache;
    if (!Given.CacheDir.empty())
      Cache.emplace(Given.CacheDir);
    Progress Shown(Input.Files.size(), Given.Quiet);
    Expected<RunResult> Analysed =
        analyse(analysisContext(), Input.Files, Cache ? &*Cache : nullptr,
                {.FilesRead = !Given.DepFile.empty(), .Suppressions = Given.UnusedSuppressions},
                [&](StringRef File) { Shown.done(File); });
    if (!Analysed)
      return Analysed.takeError();
    Result = std::move(*Analysed);
    if (Cache && Result.FromCache < Input.Files.size())
      Cache->prune(Given.CacheBytes);
    return Error::success();
  }

  /// All of this file's findings are in the result?
  bool isCovered(StringRef File) const {
    const bool Failed = any_of(Result.Failed, [&](const Unusable &Each) {
      return relativePath(Each.File, Given.Root) == File;
    });
    if (Failed)
      return false;
    const bool Everything = Given.Paths.empty() && Given.Since.empty() && Given.Exclude.empty() &&
                            Given.Shards == 1 && Result.Failed.empty();
    return Everything || any_of(Input.Files, [&](const std::string &Each) {
             return relativePath(Each, Given.Root) == File;
           });
  }

  /// A comment in a header may hide what another file's code makes of it: it is unused only where
  /// all files were asked.
  void reportSuppressions() {
    using Place = std::tuple<std::string, unsigned, std::string>;
    std::map<Place, Suppression> All;
    for (const Suppression &Each : Result.Suppressions) {
      Suppression &Known =
          All.try_emplace(Place(Each.File, Each.Offset, Each.Rules), Each).first->second;
      Known.Used |= Each.Used;
    }
    for (const auto &[Where, Each] : All)
      if (!Each.Used && isCovered(relativePath(Each.File, Given.Root)))
        Result.Diagnostics.emplace_back(unusedSuppression(Each));
    putInOrder(Result);
  }

  void warn() const {
    if (Input.WithPrecompiled && !Given.Quiet)
      errs() << "valuetask-check: the precompiled header of "
             << counted(Input.WithPrecompiled, "file")
             << " was left out, and what it was made of was read instead\n";
    if (!Result.CacheProblem.empty())
      printWarning("the cache could not be written, so that the next run has to analyse again: " +
                   Result.CacheProblem);
    // Most likely it is misspelt, and nobody would ever find that out.
    for (const std::string &Name : splitNames(Given.Rules.SingleAwaitTypes.value_or("")))
      if (Given.Since.empty() && Given.Shards == 1 && Result.Failed.empty() &&
          !is_contained(Result.Counted.TypesFound, Name))
        printWarning("--single-await-types: no file declares a class or an alias '" + Name + "'");
    if (Given.Rules.HeaderFilter && !Input.Files.empty() && !Result.HasHeader)
      printWarning("--header-filter=" + *Given.Rules.HeaderFilter +
                   " matches no header; it is a regular expression for the whole path");
  }

  int finish() {
    if (Changed)
      keepChanged(Result, *Changed);
    if (Given.UnusedSuppressions)
      reportSuppressions();
    if (!Brought.empty())
      dropUnasked();
    if (Error E =
            useBaselines(Given, Known, Result, [this](StringRef File) { return isCovered(File); }))
      return wrongUsage(std::move(E));
    int Code = Result.Findings && Given.WriteBaseline.empty() ? FoundSomething : NothingFound;
    if (!Result.Failed.empty() || !Input.Unusables.empty())
      Code = NotAnalysed;
    const std::chrono::duration<double> Taken = std::chrono::steady_clock::now() - Started;
    Sources Files;
    const Report What{Result, Input, Files, Given.Root, Code, Taken.count(), /*Colours=*/false};
    Error Problem = writeAll(What, Given.Outputs, makeContext()->getOptionsForFile("").UseColor);
    if (!Given.ExportFixes.empty())
      Problem = joinErrors(std::move(Problem), exportFixes());
    if (Given.Fix)
      Problem = joinErrors(std::move(Problem), fix());
    if (!Given.UnitOutput.empty())
      return Problem ? wrongUsage(std::move(Problem)) : finishUnit();
    printUnusable(Result.Failed);
    warn();
    if (Given.Stats)
      printStatistics(Result.Counted);
    if (!Given.Quiet)
      printSummary(What);
    return Problem ? wrongUsage(std::move(Problem)) : Code;
  }

  /// What is wrong with the file's text is in its report, and 'merge' tells it. Another reason why
  /// it could not be analysed may be gone the next time: the build is to try again.
  int finishUnit() {
    if (Result.GaveUp || !Input.Unusables.empty()) {
      printUnusable(Result.Failed);
      return NotAnalysed;
    }
    if (Given.DepFile.empty())
      return NothingFound;
    for (const std::string &File : Input.Files)
      for (const std::string &Configuration :
           Given.Rules.ConfigFile ? std::vector{*Given.Rules.ConfigFile} : configFilesOf(File))
        Result.FilesRead.insert(Configuration);
    if (Error E = writeDepFile(Given.DepFile, Given.UnitOutput, Result.FilesRead))
      return wrongUsage(std::move(E));
    return NothingFound;
  }

  Error exportFixes() const {
    std::error_code Problem;
    raw_fd_ostream Out(Given.ExportFixes, Problem, sys::fs::OF_Text);
    if (Problem)
      return createStringError("can't write '" + Given.ExportFixes + "': " + Problem.message());
    const std::vector<ClangTidyError> Plain(Result.Diagnostics.begin(), Result.Diagnostics.end());
    exportReplacements(Input.Files.empty() ? "" : Input.Files.front(), Plain, Out);
    return Error::success();
  }

  Error fix() const {
    const FixPlan Plan = planFixes(Result);
    for (const FoundDiagnostic *E : Plan.Refused)
      printWarning("not fixed, since another fix changes the same text: " + E->Message.FilePath +
                   ": " + E->Message.Message + " [" + E->DiagnosticName + "]; run again");
    if (Given.DryRun)
      return printFixes(Plan, Given.Root, outs());
    if (Error E = applyFixes(Plan))
      return E;
    if (!Given.Quiet)
      errs() << "valuetask-check: applied "
             << (Plan.Taken == 1 ? "1 fix" : std::to_string(Plan.Taken) + " fixes") << " in "
             << counted(Plan.ByFile.size(), "file") << "\n";
    return Error::success();
  }

  const Settings &Given;
  std::string ResourceDir;
  std::chrono::steady_clock::time_point Started = std::chrono::steady_clock::now();
  const FileSystem Disk = makeIntrusiveRefCnt<vfs::OverlayFileSystem>(vfs::getRealFileSystem());
  Inputs Input;
  std::unique_ptr<clang::tooling::CompilationDatabase> Database;
  std::optional<Baseline> Known;
  std::optional<Changes> Changed;
  std::vector<std::string> Brought; ///< files to analyse for the sake of headers
  RunResult Result;
};

/// Of the flags after '--', which are a compiler's, without those that GCC knows alone.
std::vector<std::string> withoutGccOnlyFlags(std::vector<std::string> Arguments) {
  const auto End = find(Arguments, "--");
  if (End == Arguments.end())
    return Arguments;
  const std::vector<std::string> Flags =
      withoutGccOnly({End, Arguments.end()}); // '--' is its program
  Arguments.erase(End, Arguments.end());
  append_range(Arguments, Flags);
  return Arguments;
}

} // namespace

int main(int argc, const char **argv) {
  const InitLLVM Init(argc, argv);
  // Inline assembly is checked against the target's assembler.
  InitializeAllTargetInfos();
  InitializeAllTargetMCs();
  InitializeAllAsmParsers();

  std::string Problem;
  const std::vector<std::string> Words = withoutGccOnlyFlags({argv, argv + argc});
  const auto Arguments =
      to_vector<64>(map_range(Words, [](const std::string &Word) { return Word.c_str(); }));
  int Count = static_cast<int>(Arguments.size());
  // Takes '--' and what follows it off the arguments.
  std::unique_ptr<clang::tooling::CompilationDatabase> Fixed =
      clang::tooling::FixedCompilationDatabase::loadFromCommandLine(Count, Arguments.data(),
                                                                    Problem);
  if (!Problem.empty())
    return wrongUsage(StringRef(Problem).rtrim());
  Expected<Settings> Given = parseSettings(Count, Arguments.data());
  if (!Given)
    return wrongUsage(Given.takeError());
  switch (Given->What) {
  case Task::Help:
    printHelp(outs());
    return NothingFound;
  case Task::Version:
    outs() << "valuetask-check " << VALUETASK_VERSION << " (LLVM " << CLANG_VERSION_STRING << ")\n";
    return NothingFound;
  case Task::ListRules:
    return listRules();
  case Task::Explain:
    return explain(Given->RuleToExplain);
  case Task::Merge:
    return merge(*Given);
  case Task::Doctor:
  case Task::SelfTest:
  case Task::Analyse:
    break;
  }
  const std::string ResourceDir = findResourceDir();
  if (Given->What == Task::Doctor)
    return runDoctor(*Given, ResourceDir, std::move(Fixed)) ? NothingFound : WrongUsage;
  if (ResourceDir.empty())
    return wrongUsage(
        "clang's own headers (stddef.h and others) were not found; install libclang-common-" +
        Twine(CLANG_VERSION_MAJOR) + "-dev");
  if (Given->What == Task::SelfTest)
    return runSelfTest(ResourceDir) ? NothingFound : NotAnalysed;
  return Run(*Given, ResourceDir)(std::move(Fixed));
}
