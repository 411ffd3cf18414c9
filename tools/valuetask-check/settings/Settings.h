//===--- Settings.h - what the command line asks for ---*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_SETTINGS_SETTINGS_H
#define VALUETASK_CHECK_SETTINGS_SETTINGS_H

#include "analysis/Workers.h"
#include "input/Configuration.h"
#include "reports/Formats.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>
#include <vector>

namespace valuetask {

/// What to do instead of an analysis, if anything.
enum class Task {
  Analyse,
  Help,
  Version,
  ListRules,
  Explain,
  SelfTest,
  Merge,
  Doctor,
  Describe,
  Lsp,
  Completion
};

struct Settings {
  Task What = Task::Analyse;
  std::string RuleToExplain;

  std::vector<std::string> Paths; ///< to analyse; of a merge, the reports
  std::string BuildDir;
  std::vector<std::string> Exclude; ///< regular expressions
  Configuration Rules;
  WorkLimits Limits;
  /// Of so many parts, the analysis of this one: 1 of 1 is all.
  unsigned Shard = 1, Shards = 1;

  bool WholeProgram = true; ///< join what the units tell of each other
  bool ClosedWorld = false;
  std::string FactsOutput;

  std::string CacheDir; ///< empty: none
  uint64_t CacheBytes = 0;

  std::string Root; ///< absolute
  std::vector<Output> Outputs;
  std::string UnitOutput, DepFile; ///< the first is one of the outputs
  std::string ExportFixes;
  bool Fix = false, DryRun = false;
  bool UnusedSuppressions = false;
  bool Quiet = false, Stats = false;
  std::optional<bool> Colours; ///< unset: as the terminal, and the configuration, have it
  bool Strict = false;         ///< do warnings about the configuration fail the run?

  std::string Baseline, WriteBaseline;
  bool PruneBaseline = false;
  std::string Since;
  bool AllIncluders = false;
};

/// Reads the command line, of which '--' and what follows it was taken off.
///
/// \returns an error, in one sentence that says what to do, for anything that makes no sense.
llvm::Expected<Settings> parseSettings(int argc, const char *const *argv);

} // namespace valuetask

#endif // VALUETASK_CHECK_SETTINGS_SETTINGS_H
