//===--- Help.cpp - what --help prints ------------------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "settings/Help.h"
#include "settings/CommandLine.h"
#include "llvm/ADT/StringExtras.h"

namespace valuetask {

namespace {

constexpr size_t LineWidth = 80;
constexpr size_t TextColumn = 29;

constexpr llvm::StringLiteral Introduction =
    R"(Usage: valuetask-check [options] [files or folders...] [-- compiler flags]
   or: valuetask-check merge [options] reports...
   or: valuetask-check doctor [options] [files...]
   or: valuetask-check describe class [options] [files...]
   or: valuetask-check lsp [options]
   or: valuetask-check completion bash|zsh|fish

Finds misuses of coroutine types that can be consumed only once: values that
are awaited twice, never awaited, stored in fields, or returned by functions
that never complete synchronously. It reads the compiler flags from a compile
database, or after '--'. Without files, it analyses all files of the database.
)";

// help2man makes the manual page of all this, and takes what follows "Examples:" for a section that
// is shown as it is: no option may come behind it.
constexpr llvm::StringLiteral Ending =
    R"(
Commands:
  merge                      Merge the JSON or SARIF reports of shards or of
                             single files
  doctor                     Show the configuration of a file, and check that
                             it works
  describe                   Print a first draft of a dialect that describes a
                             class of the code
  lsp                        Run as a language server for an editor, on stdin
                             and stdout
  completion                 Print a script that completes options in a shell;
                             for bash: source <(valuetask-check completion bash)

Exit codes:
  0  no findings
  1  findings
  2  wrong usage or configuration, or output that could not be written
  3  a file could not be analysed

Examples:
  $ valuetask-check -p build
  $ valuetask-check src/cache.cpp -- -std=c++20 -Iinclude
  $ valuetask-check -p build --strict --format=sarif --output=findings.sarif
  $ valuetask-check -p build --since=origin/main
  $ valuetask-check -p build --write-baseline=known.json
  $ valuetask-check -p build --fix --dry-run
)";

/// In the order in which a newcomer needs them.
constexpr OptionId Sections[] = {OPT_section_input, OPT_section_rules, OPT_section_reports,
                                 OPT_section_fixes, OPT_section_known, OPT_section_program,
                                 OPT_section_cache, OPT_section_build, OPT_section_information};

/// Writes a text from the column of texts on, where the line has \p Column columns already.
void writeWrapped(llvm::StringRef Text, size_t Column, llvm::raw_ostream &Out) {
  if (Column + 2 > TextColumn) {
    Out << "\n";
    Column = 0;
  }
  Out.indent(TextColumn - Column);
  Column = TextColumn;
  llvm::SmallVector<llvm::StringRef> Words;
  Text.split(Words, ' ');
  for (const llvm::StringRef Word : Words) {
    const bool IsFirst = Column == TextColumn;
    if (!IsFirst && Column + 1 + Word.size() > LineWidth) {
      Out << "\n";
      Out.indent(TextColumn);
      Column = TextColumn;
    } else if (!IsFirst) {
      Out << " ";
      ++Column;
    }
    Out << Word;
    Column += Word.size();
  }
  Out << "\n";
}

} // namespace

void printHelp(llvm::raw_ostream &Out) {
  const CommandLine Table;
  Out << Introduction;
  for (const OptionId Section : Sections) {
    Out << "\n" << Table.getOptionHelpText(Section) << ":\n";
    for (const DescribedOption &Option : Table.described())
      if (Option.Section == Section) {
        const std::string Usage =
            "  " + Option.Name + (Option.Value.empty() ? "" : " " + Option.Value);
        Out << Usage;
        writeWrapped(Option.Help, Usage.size(), Out);
      }
  }
  Out << Ending;
}

} // namespace valuetask
