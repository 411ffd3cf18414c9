//===--- JunitReport.cpp - test results, for CI systems -------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "input/Paths.h"
#include "reports/Reports.h"
#include "llvm/ADT/STLExtras.h"
#include <map>

namespace valuetask {

/// A file is a test case; a finding is a failure of the file in which it is.
void writeJunit(const Report &What, llvm::raw_ostream &Out) {
  std::map<std::string, std::vector<const FoundDiagnostic *>> Found;
  std::map<std::string, std::string> Broken;
  for (const std::string &File : What.Input.Files)
    Found.try_emplace(relativePath(File, What.Root));
  for (const FoundDiagnostic &E : What.Result.Diagnostics)
    if (!isCompilerError(E))
      Found[relativePath(E.Message.FilePath, What.Root)].push_back(&E);
  for (const Unusable &Problem : notAnalysed(What)) {
    Found.try_emplace(Problem.File);
    Broken[Problem.File] = Problem.Reason;
  }
  for (const std::string &Missing : What.Input.MissingShards) {
    Found.try_emplace(Missing);
    Broken[Missing] = "is missing";
  }
  Out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
      << "  <testsuite name=\"valuetask-check\" tests=\"" << Found.size() << "\" failures=\""
      << llvm::count_if(Found, [](const auto &Case) { return !Case.second.empty(); })
      << "\" errors=\"" << Broken.size() << "\">\n";
  for (const auto &[File, Findings] : Found) {
    Out << "    <testcase classname=\"valuetask-check\" name=\"" << markupText(File) << "\"";
    const auto Why = Broken.find(File);
    if (Findings.empty() && Why == Broken.end()) {
      Out << "/>\n";
      continue;
    }
    Out << ">\n";
    if (Why != Broken.end())
      Out << "      <error message=\"" << markupText(Why->second) << "\"/>\n";
    for (const FoundDiagnostic *E : Findings) {
      const Position Begin = What.Files.positionOf(E->Message.FilePath, E->Message.FileOffset);
      Out << "      <failure type=\"" << E->DiagnosticName << "\" message=\""
          << markupText(E->Message.Message) << "\">" << markupText(File) << ":" << Begin.Line << ":"
          << Begin.Column << (E->Help.Message.empty() ? "" : "\n" + markupText(E->Help.Message))
          << "</failure>\n";
    }
    Out << "    </testcase>\n";
  }
  Out << "  </testsuite>\n</testsuites>\n";
}

} // namespace valuetask
