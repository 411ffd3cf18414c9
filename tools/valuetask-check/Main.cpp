//===--- Main.cpp - the standalone checker --------------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Doctor.h"
#include "Run.h"
#include "SelfTest.h"
#include "Settings.h"
#include "findings/Finding.h"
#include "input/Commands.h"
#include "input/Paths.h"
#include "input/ResourceDir.h"
#include "merge/Baseline.h"
#include "merge/Merge.h"
#include "reports/RulePages.h"
#include "reports/Summary.h"
#include "clang/Basic/Version.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/TargetSelect.h"
#include <chrono>

using namespace valuetask;

namespace {

int listRules() {
  size_t Widest = 0;
  for (const RuleInfo &Rule : allRules())
    Widest = std::max(Widest, Rule.Name.size());
  for (const RuleInfo &Rule : allRules())
    llvm::outs() << llvm::left_justify(Rule.Name, Widest + 2) << "reports " << Rule.Summary << "\n";
  return NothingFound;
}

int explain(llvm::StringRef Rule) {
  if (std::optional<llvm::StringRef> Page = rulePage(Rule)) {
    llvm::outs() << *Page;
    return NothingFound;
  }
  const llvm::StringRef Nearest = nearestRule(Rule);
  return wrongUsage("there is no rule '" + Rule + "'" +
                    (Nearest.empty() ? "" : "; did you mean '" + Nearest + "'?") +
                    " --list-rules shows the rules");
}

/// The reports have no profiles in them. Only a page shows any, and nothing else here reads
/// configuration files.
llvm::Expected<ProfilesInUse> profilesOfMerge(const Settings &Given,
                                              std::vector<std::string> Files) {
  if (llvm::none_of(Given.Outputs, [](const Output &Each) { return Each.As == Format::Html; }))
    return ProfilesInUse();
  if (llvm::Error E = validateConfigFiles(Files))
    return E;
  auto Provider = makeOptionsProvider(Given.Rules);
  if (!Provider)
    return Provider.takeError();
  if (Files.empty())
    Files.push_back(absolutePath("none.cpp", Given.Root)); // what the command line says still holds
  return profilesInUse(**Provider, Files);
}

/// Joins what several machines, or the actions of a build, reported.
int merge(const Settings &Given) {
  const auto Started = std::chrono::steady_clock::now();
  llvm::Expected<MergedReports> All = mergeReports(Given.Paths, Given.Root, Given.ClosedWorld);
  if (!All)
    return wrongUsage(All.takeError());
  RunResult &Result = All->Result;
  llvm::Expected<ProfilesInUse> Profiles = profilesOfMerge(Given, All->Input.Files);
  if (!Profiles)
    return wrongUsage(Profiles.takeError());
  std::optional<Baseline> Known;
  if (llvm::Error E = loadBaseline(Given.Baseline, Known))
    return wrongUsage(std::move(E));
  if (llvm::Error E = useBaselines(Given, Known, Result, [&](llvm::StringRef File) {
        return isAnalysed(File, All->Input, Result, Given.Root);
      }))
    return wrongUsage(std::move(E));
  int Code = Result.Findings && Given.WriteBaseline.empty() ? FoundSomething : NothingFound;
  if (!Result.Failed.empty() || llvm::any_of(Result.Diagnostics, isCompilerError))
    Code = NotAnalysed;
  const std::chrono::duration<double> Taken = std::chrono::steady_clock::now() - Started;
  const Report What{Result,
                    All->Input,
                    All->Files,
                    Given.Root,
                    Code,
                    Taken.count(),
                    /*Colours=*/false,
                    /*IsPart=*/false,
                    &*Profiles};
  if (llvm::Error E = writeFacts(Result.Whole, Given.FactsOutput))
    return wrongUsage(std::move(E));
  if (llvm::Error E = writeAll(What, Given.Outputs, std::nullopt))
    return wrongUsage(std::move(E));
  printUnusable(Result.Failed);
  if (!Given.Quiet)
    printSummary(What);
  return Code;
}

/// Of the flags after '--', which are a compiler's, without those that GCC knows alone.
std::vector<std::string> withoutGccOnlyFlags(std::vector<std::string> Arguments) {
  const auto End = llvm::find(Arguments, "--");
  if (End == Arguments.end())
    return Arguments;
  const std::vector<std::string> Flags =
      withoutGccOnly({End, Arguments.end()}); // '--' is its program
  Arguments.erase(End, Arguments.end());
  llvm::append_range(Arguments, Flags);
  return Arguments;
}

} // namespace

int main(int argc, const char **argv) {
  const llvm::InitLLVM Init(argc, argv);
  // Inline assembly is checked against the target's assembler.
  llvm::InitializeAllTargetInfos();
  llvm::InitializeAllTargetMCs();
  llvm::InitializeAllAsmParsers();

  std::string Problem;
  const std::vector<std::string> Words = withoutGccOnlyFlags({argv, argv + argc});
  const auto Arguments = llvm::to_vector<64>(
      llvm::map_range(Words, [](const std::string &Word) { return Word.c_str(); }));
  int Count = static_cast<int>(Arguments.size());
  // Takes '--' and what follows it off the arguments.
  std::unique_ptr<clang::tooling::CompilationDatabase> Fixed =
      clang::tooling::FixedCompilationDatabase::loadFromCommandLine(Count, Arguments.data(),
                                                                    Problem);
  if (!Problem.empty())
    return wrongUsage(llvm::StringRef(Problem).rtrim());
  llvm::Expected<Settings> Given = parseSettings(Count, Arguments.data());
  if (!Given)
    return wrongUsage(Given.takeError());
  switch (Given->What) {
  case Task::Help:
    printHelp(llvm::outs());
    return NothingFound;
  case Task::Version:
    llvm::outs() << "valuetask-check " << VALUETASK_VERSION << " (LLVM " << CLANG_VERSION_STRING
                 << ")\n";
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
        llvm::Twine(CLANG_VERSION_MAJOR) + "-dev");
  if (Given->What == Task::SelfTest)
    return runSelfTest(ResourceDir) ? NothingFound : NotAnalysed;
  return runAnalysis(*Given, ResourceDir, std::move(Fixed));
}
