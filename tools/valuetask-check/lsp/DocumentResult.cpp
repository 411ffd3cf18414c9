//===--- DocumentResult.cpp - what an editor shows of a file --------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/DocumentResult.h"
#include "analysis/Sources.h"
#include "findings/Rules.h"
#include "input/Paths.h"
#include "lsp/Uri.h"
#include "profile/Json.h"
#include "reports/ReportModel.h"
#include "reports/RulePages.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include <map>
#include <set>

namespace valuetask {

namespace json = llvm::json;

namespace {

/// The protocol's DiagnosticSeverity.
enum Severities { SeverityError = 1, SeverityWarning = 2, SeverityInformation = 3 };

int severityOf(const FoundDiagnostic &E) {
  const llvm::StringRef Level = levelOf(E);
  return Level == "error"     ? SeverityError
         : Level == "warning" ? SeverityWarning
                              : SeverityInformation;
}

std::string validText(llvm::StringRef Text) { return json::fixUTF8(Text); }

json::Object jsonOf(Utf16Position At) {
  return json::Object{{"line", At.Line}, {"character", At.Character}};
}

json::Object diagnosticWith(json::Object Range, int Severity, llvm::StringRef Message) {
  return json::Object{{"range", std::move(Range)},
                      {"severity", Severity},
                      {"source", "valuetask"},
                      {"message", validText(Message)}};
}

/// What is about the whole file.
json::Object diagnosticAtStart(int Severity, llvm::StringRef Message) {
  return diagnosticWith(json::Object{{"start", jsonOf({})}, {"end", jsonOf({})}}, Severity,
                        Message);
}

class ResultMaker {
public:
  ResultMaker(const DocumentName &Document, const AnalysedFiles &Found, bool HasRelated)
      : Document(Document), RealPath(realPath(Document.Path)), Found(Found),
        HasRelated(HasRelated) {}

  DocumentResult operator()() {
    Result.Warning = Found.Result.CacheProblem;
    if (!Found.Includers.empty())
      Result.Includer = absolutePath(Found.Includers.front());
    addUnusables();
    addFailures();
    for (const FoundDiagnostic &E : Found.Result.Diagnostics)
      if (!isCompilerError(E) && isHere(E.Message.FilePath))
        add(diagnosticOf(E), fixOf(E));
    for (const std::string &File : Changed)
      Result.Files.push_back(json::Object{{"path", File}, {"stamp", stampOf(File)}});
    return std::move(Result);
  }

private:
  bool isHere(const std::string &File) {
    auto [It, New] = Here.try_emplace(File);
    if (New)
      It->second = realPath(File) == RealPath;
    return It->second;
  }

  void add(json::Object Diagnostic, json::Value Fix) {
    Result.Diagnostics.push_back(std::move(Diagnostic));
    Result.Fixes.push_back(std::move(Fix));
  }

  void addUnusables() {
    for (const Unusable &Problem : Found.Input.Unusables)
      if (llvm::is_contained(Found.Input.Headers, Problem.File))
        Result.Log = "'" + Problem.File + "' " + Problem.Reason;
      else
        add(diagnosticAtStart(SeverityInformation, "this file " + Problem.Reason), nullptr);
  }

  /// Errors of the compiler are shown by others; what matters is that findings may be missing.
  void addFailures() {
    for (const Unusable &Problem : Found.Result.Failed) {
      const std::string File = absolutePath(Problem.File);
      std::string Message =
          (isHere(File) ? "this file" : "'" + Problem.File + "'") + " " + Problem.Reason;
      json::Array Related;
      for (const FoundDiagnostic &E : Found.Result.Diagnostics)
        if (isCompilerError(E) && Related.size() < MostErrors) {
          if (Related.empty())
            Message += ": " + E.Message.Message;
          addRelated(E.Message, E.Message.Message, Related);
        }
      json::Object Diagnostic = diagnosticAtStart(SeverityWarning, Message);
      if (HasRelated && !Related.empty())
        Diagnostic["relatedInformation"] = std::move(Related);
      add(std::move(Diagnostic), nullptr);
    }
  }

  json::Object rangeOf(llvm::StringRef File, unsigned Offset, unsigned Length) {
    return json::Object{{"start", jsonOf(Files.utf16PositionOf(File, Offset))},
                        {"end", jsonOf(Files.utf16PositionOf(File, Offset + Length))}};
  }

  json::Object rangeOf(const SourceMessage &Message) {
    const FileRange Extent = extentOf(Message);
    return rangeOf(Extent.File, Extent.Offset, Extent.Length);
  }

  std::string uriFor(const std::string &File) {
    return isHere(File) ? Document.Uri : fileUri(File);
  }

  /// A message about no place is about that of the whole document.
  void addRelated(const SourceMessage &At, llvm::StringRef Text, json::Array &To) {
    json::Object Location{{"uri", Document.Uri},
                          {"range", json::Object{{"start", jsonOf({})}, {"end", jsonOf({})}}}};
    if (!At.FilePath.empty())
      Location = json::Object{{"uri", uriFor(At.FilePath)}, {"range", rangeOf(At)}};
    To.push_back(json::Object{{"location", std::move(Location)}, {"message", validText(Text)}});
  }

  json::Object diagnosticOf(const FoundDiagnostic &E) {
    std::string Message = E.Message.Message;
    json::Array Related;
    auto Add = [&](const SourceMessage &At, llvm::StringRef Kind) {
      if (HasRelated)
        return addRelated(At, At.Message, Related);
      Message += llvm::formatv("\n{0}: {1}", Kind, At.Message);
      if (!At.FilePath.empty())
        Message += llvm::formatv(" ({0}:{1})", isHere(At.FilePath) ? "line" : At.FilePath,
                                 Files.utf16PositionOf(At.FilePath, At.FileOffset).Line + 1);
    };
    for (const SourceMessage &Note : E.Notes)
      Add(Note, "note");
    if (!E.Help.Message.empty())
      Add(E.Help, "help");
    json::Object Diagnostic = diagnosticWith(rangeOf(E.Message), severityOf(E), Message);
    Diagnostic["code"] = E.DiagnosticName;
    if (findRule(E.DiagnosticName))
      Diagnostic["codeDescription"] = json::Object{{"href", urlOfPage(E.DiagnosticName)}};
    if (!Related.empty())
      Diagnostic["relatedInformation"] = std::move(Related);
    return Diagnostic;
  }

  json::Value fixOf(const FoundDiagnostic &E) {
    // A text that is no UTF-8 can't be sent, nor can the name of a file.
    if (E.Help.Fix.empty() || llvm::any_of(E.Help.Fix, [](const SourceChange &Change) {
          return !json::isUTF8(Change.Text) || !json::isUTF8(Change.File);
        }))
      return nullptr;
    json::Array Edits;
    for (const SourceChange &Change : E.Help.Fix) {
      Changed.insert(Change.File);
      Edits.push_back(json::Object{{"path", Change.File},
                                   {"range", rangeOf(Change.File, Change.Offset, Change.Length)},
                                   {"newText", Change.Text}});
    }
    return json::Object{
        {"title", E.Help.Message.empty() ? "apply the fix" : validText(E.Help.Message)},
        {"edits", std::move(Edits)}};
  }

  static constexpr size_t MostErrors = 10;

  const DocumentName &Document;
  const std::string RealPath;
  const AnalysedFiles &Found;
  const bool HasRelated;
  Sources Files;
  std::map<std::string, bool> Here; ///< is the path one of the document?
  std::set<std::string> Changed;
  DocumentResult Result;
};

} // namespace

DocumentResult resultFor(const DocumentName &Document, const AnalysedFiles &Found,
                         bool HasRelated) {
  return ResultMaker(Document, Found, HasRelated)();
}

DocumentResult resultFor(llvm::Error Problem) {
  DocumentResult Result;
  Result.Diagnostics.push_back(diagnosticAtStart(
      SeverityInformation, "this file was not analysed: " + llvm::toString(std::move(Problem))));
  Result.Fixes.push_back(nullptr);
  return Result;
}

std::string toText(DocumentResult Result) {
  return llvm::formatv("{0}", json::Value(json::Object{
                                  {"diagnostics", std::move(Result.Diagnostics)},
                                  {"fixes", std::move(Result.Fixes)},
                                  {"files", std::move(Result.Files)},
                                  {"includer", validText(Result.Includer)},
                                  {"log", validText(Result.Log)},
                                  {"warning", validText(Result.Warning)},
                              }));
}

llvm::Expected<DocumentResult> documentResultFrom(llvm::StringRef Text) {
  llvm::Expected<json::Value> Parsed = parseJson(Text);
  if (!Parsed)
    return Parsed.takeError();
  DocumentResult Result;
  const json::Object *Read = Parsed->getAsObject();
  const std::pair<llvm::StringRef, json::Array *> Arrays[] = {
      {"diagnostics", &Result.Diagnostics}, {"fixes", &Result.Fixes}, {"files", &Result.Files}};
  const std::pair<llvm::StringRef, std::string *> Texts[] = {
      {"includer", &Result.Includer}, {"log", &Result.Log}, {"warning", &Result.Warning}};
  for (const auto &[Key, To] : Arrays)
    if (const json::Array *Some = Read ? Read->getArray(Key) : nullptr)
      *To = *Some;
    else
      return llvm::createStringError("the analysis gave no '" + Key + "'");
  for (const auto &[Key, To] : Texts)
    *To = Read->getString(Key).value_or("").str();
  return Result;
}

std::string stampOf(llvm::StringRef Path) {
  llvm::sys::fs::file_status Status;
  if (llvm::sys::fs::status(Path, Status))
    return {};
  return llvm::formatv("{0} {1}", Status.getLastModificationTime().time_since_epoch().count(),
                       Status.getSize());
}

} // namespace valuetask
