//===--- Settings.cpp - what the command line asks for -----------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "settings/Settings.h"
#include "UpwardSearch.h"
#include "ValueTaskModule.h"
#include "analysis/ResultCache.h"
#include "input/Paths.h"
#include "settings/CommandLine.h"
#include "text/Spelling.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Regex.h"
#include "llvm/Support/StringSaver.h"
#include "llvm/Support/Threading.h"

namespace valuetask {

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace {

std::optional<std::string> given(const llvm::opt::InputArgList &Arguments, OptionId Id) {
  if (const llvm::opt::Arg *Last = Arguments.getLastArg(Id))
    return Last->getValue();
  return std::nullopt;
}

/// A number that an option was given, or what holds without it.
llvm::Expected<unsigned> numberGiven(const llvm::opt::InputArgList &Arguments, OptionId Id,
                                     unsigned Otherwise) {
  const llvm::opt::Arg *Last = Arguments.getLastArg(Id);
  unsigned Number = Otherwise;
  if (Last && llvm::StringRef(Last->getValue()).getAsInteger(10, Number))
    return llvm::createStringError("'" + llvm::Twine(Last->getValue()) +
                                   "' is not a valid number for " + Last->getSpelling().rtrim('='));
  return Number;
}

llvm::Error readLimits(const llvm::opt::InputArgList &Arguments, Settings &Result) {
  llvm::Expected<unsigned> Jobs =
      numberGiven(Arguments, OPT_jobs, llvm::hardware_concurrency().compute_thread_count());
  if (!Jobs)
    return Jobs.takeError();
  if (*Jobs == 0)
    return llvm::createStringError("-j 0 would do nothing; without -j, all processors are used");
  llvm::Expected<unsigned> Timeout = numberGiven(Arguments, OPT_timeout, 0);
  if (!Timeout)
    return Timeout.takeError();
  if (*Timeout == 0 && Arguments.hasArg(OPT_timeout))
    return llvm::createStringError(
        "--timeout 0 would give up every file; without --timeout, none is given up");
  Result.Limits = {*Jobs, *Timeout};
  const std::string Shard = Arguments.getLastArgValue(OPT_shard, "1/1").str();
  const auto [Which, Of] = llvm::StringRef(Shard).split('/');
  if (Which.getAsInteger(10, Result.Shard) || Of.getAsInteger(10, Result.Shards) ||
      Result.Shard < 1 || Result.Shard > Result.Shards)
    return llvm::createStringError("'" + Shard +
                                   "' is not a valid shard; the second of three is --shard=2/3");
  return llvm::Error::success();
}

llvm::Error readCache(const llvm::opt::InputArgList &Arguments, Settings &Result) {
  llvm::Expected<unsigned> Megabytes = numberGiven(Arguments, OPT_cache_size, 1000);
  if (!Megabytes)
    return Megabytes.takeError();
  if (*Megabytes == 0)
    return llvm::createStringError(
        "--cache-size 0 would keep nothing; --no-cache does without a cache");
  Result.CacheBytes = uint64_t(*Megabytes) * 1000 * 1000;
  // The result of a unit is kept by the build system; there may be nothing else that can be
  // written.
  if (Arguments.hasArg(OPT_no_cache) ||
      (Arguments.hasArg(OPT_unit_output) && !Arguments.hasArg(OPT_cache_dir)))
    return llvm::Error::success();
  // Absolute: a unit is analysed in the folder that its command names.
  llvm::SmallString<256> Folder(
      given(Arguments, OPT_cache_dir).value_or(ResultCache::defaultFolder()));
  if (!Folder.empty() && fs::make_absolute(Folder))
    return llvm::createStringError("--cache-dir is below the current folder, which doesn't exist");
  Result.CacheDir = Folder.str().str();
  return llvm::Error::success();
}

/// '--format F --output O' belong together; a format alone goes to stdout, a file alone gets text.
llvm::Error readOutputs(const llvm::opt::InputArgList &Arguments, Settings &Result) {
  constexpr llvm::StringLiteral Stdout = "-";
  bool Waiting = false; // for the output of the last format
  for (const llvm::opt::Arg *A : Arguments.filtered(OPT_format, OPT_output)) {
    if (A->getOption().matches(OPT_format)) {
      const std::optional<Format> As = formatNamed(A->getValue());
      if (!As)
        return llvm::createStringError("there is no format '" + llvm::Twine(A->getValue()) +
                                       "'; formats are " + listOfFormats("and"));
      Result.Outputs.push_back({*As, Stdout.str()});
      Waiting = true;
    } else if (std::exchange(Waiting, false)) {
      Result.Outputs.back().File = A->getValue();
    } else {
      Result.Outputs.push_back({Format::Text, A->getValue()});
    }
  }
  if (const std::optional<std::string> File = given(Arguments, OPT_unit_output)) {
    Result.UnitOutput = *File;
    Result.Outputs.push_back({Format::Json, *File});
    Result.Quiet = true;
  }
  const std::optional<std::string> Page = given(Arguments, OPT_report);
  if (Result.Outputs.empty() && Page != Stdout)
    Result.Outputs.push_back({Format::Text, Stdout.str()});
  if (Page)
    Result.Outputs.push_back({Format::Html, *Page});
  if (llvm::count_if(Result.Outputs, [&](const Output &O) { return O.File == Stdout; }) > 1)
    return llvm::createStringError(
        "two reports would go to stdout; give one of them --output after its "
        "--format");
  return llvm::Error::success();
}

/// A command is the first of what isn't an option. (A file of that name is './merge'.)
///
/// \returns an error for what is no file, and is spelled like a command
llvm::Expected<Task> takeCommand(std::vector<std::string> &Paths) {
  if (Paths.empty())
    return Task::Analyse;
  const std::string &First = Paths.front();
  const Task Command = llvm::StringSwitch<Task>(First)
                           .Case("merge", Task::Merge)
                           .Case("doctor", Task::Doctor)
                           .Case("describe", Task::Describe)
                           .Case("lsp", Task::Lsp)
                           .Case("completion", Task::Completion)
                           .Default(Task::Analyse);
  if (Command != Task::Analyse) {
    Paths.erase(Paths.begin());
  } else if (llvm::StringRef(First).find_first_of("./") == llvm::StringRef::npos &&
             !exists(First)) {
    const std::string Meant = didYouMean(
        First, {"merge", "doctor", "describe", "lsp", "completion"}, {.Kind = "the command "});
    if (!Meant.empty())
      return llvm::createStringError("there is no file '" + First + "'; " + Meant);
  }
  return Command;
}

llvm::Error readPaths(const llvm::opt::InputArgList &Arguments, Settings &Result) {
  Result.Paths = Arguments.getAllArgValues(OPT_INPUT);
  if (Result.What == Task::Analyse) {
    llvm::Expected<Task> Command = takeCommand(Result.Paths);
    if (!Command)
      return Command.takeError();
    Result.What = *Command;
  }
  Result.BuildDir = Arguments.getLastArgValue(OPT_build_dir);
  Result.Exclude = Arguments.getAllArgValues(OPT_exclude);
  std::string Problem;
  for (const std::string &Pattern : Result.Exclude)
    if (!llvm::Regex(Pattern).isValid(Problem))
      return llvm::createStringError("--exclude is not a valid regular expression: " + Problem);
  if (Result.Rules.HeaderFilter && !llvm::Regex(*Result.Rules.HeaderFilter).isValid(Problem))
    return llvm::createStringError("--header-filter is not a valid regular expression: " + Problem);
  if (const std::optional<std::string> Root = given(Arguments, OPT_project_root)) {
    llvm::SmallString<256> Absolute(*Root);
    if (fs::make_absolute(Absolute) || !fs::is_directory(Absolute))
      return llvm::createStringError("--project-root: '" + *Root + "' is not a folder");
    path::remove_dots(Absolute, /*remove_dot_dot=*/true);
    Result.Root = Absolute.str().str();
  } else {
    Result.Root = projectRoot();
  }
  return llvm::Error::success();
}

/// Absolute: a unit is analysed in the folder that its command names.
llvm::Error readProfiles(const llvm::opt::InputArgList &Arguments, Settings &Result) {
  for (const std::string &File : Arguments.getAllArgValues(OPT_profile)) {
    llvm::SmallString<256> Path(File);
    if (llvm::StringRef(File).contains(';'))
      return llvm::createStringError("--profile: the name '" + File +
                                     "' has a ';' in it, which separates names; rename the file");
    if (fs::make_absolute(Path))
      return llvm::createStringError("--profile is below the current folder, which doesn't exist");
    Result.Rules.Profiles.push_back(Path.str().str());
  }
  for (const std::string &Map : Arguments.getAllArgValues(OPT_profile_prefix_map)) {
    if (!llvm::StringRef(Map).contains('=') || llvm::StringRef(Map).contains(';'))
      return llvm::createStringError(
          "'" + Map + "' is not a valid prefix map; write --profile-prefix-map=OLD=NEW");
    Result.Rules.ProfilePrefixMap.push_back(Map);
  }
  return llvm::Error::success();
}

/// Files of dialects become absolute, as profiles do.
llvm::Error readDialects(const llvm::opt::InputArgList &Arguments, Settings &Result) {
  const std::optional<std::string> Given = given(Arguments, OPT_dialects);
  if (!Given)
    return llvm::Error::success();
  std::vector<std::string> Elements = splitNames(*Given);
  for (std::string &Element : Elements) {
    llvm::SmallString<256> Path(Element);
    if (!isDialectFile(Element))
      continue;
    if (fs::make_absolute(Path))
      return llvm::createStringError("there is no current folder, for --dialects to be below");
    Element = Path.str().str();
  }
  Result.Rules.Dialects = llvm::join(Elements, ";");
  return llvm::Error::success();
}

/// What builds and reads the result of one unit.
llvm::Error readUnitOutput(const llvm::opt::InputArgList &Arguments, Settings &Result) {
  Result.DepFile = Arguments.getLastArgValue(OPT_depfile);
  if (!Result.DepFile.empty() && Result.DepFile == Result.UnitOutput)
    return llvm::createStringError("--depfile and --unit-output must be two different files");
  if (Result.UnitOutput.empty())
    return Result.DepFile.empty()
               ? llvm::Error::success()
               : llvm::createStringError("--depfile needs --unit-output: it lists what that "
                                         "file was made from");
  for (const OptionId Id :
       {OPT_shard, OPT_baseline, OPT_write_baseline, OPT_since, OPT_fix, OPT_stats,
        OPT_export_fixes, OPT_warn_unused_suppressions, OPT_facts_output, OPT_report})
    if (const llvm::opt::Arg *A = Arguments.getLastArg(Id))
      return llvm::createStringError(A->getSpelling().rtrim('=') +
                                     " can't be used with --unit-output, which is for one file of "
                                     "many");
  if (Arguments.getAllArgValues(OPT_INPUT).size() != 1)
    return llvm::createStringError("--unit-output is for one file; name that file, and no other");
  return llvm::Error::success();
}

llvm::Error readBaseline(const llvm::opt::InputArgList &Arguments, Settings &Result) {
  Result.Baseline = Arguments.getLastArgValue(OPT_baseline);
  Result.WriteBaseline = Arguments.getLastArgValue(OPT_write_baseline);
  Result.PruneBaseline = Arguments.hasArg(OPT_prune_baseline);
  Result.Since = Arguments.getLastArgValue(OPT_since);
  if (Result.PruneBaseline && Result.Baseline.empty())
    return llvm::createStringError(
        "--prune-baseline needs --baseline, the file to remove entries from");
  if (!Result.Since.empty() && (Result.PruneBaseline || !Result.WriteBaseline.empty()))
    return llvm::createStringError(
        "--since reports only some of the findings, and a baseline needs all of them");
  if (Result.UnusedSuppressions && (!Result.Since.empty() || Result.Shards > 1))
    return llvm::createStringError(
        "--warn-unused-suppressions needs all findings; leave out --since and --shard");
  if (Result.UnusedSuppressions && Result.What == Task::Analyse && !Result.Paths.empty())
    return llvm::createStringError(
        "--warn-unused-suppressions needs the whole compile database, because "
        "a comment may be there for another file; name no files");
  const llvm::StringRef Includers = Arguments.getLastArgValue(OPT_since_headers, "one");
  if (Includers != "one" && Includers != "all")
    return llvm::createStringError("'" + Includers +
                                   "' is not a valid value for --since-headers; write one or all");
  Result.AllIncluders = Includers == "all";
  return llvm::Error::success();
}

/// The options of an analysis mean nothing to 'merge'.
llvm::Error checkMerge(const llvm::opt::InputArgList &Arguments, Settings &Result) {
  if (Result.What != Task::Merge)
    return llvm::Error::success();
  if (Result.Paths.empty())
    return llvm::createStringError(
        "merge needs reports that were written with --format=json or sarif");
  constexpr OptionId Taken[] = {
      OPT_INPUT,          OPT_format,         OPT_output, OPT_project_root, OPT_baseline,
      OPT_write_baseline, OPT_prune_baseline, OPT_quiet,  OPT_closed_world, OPT_facts_output,
      OPT_report,         OPT_build_dir,      OPT_color};
  const bool MakesPage =
      llvm::any_of(Result.Outputs, [](const Output &Target) { return Target.As == Format::Html; });
  // What is taken only where another option gives it a use.
  struct {
    OptionId Id;
    bool IsOfUse;
    llvm::StringRef With;
  } const Conditional[] = {{OPT_profile, MakesPage, "--report"},
                           {OPT_profile_prefix_map, MakesPage, "--report"},
                           {OPT_exclude, !Result.BuildDir.empty(), "-p"}};
  for (const llvm::opt::Arg *A : Arguments) {
    const unsigned Id = A->getOption().getUnaliasedOption().getID();
    const auto *Row = llvm::find_if(Conditional, [&](const auto &Some) { return Some.Id == Id; });
    const bool IsConditional = Row != std::end(Conditional);
    if (IsConditional ? !Row->IsOfUse : !llvm::is_contained(Taken, Id))
      return llvm::createStringError(
          A->getSpelling().rtrim('=') + " is for an analysis; merge " +
          (IsConditional ? "takes it only with " + Row->With : llvm::Twine("doesn't take it")));
  }
  return llvm::Error::success();
}

/// A language server reports to its editor, and changes no file.
llvm::Error checkServer(const llvm::opt::InputArgList &Arguments, Settings &Result) {
  if (Result.What != Task::Lsp)
    return llvm::Error::success();
  if (!Result.Paths.empty())
    return llvm::createStringError("lsp takes no files: the editor names them; -p names the folder "
                                   "of compile_commands.json");
  constexpr OptionId Taken[] = {
      OPT_INPUT,    OPT_build_dir, OPT_exclude,      OPT_project_root,       OPT_jobs,
      OPT_timeout,  OPT_checks,    OPT_config_file,  OPT_header_filter,      OPT_single_await_types,
      OPT_dialects, OPT_profile,   OPT_closed_world, OPT_profile_prefix_map, OPT_no_whole_program,
      OPT_baseline, OPT_cache_dir, OPT_no_cache,     OPT_cache_size,         OPT_color};
  for (const llvm::opt::Arg *A : Arguments)
    if (!llvm::is_contained(Taken, A->getOption().getUnaliasedOption().getID()))
      return llvm::createStringError(A->getSpelling().rtrim('=') +
                                     " is for an analysis; lsp doesn't take it");
  Result.Quiet = true;
  return llvm::Error::success();
}

/// A class is described as its files have it; there is no report.
llvm::Error checkDescribe(const llvm::opt::InputArgList &Arguments, Settings &Result) {
  if (Result.What != Task::Describe)
    return llvm::Error::success();
  if (Result.Paths.empty())
    return llvm::createStringError("describe needs the name of a class: valuetask-check describe "
                                   "acme::task -p build");
  constexpr OptionId Taken[] = {OPT_INPUT, OPT_build_dir, OPT_config_file, OPT_color};
  for (const llvm::opt::Arg *A : Arguments)
    if (!llvm::is_contained(Taken, A->getOption().getUnaliasedOption().getID()))
      return llvm::createStringError(A->getSpelling().rtrim('=') +
                                     " is for an analysis; describe doesn't take it");
  return llvm::Error::success();
}

Task taskOf(const llvm::opt::InputArgList &Arguments) {
  const std::pair<OptionId, Task> Tasks[] = {{OPT_help, Task::Help},
                                             {OPT_version, Task::Version},
                                             {OPT_list_rules, Task::ListRules},
                                             {OPT_explain, Task::Explain},
                                             {OPT_self_test, Task::SelfTest}};
  for (const auto &[Id, Asked] : Tasks)
    if (Arguments.hasArg(Id))
      return Asked;
  return Task::Analyse;
}

} // namespace

llvm::Expected<Settings> parseSettings(int argc, const char *const *argv) {
  const CommandLine Table;
  llvm::BumpPtrAllocator Allocator;
  llvm::StringSaver Saver(Allocator);
  llvm::SmallVector<const char *, 0> Words; // without the program
  llvm::cl::expandResponseFiles(argc, argv, /*EnvVar=*/nullptr, Saver, Words);
  llvm::Expected<llvm::opt::InputArgList> Parsed = Table.parse(Words);
  if (!Parsed)
    return Parsed.takeError();
  const llvm::opt::InputArgList &Arguments = *Parsed;

  Settings Result;
  Result.What = taskOf(Arguments);
  Result.RuleToExplain = Arguments.getLastArgValue(OPT_explain);
  Result.Rules = {given(Arguments, OPT_checks),
                  given(Arguments, OPT_config_file),
                  given(Arguments, OPT_header_filter),
                  given(Arguments, OPT_single_await_types),
                  std::nullopt,
                  {},
                  {}};
  Result.ExportFixes = Arguments.getLastArgValue(OPT_export_fixes);
  Result.Fix = Arguments.hasArg(OPT_fix);
  Result.DryRun = Arguments.hasArg(OPT_dry_run);
  Result.Quiet = Arguments.hasArg(OPT_quiet);
  Result.Strict = Arguments.hasArg(OPT_strict);
  const llvm::StringRef Color = Arguments.getLastArgValue(OPT_color, "auto");
  if (Color != "always" && Color != "never" && Color != "auto")
    return llvm::createStringError(
        "'" + Color + "' is not a valid value for --color; write always, never or auto");
  if (Color != "auto")
    Result.Colours = Color == "always";
  Result.UnusedSuppressions = Arguments.hasArg(OPT_warn_unused_suppressions);
  Result.Stats = Arguments.hasArg(OPT_stats);
  Result.WholeProgram = !Arguments.hasArg(OPT_no_whole_program);
  Result.ClosedWorld = Arguments.hasArg(OPT_closed_world);
  Result.FactsOutput = Arguments.getLastArgValue(OPT_facts_output);
  if (!Result.WholeProgram)
    for (const OptionId Id : {OPT_closed_world, OPT_facts_output})
      if (const llvm::opt::Arg *A = Arguments.getLastArg(Id))
        return llvm::createStringError(A->getSpelling().rtrim('=') +
                                       " needs the whole program, and --no-whole-program "
                                       "switches that off");
  if (Result.DryRun && !Result.Fix)
    return llvm::createStringError("--dry-run needs --fix: it shows what that would change");
  for (llvm::Error (*Read)(const llvm::opt::InputArgList &, Settings &) :
       {readLimits, readCache, readOutputs, readUnitOutput, readPaths, readProfiles, readDialects,
        readBaseline, checkMerge, checkServer, checkDescribe})
    if (llvm::Error E = Read(Arguments, Result))
      return E;
  return Result;
}

} // namespace valuetask
