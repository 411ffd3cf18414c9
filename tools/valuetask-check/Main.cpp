//===--- Main.cpp - the standalone checker --------------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Describe.h"
#include "Doctor.h"
#include "Run.h"
#include "SelfTest.h"
#include "findings/Rules.h"
#include "input/Commands.h"
#include "input/ResourceDir.h"
#include "lsp/Server.h"
#include "merge/MergeRun.h"
#include "merge/RunEnd.h"
#include "output/StandardStreams.h"
#include "reports/PlainText.h"
#include "reports/RulePages.h"
#include "settings/Completion.h"
#include "settings/Help.h"
#include "settings/Settings.h"
#include "clang/Basic/Version.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Support/WithColor.h"
#include <optional>

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
    llvm::outs() << plainText(*Page) << "\n" << urlOfPage(Rule) << "\n";
    return NothingFound;
  }
  const std::string Question = didYouMeanRule(Rule);
  return wrongUsage("there is no rule '" + Rule + "'; " + Question + (Question.empty() ? "" : " ") +
                    "--list-rules shows the rules");
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

/// What clang says of the flags after '--', each line without a word that wrongUsage() says, too.
std::string onFlags(llvm::StringRef Problem) {
  std::string Text;
  llvm::SmallVector<llvm::StringRef> Lines;
  Problem.split(Lines, '\n', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  for (llvm::StringRef Line : Lines) {
    Line.consume_front("error: ");
    Text += (Text.empty() ? "" : "; ") + Line.str();
  }
  return Text + "; options of valuetask-check are written before '--'";
}

/// Of messages, whatever stderr is.
void useColours(bool Wanted) {
  llvm::errs().enable_colors(Wanted);
  llvm::WithColor::setAutoDetectFunction(Wanted ? [](const llvm::raw_ostream &) { return true; }
                                                : [](const llvm::raw_ostream &) { return false; });
}

/// What needs no compiler. \returns the exit code; nothing for the other tasks
std::optional<int> doWithoutCompiler(const Settings &Asked) {
  switch (Asked.What) {
  case Task::Help:
    printHelp(llvm::outs());
    return NothingFound;
  case Task::Version:
    llvm::outs() << "valuetask-check " << VALUETASK_VERSION << " (LLVM " << CLANG_VERSION_STRING
                 << ")\n";
    return NothingFound;
  case Task::ListRules:
    return listRules();
  case Task::Completion:
    if (llvm::Error E = printCompletion(Asked.Paths, llvm::outs()))
      return wrongUsage(std::move(E));
    return NothingFound;
  case Task::Explain:
    return explain(Asked.RuleToExplain);
  case Task::Merge:
    return runMerge(Asked);
  case Task::Describe:
  case Task::Doctor:
  case Task::Lsp:
  case Task::SelfTest:
  case Task::Analyse:
    break;
  }
  return std::nullopt;
}

int run(int argc, const char **argv) {
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
    return wrongUsage(onFlags(Problem));
  llvm::Expected<Settings> Asked = parseSettings(Count, Arguments.data());
  if (!Asked)
    return wrongUsage(Asked.takeError());
  if (Asked->Colours)
    useColours(*Asked->Colours);
  if (const std::optional<int> Code = doWithoutCompiler(*Asked))
    return *Code;
  const std::string ResourceDir = findResourceDir();
  if (Asked->What == Task::Doctor)
    return runDoctor(*Asked, ResourceDir, std::move(Fixed)) ? NothingFound : WrongUsage;
  if (ResourceDir.empty())
    return wrongUsage(
        "clang's own headers (stddef.h and others) were not found; install libclang-common-" +
        llvm::Twine(CLANG_VERSION_MAJOR) + "-dev");
  if (Asked->What == Task::Describe)
    return runDescribe(*Asked, ResourceDir, std::move(Fixed));
  if (Asked->What == Task::SelfTest)
    return runSelfTest(ResourceDir) ? NothingFound : NotAnalysed;
  if (Asked->What == Task::Lsp)
    return runServer(*Asked, std::move(Fixed),
                     [&](const Settings &OfFile, KnownDatabases &Databases,
                         const std::vector<std::string> &NearHeader) {
                       return analyseFiles(OfFile, ResourceDir, Databases, NearHeader);
                     });
  return runAnalysis(*Asked, ResourceDir, std::move(Fixed));
}

} // namespace

int main(int argc, const char **argv) {
  const std::vector<int> Ignored = ignoredSignals();
  const llvm::InitLLVM Init(argc, argv, /*InstallPipeSignalExitHandler=*/false);
  prepareStandardStreams(Ignored);
  const int Code = run(argc, argv);
  return flushStandardStreams() ? Code : WrongUsage;
}
