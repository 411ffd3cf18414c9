//===--- ReportModel.h - what reports are made of ---------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_REPORTS_REPORTMODEL_H
#define VALUETASK_CHECK_REPORTS_REPORTMODEL_H

#include "analysis/RunResult.h"
#include "analysis/Sources.h"
#include "findings/Rules.h"
#include "input/InputFiles.h"
#include "input/ProfilesInUse.h"
#include "llvm/Support/JSON.h"
#include <string>
#include <vector>

namespace valuetask {

/// What a report is made of.
struct Report {
  const RunResult &Result;
  const InputFiles &Input;
  Sources &Files;
  const ProfilesInUse &Profiles; ///< for the page alone
  /// The folder to which the paths of files are relative; those of others stay absolute.
  std::string Root;
  int ExitCode = 0;
  double Seconds = 0;   ///< that the run took, on the wall clock
  bool Colours = false; ///< of the text
  bool IsPart = false;  ///< of what is to be merged, and settled then
};

/// As text, or as the value of an attribute, in HTML and in XML.
std::string markupText(llvm::StringRef Text);

/// What a message is about: the part of the file that its range names, around its place, or the one
/// character there.
FileRange extentOf(const SourceMessage &Message);

/// The files that could not be analysed, or not all of them, by name.
std::vector<Unusable> notAnalysed(const Report &What);

/// The row of a finding's rule in the rule table; the table's size for what is none.
size_t rowOf(const FoundDiagnostic &E);

/// "error" where the configuration made it one, else what the rule weighs: "warning" or "note".
/// SARIF's words.
llvm::StringRef levelOf(const FoundDiagnostic &E);
inline llvm::StringRef levelOf(const RuleInfo &Rule) {
  return Rule.Weight == Severity::Note ? "note" : "warning";
}

/// How many findings each rule has, in the order of the rule table.
std::vector<unsigned> countByRule(const RunResult &Result);

/// How many findings are not in the result, by what hides them.
llvm::json::Object hiddenCounts(const RunResult &Result);

/// Adds what hiddenCounts() wrote. \returns false for what it didn't.
bool addHidden(const llvm::json::Object &Hidden, RunResult &To);

/// How many files were not analysed because there is nothing to find in them, by why.
llvm::json::Object skippedCounts(const Report &What);

/// Adds what skippedCounts() wrote; null: nothing. \returns false for what it didn't write.
bool addSkipped(const llvm::json::Object *Skipped, RunResult &To, InputFiles &Input);

/// Adds to a report which shard of a run it is of, and which ones a merge lacked; where all of a
/// run is in it, nothing.
void describeShards(const InputFiles &Input, llvm::json::Object &To);

/// Reads what describeShards() wrote. \returns false for what it didn't.
bool readShards(const llvm::json::Object &From, InputFiles &To);

/// One sentence about the shards that a merge lacks.
std::string sentenceOnShards(const std::vector<std::string> &Missing);

/// A hash that stays the same while the lines around a finding move, a variable gets another name
/// or a message is worded anew, different for each finding of a run: of the rule, the file, the
/// function, and of which such a finding it is in the order of their places.
std::vector<std::string> fingerprints(const Report &What);

} // namespace valuetask

#endif // VALUETASK_CHECK_REPORTS_REPORTMODEL_H
