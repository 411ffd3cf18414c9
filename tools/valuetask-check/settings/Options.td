// The command line. llvm-tblgen makes the parser, --help and the spelling suggestions from it. (llvm::cl is
// no choice: it accepts every option that any part of libLLVM registered, and reserves names like --stats.)
include "llvm/Option/OptParser.td"

class Switch<string name, string help> : Flag<["--"], name>, HelpText<help>;
class Section<string title> : OptionGroup<title>, HelpText<title>;
multiclass Value<string name, string help, string meta> {
  def NAME : Separate<["--"], name>, HelpText<help>, MetaVarName<meta>;
  def NAME # _eq : Joined<["--"], name # "=">, Alias<!cast<Separate>(NAME)>;
}


def section_input : Section<"Files and flags">;
let Group = section_input in {
def build_dir : JoinedOrSeparate<["-"], "p">, MetaVarName<"<dir>">,
  HelpText<"Folder of compile_commands.json; by default looked for beside the first path and above it, there "
           "and in 'build'. With 'merge': each of its files is to be in a report">;
defm exclude : Value<"exclude",
  "Regular expression of files to leave out; may be given several times", "<pattern>">;
defm since : Value<"since",
  "Report only what touches lines that changed since this git revision, and analyse only the files that see such a "
  "line", "<revision>">;
defm since_headers : Value<"since-headers",
  "With --since: for a changed header, analyse 'one' of the files that include it, or 'all' (default: one)",
  "<one|all>">;
defm shard : Value<"shard",
  "Analyse part K of N, so that N machines share the work; 'merge' joins their reports", "<K/N>">;
defm project_root : Value<"project-root",
  "The folder to which paths in reports and baselines are relative (default: of the repository around the current "
  "folder)", "<dir>">;
def jobs : JoinedOrSeparate<["-"], "j">, MetaVarName<"<number>">,
  HelpText<"Files to analyse at a time (default: as many as there are processors)">;
def jobs_long : Separate<["--"], "jobs">, Alias<jobs>, MetaVarName<"<number>">,
  HelpText<"The same as -j">;
def jobs_eq : Joined<["--"], "jobs=">, Alias<jobs>;
defm timeout : Value<"timeout",
  "Give up a file after so many seconds, 1 or more; it is named, and the others are analysed (default: never)",
  "<seconds>">;
}

def section_rules : Section<"Rules and types">;
let Group = section_rules in {
def strict : Switch<"strict",
  "Fail with exit code 2 where the run would only warn about the configuration: of a type that no file declares, a "
  "pattern that matches nothing, a profile of other files">;
defm checks : Value<"checks",
  "Rules to run, as clang-tidy's globs; replaces what .clang-tidy says (default: valuetask-*)", "<globs>">;
defm config_file : Value<"config-file",
  "Use this file in place of the .clang-tidy files beside the sources", "<file>">;
defm header_filter : Value<"header-filter",
  "Regular expression of the headers to report in (default: all but system headers)", "<pattern>">;
defm single_await_types : Value<"single-await-types",
  "Classes, class templates or aliases to treat as single-consumption types: qualified names, separated by "
  "';'; the option valuetask.SingleAwaitTypes of .clang-tidy", "<names>">;
defm dialects : Value<"dialects",
  "Libraries whose types are described: 'auto' (all that are built in), 'none', or names and files, separated by ';'; "
  "the option valuetask.Dialects of .clang-tidy (default: auto)", "<names>">;
}

def section_reports : Section<"Reports">;
let Group = section_reports in {
defm format : Value<"format",
  "Look of the report: {formats}; may be given several times, each with an --output "
  "(default: text)", "<name>">;
defm output : Value<"output", "File for the report of the --format before it (default: '-', stdout)", "<file>">;
defm report : Value<"report",
  "Write a page to look at together: the functions of the --profile, as a table and a plot, and the findings in their "
  "source; one file, beside the other reports", "<file>">;
defm color : Value<"color",
  "Colours in the text report and in messages: 'always', 'never' or 'auto', which is on a terminal (default: auto)",
  "<when>">;
def quiet : Switch<"quiet", "Print no progress and no summary">;
def stats : Switch<"stats", "Print to stderr what the analysis did">;
}

def section_known : Section<"Known findings">;
let Group = section_known in {
defm baseline : Value<"baseline", "Don't report the findings that are in this file", "<file>">;
defm write_baseline : Value<"write-baseline", "Write all findings to this file, for --baseline", "<file>">;
def prune_baseline : Switch<"prune-baseline", "Remove from the --baseline what isn't found any more">;
def warn_unused_suppressions : Switch<"warn-unused-suppressions",
  "Report NOLINT comments that name a rule and hide no finding of it">;
}

def section_cache : Section<"Cache">;
let Group = section_cache in {
defm cache_dir : Value<"cache-dir",
  "Folder that keeps results, so that only what changed is analysed again (default: "
  "$XDG_CACHE_HOME/valuetask-check)", "<dir>">;
def no_cache : Switch<"no-cache", "Analyse everything, and keep no results">;
defm cache_size : Value<"cache-size", "Megabytes that the cache may take (default: 1000)", "<number>">;
}

def section_information : Section<"Information">;
let Group = section_information in {
def list_rules : Switch<"list-rules", "List the rules, and exit">;
defm explain : Value<"explain", "Print the page of a rule, and exit", "<rule>">;
def self_test : Switch<"self-test",
  "Check that this installation finds the mistakes of a built-in file, and exit">;
def version : Switch<"version", "Print the version, and exit">;
def help : Switch<"help", "Print this, and exit">;
def help_short : Flag<["-"], "h">, Alias<help>;
}

def section_fixes : Section<"Fixes">;
let Group = section_fixes in {
defm export_fixes : Value<"export-fixes",
  "Write the findings to a YAML file that clang-apply-replacements reads", "<file>">;
def dry_run : Switch<"dry-run", "With --fix: print the changes as a diff, and change nothing">;
def fix : Switch<"fix", "Apply the fixes to the files">;
}

def section_program : Section<"Whole program and profile">;
let Group = section_program in {
defm facts_output : Value<"facts-output",
  "Write what the files tell of their functions, for the option valuetask.Facts of clang-tidy", "<file>">;
defm profile_prefix_map : Value<"profile-prefix-map",
  "In profiles, take files below the folder <old> for those below <new>; may be given several times", "<old=new>">;
defm profile : Value<"profile",
  "What a profiled build of the program measured, for the rules that need it; may be given several times, and is "
  "added up; the option valuetask.Profile of .clang-tidy", "<file>">;
def closed_world : Switch<"closed-world",
  "The files are all of the program: a virtual call does what all overriders in them do, and no other file uses a "
  "function; with --unit-output, too, for 'merge'">;
def no_whole_program : Switch<"no-whole-program",
  "Look at each file alone; by default, what a function of another file does is known from that file">;
}

def section_build : Section<"Build systems">;
let Group = section_build in {
defm depfile : Value<"depfile",
  "With --unit-output: list the files that were read, as a compiler does for make and ninja", "<file>">;
defm unit_output : Value<"unit-output",
  "For build systems: analyse one file, and write its report as JSON, for 'merge'; findings don't fail this "
  "run, but that of 'merge'", "<file>">;
}
