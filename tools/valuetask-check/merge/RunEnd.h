//===--- RunEnd.h - how a run ends ------------------------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_MERGE_RUNEND_H
#define VALUETASK_CHECK_MERGE_RUNEND_H

#include "analysis/RunResult.h"
#include "analysis/Sources.h"
#include "input/InputFiles.h"
#include "input/ProfilesInUse.h"
#include "merge/Baseline.h"
#include "settings/Settings.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Error.h"
#include <chrono>
#include <functional>
#include <optional>

namespace valuetask {

/// The exit codes of the interface. What can't be written is WrongUsage, too.
enum ExitCode { NothingFound = 0, FoundSomething = 1, WrongUsage = 2, NotAnalysed = 3 };

/// Says so on stderr, in a line for each error. \returns the exit code
int wrongUsage(const llvm::Twine &Message);
int wrongUsage(llvm::Error Problem);

/// An analysis, or a merge, that has found all that there is to find.
struct RunEnd {
  const Settings &Asked;
  RunResult &Result;
  const InputFiles &Input; ///< what the reports name as analysed
  Sources &Files;
  const ProfilesInUse &Profiles;
  std::chrono::steady_clock::time_point Started;
  const std::optional<Baseline> &Old; ///< what Asked.Baseline has
  /// As of Baseline::takeKnown().
  std::function<bool(llvm::StringRef)> IsCovered;
  bool IsPart = false;           ///< of what is to be merged
  std::optional<bool> Colours{}; ///< as of writeAll()
  /// What an analysis does besides reports, after them: with fixes, and in warnings.
  std::function<llvm::Error()> UseFixes{};
  std::function<void()> Warn{};
  std::function<void()> AfterSummary{};
  /// Warnings about what the configuration names and isn't there; errors with --strict.
  std::vector<std::string> Misconfigured{};
};

/// Applies the baselines, writes reports and facts, prints the summary. All that can be written is,
/// whatever else can't be.
///
/// \returns the exit code
int finishRun(const RunEnd &End);

} // namespace valuetask

#endif // VALUETASK_CHECK_MERGE_RUNEND_H
