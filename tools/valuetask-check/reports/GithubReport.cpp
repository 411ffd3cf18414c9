//===--- GithubReport.cpp - annotations of a pull request -----------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "input/Paths.h"
#include "output/OutputFile.h"
#include "reports/Reports.h"
#include "reports/RulePages.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Process.h"

namespace valuetask {

namespace {

/// GitHub's workflow commands take a line each; in values, ':' and ',' are separators.
std::string commandText(llvm::StringRef Text, bool IsValue) {
  std::string Result;
  for (const char C : Text)
    if (C == '%' || C == '\r' || C == '\n' || (IsValue && (C == ':' || C == ',')))
      Result += "%" + llvm::toHex(llvm::StringRef(&C, 1));
    else
      Result += C;
  return Result;
}

void writeCommand(const Report &What, llvm::StringRef Level, llvm::StringRef Title,
                  const FoundDiagnostic &E, llvm::raw_ostream &Out) {
  const SourceMessage &At = E.Message;
  const FileRange Extent = extentOf(At);
  const Position Begin = What.Files.positionOf(Extent.File, Extent.Offset);
  const Position End = What.Files.positionOf(Extent.File, Extent.Offset + Extent.Length);
  Out << "::" << Level
      << " file=" << commandText(relativePath(At.FilePath, What.Root), /*IsValue=*/true)
      << ",line=" << Begin.Line << ",endLine=" << End.Line << ",col=" << Begin.Column
      << ",endColumn=" << End.Column << ",title=" << Title << "::"
      << commandText(At.Message + (E.Help.Message.empty() ? "" : "\n" + E.Help.Message),
                     /*IsValue=*/false)
      << "\n";
}

} // namespace

/// GitHub shows only the first ten of a step: those that weigh most come first.
void writeGithub(const Report &What, llvm::raw_ostream &Out) {
  if (const std::vector<std::string> &Missing = What.Input.MissingShards; !Missing.empty())
    Out << "::error title=not analysed::"
        << commandText(sentenceOnShards(Missing), /*IsValue=*/false) << "\n";
  for (const Unusable &Problem : notAnalysed(What))
    Out << "::error file=" << commandText(Problem.File, /*IsValue=*/true) << ",title=not analysed::"
        << commandText("'" + Problem.File + "' " + Problem.Reason,
                       /*IsValue=*/false)
        << "\n";
  std::vector<const FoundDiagnostic *> Ranked;
  for (const FoundDiagnostic &E : What.Result.Diagnostics)
    if (isCompilerError(E))
      writeCommand(What, "error", "compiler error", E, Out);
    else
      Ranked.push_back(&E);
  // All of them are in one vector, in the order of their places.
  llvm::sort(Ranked, [](const auto *A, const auto *B) {
    return std::pair(rowOf(*A), A) < std::pair(rowOf(*B), B);
  });
  for (const FoundDiagnostic *E : Ranked)
    writeCommand(What, levelOf(*E) == "note" ? "notice" : levelOf(*E), E->DiagnosticName, *E, Out);
}

/// In Markdown.
static void writeSummaryTable(const Report &What, llvm::raw_ostream &Out) {
  Out << "### valuetask-check: " << What.Result.Findings
      << (What.Result.Findings == 1 ? " finding" : " findings") << "\n\n";
  if (What.Result.Findings) {
    Out << "| rule | findings |\n|---|---|\n";
    for (const auto &[Rule, Count] : llvm::zip(allRules(), countByRule(What.Result)))
      if (Count)
        Out << "| [" << Rule.Name << "](" << urlOfPage(Rule.Name) << ") | " << Count << " |\n";
    Out << "\n";
  }
  if (const std::vector<std::string> &Missing = What.Input.MissingShards; !Missing.empty())
    Out << sentenceOnShards(Missing) << "\n\n";
  if (const size_t Failed = What.Result.Failed.size() + What.Input.Unusables.size())
    Out << Failed << (Failed == 1 ? " file was" : " files were")
        << " not, or not fully, analysed.\n";
}

llvm::Error appendJobSummary(const Report &What) {
  const std::optional<std::string> Page = llvm::sys::Process::GetEnv("GITHUB_STEP_SUMMARY");
  if (!Page || Page->empty())
    return llvm::Error::success();
  std::string Table;
  llvm::raw_string_ostream Out(Table);
  writeSummaryTable(What, Out);
  if (llvm::Error E = appendToFile(*Page, Table))
    return llvm::createStringError(llvm::toString(std::move(E)) +
                                   "; the variable GITHUB_STEP_SUMMARY names it");
  return llvm::Error::success();
}

} // namespace valuetask
