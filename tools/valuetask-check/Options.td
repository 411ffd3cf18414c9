// The command line. llvm-tblgen makes the parser, --help and the spelling suggestions from it. (llvm::cl is
// no choice: it accepts every option that any part of libLLVM registered, and reserves names like --stats.)
include "llvm/Option/OptParser.td"

class Switch<string name, string help> : Flag<["--"], name>, HelpText<help>;
multiclass Value<string name, string help, string meta> {
  def NAME : Separate<["--"], name>, HelpText<help>, MetaVarName<meta>;
  def NAME # _eq : Joined<["--"], name # "=">, Alias<!cast<Separate>(NAME)>;
}

def build_dir : JoinedOrSeparate<["-"], "p">, MetaVarName<"<dir>">,
  HelpText<"Folder of compile_commands.json; by default looked for beside the first path and above it, there "
           "and in 'build'">;
def jobs : JoinedOrSeparate<["-"], "j">, MetaVarName<"<number>">,
  HelpText<"Files to analyse at a time (default: as many as there are processors)">;
def jobs_long : Separate<["--"], "jobs">, Alias<jobs>;
def jobs_eq : Joined<["--"], "jobs=">, Alias<jobs>;
defm timeout : Value<"timeout",
  "Give up a file after so many seconds; it is named, and the others are analysed (default: never)",
  "<seconds>">;
defm checks : Value<"checks",
  "Rules to run, as clang-tidy's globs; replaces what .clang-tidy says (default: valuetask-*)", "<globs>">;
defm config_file : Value<"config-file",
  "Use this file in place of the .clang-tidy files beside the sources", "<file>">;
defm header_filter : Value<"header-filter",
  "Regular expression of the headers to report in (default: all but system headers)", "<regex>">;
defm single_await_types : Value<"single-await-types",
  "Classes, class templates or aliases to treat as single-consumption types: qualified names, separated by "
  "';'; the option valuetask.SingleAwaitTypes of .clang-tidy", "<names>">;
defm export_fixes : Value<"export-fixes",
  "Write the findings to a YAML file that clang-apply-replacements reads", "<file>">;
def list_rules : Switch<"list-rules", "List the rules, and exit">;
defm explain : Value<"explain", "Print the page of a rule, and exit", "<rule>">;
def self_test : Switch<"self-test",
  "Check that this installation finds the mistakes of a built-in file, and exit">;
def stats : Switch<"stats", "Print to stderr what the analysis did">;
def quiet : Switch<"quiet", "Print no summary">;
def version : Switch<"version", "Print the version, and exit">;
def help : Switch<"help", "Print this, and exit">;
def help_short : Flag<["-"], "h">, Alias<help>;
