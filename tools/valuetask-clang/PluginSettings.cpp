//===--- PluginSettings.cpp - what the compiler's command line asks of the plugin ===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PluginSettings.h"
#include "ModuleOptions.h"
#include "ValueTaskModule.h"
#include "findings/MisplacedAnnotation.h"
#include "findings/Rules.h"
#include "input/Paths.h"
#include "models/Dialects.h"
#include "text/Spelling.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Regex.h"

using llvm::StringRef;

namespace valuetask {

namespace {

constexpr llvm::StringLiteral Own[] = {"checks", "config-file",  "header-filter",
                                       "Werror", "project-root", "unit"};

void append(std::string &List, const llvm::Twine &Glob) {
  List += (List.empty() ? "" : ",") + Glob.str();
}

/// The names of files in a value become absolute: the same words mean the same, wherever the source
/// is.
std::string withAbsolutePaths(StringRef Option, StringRef Value) {
  std::vector<std::string> Elements = splitNames(Value);
  for (std::string &Element : Elements)
    if (Option == option::Profile || Option == option::Facts ||
        (Option == option::Dialects && isDialectFile(Element)))
      Element = absolutePath(Element);
  return llvm::join(Elements, ";");
}

llvm::Error unknownArgument(StringRef Name) {
  std::vector<StringRef> Known(std::begin(Own), std::end(Own));
  llvm::append_range(Known, optionNames());
  const std::string Question = didYouMean(Name, Known);
  return llvm::createStringError(
      "unknown argument '" + Name + "' of the ValueTask plugin; " +
      (Question.empty() ? "the arguments are " + llvm::join(Known, ", ") : Question));
}

llvm::Error readArgument(StringRef Argument, StringRef Object, PluginSettings &To) {
  auto [Name, Value] = Argument.split('=');
  if (!llvm::is_contained(Own, Name) && !llvm::is_contained(optionNames(), Name))
    return unknownArgument(Name);
  if (Value.empty() && Name != "unit")
    return llvm::createStringError("the argument '" + Name + "' of the ValueTask plugin needs a " +
                                   "value: -fplugin-arg-valuetask-" + Name + "=VALUE");
  std::string Problem;
  if (Name == "checks") {
    To.Rules.Checks = Value.str();
    return validateChecks(Value);
  }
  if (Name == "Werror") {
    append(To.Rules.WarningsAsErrors, Value);
    return validateChecks(Value);
  }
  if (Name == "config-file") {
    To.Rules.ConfigFile = Value.str();
  } else if (Name == "header-filter") {
    To.Rules.HeaderFilter = Value.str();
    if (!llvm::Regex(Value).isValid(Problem))
      return llvm::createStringError("header-filter is not a valid regular expression: " + Problem);
  } else if (Name == "project-root") {
    To.Root = absolutePath(Value);
    if (!llvm::sys::fs::is_directory(To.Root))
      return llvm::createStringError("project-root: '" + Value + "' is not a folder");
  } else if (Name == "unit") {
    To.Unit = Value.empty() ? Object.str() + ".valuetask.json" : Value.str();
    if (Value.empty() && (Object.empty() || Object == "-"))
      return llvm::createStringError("the compiler writes no file for 'unit' to be beside; write "
                                     "-fplugin-arg-valuetask-unit=FILE");
  } else {
    clang::tidy::ClangTidyOptions Options;
    const std::string Whole = withAbsolutePaths(Name, Value);
    Options.CheckOptions[(OptionPrefix + "." + Name).str()] =
        clang::tidy::ClangTidyOptions::ClangTidyValue(Whole);
    if (const std::vector<std::string> Problems = optionProblems(Options); !Problems.empty())
      return llvm::createStringError(Problems.front());
    To.Rules.Options.emplace_back(Name, Whole);
  }
  return llvm::Error::success();
}

/// A flag of a rule, or of all: '-Wvaluetask' has them all.
llvm::Error readWarning(StringRef Flag, PluginSettings &To) {
  StringRef Name = Flag;
  const bool IsNo = Name.consume_front("no-");
  const bool IsError = Name.consume_front("error=");
  if (Name == OptionPrefix)
    Name = "valuetask-*";
  if (!Name.starts_with(RulePrefix))
    return llvm::Error::success();
  if (Name != "valuetask-*" && Name != MisplacedAnnotation && !findRule(Name)) {
    const std::string Question = didYouMeanRule(Name);
    return llvm::createStringError(
        "no rule has the flag '-W" + Flag + "'; " +
        (Question.empty() ? "a rule's flag is '-W' and its name: -Wvaluetask-double-await"
                          : Question));
  }
  if (IsError)
    append(To.Rules.WarningsAsErrors, (IsNo ? "-" : "") + Name);
  if (!(IsError && IsNo))
    append(To.Rules.MoreChecks, (IsNo ? "-" : "") + Name);
  return llvm::Error::success();
}

} // namespace

llvm::Expected<PluginSettings> readPluginSettings(llvm::ArrayRef<std::string> Arguments,
                                                  llvm::ArrayRef<std::string> Warnings,
                                                  bool WarningsAreErrors, StringRef Object) {
  PluginSettings Result;
  if (WarningsAreErrors)
    append(Result.Rules.WarningsAsErrors, "valuetask-*");
  for (const std::string &Argument : Arguments)
    if (llvm::Error E = readArgument(Argument, Object, Result))
      return E;
  for (const std::string &Flag : Warnings)
    if (llvm::Error E = readWarning(Flag, Result))
      return E;
  if (Result.Root.empty())
    Result.Root = projectRoot();
  return Result;
}

} // namespace valuetask
