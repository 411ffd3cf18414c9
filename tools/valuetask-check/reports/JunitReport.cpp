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

/// One line each, as compilers write them.
static std::string textOf(const Report &What, llvm::ArrayRef<const FoundDiagnostic *> Findings) {
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  for (const FoundDiagnostic *E : Findings) {
    const SourceMessage &At = E->Message;
    const Position Begin = What.Files.positionOf(At.FilePath, At.FileOffset);
    Out << relativePath(At.FilePath, What.Root) << ":" << Begin.Line << ":" << Begin.Column << ": "
        << At.Message << " [" << E->DiagnosticName << "]\n";
    if (!E->Help.Message.empty())
      Out << "  " << E->Help.Message << "\n";
  }
  return Text;
}

/// A file is a test case, whose name stays the same while lines move. It has one failure at most,
/// as several schemas want: with all findings of the file.
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
      << llvm::count_if(
             Found,
             [&](const auto &Case) { return !Case.second.empty() && !Broken.contains(Case.first); })
      << "\" errors=\"" << Broken.size() << "\">\n";
  for (const auto &[File, Findings] : Found) {
    Out << "    <testcase classname=\"valuetask-check\" name=\"" << markupText(File) << "\"";
    const auto Why = Broken.find(File);
    if (Findings.empty() && Why == Broken.end()) {
      Out << "/>\n";
      continue;
    }
    std::string Element = "failure", Type = "valuetask-check", Message;
    if (Why != Broken.end()) {
      Element = "error";
      Message = Why->second;
    } else if (Findings.size() == 1) {
      Type = Findings.front()->DiagnosticName;
      Message = Findings.front()->Message.Message;
    } else {
      Message = std::to_string(Findings.size()) + " findings";
    }
    Out << ">\n      <" << Element << " type=\"" << Type << "\" message=\"" << markupText(Message)
        << "\">" << markupText(textOf(What, Findings)) << "</" << Element << ">\n";
    Out << "    </testcase>\n";
  }
  Out << "  </testsuite>\n</testsuites>\n";
}

} // namespace valuetask
