//===--- JsonReader.cpp - reports in JSON that this program wrote ---------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "merge/JsonReader.h"
#include "input/Paths.h"
#include "merge/OpenResultsReader.h"
#include "reports/ReportModel.h"
#include "llvm/ADT/STLExtras.h"

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
           addSkipped(All->getObject("skipped"), Into.Result, Into.Input) &&
           readShards(*All, Into.Input) &&
           forEach(*All, "files", [this](const json::Value &Value) { return addFile(Value); }) &&
           forEach(*All, "findings",
                   [this](const json::Value &Value) { return addFinding(Value); }) &&
           forEach(*All, "compilerErrors",
                   [this](const json::Value &Value) { return addError(Value); }) &&
           forEach(*All, "failed", [this](const json::Value &Value) { return addFailed(Value); });
  }

private:
  using Message = SourceMessage;

  static bool forEach(const json::Object &In, llvm::StringRef Key,
                      llvm::function_ref<bool(const json::Value &)> Add) {
    const json::Array *Values = In.getArray(Key);
    return Values && llvm::all_of(*Values, Add);
  }

  bool addFile(const json::Value &Value) {
    if (const std::optional<llvm::StringRef> File = Value.getAsString())
      Into.Input.Files.push_back(absolutePath(*File, Root));
    return Value.getAsString().has_value();
  }

  bool readPlace(const json::Value &Value, Message &At) {
    json::Path::Root Where;
    json::ObjectMapper Map(Value, Where);
    std::string File;
    Position Begin;
    if (!Map || !Map.map("file", File) || !Map.map("message", At.Message) ||
        !mapNumber(Map, "line", Begin.Line) || !mapNumber(Map, "column", Begin.Column) ||
        !mapNumber(Map, "offset", At.FileOffset))
      return false;
    At.FilePath = absolutePath(File, Root);
    Into.Files.remember(At.FilePath, At.FileOffset, Begin);
    const json::Value *Range = Value.getAsObject()->get("range");
    return !Range || readRange(*Range, At); // older versions wrote none
  }

  bool readRange(const json::Value &Value, Message &At) {
    json::Path::Root Where;
    json::ObjectMapper Map(Value, Where);
    FileRange Range{At.FilePath, 0, 0};
    if (!Map || !mapRange(Map, Range))
      return false;
    At.Ranges.push_back(std::move(Range));
    return true;
  }

  /// Reads a part of the file that it has already.
  bool mapRange(json::ObjectMapper &Map, FileRange &Range) {
    Position Begin, End;
    if (!mapNumber(Map, "line", Begin.Line) || !mapNumber(Map, "column", Begin.Column) ||
        !mapNumber(Map, "endLine", End.Line) || !mapNumber(Map, "endColumn", End.Column) ||
        !mapNumber(Map, "offset", Range.Offset) || !mapNumber(Map, "length", Range.Length))
      return false;
    Into.Files.remember(Range.File, Range.Offset, Begin);
    Into.Files.remember(Range.File, Range.Offset + Range.Length, End);
    return true;
  }

  bool readFix(const json::Value &Value, Message &Of) {
    json::Path::Root Where;
    json::ObjectMapper Map(Value, Where);
    std::string File, Text;
    if (!Map || !Map.map("file", File) || !Map.map("text", Text))
      return false;
    FileRange Range{absolutePath(File, Root), 0, 0};
    if (!mapRange(Map, Range))
      return false;
    return addToFix(Of, {Range.File, Range.Offset, Range.Length, Text});
  }

  bool addFinding(const json::Value &Value) {
    json::Path::Root Where;
    json::ObjectMapper Map(Value, Where);
    std::string Rule, Level, Function;
    if (!Map || !Map.map("rule", Rule) || !Map.map("level", Level) ||
        !Map.map("function", Function))
      return false;
    FoundDiagnostic E{.DiagnosticName = Rule, .IsWarningAsError = Level == "error"};
    E.Function = Function;
    const auto AddStep = [&](const json::Value &Step) {
      E.Notes.emplace_back();
      return readPlace(Step, E.Notes.back());
    };
    const auto AddFix = [&](const json::Value &Change) { return readFix(Change, E.Help); };
    const json::Object &Found = *Value.getAsObject();
    const json::Value *Help = Found.get("help"); // older reports have none
    if (!readPlace(Value, E.Message) || !forEach(Found, "path", AddStep) ||
        (Help && !readPlace(*Help, E.Help)) || !forEach(Found, "fix", AddFix))
      return false;
    Into.Result.Diagnostics.push_back(std::move(E));
    return true;
  }

  bool addError(const json::Value &Value) {
    FoundDiagnostic E{.DiagnosticName = "clang-diagnostic-error",
                      .DiagLevel = FoundDiagnostic::Level::Error};
    if (!readPlace(Value, E.Message))
      return false;
    Into.Result.Diagnostics.push_back(std::move(E));
    return true;
  }

  bool addFailed(const json::Value &Value) {
    json::Path::Root Where;
    json::ObjectMapper Map(Value, Where);
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

bool readJson(const json::Value &Document, MergedReports &Into, llvm::StringRef Root) {
  return JsonReader(Into, Root).read(Document);
}

} // namespace valuetask
