//===--- Merge.cpp - joining the reports of several machines ===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "merge/Merge.h"
#include "input/Paths.h"
#include "profile/Json.h"
#include "reports/OpenResults.h"
#include "reports/Reports.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

namespace valuetask {

namespace json = llvm::json;

namespace {

bool mapNumber(json::ObjectMapper &Map, llvm::StringLiteral Key, unsigned &Number) {
  int64_t Wide = 0;
  if (!Map.map(Key, Wide))
    return false;
  Number = static_cast<unsigned>(Wide);
  return true;
}

/// Reads one report in JSON into what was read before.
class JsonReader {
public:
  JsonReader(MergedReports &Into, llvm::StringRef Root) : Into(Into), Root(Root) {}

  /// \returns false for what is no report
  bool read(const json::Value &Document) {
    const json::Object *All = Document.getAsObject();
    if (!All || All->getInteger("schema") != 1)
      return false;
    const json::Object *Hidden = All->getObject("hidden");
    if (const json::Object *Open = All->getObject("open");
        Open && !addOpenResults(*Open, Root, Into))
      return false;
    return Hidden && addHidden(*Hidden, Into.Result) &&
           forEach(*All, "files", [this](const json::Value &Each) { return addFile(Each); }) &&
           forEach(*All, "findings",
                   [this](const json::Value &Each) { return addFinding(Each); }) &&
           forEach(*All, "compilerErrors",
                   [this](const json::Value &Each) { return addError(Each); }) &&
           forEach(*All, "failed", [this](const json::Value &Each) { return addFailed(Each); });
  }

private:
  using Message = clang::tooling::DiagnosticMessage;

  static bool forEach(const json::Object &In, llvm::StringRef Key,
                      llvm::function_ref<bool(const json::Value &)> Add) {
    const json::Array *Values = In.getArray(Key);
    return Values && llvm::all_of(*Values, Add);
  }

  bool addFile(const json::Value &Each) {
    if (const std::optional<llvm::StringRef> File = Each.getAsString())
      Into.Input.Files.push_back(absolutePath(*File, Root));
    return Each.getAsString().has_value();
  }

  bool readPlace(const json::Value &Each, Message &At) {
    json::Path::Root Where;
    json::ObjectMapper Map(Each, Where);
    std::string File;
    Position Begin;
    if (!Map || !Map.map("file", File) || !Map.map("message", At.Message) ||
        !mapNumber(Map, "line", Begin.Line) || !mapNumber(Map, "column", Begin.Column) ||
        !mapNumber(Map, "offset", At.FileOffset))
      return false;
    At.FilePath = absolutePath(File, Root);
    Into.Files.remember(At.FilePath, At.FileOffset, Begin);
    return true;
  }

  bool readFix(const json::Value &Each, Message &Of) {
    json::Path::Root Where;
    json::ObjectMapper Map(Each, Where);
    std::string File, Text;
    Position Begin, End;
    unsigned Offset = 0, Length = 0;
    if (!Map || !Map.map("file", File) || !Map.map("text", Text) ||
        !mapNumber(Map, "line", Begin.Line) || !mapNumber(Map, "column", Begin.Column) ||
        !mapNumber(Map, "endLine", End.Line) || !mapNumber(Map, "endColumn", End.Column) ||
        !mapNumber(Map, "offset", Offset) || !mapNumber(Map, "length", Length))
      return false;
    const std::string Path = absolutePath(File, Root);
    Into.Files.remember(Path, Offset, Begin);
    Into.Files.remember(Path, Offset + Length, End);
    llvm::Error Problem = Of.Fix[Path].add({Path, Offset, Length, Text});
    const bool Fits = !Problem;
    llvm::consumeError(std::move(Problem));
    return Fits;
  }

  bool addFinding(const json::Value &Each) {
    json::Path::Root Where;
    json::ObjectMapper Map(Each, Where);
    std::string Rule, Level, Function;
    if (!Map || !Map.map("rule", Rule) || !Map.map("level", Level) ||
        !Map.map("function", Function))
      return false;
    FoundDiagnostic E(Rule, clang::tooling::Diagnostic::Warning, "", Level == "error");
    E.Function = Function;
    const auto AddStep = [&](const json::Value &Step) {
      E.Notes.emplace_back();
      return readPlace(Step, E.Notes.back());
    };
    const auto AddFix = [&](const json::Value &Change) { return readFix(Change, E.Message); };
    const json::Object &Found = *Each.getAsObject();
    if (!readPlace(Each, E.Message) || !forEach(Found, "path", AddStep) ||
        !forEach(Found, "fix", AddFix))
      return false;
    Into.Result.Diagnostics.push_back(std::move(E));
    return true;
  }

  bool addError(const json::Value &Each) {
    FoundDiagnostic E("clang-diagnostic-error", clang::tooling::Diagnostic::Error, "",
                      /*IsWarningAsError=*/false);
    if (!readPlace(Each, E.Message))
      return false;
    Into.Result.Diagnostics.push_back(std::move(E));
    return true;
  }

  bool addFailed(const json::Value &Each) {
    json::Path::Root Where;
    json::ObjectMapper Map(Each, Where);
    std::string File, Reason;
    if (!Map || !Map.map("file", File) || !Map.map("reason", Reason))
      return false;
    Into.Result.Failed.push_back({absolutePath(File, Root), Reason});
    return true;
  }

  MergedReports &Into;
  llvm::StringRef Root;
};

} // namespace

llvm::Expected<MergedReports> mergeReports(const std::vector<std::string> &Reports,
                                           llvm::StringRef Root, bool ClosedWorld) {
  MergedReports All;
  All.Result.Whole = Program(ClosedWorld);
  for (const std::string &File : Reports) {
    const auto Buffer = llvm::MemoryBuffer::getFile(File);
    if (!Buffer)
      return llvm::createStringError("can't read '" + File + "': " + Buffer.getError().message());
    llvm::Expected<json::Value> Document = parseJson((*Buffer)->getBuffer());
    if (!Document)
      return llvm::createStringError("'" + File +
                                     "' is no JSON: " + llvm::toString(Document.takeError()));
    const json::Object *Top = Document->getAsObject();
    const bool IsRead = Top && Top->get("runs") ? readSarif(*Document, All, Root)
                                                : JsonReader(All, Root).read(*Document);
    if (!IsRead)
      return llvm::createStringError("'" + File +
                                     "' is no report of this version of valuetask-check in JSON or "
                                     "SARIF; write one with --format=json");
  }
  llvm::sort(All.Input.Files);
  if (!All.Result.Failed.empty() || llvm::any_of(All.Result.Diagnostics, isCompilerError))
    All.Result.Whole.setPartial();
  settle(All.Result);
  return All;
}

} // namespace valuetask
