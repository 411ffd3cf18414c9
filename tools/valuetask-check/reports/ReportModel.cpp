//===--- ReportModel.cpp - what reports are made of -----------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reports/ReportModel.h"
#include "analysis/FileRecorder.h"
#include "input/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include <map>
#include <tuple>

namespace valuetask {

namespace json = llvm::json;

size_t rowOf(const FoundDiagnostic &E) {
  return llvm::find_if(allRules(),
                       [&](const RuleInfo &Rule) { return Rule.Name == E.DiagnosticName; }) -
         allRules().begin();
}

llvm::StringRef levelOf(const FoundDiagnostic &E) {
  if (E.IsWarningAsError)
    return "error";
  const size_t Row = rowOf(E);
  return Row < allRules().size() ? levelOf(allRules()[Row]) : "warning";
}

std::vector<Unusable> notAnalysed(const Report &What) {
  std::vector<Unusable> All;
  for (const std::vector<Unusable> *Some : {&What.Input.Unusables, &What.Result.Failed})
    for (const Unusable &Problem : *Some)
      All.push_back({relativePath(absolutePath(Problem.File), What.Root), Problem.Reason});
  llvm::sort(All, [](const Unusable &A, const Unusable &B) {
    return std::tie(A.File, A.Reason) < std::tie(B.File, B.Reason);
  });
  return All;
}

std::vector<unsigned> countByRule(const RunResult &Result) {
  std::vector<unsigned> Counts(allRules().size());
  for (const FoundDiagnostic &E : Result.Diagnostics)
    if (const size_t Rank = rowOf(E); Rank < Counts.size())
      ++Counts[Rank];
  return Counts;
}

static constexpr std::pair<llvm::StringLiteral, unsigned RunResult::*> HiddenCounts[] = {
    {"nolint", &RunResult::HiddenByNolint},
    {"headerFilter", &RunResult::HiddenByHeaderFilter},
    {"baseline", &RunResult::HiddenByBaseline},
    {"unchanged", &RunResult::HiddenAsUnchanged}};

FileRange extentOf(const SourceMessage &Message) {
  for (const FileRange &Range : Message.Ranges)
    if (Range.File == Message.FilePath && Range.Offset <= Message.FileOffset &&
        Message.FileOffset < Range.Offset + Range.Length)
      return Range;
  return {Message.FilePath, Message.FileOffset, 1};
}

json::Object hiddenCounts(const RunResult &Result) {
  json::Object Counts;
  for (const auto &[Key, Count] : HiddenCounts)
    Counts[Key] = Result.*Count;
  return Counts;
}

bool addHidden(const json::Object &Hidden, RunResult &To) {
  for (const auto &[Key, Count] : HiddenCounts) {
    const std::optional<int64_t> Number = Hidden.getInteger(Key);
    if (!Number)
      return false;
    To.*Count += static_cast<unsigned>(*Number);
  }
  return true;
}

json::Object skippedCounts(const Report &What) {
  return json::Object{{"noSingleUseTypes", What.Result.Skipped},
                      {"allRulesSwitchedOff", What.Input.WithoutRules},
                      {"otherLanguages", What.Input.OtherLanguages}};
}

bool addSkipped(const json::Object *Skipped, RunResult &To, InputFiles &Input) {
  const std::pair<llvm::StringRef, unsigned *> Counts[] = {
      {"noSingleUseTypes", &To.Skipped},
      {"allRulesSwitchedOff", &Input.WithoutRules},
      {"otherLanguages", &Input.OtherLanguages}};
  if (!Skipped)
    return true; // older versions wrote none
  for (const auto &[Key, Count] : Counts) {
    const std::optional<int64_t> Number = Skipped->getInteger(Key);
    if (!Number)
      return false;
    *Count += static_cast<unsigned>(*Number);
  }
  return true;
}

void describeShards(const InputFiles &Input, json::Object &To) {
  if (Input.Part.Count > 1)
    To["shard"] = json::Object{{"index", Input.Part.Index}, {"count", Input.Part.Count}};
  if (!Input.MissingShards.empty())
    To["missingShards"] = json::Array(Input.MissingShards);
}

bool readShards(const json::Object &From, InputFiles &To) {
  To.Part = {};
  To.MissingShards.clear();
  if (const json::Value *Read = From.get("shard")) {
    const json::Object *Part = Read->getAsObject();
    const int64_t Index = Part ? Part->getInteger("index").value_or(0) : 0;
    const int64_t Count = Part ? Part->getInteger("count").value_or(0) : 0;
    constexpr int64_t Most = 1000000; // each of them that is missing gets a name
    if (Index < 1 || Index > Count || Count > Most)
      return false;
    To.Part = {static_cast<unsigned>(Index), static_cast<unsigned>(Count)};
  }
  if (const json::Value *Missing = From.get("missingShards")) {
    json::Path::Root Where;
    return json::fromJSON(*Missing, To.MissingShards, Where);
  }
  return true;
}

std::string sentenceOnShards(const std::vector<std::string> &Missing) {
  constexpr size_t MostNamed = 10;
  std::vector<std::string> Names = llvm::ArrayRef(Missing).take_front(MostNamed).vec();
  if (Missing.size() > MostNamed)
    Names.push_back(llvm::utostr(Missing.size() - MostNamed) + " more");
  std::string Text;
  for (const auto &[Index, Name] : llvm::enumerate(Names))
    Text += (Index == 0 ? "" : Index + 1 == Names.size() ? " and " : ", ") + Name;
  return Text + (Missing.size() == 1 ? " is" : " are") +
         " missing; run 'merge' with the reports of all shards";
}

std::vector<std::string> fingerprints(const Report &What) {
  std::map<std::string, unsigned> Seen;
  std::vector<std::string> Result;
  for (const FoundDiagnostic &E : What.Result.Diagnostics) {
    const std::string Identity = llvm::formatv(
        "{0}\n{1}\n{2}", E.DiagnosticName, relativePath(E.Message.FilePath, What.Root), E.Function);
    const unsigned Which = Seen[Identity]++;
    Result.push_back(
        llvm::toHex(hashOf(Identity + "\n" + llvm::utostr(Which)), /*LowerCase=*/true));
  }
  return Result;
}

std::string markupText(llvm::StringRef Text) {
  std::string Result;
  llvm::raw_string_ostream Out(Result);
  // A control character has no place in XML 1.0, escaped or not.
  std::string Printable;
  llvm::copy_if(json::fixUTF8(Text), std::back_inserter(Printable), [](char C) {
    return static_cast<unsigned char>(C) >= 0x20 || C == '\n' || C == '\t';
  });
  llvm::printHTMLEscaped(Printable, Out);
  return Result;
}

} // namespace valuetask
