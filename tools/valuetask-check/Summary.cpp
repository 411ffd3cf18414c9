//===--- Summary.cpp - what a run tells on stderr -------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Summary.h"
#include "Finding.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/WithColor.h"

using namespace llvm;

namespace valuetask {

static constexpr StringLiteral Program = "valuetask-check";

void printError(const Twine &Message) { WithColor::error(errs(), Program) << Message << "\n"; }

void printWarning(const Twine &Message) { WithColor::warning(errs(), Program) << Message << "\n"; }

void printUnusable(const std::vector<Unusable> &Files) {
  for (const Unusable &Each : Files)
    printError("'" + Each.File + "' " + Each.Reason);
}

static std::string counted(unsigned Count, StringRef Noun) {
  return (Twine(Count) + " " + Noun + (Count == 1 ? "" : "s")).str();
}

void printSummary(const Report &What) {
  const RunResult &Result = What.Result;
  raw_ostream &Out = errs();
  Out << Program << ": " << counted(Result.Findings, "finding") << " in "
      << counted(What.Input.Files.size(), "file");
  auto Tell = [&](StringRef Text, size_t Count) {
    if (Count)
      Out << "; " << Text << ": " << Count;
  };
  if (const size_t Failed = Result.Failed.size() + What.Input.Unusables.size())
    Out << "; not or not fully analysed: " << counted(Failed, "file");
  Tell("without such types", Result.Skipped);
  Tell("from the cache", Result.FromCache);
  Tell("hidden by NOLINT comments", Result.HiddenByNolint);
  Tell("hidden by the header filter", Result.HiddenByHeaderFilter);
  Tell("hidden by the baseline", Result.HiddenByBaseline);
  Tell("not in changed lines", Result.HiddenAsUnchanged);
  Out << "; " << format("%.1f", What.Seconds) << " s\n";
  const std::vector<unsigned> Counts = countByRule(Result);
  if (Result.Findings > 1 && count_if(Counts, [](unsigned Count) { return Count > 0; }) > 1)
    for (const auto &[Rule, Count] : zip(allRules(), Counts))
      if (Count)
        Out << "  " << left_justify(Rule.Name, 28) << Count << "\n";
}

void printStatistics(const Statistics &Counted) {
  errs() << "functions seen:       " << Counted.FunctionsSeen << "\n"
         << "functions analysed:   " << Counted.FunctionsAnalysed << "\n"
         << "candidates:           " << Counted.Candidates << "\n"
         << "candidates refuted:   " << Counted.Refuted << "\n"
         << "paths refuted by Z3:  " << Counted.PathsRefutedBySolver << "\n"
         << "candidates dropped:   " << Counted.Dropped << "\n";
  for (const std::string &Function : Counted.DroppedIn)
    errs() << "  dropped in:         " << Function << "\n";
  const std::pair<StringRef, double> Steps[] = {{"collecting code:    ", Counted.CollectMs},
                                                {"events and graphs:  ", Counted.EventsMs},
                                                {"candidates:         ", Counted.CandidatesMs},
                                                {"refutation:         ", Counted.RefutationMs}};
  for (const auto &[Step, Milliseconds] : Steps)
    errs() << "ms for " << Step << format("%.1f", Milliseconds) << "\n";
}

} // namespace valuetask
