//===--- Summary.cpp - what a run tells on stderr -------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reports/Summary.h"
#include "findings/Rules.h"
#include "llvm/ADT/STLExtras.h"
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

void printSummary(const Report &What) {
  const RunResult &Result = What.Result;
  llvm::raw_ostream &Out = llvm::errs();
  Out << Program << ": " << counted(Result.Findings, "finding") << " in "
      << counted(What.Input.Files.size(), "file");
  auto Tell = [&](llvm::StringRef Text, size_t Count) {
    if (Count)
      Out << "; " << Text << ": " << Count;
  };
  if (const size_t Failed = Result.Failed.size() + What.Input.Unusables.size())
    Out << "; not or not fully analysed: " << counted(Failed, "file");
  Tell("missing shards", What.Input.MissingShards.size());
  Tell("in other languages", What.Input.OtherLanguages);
  Tell("with all rules switched off", What.Input.WithoutRules);
  Tell("without such types", Result.Skipped);
  Tell("from the cache", Result.FromCache);
  Tell("hidden by NOLINT comments", Result.HiddenByNolint);
  Tell("hidden by the header filter", Result.HiddenByHeaderFilter);
  Tell("hidden by the baseline", Result.HiddenByBaseline);
  Tell("not in changed lines", Result.HiddenAsUnchanged);
  Out << "; " << llvm::format("%.1f", What.Seconds) << " s\n";
  if (const std::string Dialects = dialectsIn(Result.Counted); !Dialects.empty())
    Out << "  dialects: " << Dialects << "\n";
  if (const auto Unused = llvm::count_if(Result.Diagnostics, [](const FoundDiagnostic &E) {
        return E.DiagnosticName == UnusedSuppression;
      }))
    Out << "  of them unused suppressions: " << Unused << "\n";
  const std::vector<unsigned> Counts = countByRule(Result);
  if (Result.Findings > 1 && llvm::count_if(Counts, [](unsigned Count) { return Count > 0; }) > 1)
    for (const auto &[Rule, Count] : llvm::zip(allRules(), Counts))
      if (Count)
        Out << "  " << llvm::left_justify(Rule.Name, 28) << Count << "\n";
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
