//===--- Reports.h - where results go -----------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_REPORTS_REPORTS_H
#define VALUETASK_CHECK_REPORTS_REPORTS_H

#include "analysis/Analysis.h"
#include "analysis/Sources.h"
#include "findings/Finding.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"
#include <optional>
#include <string>

namespace valuetask {

enum class Format { Text, Sarif, Json, Github, Junit, Html };

/// What a name on the command line means.
std::optional<Format> formatNamed(llvm::StringRef Name);

struct ProfilesInUse;

/// What a report is made of.
struct Report {
  const RunResult &Result;
  const Inputs &Input;
  Sources &Files;
  /// The folder to which the paths of files are relative; those of others stay absolute.
  std::string Root;
  int ExitCode;
  double Seconds;                          ///< that the run took, on the wall clock
  bool Colours;                            ///< of the text
  bool IsPart = false;                     ///< of what is to be merged, and settled then
  const ProfilesInUse *Profiles = nullptr; ///< for the page alone
};

/// Writes one report. All but the text have nothing in them that hangs on the machine or the hour,
/// so that two of the same run are the same bytes. O(findings), and each file that has one is read
/// once.
void write(const Report &What, Format As, llvm::raw_ostream &Out);

struct Output {
  Format As = Format::Text;
  std::string File; ///< "-" for stdout
};

/// Writes all reports. Each is tried: that one file can't be written costs no other.
///
/// \param Colours  of the text; unset: if stdout is a terminal, and NO_COLOR isn't set
llvm::Error writeAll(const Report &What, llvm::ArrayRef<Output> Outputs,
                     std::optional<bool> Colours);

/// Clang's own look.
void writeText(const Report &What, llvm::raw_ostream &Out);

/// SARIF 2.1.0 (OASIS standard), as GitHub, GitLab and Azure DevOps read it.
void writeSarif(const Report &What, llvm::raw_ostream &Out);

/// A page for people, in one file: the functions that were measured, and the findings in their
/// source.
void writeHtml(const Report &What, llvm::raw_ostream &Out);

/// The table that GitHub shows on a job's page (GITHUB_STEP_SUMMARY), in Markdown.
void writeSummaryTable(const Report &What, llvm::raw_ostream &Out);

/// As text, or as the value of an attribute, in HTML and in XML.
std::string markupText(llvm::StringRef Text);

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

/// A hash that stays the same while the lines around a finding move, different for each finding of
/// a run: of the rule, the file, the function, the message, and of which such a finding it is.
std::vector<std::string> fingerprints(const Report &What);

} // namespace valuetask

#endif // VALUETASK_CHECK_REPORTS_REPORTS_H
