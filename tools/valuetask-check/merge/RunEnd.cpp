//===--- RunEnd.cpp - how a run ends --------------------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "merge/RunEnd.h"
#include "reports/Reports.h"
#include "reports/Summary.h"
#include "llvm/ADT/STLExtras.h"

namespace valuetask {

int wrongUsage(const llvm::Twine &Message) {
  printError(Message);
  return WrongUsage;
}

int wrongUsage(llvm::Error Problem) {
  llvm::handleAllErrors(std::move(Problem),
                        [](const llvm::ErrorInfoBase &E) { printError(E.message()); });
  return WrongUsage;
}

/// By what was found and what wasn't analysed; what can't be written comes on top of that.
static ExitCode exitCodeOf(const RunEnd &End) {
  if (End.Asked.Strict && !End.Misconfigured.empty())
    return WrongUsage;
  if (!End.Result.Failed.empty() || !End.Input.Unusables.empty() ||
      !End.Input.MissingShards.empty() || llvm::any_of(End.Result.Diagnostics, isCompilerError))
    return NotAnalysed;
  return End.Result.Findings && End.Asked.WriteBaseline.empty() ? FoundSomething : NothingFound;
}

int finishRun(const RunEnd &End) {
  const Settings &Asked = End.Asked;
  llvm::Error Problem = useBaselines(Asked, End.Old, End.Result, End.IsCovered);
  const ExitCode Code = exitCodeOf(End);
  const std::chrono::duration<double> Taken = std::chrono::steady_clock::now() - End.Started;
  const Report Whole{.Result = End.Result,
                     .Input = End.Input,
                     .Files = End.Files,
                     .Profiles = End.Profiles,
                     .Root = Asked.Root,
                     .ExitCode = Code,
                     .Seconds = Taken.count(),
                     .IsPart = End.IsPart};
  Problem = llvm::joinErrors(std::move(Problem), writeAll(Whole, Asked.Outputs, End.Colours));
  Problem = llvm::joinErrors(std::move(Problem), writeFacts(End.Result.Whole, Asked.FactsOutput));
  if (End.UseFixes)
    Problem = llvm::joinErrors(std::move(Problem), End.UseFixes());
  // A build prints what 'merge' says, and that fails for what was found.
  if (!Asked.UnitOutput.empty())
    return Problem ? wrongUsage(std::move(Problem)) : NothingFound;
  printUnusable(End.Result.Failed);
  if (!End.Input.MissingShards.empty())
    printError(sentenceOnShards(End.Input.MissingShards));
  if (End.Warn)
    End.Warn();
  for (const std::string &Message : End.Misconfigured)
    Asked.Strict ? printError(Message) : printWarning(Message);
  if (Asked.Stats)
    printStatistics(End.Result);
  if (!Asked.Quiet)
    printSummary(Whole);
  if (End.AfterSummary)
    End.AfterSummary();
  return Problem ? wrongUsage(std::move(Problem)) : Code;
}

} // namespace valuetask
