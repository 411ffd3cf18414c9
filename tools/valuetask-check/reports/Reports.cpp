//===--- Reports.cpp - where results go -----------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reports/Reports.h"
#include "findings/Finding.h"
#include "input/Paths.h"
#include "reports/OpenResults.h"
#include "clang/Basic/Version.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Process.h"
#include <map>
#include <tuple>

namespace valuetask {

namespace json = llvm::json;

std::optional<Format> formatNamed(llvm::StringRef Name) {
  return llvm::StringSwitch<std::optional<Format>>(Name)
      .Case("text", Format::Text)
      .Case("sarif", Format::Sarif)
      .Case("json", Format::Json)
      .Case("github", Format::Github)
      .Case("junit", Format::Junit)
      .Case("html", Format::Html)
      .Default(std::nullopt);
}

size_t rowOf(const FoundDiagnostic &E) {
  return llvm::find_if(allRules(),
                       [&](const RuleInfo &Each) { return Each.Name == E.DiagnosticName; }) -
         allRules().begin();
}

llvm::StringRef levelOf(const FoundDiagnostic &E) {
  if (E.IsWarningAsError)
    return "error";
  const size_t Row = rowOf(E);
  return Row < allRules().size() ? levelOf(allRules()[Row]) : "warning";
}

std::vector<Unusable> notAnalysed(const Report &What) {
  std::vector<Unusable> All;
  for (const std::vector<Unusable> *Some : {&What.Input.Unusables, &What.Result.Failed})
    for (const Unusable &Each : *Some)
      All.push_back({relativePath(absolutePath(Each.File), What.Root), Each.Reason});
  llvm::sort(All, [](const Unusable &A, const Unusable &B) {
    return std::tie(A.File, A.Reason) < std::tie(B.File, B.Reason);
  });
  return All;
}

std::vector<unsigned> countByRule(const RunResult &Result) {
  std::vector<unsigned> Counts(allRules().size());
  for (const FoundDiagnostic &E : Result.Diagnostics)
    if (const size_t Rank = rowOf(E); Rank < Counts.size())
      ++Counts[Rank];
  return Counts;
}

static constexpr std::pair<llvm::StringLiteral, unsigned RunResult::*> HiddenCounts[] = {
    {"nolint", &RunResult::HiddenByNolint},
    {"headerFilter", &RunResult::HiddenByHeaderFilter},
    {"baseline", &RunResult::HiddenByBaseline},
    {"unchanged", &RunResult::HiddenAsUnchanged}};

json::Object hiddenCounts(const RunResult &Result) {
  json::Object Counts;
  for (const auto &[Key, Count] : HiddenCounts)
    Counts[Key] = Result.*Count;
  return Counts;
}

bool addHidden(const json::Object &Hidden, RunResult &To) {
  for (const auto &[Key, Count] : HiddenCounts) {
    const std::optional<int64_t> Number = Hidden.getInteger(Key);
    if (!Number)
      return false;
    To.*Count += static_cast<unsigned>(*Number);
  }
  return true;
}

std::vector<std::string> fingerprints(const Report &What) {
  std::map<std::string, unsigned> Seen;
  std::vector<std::string> Result;
  for (const FoundDiagnostic &E : What.Result.Diagnostics) {
    const std::string Known =
        llvm::formatv("{0}\n{1}\n{2}\n{3}", E.DiagnosticName,
                      relativePath(E.Message.FilePath, What.Root), E.Function, E.Message.Message);
    const unsigned Which = Seen[Known]++;
    Result.push_back(llvm::toHex(hashOf(Known + "\n" + llvm::utostr(Which)), /*LowerCase=*/true));
  }
  return Result;
}

std::string markupText(llvm::StringRef Text) {
  std::string Result;
  llvm::raw_string_ostream Out(Result);
  // A control character has no place in XML 1.0, escaped or not.
  std::string Printable;
  llvm::copy_if(json::fixUTF8(Text), std::back_inserter(Printable), [](char C) {
    return static_cast<unsigned char>(C) >= 0x20 || C == '\n' || C == '\t';
  });
  llvm::printHTMLEscaped(Printable, Out);
  return Result;
}

namespace {

json::Object placeOf(const clang::tooling::DiagnosticMessage &At, const Report &What) {
  const Position Begin = What.Files.positionOf(At.FilePath, At.FileOffset);
  return json::Object{{"file", relativePath(At.FilePath, What.Root)},
                      {"line", Begin.Line},
                      {"column", Begin.Column},
                      {"offset", At.FileOffset},
                      {"message", At.Message}};
}

json::Array fixOf(const clang::tooling::DiagnosticMessage &Of, const Report &What) {
  std::vector<const clang::tooling::Replacement *> All;
  for (const auto &OfFile : Of.Fix)
    for (const clang::tooling::Replacement &Each : OfFile.getValue())
      All.push_back(&Each);
  llvm::sort(All, [](const auto *A, const auto *B) { return *A < *B; });
  json::Array Result;
  for (const clang::tooling::Replacement *Each : All) {
    const llvm::StringRef File = Each->getFilePath();
    const Position Begin = What.Files.positionOf(File, Each->getOffset());
    const Position End = What.Files.positionOf(File, Each->getOffset() + Each->getLength());
    Result.push_back(json::Object{{"file", relativePath(File, What.Root)},
                                  {"line", Begin.Line},
                                  {"column", Begin.Column},
                                  {"endLine", End.Line},
                                  {"endColumn", End.Column},
                                  {"offset", Each->getOffset()},
                                  {"length", Each->getLength()},
                                  {"text", Each->getReplacementText()}});
  }
  return Result;
}

void writeJson(const Report &What, llvm::raw_ostream &Out) {
  json::Array Findings, Errors, Failed, Files;
  for (const std::string &File : What.Input.Files)
    Files.push_back(relativePath(File, What.Root));
  const std::vector<std::string> Prints = fingerprints(What);
  for (const auto &[E, Print] : llvm::zip(What.Result.Diagnostics, Prints)) {
    json::Object Found = placeOf(E.Message, What);
    if (isCompilerError(E)) {
      Errors.push_back(std::move(Found));
      continue;
    }
    Found["rule"] = E.DiagnosticName;
    Found["level"] = levelOf(E);
    Found["function"] = E.Function;
    Found["fingerprint"] = Print;
    json::Array Path;
    for (const clang::tooling::DiagnosticMessage &Note : E.Notes)
      Path.push_back(placeOf(Note, What));
    Found["path"] = std::move(Path);
    Found["fix"] = fixOf(E.Message, What);
    Findings.push_back(std::move(Found));
  }
  for (const Unusable &Each : notAnalysed(What))
    Failed.push_back(json::Object{{"file", Each.File}, {"reason", Each.Reason}});
  json::Object Document{
      {"schema", 1},
      {"tool", json::Object{{"name", "valuetask-check"},
                            {"version", VALUETASK_VERSION},
                            {"llvm", CLANG_VERSION_STRING}}},
      {"exitCode", What.ExitCode},
      {"files", std::move(Files)},
      {"findings", std::move(Findings)},
      {"compilerErrors", std::move(Errors)},
      {"failed", std::move(Failed)},
      {"hidden", hiddenCounts(What.Result)},
  };
  if (llvm::json::Object Open = What.IsPart ? openResults(What) : json::Object(); !Open.empty())
    Document["open"] = std::move(Open);
  Out << llvm::formatv("{0:2}", json::Value(std::move(Document))) << "\n";
}

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
                  const clang::tooling::DiagnosticMessage &At, llvm::raw_ostream &Out) {
  const Position Begin = What.Files.positionOf(At.FilePath, At.FileOffset);
  Out << "::" << Level
      << " file=" << commandText(relativePath(At.FilePath, What.Root), /*IsValue=*/true)
      << ",line=" << Begin.Line << ",col=" << Begin.Column << ",title=" << Title
      << "::" << commandText(At.Message, /*IsValue=*/false) << "\n";
}

/// GitHub shows only the first ten of a step: those that weigh most come first.
void writeGithub(const Report &What, llvm::raw_ostream &Out) {
  for (const Unusable &Each : notAnalysed(What))
    Out << "::error file=" << commandText(Each.File, /*IsValue=*/true) << ",title=not analysed::"
        << commandText("'" + Each.File + "' " + Each.Reason,
                       /*IsValue=*/false)
        << "\n";
  std::vector<const FoundDiagnostic *> Ranked;
  for (const FoundDiagnostic &E : What.Result.Diagnostics)
    if (isCompilerError(E))
      writeCommand(What, "error", "compiler error", E.Message, Out);
    else
      Ranked.push_back(&E);
  // All of them are in one vector, in the order of their places.
  llvm::sort(Ranked, [](const auto *A, const auto *B) {
    return std::pair(rowOf(*A), A) < std::pair(rowOf(*B), B);
  });
  for (const FoundDiagnostic *E : Ranked)
    writeCommand(What, levelOf(*E) == "note" ? "notice" : levelOf(*E), E->DiagnosticName,
                 E->Message, Out);
}

/// A file is a test case; a finding is a failure of the file in which it is.
void writeJunit(const Report &What, llvm::raw_ostream &Out) {
  std::map<std::string, std::vector<const FoundDiagnostic *>> Found;
  std::map<std::string, std::string> Broken;
  for (const std::string &File : What.Input.Files)
    Found.try_emplace(relativePath(File, What.Root));
  for (const FoundDiagnostic &E : What.Result.Diagnostics)
    if (!isCompilerError(E))
      Found[relativePath(E.Message.FilePath, What.Root)].push_back(&E);
  for (const Unusable &Each : notAnalysed(What)) {
    Found.try_emplace(Each.File);
    Broken[Each.File] = Each.Reason;
  }
  Out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
      << "  <testsuite name=\"valuetask-check\" tests=\"" << Found.size() << "\" failures=\""
      << llvm::count_if(Found, [](const auto &Each) { return !Each.second.empty(); })
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
          << Begin.Column << "</failure>\n";
    }
    Out << "    </testcase>\n";
  }
  Out << "  </testsuite>\n</testsuites>\n";
}

} // namespace

void writeSummaryTable(const Report &What, llvm::raw_ostream &Out) {
  Out << "### valuetask-check: " << What.Result.Findings
      << (What.Result.Findings == 1 ? " finding" : " findings") << "\n\n";
  if (What.Result.Findings) {
    Out << "| rule | findings |\n|---|---|\n";
    for (const auto &[Rule, Count] : llvm::zip(allRules(), countByRule(What.Result)))
      if (Count)
        Out << "| [" << Rule.Name << "](" << VALUETASK_DOCS_URL << Rule.Name << ".md) | " << Count
            << " |\n";
    Out << "\n";
  }
  if (const size_t Failed = What.Result.Failed.size() + What.Input.Unusables.size())
    Out << Failed << (Failed == 1 ? " file was" : " files were")
        << " not, or not fully, analysed.\n";
}

void write(const Report &What, Format As, llvm::raw_ostream &Out) {
  switch (As) {
  case Format::Text:
    return writeText(What, Out);
  case Format::Sarif:
    return writeSarif(What, Out);
  case Format::Json:
    return writeJson(What, Out);
  case Format::Github:
    return writeGithub(What, Out);
  case Format::Junit:
    return writeJunit(What, Out);
  case Format::Html:
    return writeHtml(What, Out);
  }
}

static llvm::Error writeOne(Report What, const Output &To, std::optional<bool> Colours) {
  if (To.File == "-") {
    What.Colours = Colours.value_or(!llvm::sys::Process::GetEnv("NO_COLOR") &&
                                    llvm::sys::Process::StandardOutHasColors());
    write(What, To.As, llvm::outs());
    llvm::outs().flush();
  } else if (llvm::Error E = llvm::writeToOutput(To.File, [&](llvm::raw_ostream &Out) {
               write(What, To.As, Out);
               return llvm::Error::success();
             })) {
    // Not all of its errors have the name in them.
    return llvm::createStringError("can't write '" + To.File +
                                   "': " + llvm::errorToErrorCode(std::move(E)).message());
  }
  // GitHub shows it on the job's page.
  const std::optional<std::string> Page = llvm::sys::Process::GetEnv("GITHUB_STEP_SUMMARY");
  if (To.As != Format::Github || !Page || Page->empty())
    return llvm::Error::success();
  std::error_code Problem;
  llvm::raw_fd_ostream Out(*Page, Problem, llvm::sys::fs::OF_Append);
  if (Problem)
    return llvm::createStringError("can't write '" + *Page +
                                   "' (GITHUB_STEP_SUMMARY): " + Problem.message());
  writeSummaryTable(What, Out);
  return llvm::Error::success();
}

llvm::Error writeAll(const Report &What, llvm::ArrayRef<Output> Outputs,
                     std::optional<bool> Colours) {
  llvm::Error Problem = llvm::Error::success();
  for (const Output &Each : Outputs)
    Problem = llvm::joinErrors(std::move(Problem), writeOne(What, Each, Colours));
  return Problem;
}

} // namespace valuetask
