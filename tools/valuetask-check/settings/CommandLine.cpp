//===--- CommandLine.cpp - options, values and files ----------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "settings/CommandLine.h"
#include "reports/Formats.h"
#include "text/Spelling.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Option/Arg.h"

using namespace llvm::opt; // the generated tables use its names unqualified

namespace valuetask {

namespace {

// How names are kept differs: what the generated file doesn't have isn't there.
#define OPTTABLE_STR_TABLE_CODE
#include "Options.inc"
#undef OPTTABLE_STR_TABLE_CODE
#define OPTTABLE_PREFIXES_TABLE_CODE
#include "Options.inc"
#undef OPTTABLE_PREFIXES_TABLE_CODE
#define PREFIX(NAME, VALUE)                                                                        \
  constexpr llvm::StringLiteral NAME##_init[] = VALUE;                                             \
  constexpr llvm::ArrayRef<llvm::StringLiteral> NAME(NAME##_init, std::size(NAME##_init) - 1);
#include "Options.inc"
#undef PREFIX

constexpr OptTable::Info OptionTable[] = {
#define OPTION(...) LLVM_CONSTRUCT_OPT_INFO(__VA_ARGS__),
#include "Options.inc"
#undef OPTION
};

} // namespace

CommandLine::CommandLine() : compat::OptionTable(VALUETASK_OPTION_NAMES Rows) {}

std::vector<Option> CommandLine::options() const {
  std::vector<Option> All;
  for (unsigned Id = 1; Id <= getNumOptions(); ++Id)
    All.push_back(getOption(Id));
  return All;
}

/// What to do in place of an option that there isn't.
std::string CommandLine::adviceOn(llvm::StringRef Word) const {
  constexpr llvm::StringLiteral FlagsAreLast = "write compiler flags after '--'";
  // What clang-tidy and compilers have.
  const auto Elsewhere = llvm::StringSwitch<llvm::StringRef>(Word)
                             .Case("--extra-arg", FlagsAreLast)
                             .Case("--extra-arg-before", FlagsAreLast)
                             .Case("--verbose", "did you mean '--stats'?")
                             .Case("-v", "did you mean '--stats'?")
                             .Default("");
  if (!Elsewhere.empty())
    return Elsewhere.str();
  llvm::SmallVector<llvm::StringRef> Names; // those that are written with two dashes
  for (const Option &Some : options())
    if (Some.getPrefixedName().starts_with("--") && !Some.getPrefixedName().ends_with("="))
      Names.push_back(Some.getPrefixedName());
  if (Word.starts_with("--"))
    return didYouMean(Word, Names);
  const std::string Long = ("-" + Word).str(); // clang-tidy takes one dash for two
  return llvm::is_contained(Names, Long) ? "did you mean '" + Long + "'?" : FlagsAreLast.str();
}

OptionRows::OptionRows() : Rows(std::begin(OptionTable), std::end(OptionTable)) {
  const auto Format = llvm::find_if(Rows, [](const auto &Row) { return Row.ID == OPT_format; });
  static const std::string Help = [&] {
    const auto [Before, After] = llvm::StringRef(Format->HelpText).split("{formats}");
    return (Before + listOfFormats("or") + After).str();
  }();
  Format->HelpText = Help.c_str();
}

llvm::Error CommandLine::unknown(llvm::StringRef Word) const {
  const std::string Advice = adviceOn(Word.split('=').first);
  return llvm::createStringError("there is no option '" + Word + "'; " +
                                 (Advice.empty() ? "--help shows the options" : Advice));
}

/// A value may begin with a dash, as --checks=-* has it.
bool CommandLine::looksLikeOption(llvm::StringRef Word) const {
  llvm::StringRef Jobs = Word;
  const bool IsJobs = Jobs.consume_front("-j") && llvm::all_of(Jobs, llvm::isDigit);
  return Word.starts_with("--") || IsJobs || llvm::any_of(options(), [&](const Option &Some) {
           return Some.getPrefixedName() == Word && Word.starts_with("-");
         });
}

/// How the option is written with its value: '--report=<file>', '-p <dir>'.
std::string CommandLine::usageOf(const Option &Of, llvm::StringRef Name) const {
  return (Name + (Name.starts_with("--") ? "=" : " ") +
          getOptionMetaVar(Of.getUnaliasedOption().getID()))
      .str();
}

llvm::Error CommandLine::checkValue(const Arg &A, const InputArgList &All) const {
  if (A.getOption().matches(OPT_INPUT) || A.getNumValues() == 0)
    return llvm::Error::success();
  const llvm::StringRef Value = A.getValue();
  const Arg &Written = A.getAlias() ? *A.getAlias() : A;
  const llvm::StringRef Spelling = Written.getSpelling(), Name = Spelling.rtrim('=');
  if (Value.empty())
    return llvm::createStringError("the value of '" + Name + "' is empty; write " +
                                   usageOf(A.getOption(), Name) + ", or leave the option out");
  const bool IsSeparate =
      !Spelling.ends_with("=") && Spelling == All.getArgString(Written.getIndex());
  if (IsSeparate && looksLikeOption(Value))
    return llvm::createStringError(
        "'" + Name + "' needs a value, and '" + Value + "' looks like an option; write " +
        (Name.starts_with("--") ? "'" + Name + "=" + Value + "' if it is the value"
                                : llvm::Twine(usageOf(A.getOption(), Name))));
  return llvm::Error::success();
}

llvm::Expected<InputArgList> CommandLine::parse(llvm::ArrayRef<const char *> Words) const {
  unsigned MissingIndex = 0, MissingCount = 0;
  InputArgList All = ParseArgs(Words, MissingIndex, MissingCount);
  for (const Arg *A : All)
    if (A->getOption().matches(OPT_UNKNOWN))
      return unknown(A->getAsString(All));
    else if (llvm::Error E = checkValue(*A, All))
      return E;
  if (MissingCount) {
    const llvm::StringRef Name = All.getArgString(MissingIndex);
    const std::vector<Option> Known = options();
    const auto Meant =
        llvm::find_if(Known, [&](const Option &Some) { return Some.getPrefixedName() == Name; });
    return llvm::createStringError("'" + Name + "' needs a value; write " + usageOf(*Meant, Name));
  }
  // The parser passes over them. As values of options they were seen above.
  if (llvm::any_of(Words, [](llvm::StringRef Word) { return Word.empty(); }))
    return llvm::createStringError("the name of a file is empty; name a file, or none at all");
  return All;
}

std::vector<DescribedOption> CommandLine::described() const {
  std::vector<DescribedOption> Result;
  for (const Option &Row : options()) {
    const unsigned Id = Row.getID();
    const char *Help = getOptionHelpText(Id), *Value = getOptionMetaVar(Id);
    if (!Help || Row.getKind() == Option::GroupClass || !Row.getGroup().isValid())
      continue;
    Result.push_back({static_cast<OptionId>(Id), static_cast<OptionId>(Row.getGroup().getID()),
                      Row.getPrefixedName().str(), Value ? Value : "", Help});
  }
  return Result;
}

} // namespace valuetask
