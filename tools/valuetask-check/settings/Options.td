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
  HelpText<"Folder of compile_commands.json (default: the folder of the first path or one above it, or 'build' in one of "
           "them). With 'merge': fail if a file of the database is in no report">;
defm exclude : Value<"exclude",
  "Regular expression of files to exclude; can be given several times", "<pattern>">;
defm since : Value<"since",
  "Report only findings on lines that changed since this git revision, and analyse only files that include such a "
  "line", "<revision>">;
defm since_headers : Value<"since-headers",
  "With --since: for a changed header, analyse 'one' of the files that include it, or 'all' (default: one)",
  "<one|all>">;
defm shard : Value<"shard",
  "Analyse part K of N, to split the work across N machines; 'merge' merges their reports", "<K/N>">;
defm project_root : Value<"project-root",
  "Folder to which paths in reports and baselines are relative (default: the repository of the current folder)", "<dir>">;
def jobs : JoinedOrSeparate<["-"], "j">, MetaVarName<"<number>">,
  HelpText<"Number of files to analyse in parallel (default: the number of processors)">;
def jobs_long : Separate<["--"], "jobs">, Alias<jobs>, MetaVarName<"<number>">,
  HelpText<"The same as -j">;
def jobs_eq : Joined<["--"], "jobs=">, Alias<jobs>;
defm timeout : Value<"timeout",
  "Skip a file that takes longer than this, in seconds, and name it (default: no limit)",
  "<seconds>">;
}

def section_rules : Section<"Rules and types">;
let Group = section_rules in {
def strict : Switch<"strict",
  "Turn warnings about the configuration into errors (exit code 2): a type that no file declares, a pattern that "
  "matches nothing, a profile of other files">;
defm checks : Value<"checks",
  "Rules to run, as clang-tidy's globs; overrides .clang-tidy (default: valuetask-*)", "<globs>">;
defm config_file : Value<"config-file",
  "Use this file instead of the .clang-tidy files of the sources", "<file>">;
defm header_filter : Value<"header-filter",
  "Regular expression of the headers to report in (default: all except system headers)", "<pattern>">;
defm single_await_types : Value<"single-await-types",
  "Classes, class templates or aliases to treat as single-consumption types: qualified names, separated by "
  "';'; the option valuetask.SingleAwaitTypes of .clang-tidy", "<names>">;
defm dialects : Value<"dialects",
  "Dialects to use: 'auto' (all built-in dialects), 'none', or names and files, separated by ';'; "
  "the option valuetask.Dialects of .clang-tidy (default: auto)", "<names>">;
}

def section_reports : Section<"Reports">;
let Group = section_reports in {
defm format : Value<"format",
  "Format of the report: {formats}; can be given several times, each with an --output "
  "(default: text)", "<name>">;
defm output : Value<"output", "File for the report of the --format before it (default: '-', stdout)", "<file>">;
defm report : Value<"report",
  "Write an HTML page with the functions of the --profile, as a table and a plot, and the findings in their source, in "
  "addition to the other reports", "<file>">;
defm color : Value<"color",
  "Colours in the text report and in messages: 'always', 'never' or 'auto': only on a terminal (default: auto)",
  "<when>">;
def quiet : Switch<"quiet", "Print no progress and no summary">;
def stats : Switch<"stats", "Print to stderr what the analysis did">;
}

def section_known : Section<"Known findings">;
let Group = section_known in {
defm baseline : Value<"baseline", "Do not report the findings in this file", "<file>">;
defm write_baseline : Value<"write-baseline", "Write all findings to this file, for --baseline", "<file>">;
def prune_baseline : Switch<"prune-baseline", "Remove entries that no longer match from the --baseline">;
def warn_unused_suppressions : Switch<"warn-unused-suppressions",
  "Report NOLINT comments that name a rule and suppress no finding of it">;
}

def section_cache : Section<"Cache">;
let Group = section_cache in {
defm cache_dir : Value<"cache-dir",
  "Folder of the cache, for re-analysing only files that have changed (default: "
  "$XDG_CACHE_HOME/valuetask-check)", "<dir>">;
def no_cache : Switch<"no-cache", "Do not use the cache">;
defm cache_size : Value<"cache-size", "Maximum size of the cache in megabytes (default: 1000)", "<number>">;
}

def section_information : Section<"Information">;
let Group = section_information in {
def list_rules : Switch<"list-rules", "List the rules, and exit">;
defm explain : Value<"explain", "Print the page of a rule, and exit", "<rule>">;
def self_test : Switch<"self-test",
  "Check that this installation finds the mistakes in built-in files, and exit">;
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
  "Write the facts about the functions of these files, for the option valuetask.Facts of clang-tidy", "<file>">;
defm profile_prefix_map : Value<"profile-prefix-map",
  "Map files below the folder <old> in profiles to files below <new>; can be given several times", "<old=new>">;
defm profile : Value<"profile",
  "Profile of the program, for the rules that need one; can be given several times, and the profiles are added up; the "
  "option valuetask.Profile of .clang-tidy", "<file>">;
def closed_world : Switch<"closed-world",
  "Assume that the program has no other files: none overrides a virtual function or uses a function; also with "
  "--unit-output, for 'merge'">;
def no_whole_program : Switch<"no-whole-program",
  "Analyse each file separately, without facts about functions in other files">;
}

def section_build : Section<"Build systems">;
let Group = section_build in {
defm depfile : Value<"depfile",
  "With --unit-output: write the dependencies of the file, as compilers do for make and ninja", "<file>">;
defm unit_output : Value<"unit-output",
  "For build systems: analyse one file, and write its report as JSON, for 'merge'; findings do not fail this run, "
  "but that of 'merge'", "<file>">;
}
