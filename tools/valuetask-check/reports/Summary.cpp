//===--- Summary.cpp - the summary of a run on stderr ---------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reports/Summary.h"
#include "findings/Rules.h"
#include "input/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/WithColor.h"

namespace valuetask {

static constexpr llvm::StringLiteral Program = "valuetask-check";

void printError(const llvm::Twine &Message) {
  llvm::WithColor::error(llvm::errs(), Program) << Message << "\n";
}

void printWarning(const llvm::Twine &Message) {
  llvm::WithColor::warning(llvm::errs(), Program) << Message << "\n";
}

void printUnusable(const std::vector<Unusable> &Files) {
  for (const Unusable &Problem : Files)
    printError("'" + Problem.File + "' " + Problem.Reason);
}

std::string counted(size_t Count, llvm::StringRef Noun) {
  return (llvm::Twine(Count) + " " + Noun + (Count == 1 ? "" : "s")).str();
}

/// "kj (12 files), seastar (1 file)"
static std::string dialectsIn(const Statistics &Counted) {
  std::string Text;
  llvm::ArrayRef<std::string> Rest = Counted.DialectsFound;
  while (!Rest.empty()) {
    const llvm::StringRef Name = Rest.front();
    const size_t Files =
        Rest.take_while([&](const std::string &Other) { return Other == Name; }).size();
    Rest = Rest.drop_front(Files);
    Text += ((Text.empty() ? "" : ", ") + Name + " (" + counted(Files, "file") + ")").str();
  }
  return Text;
}

void printBeginning(size_t Files, llvm::StringRef DatabaseFile, unsigned Jobs) {
  llvm::SmallString<256> Here;
  if (llvm::sys::fs::current_path(Here))
    Here.clear(); // there is none
  llvm::errs() << Program << ": " << counted(Files, "file");
  if (!DatabaseFile.empty())
    llvm::errs() << " from " << relativePath(DatabaseFile, Here);
  llvm::errs() << ", " << counted(Jobs, "job") << "\n";
}

std::vector<std::string> summaryItems(const Report &What) {
  const RunResult &Result = What.Result;
  const InputFiles &Input = What.Input;
  std::vector<std::string> Items = {counted(Result.Findings, "finding") + " in " +
                                    counted(Input.Files.size(), "file")};
  auto Add = [&](size_t Count, const llvm::Twine &Text) {
    if (Count)
      Items.push_back(Text.str());
  };
  auto AddCount = [&](size_t Count, llvm::StringRef What) {
    Add(Count, llvm::Twine(Count) + " " + What);
  };
  const size_t Failed = Result.Failed.size() + Input.Unusables.size();
  Add(Failed, counted(Failed, "file") + " failed");
  Add(Input.MissingShards.size(), counted(Input.MissingShards.size(), "shard") + " missing");
  AddCount(Result.Skipped, "skipped (no single-use types)");
  AddCount(Input.WithoutRules, "skipped (all rules switched off)");
  AddCount(Input.OtherLanguages, "skipped (neither C nor C++)");
  AddCount(Result.Counted.NotLookedAt.size(), "not analysed (templates without an instance)");
  AddCount(Result.HiddenByNolint, "suppressed by NOLINT");
  AddCount(Result.HiddenByHeaderFilter, "suppressed by the header filter");
  AddCount(Result.HiddenByBaseline, "suppressed by the baseline");
  AddCount(Result.HiddenAsUnchanged, "suppressed by --since");
  return Items;
}

void printSummary(const Report &What) {
  llvm::raw_ostream &Out = llvm::errs();
  Out << Program << ": " << llvm::join(summaryItems(What), "; ");
  if (What.Result.FromCache)
    Out << "; " << What.Result.FromCache << " from the cache";
  Out << "; " << llvm::format("%.1f", What.Seconds) << " s\n";
  if (const std::string Dialects = dialectsIn(What.Result.Counted); !Dialects.empty())
    Out << "  dialects: " << Dialects << "\n";
  std::vector<std::pair<llvm::StringRef, size_t>> Counts;
  for (const auto &[Rule, Count] : llvm::zip(allRules(), countByRule(What.Result)))
    Counts.emplace_back(Rule.Name, Count);
  Counts.emplace_back(UnusedSuppression,
                      llvm::count_if(What.Result.Diagnostics, [](const FoundDiagnostic &E) {
                        return E.DiagnosticName == UnusedSuppression;
                      }));
  llvm::erase_if(Counts, [](const auto &Row) { return Row.second == 0; });
  if (Counts.size() > 1)
    for (const auto &[Name, Count] : Counts)
      Out << "  " << llvm::left_justify(Name, 30) << Count << "\n";
}

void printStatistics(const RunResult &Result) {
  const Statistics &Counted = Result.Counted;
  llvm::errs() << "functions seen:       " << Counted.FunctionsSeen << "\n"
               << "functions analysed:   " << Counted.FunctionsAnalysed << "\n"
               << "candidates:           " << Counted.Candidates << "\n"
               << "candidates refuted:   " << Counted.Refuted << "\n"
               << "paths refuted by Z3:  " << Counted.PathsRefutedBySolver << "\n"
               << "candidates dropped:   " << Counted.Dropped << "\n";
  for (const std::string &Function : Counted.DroppedIn)
    llvm::errs() << "  dropped in:         " << Function << "\n";
  for (const TemplatePlace &Template : Counted.NotLookedAt)
    llvm::errs() << "  not looked at:      " << Template.File << ":" << Template.Line << ": "
                 << Template.Name << ", which nothing instantiates\n";
  const std::pair<llvm::StringRef, double> Steps[] = {
      {"collecting code:    ", Counted.CollectMs},
      {"events and graphs:  ", Counted.EventsMs},
      {"candidates:         ", Counted.CandidatesMs},
      {"refutation:         ", Counted.RefutationMs},
      {"joining files:      ", Result.LinkMs}};
  for (const auto &[Step, Milliseconds] : Steps)
    llvm::errs() << "ms for " << Step << llvm::format("%.1f", Milliseconds) << "\n";
}

} // namespace valuetask
