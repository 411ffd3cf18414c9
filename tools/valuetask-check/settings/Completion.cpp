//===--- Completion.cpp - completing options in a shell -------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "settings/Completion.h"
#include "findings/Rules.h"
#include "reports/Formats.h"
#include "settings/CommandLine.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace valuetask {

namespace {

constexpr llvm::StringLiteral Commands[] = {"merge", "doctor", "describe", "lsp", "completion"};

std::string ruleNames() {
  return llvm::join(llvm::map_range(allRules(), [](const RuleInfo &Rule) { return Rule.Name; }),
                    " ");
}

/// The words that may be an option's value; empty where they are no list.
std::string choicesOf(const DescribedOption &Option) {
  switch (Option.Id) {
  case OPT_checks:
  case OPT_explain:
    return ruleNames();
  case OPT_format:
    return llvm::StringRef(listOfFormats("or")).str();
  case OPT_color:
    return "always never auto";
  case OPT_since_headers:
    return "one all";
  default:
    return "";
  }
}

/// The same, without what makes a list of it for readers.
std::string wordsOf(const DescribedOption &Option) {
  llvm::SmallVector<llvm::StringRef> Words;
  const std::string Choices = choicesOf(Option);
  llvm::SplitString(Choices, Words, " ,");
  llvm::erase(Words, "or");
  return llvm::join(Words, " ");
}

bool isFile(const DescribedOption &Option) { return Option.Value == "<file>"; }
bool isFolder(const DescribedOption &Option) { return Option.Value == "<dir>"; }

void printBash(llvm::ArrayRef<DescribedOption> Options, llvm::raw_ostream &Out) {
  std::string Names, Files, Folders, Others;
  for (const DescribedOption &Option : Options) {
    Names += Option.Name +
             (Option.Value.empty() || !llvm::StringRef(Option.Name).starts_with("--") ? " " : "= ");
    if (!Option.Value.empty() && wordsOf(Option).empty())
      (isFile(Option)     ? Files
       : isFolder(Option) ? Folders
                          : Others) += (llvm::Twine(llvm::StringRef(isFile(Option)     ? Files
                                                                    : isFolder(Option) ? Folders
                                                                                       : Others)
                                                            .empty()
                                                        ? ""
                                                        : "|") +
                                        Option.Name)
                                           .str();
  }
  Out << "# bash completion of valuetask-check: source <(valuetask-check completion bash)\n"
         "_valuetask_check() {\n"
         "  local current=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD - 1]}\n"
         "  # bash takes '--format=sarif' for three words.\n"
         "  if [ \"$current\" = = ]; then current=\n"
         "  elif [ \"$option\" = = ]; then option=${COMP_WORDS[COMP_CWORD - 2]}\n"
         "  fi\n"
         "  compopt +o nospace 2>/dev/null\n"
         "  case $option in\n";
  for (const DescribedOption &Option : Options)
    if (const std::string Words = wordsOf(Option); !Words.empty())
      Out << "  " << Option.Name << ") COMPREPLY=($(compgen -W '" << Words
          << "' -- \"$current\")); return ;;\n";
  Out << "  completion) COMPREPLY=($(compgen -W 'bash zsh fish' -- \"$current\")); return ;;\n"
      << "  " << Folders << ") COMPREPLY=($(compgen -d -- \"$current\")); return ;;\n"
      << "  " << Files << ") COMPREPLY=($(compgen -f -- \"$current\")); return ;;\n"
      << "  " << Others << ") COMPREPLY=(); return ;;\n"
      << "  esac\n"
         "  case $current in\n"
         "  -*)\n"
         "    COMPREPLY=($(compgen -W '"
      << llvm::StringRef(Names).rtrim()
      << "' -- \"$current\"))\n"
         "    [[ ${COMPREPLY[0]} = *= ]] && compopt -o nospace 2>/dev/null ;;\n"
         "  *)\n"
         "    COMPREPLY=($(compgen -f -- \"$current\"))\n"
         "    [ \"$COMP_CWORD\" = 1 ] && COMPREPLY+=($(compgen -W '"
      << llvm::join(std::begin(Commands), std::end(Commands), " ")
      << "' -- \"$current\")) ;;\n"
         "  esac\n"
         "}\n"
         "complete -o filenames -F _valuetask_check valuetask-check\n";
}

/// A text between single quotes; zsh's _arguments takes brackets and colons for its own.
std::string quoted(llvm::StringRef Text, llvm::StringRef Special) {
  std::string Result;
  for (const char C : Text)
    if (C == '\'')
      Result += "'\\''";
    else
      Result += (Special.contains(C) ? "\\" : "") + std::string(1, C);
  return Result;
}

void printZsh(llvm::ArrayRef<DescribedOption> Options, llvm::raw_ostream &Out) {
  Out << "#compdef valuetask-check\n"
         "# zsh completion: valuetask-check completion zsh > \"${fpath[1]}/_valuetask-check\"\n"
         "_arguments \\\n";
  for (const DescribedOption &Option : Options) {
    const bool IsLong = llvm::StringRef(Option.Name).starts_with("--");
    Out << "  '*" << Option.Name
        << (Option.Value.empty() ? ""
            : IsLong             ? "="
                                 : "+")
        << "[" << quoted(Option.Help, "[]\\") << "]";
    if (!Option.Value.empty()) {
      const std::string Words = wordsOf(Option);
      Out << ":" << llvm::StringRef(Option.Value).trim("<>").split('|').first << ":"
          << (!Words.empty()     ? "(" + Words + ")"
              : isFile(Option)   ? "_files"
              : isFolder(Option) ? "_files -/"
                                 : " ");
    }
    Out << "' \\\n";
  }
  Out << "  '1:file or command:{ _alternative \"commands:command:("
      << llvm::join(std::begin(Commands), std::end(Commands), " ")
      << ")\" \"files:file:_files\" }' \\\n"
         "  '*:file:_files'\n";
}

void printFish(llvm::ArrayRef<DescribedOption> Options, llvm::raw_ostream &Out) {
  Out << "# fish completion: valuetask-check completion fish > "
         "~/.config/fish/completions/valuetask-check.fish\n";
  for (const llvm::StringRef Command : Commands)
    Out << "complete -c valuetask-check -n __fish_is_first_token -a " << Command << "\n";
  Out << "complete -c valuetask-check -n '__fish_seen_subcommand_from completion' -f -a 'bash zsh "
         "fish'\n";
  for (const DescribedOption &Option : Options) {
    llvm::StringRef Name = Option.Name;
    Out << "complete -c valuetask-check "
        << (Name.consume_front("--") ? "-l " : (Name.consume_front("-"), "-s ")) << Name;
    if (!Option.Value.empty()) {
      const std::string Words = wordsOf(Option);
      Out << (isFile(Option)     ? " -r -F"
              : isFolder(Option) ? " -x -a '(__fish_complete_directories)'"
                                 : " -x");
      if (!Words.empty())
        Out << " -a '" << Words << "'";
    }
    Out << " -d '" << quoted(Option.Help, "\\") << "'\n";
  }
}

} // namespace

llvm::Error printCompletion(llvm::ArrayRef<std::string> Shells, llvm::raw_ostream &Out) {
  constexpr std::pair<llvm::StringLiteral,
                      void (*)(llvm::ArrayRef<DescribedOption>, llvm::raw_ostream &)>
      Scripts[] = {{"bash", printBash}, {"zsh", printZsh}, {"fish", printFish}};
  const auto *Script = llvm::find_if(
      Scripts, [&](const auto &Row) { return Shells.size() == 1 && Shells.front() == Row.first; });
  if (Script == std::end(Scripts))
    return llvm::createStringError("'completion' needs the name of a shell: write valuetask-check "
                                   "completion bash, zsh or fish");
  Script->second(CommandLine().described(), Out);
  return llvm::Error::success();
}

} // namespace valuetask
