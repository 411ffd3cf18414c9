//===--- Main.cpp - the standalone checker --------------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis.h"
#include "Configuration.h"
#include "Finding.h"
#include "Inputs.h"
#include "ResourceDir.h"
#include "RulePages.h"
#include "SelfTest.h"
#include "clang-tidy/ClangTidy.h"
#include "clang/Basic/Version.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/Regex.h"
#include "llvm/Support/StringSaver.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Support/Threading.h"
#include "llvm/Support/WithColor.h"

using namespace llvm;
using namespace llvm::opt; // the generated tables use its names unqualified
using namespace clang::tidy;
using namespace valuetask;

namespace {

/// The exit codes of the interface.
enum ExitCode { NothingFound = 0, FoundSomething = 1, WrongUsage = 2, NotAnalysed = 3 };

enum OptionId {
  OPT_INVALID = 0,
#define OPTION(...) LLVM_MAKE_OPT_ID(__VA_ARGS__),
#include "Options.inc"
#undef OPTION
};

#define PREFIX(NAME, VALUE)                                                                        \
  constexpr StringLiteral NAME##_init[] = VALUE;                                                   \
  constexpr ArrayRef<StringLiteral> NAME(NAME##_init, std::size(NAME##_init) - 1);
#include "Options.inc"
#undef PREFIX

constexpr opt::OptTable::Info OptionTable[] = {
#define OPTION(...) LLVM_CONSTRUCT_OPT_INFO(__VA_ARGS__),
#include "Options.inc"
#undef OPTION
};

class CommandLine : public opt::GenericOptTable {
public:
  CommandLine() : GenericOptTable(OptionTable) {}
};

constexpr StringLiteral Title =
    "finds misuses of coroutine types that may be consumed only once\n\n"
    "Analyses the given files with the flags of a compile database, or with those after '--'; "
    "without\n"
    "files, all that the database has.";

constexpr StringLiteral ExitCodes = "\nExit codes: 0 nothing found, 1 findings, 2 wrong usage or "
                                    "configuration, 3 some file could not be\n"
                                    "analysed.\n";

int wrongUsage(const Twine &Message) {
  WithColor::error(errs(), "valuetask-check") << Message << "\n";
  return WrongUsage;
}

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

std::optional<std::string> given(const opt::InputArgList &Arguments, OptionId Id) {
  if (const opt::Arg *Last = Arguments.getLastArg(Id))
    return Last->getValue();
  return std::nullopt;
}

/// A number that an option was given, or what holds without it.
Expected<unsigned> numberGiven(const opt::InputArgList &Arguments, OptionId Id,
                               unsigned Otherwise) {
  const opt::Arg *Last = Arguments.getLastArg(Id);
  unsigned Number = Otherwise;
  if (Last && StringRef(Last->getValue()).getAsInteger(10, Number))
    return createStringError("'" + Twine(Last->getValue()) + "' is no number for " +
                             Last->getSpelling().rtrim('='));
  return Number;
}

Expected<WorkLimits> limitsGiven(const opt::InputArgList &Arguments) {
  Expected<unsigned> Jobs =
      numberGiven(Arguments, OPT_jobs, llvm::hardware_concurrency().compute_thread_count());
  if (!Jobs)
    return Jobs.takeError();
  if (*Jobs == 0)
    return createStringError("-j 0 would do nothing; without -j, all processors are used");
  Expected<unsigned> Timeout = numberGiven(Arguments, OPT_timeout, 0);
  if (!Timeout)
    return Timeout.takeError();
  return WorkLimits{*Jobs, *Timeout};
}

std::string counted(unsigned Count, StringRef Noun) {
  return (Twine(Count) + " " + Noun + (Count == 1 ? "" : "s")).str();
}

void printUnusable(const std::vector<Unusable> &Files) {
  for (const Unusable &Each : Files)
    WithColor::error(errs(), "valuetask-check") << "'" << Each.File << "' " << Each.Reason << "\n";
}

void printSummary(const RunResult &Result, const Inputs &Input) {
  errs() << "valuetask-check: " << counted(Result.Findings, "finding") << " in "
         << counted(Input.Files.size(), "file");
  if (const size_t Failed = Result.Failed.size() + Input.Unusables.size())
    errs() << "; not or not fully analysed: " << counted(Failed, "file");
  if (Result.HiddenByNolint)
    errs() << "; hidden by NOLINT comments: " << Result.HiddenByNolint;
  if (Result.HiddenByHeaderFilter)
    errs() << "; hidden by the header filter: " << Result.HiddenByHeaderFilter;
  errs() << "\n";
}

void printStatistics(const Statistics &Counted) {
  errs() << "functions seen:       " << Counted.FunctionsSeen << "\n"
         << "functions analysed:   " << Counted.FunctionsAnalysed << "\n"
         << "candidates:           " << Counted.Candidates << "\n"
         << "candidates refuted:   " << Counted.Refuted << "\n"
         << "paths refuted by Z3:  " << Counted.PathsRefutedBySolver << "\n"
         << "candidates dropped:   " << Counted.Dropped << "\n";
  for (const std::string &Function : Counted.DroppedIn)
    errs() << "  dropped in:         " << Function << "\n";
  const std::pair<StringRef, double> Steps[] = {{"collecting code:    ", Counted.CollectMs},
                                                {"events and graphs:  ", Counted.EventsMs},
                                                {"candidates:         ", Counted.CandidatesMs},
                                                {"refutation:         ", Counted.RefutationMs}};
  for (const auto &[Step, Milliseconds] : Steps)
    errs() << "ms for " << Step << format("%.1f", Milliseconds) << "\n";
}

/// Prints and writes what was found, and says how it ended.
int report(const RunResult &Result, const Inputs &Input, const opt::InputArgList &Arguments,
           ClangTidyContext &Context, const FileSystem &Disk) {
  unsigned WarningsAsErrors = 0;
  handleErrors(Result.Diagnostics, Context, FB_NoFix, WarningsAsErrors, Disk);
  outs().flush();
  printUnusable(Result.Failed);
  if (const opt::Arg *Fixes = Arguments.getLastArg(OPT_export_fixes)) {
    std::error_code Problem;
    raw_fd_ostream File(Fixes->getValue(), Problem, sys::fs::OF_Text);
    if (Problem)
      return wrongUsage(Twine("can't write '") + Fixes->getValue() + "': " + Problem.message());
    exportReplacements(Input.Files.empty() ? "" : Input.Files.front(), Result.Diagnostics, File);
  }
  if (Arguments.hasArg(OPT_stats))
    printStatistics(Result.Counted);
  if (!Arguments.hasArg(OPT_quiet))
    printSummary(Result, Input);
  if (!Result.Failed.empty() || !Input.Unusables.empty())
    return NotAnalysed;
  return Result.Findings ? FoundSomething : NothingFound;
}

int run(const opt::InputArgList &Arguments,
        std::unique_ptr<clang::tooling::CompilationDatabase> Fixed) {
  const std::string ResourceDir = findResourceDir();
  if (ResourceDir.empty())
    return wrongUsage(
        "clang's own headers (stddef.h and others) were not found; install libclang-common-" +
        Twine(CLANG_VERSION_MAJOR) + "-dev");
  if (Arguments.hasArg(OPT_self_test))
    return runSelfTest(ResourceDir) ? NothingFound : NotAnalysed;

  const Configuration Given = {given(Arguments, OPT_checks), given(Arguments, OPT_config_file),
                               given(Arguments, OPT_header_filter),
                               given(Arguments, OPT_single_await_types)};
  if (Given.Checks)
    if (Error E = validateChecks(*Given.Checks))
      return wrongUsage(toString(std::move(E)));
  std::string Problem;
  if (Given.HeaderFilter && !Regex(*Given.HeaderFilter).isValid(Problem))
    return wrongUsage("--header-filter is no regular expression: " + Problem);
  Expected<WorkLimits> Limits = limitsGiven(Arguments);
  if (!Limits)
    return wrongUsage(toString(Limits.takeError()));
  Expected<Inputs> Input =
      collectInputs(Arguments.getAllArgValues(OPT_INPUT), Arguments.getLastArgValue(OPT_build_dir),
                    std::move(Fixed));
  if (!Input)
    return wrongUsage(toString(Input.takeError()));
  if (!Given.ConfigFile)
    if (Error E = validateConfigFiles(Input->Files))
      return wrongUsage(toString(std::move(E)));
  Expected<std::unique_ptr<ClangTidyOptionsProvider>> Provider = makeOptionsProvider(Given);
  if (!Provider)
    return wrongUsage(toString(Provider.takeError()));

  printUnusable(Input->Unusables);

  const FileSystem Disk = makeIntrusiveRefCnt<vfs::OverlayFileSystem>(vfs::getRealFileSystem());
  // (A configuration file that was read before is read again; it was just seen to be sound.)
  auto MakeContext = [&] {
    return std::make_unique<ClangTidyContext>(cantFail(makeOptionsProvider(Given)));
  };
  const auto Database = adjustCommands(std::move(Input->Database), ResourceDir);
  Expected<RunResult> Result = analyse(MakeContext, *Database, Input->Files, Disk, *Limits);
  if (!Result) {
    WithColor::error(errs(), "valuetask-check") << toString(Result.takeError()) << "\n";
    return NotAnalysed;
  }
  ClangTidyContext Context(std::move(*Provider));
  return report(*Result, *Input, Arguments, Context, Disk);
}

} // namespace

int main(int argc, const char **argv) {
  const InitLLVM Init(argc, argv);
  // Inline assembly is checked against the target's assembler.
  InitializeAllTargetInfos();
  InitializeAllTargetMCs();
  InitializeAllAsmParsers();

  std::string Problem;
  // Takes '--' and what follows it off the arguments.
  std::unique_ptr<clang::tooling::CompilationDatabase> Fixed =
      clang::tooling::FixedCompilationDatabase::loadFromCommandLine(argc, argv, Problem);
  if (!Problem.empty())
    return wrongUsage(StringRef(Problem).rtrim());

  const CommandLine Table;
  BumpPtrAllocator Allocator;
  StringSaver Saver(Allocator);
  std::string Mistakes;
  const opt::InputArgList Arguments =
      Table.parseArgs(argc, const_cast<char **>(argv), OPT_UNKNOWN, Saver, [&](StringRef Message) {
        Mistakes += (Mistakes.empty() ? "" : "; ") + Message.str();
      });
  if (!Mistakes.empty())
    return wrongUsage(Mistakes + "; --help shows the options");
  if (Arguments.hasArg(OPT_help)) {
    Table.printHelp(outs(), "valuetask-check [options] [files or folders...] [-- compiler flags]",
                    Title.str().c_str());
    outs() << ExitCodes;
    return NothingFound;
  }
  if (Arguments.hasArg(OPT_version)) {
    outs() << "valuetask-check " << VALUETASK_VERSION << " (LLVM " << CLANG_VERSION_STRING << ")\n";
    return NothingFound;
  }
  if (Arguments.hasArg(OPT_list_rules))
    return listRules();
  if (const opt::Arg *Rule = Arguments.getLastArg(OPT_explain))
    return explain(Rule->getValue());
  return run(Arguments, std::move(Fixed));
}
