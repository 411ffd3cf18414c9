//===--- ModuleOptions.cpp - the options of all rules ---------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ModuleOptions.h"
#include "ValueTaskModule.h"
#include "clang-tidy/GlobList.h"
#include "findings/MisplacedAnnotation.h"
#include "findings/Rules.h"
#include "text/Spelling.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Regex.h"
#include "llvm/Support/YAMLParser.h"
#include <map>

using namespace clang::tidy;
using llvm::StringRef;

namespace valuetask {

namespace {

constexpr StringRef Names[] = {option::SingleAwaitTypes,
                               option::Dialects,
                               option::UseSolver,
                               option::PublicHeaders,
                               option::Facts,
                               option::ClosedWorld,
                               option::Profile,
                               option::ProfilePrefixMap,
                               option::MinCalls,
                               option::MinSyncRatio};

std::string suggestion(StringRef Name) {
  const std::string Prefix = (OptionPrefix + ".").str();
  std::string Question = didYouMean(Name, Names, {.Prefix = Prefix});
  if (!Question.empty())
    return Question;
  return "the options are " +
         llvm::join(llvm::map_range(Names, [&](StringRef Name) { return Prefix + Name.str(); }),
                    ", ");
}

/// Is a key of CheckOptions meant for this module, whoever reads it? What is behind a rule's name,
/// or a misspelt 'valuetask', is; and the bare name of an option that no other check has.
bool isMeantForUs(StringRef Prefix, StringRef Name) {
  if (Prefix.empty())
    return Name != option::Facts && Name != option::Profile && llvm::is_contained(Names, Name);
  return Prefix.starts_with_insensitive(OptionPrefix) || typingMistakes(Prefix, OptionPrefix) <= 2;
}

std::string nameProblem(StringRef Key) {
  auto [Prefix, Name] = Key.rsplit('.');
  if (!Key.contains('.'))
    std::swap(Prefix, Name);
  if (!isMeantForUs(Prefix, Name) || (Prefix == OptionPrefix && llvm::is_contained(Names, Name)))
    return "";
  const bool IsOfRule = Prefix.starts_with("valuetask-");
  return ("unknown option '" + Key + "'" +
          (IsOfRule ? ": options are those of all rules, not of one" : "") + "; " +
          suggestion(Name))
      .str();
}

/// Of names; what is wrong with a file is told when it is looked for.
std::string dialectProblem(StringRef Value) {
  std::vector<std::string> Elements = splitNames(Value);
  llvm::erase_if(Elements, isDialectFile);
  llvm::Expected<DialectList> Selected = selectDialects(Elements);
  return Selected ? "" : llvm::toString(Selected.takeError());
}

std::string valueProblem(const ClangTidyOptions &Options, StringRef Name) {
  const StringRef Value = optionValue(Options, Name);
  std::string Why;
  if (Value.empty())
    return "";
  if ((Name == option::UseSolver || Name == option::ClosedWorld) && !llvm::yaml::parseBool(Value))
    Why = "write true or false";
  if (Name == option::Dialects)
    Why = dialectProblem(Value);
  if (Name == option::PublicHeaders && !llvm::Regex(Value).isValid(Why))
    Why = "it is not a valid regular expression: " + Why;
  return Why.empty() ? ""
                     : ("'" + Value + "' is not a valid value for '" + OptionPrefix + "." + Name +
                        "': " + Why)
                           .str();
}

} // namespace

llvm::ArrayRef<StringRef> optionNames() { return Names; }

StringRef optionValue(const ClangTidyOptions &Options, StringRef Name) {
  const auto It = Options.CheckOptions.find((OptionPrefix + "." + Name).str());
  return It == Options.CheckOptions.end() ? StringRef() : StringRef(It->second.Value);
}

std::vector<std::string> optionProblems(const ClangTidyOptions &Options) {
  std::vector<std::string> Problems;
  for (const auto &Option : Options.CheckOptions)
    if (std::string Problem = nameProblem(Option.getKey()); !Problem.empty())
      Problems.push_back(std::move(Problem));
  llvm::sort(Problems);
  for (const StringRef Name : Names)
    if (std::string Problem = valueProblem(Options, Name); !Problem.empty())
      Problems.push_back(std::move(Problem));
  return Problems;
}

bool matchesRule(StringRef Checks) {
  const GlobList List(Checks);
  return llvm::any_of(allRules(), [&](const RuleInfo &Rule) { return List.contains(Rule.Name); });
}

std::vector<std::string> ruleProblems(StringRef Checks) {
  std::vector<std::string> Problems;
  llvm::SmallVector<StringRef> Entries;
  llvm::SplitString(Checks, Entries, ",\n");
  for (StringRef Entry : Entries) {
    Entry = Entry.trim().ltrim('-').trim();
    if (!Entry.starts_with_insensitive(OptionPrefix) || matchesRule(Entry) ||
        Entry == MisplacedAnnotation)
      continue;
    const std::string Question = didYouMeanRule(Entry);
    Problems.push_back(
        ("no rule matches '" + Entry + "'; " +
         (Question.empty() ? "valuetask-check --list-rules shows the rules" : Question))
            .str());
  }
  return Problems;
}

} // namespace valuetask
