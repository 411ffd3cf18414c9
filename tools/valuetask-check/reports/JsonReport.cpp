//===--- JsonReport.cpp - everything, for programs ------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "input/Paths.h"
#include "reports/OpenResults.h"
#include "reports/Reports.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/JSON.h"
#include <tuple>
#include <vector>

namespace valuetask {

namespace json = llvm::json;

namespace {

json::Object rangeOf(llvm::StringRef File, unsigned Offset, unsigned Length, const Report &What) {
  const Position Begin = What.Files.positionOf(File, Offset);
  const Position End = What.Files.positionOf(File, Offset + Length);
  return json::Object{{"line", Begin.Line},      {"column", Begin.Column}, {"endLine", End.Line},
                      {"endColumn", End.Column}, {"offset", Offset},       {"length", Length}};
}

json::Object placeOf(const SourceMessage &At, const Report &What) {
  const Position Place = What.Files.positionOf(At.FilePath, At.FileOffset);
  const FileRange Extent = extentOf(At);
  return json::Object{{"file", relativePath(At.FilePath, What.Root)},
                      {"line", Place.Line},
                      {"column", Place.Column},
                      {"offset", At.FileOffset},
                      {"range", rangeOf(Extent.File, Extent.Offset, Extent.Length, What)},
                      {"message", At.Message}};
}

json::Array fixOf(const SourceMessage &Of, const Report &What) {
  std::vector<SourceChange> All = Of.Fix;
  llvm::sort(All, [](const SourceChange &A, const SourceChange &B) {
    return std::tie(A.Offset, A.Length, A.File, A.Text) <
           std::tie(B.Offset, B.Length, B.File, B.Text);
  });
  json::Array Result;
  for (const SourceChange &Change : All) {
    json::Object Replaced = rangeOf(Change.File, Change.Offset, Change.Length, What);
    Replaced["file"] = relativePath(Change.File, What.Root);
    Replaced["text"] = Change.Text;
    Result.push_back(std::move(Replaced));
  }
  return Result;
}

} // namespace

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
    for (const SourceMessage &Note : E.Notes)
      Path.push_back(placeOf(Note, What));
    Found["path"] = std::move(Path);
    if (!E.Help.Message.empty())
      Found["help"] = placeOf(E.Help, What);
    Found["fix"] = fixOf(E.Help, What);
    Findings.push_back(std::move(Found));
  }
  for (const Unusable &Problem : notAnalysed(What))
    Failed.push_back(json::Object{{"file", Problem.File}, {"reason", Problem.Reason}});
  json::Object Shards;
  describeShards(What.Input, Shards);
  // What a reader wants first is first; an object would be written by the names of its keys.
  json::OStream Document(Out, /*IndentSize=*/2);
  Document.object([&] {
    Document.attribute("schema", 1);
    Document.attribute("tool", json::Object{{"name", "valuetask-check"},
                                            {"version", VALUETASK_VERSION},
                                            {"llvm", LLVM_VERSION_STRING}});
    Document.attribute("exitCode", What.ExitCode);
    for (const auto &[Key, Value] : Shards)
      Document.attribute(Key, Value);
    Document.attribute("findings", std::move(Findings));
    Document.attribute("compilerErrors", std::move(Errors));
    Document.attribute("failed", std::move(Failed));
    Document.attribute("hidden", hiddenCounts(What.Result));
    Document.attribute("skipped", skippedCounts(What));
    Document.attribute("files", std::move(Files));
    if (json::Object Open = What.IsPart ? openResults(What) : json::Object(); !Open.empty())
      Document.attribute("open", std::move(Open));
  });
  Out << "\n";
}

} // namespace valuetask
