//===--- GitlabReport.cpp - GitLab's Code Quality reports -----------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "input/Paths.h"
#include "reports/Reports.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"

namespace valuetask {

namespace json = llvm::json;

namespace {

json::Object issue(llvm::StringRef Check, llvm::StringRef Severity, std::string Description,
                   std::string Fingerprint, std::string File, unsigned Line) {
  return json::Object{{"description", std::move(Description)},
                      {"check_name", Check},
                      {"fingerprint", std::move(Fingerprint)},
                      {"severity", Severity},
                      {"location", json::Object{{"path", std::move(File)},
                                                {"lines", json::Object{{"begin", Line}}}}}};
}

} // namespace

/// An array of issues, as https://docs.gitlab.com/ci/testing/code_quality describes it. What could
/// not be analysed is an issue too: a pipeline compares issues only, and must not take it for
/// clean.
void writeGitlab(const Report &What, llvm::raw_ostream &Out) {
  json::Array Issues;
  const std::vector<std::string> Prints = fingerprints(What);
  for (const auto &[E, Print] : llvm::zip(What.Result.Diagnostics, Prints)) {
    const std::string File = relativePath(E.Message.FilePath, What.Root);
    const unsigned Line = What.Files.positionOf(E.Message.FilePath, E.Message.FileOffset).Line;
    if (isCompilerError(E)) {
      Issues.push_back(issue("compiler-error", "blocker", E.Message.Message, Print, File, Line));
      continue;
    }
    const llvm::StringRef Severity = llvm::StringSwitch<llvm::StringRef>(levelOf(E))
                                         .Case("error", "critical")
                                         .Case("warning", "major")
                                         .Default("minor");
    const std::string &Help = E.Help.Message;
    Issues.push_back(issue(E.DiagnosticName, Severity,
                           E.Message.Message + (Help.empty() ? "" : "; " + Help), Print, File,
                           Line));
  }
  for (const Unusable &Problem : notAnalysed(What))
    Issues.push_back(issue("not-analysed", "blocker", "'" + Problem.File + "' " + Problem.Reason,
                           "not-analysed:" + Problem.File, Problem.File, 1));
  if (const std::vector<std::string> &Missing = What.Input.MissingShards; !Missing.empty())
    Issues.push_back(
        issue("not-analysed", "blocker", sentenceOnShards(Missing), "missing-shards", ".", 1));
  Out << llvm::formatv("{0:2}", json::Value(std::move(Issues))) << "\n";
}

} // namespace valuetask
