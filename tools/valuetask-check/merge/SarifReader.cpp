//===--- SarifReader.cpp - reports in SARIF that this program wrote -------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "merge/SarifReader.h"
#include "input/Paths.h"
#include "merge/OpenResultsReader.h"
#include "reports/ReportModel.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <initializer_list>

namespace valuetask {

namespace json = llvm::json;

namespace {

/// Reads one report in SARIF into what was read before. It has all that one in JSON has: offsets in
/// bytes are SARIF's own (3.30.11), which text regions may have as well.
class SarifReader {
public:
  SarifReader(MergedReports &Into, llvm::StringRef Root) : Into(Into), Root(Root) {}

  /// \returns false for what is no report of this program
  bool read(const json::Value &Document) {
    const json::Object *All = Document.getAsObject();
    const json::Array *Runs = All ? All->getArray("runs") : nullptr;
    const json::Object *Run = Runs && Runs->size() == 1 ? Runs->front().getAsObject() : nullptr;
    const json::Object *Hidden = get(Run, {"properties", "hidden"});
    if (const json::Object *Open = get(Run, {"properties", "open"});
        Open && !addOpenResults(*Open, Root, Into))
      return false;
    const json::Object *Driver = get(Run, {"tool", "driver"});
    const json::Array *Invocations = Run ? Run->getArray("invocations") : nullptr;
    return Driver && Driver->getString("name") == "valuetask-check" && Hidden &&
           addHidden(*Hidden, Into.Result) &&
           addSkipped(get(Run, {"properties", "skipped"}), Into.Result, Into.Input) &&
           readShards(*get(Run, {"properties"}), Into.Input) && Invocations &&
           forEach(Run, "artifacts",
                   [this](const json::Object &Object) { return addFile(Object); }) &&
           forEach(Run, "results",
                   [this](const json::Object &Object) { return addResult(Object); }) &&
           (!first(*Invocations).get("toolExecutionNotifications") ||
            forEach(&first(*Invocations), "toolExecutionNotifications",
                    [this](const json::Object &Object) { return addNotification(Object); }));
  }

private:
  using Message = SourceMessage;

  static const json::Object *get(const json::Object *From,
                                 std::initializer_list<llvm::StringRef> Keys) {
    for (const llvm::StringRef Key : Keys)
      From = From ? From->getObject(Key) : nullptr;
    return From;
  }

  /// An empty object stands for what isn't there.
  static const json::Object &first(const json::Array &Values) {
    static const json::Object Empty;
    const json::Object *First = Values.empty() ? nullptr : Values.front().getAsObject();
    return First ? *First : Empty;
  }

  static bool forEach(const json::Object *In, llvm::StringRef Key,
                      llvm::function_ref<bool(const json::Object &)> Add) {
    const json::Array *Values = In ? In->getArray(Key) : nullptr;
    return Values && llvm::all_of(*Values, [&](const json::Value &Value) {
             return Value.getAsObject() && Add(*Value.getAsObject());
           });
  }

  /// The path of a URI that SarifReport.cpp made.
  std::optional<std::string> pathOf(const json::Object *Location) const {
    std::optional<llvm::StringRef> Uri = Location ? Location->getString("uri") : std::nullopt;
    if (!Uri)
      return std::nullopt;
    llvm::StringRef Rest = *Uri;
    Rest.consume_front("file://");
    std::string Path;
    for (size_t At = 0; At < Rest.size(); ++At) {
      unsigned Byte = 0;
      if (Rest[At] == '%' && !Rest.substr(At + 1, 2).getAsInteger(16, Byte)) {
        Path += static_cast<char>(Byte);
        At += 2;
      } else {
        Path += Rest[At];
      }
    }
    return absolutePath(Path, Root);
  }

  struct Span {
    unsigned Offset, Length;
  };
  std::optional<Span> readRegion(const json::Object *Region, const std::string &File) {
    if (!Region)
      return std::nullopt;
    const std::optional<int64_t> Line = Region->getInteger("startLine"),
                                 Column = Region->getInteger("startColumn"),
                                 EndColumn = Region->getInteger("endColumn"),
                                 Offset = Region->getInteger("byteOffset"),
                                 Length = Region->getInteger("byteLength");
    if (!Line || !Column || !EndColumn || !Offset || !Length)
      return std::nullopt;
    const Span Result{static_cast<unsigned>(*Offset), static_cast<unsigned>(*Length)};
    Into.Files.remember(File, Result.Offset,
                        {static_cast<unsigned>(*Line), static_cast<unsigned>(*Column)});
    if (Result.Length)
      Into.Files.remember(File, Result.Offset + Result.Length,
                          {static_cast<unsigned>(Region->getInteger("endLine").value_or(*Line)),
                           static_cast<unsigned>(*EndColumn)});
    return Result;
  }

  bool readPlace(const json::Object &Location, llvm::StringRef Text, Message &At) {
    const json::Object *Physical = Location.getObject("physicalLocation");
    const std::optional<std::string> File = pathOf(get(Physical, {"artifactLocation"}));
    const std::optional<Span> Where =
        File ? readRegion(get(Physical, {"region"}), *File) : std::nullopt;
    if (!Where)
      return false;
    At.FilePath = *File;
    At.FileOffset = Where->Offset;
    At.Message = Text.str();
    At.Ranges.push_back({*File, Where->Offset, Where->Length});
    const json::Object *Place = Location.getObject("properties");
    return !Place || readPoint(*Place, At);
  }

  /// Where in its region a message points to.
  bool readPoint(const json::Object &Place, Message &At) {
    const std::optional<int64_t> Line = Place.getInteger("line"),
                                 Column = Place.getInteger("column"),
                                 Offset = Place.getInteger("byteOffset");
    if (!Line || !Column || !Offset)
      return false;
    At.FileOffset = static_cast<unsigned>(*Offset);
    Into.Files.remember(At.FilePath, At.FileOffset,
                        {static_cast<unsigned>(*Line), static_cast<unsigned>(*Column)});
    return true;
  }

  static llvm::StringRef textOf(const json::Object &Of) {
    const json::Object *Text = Of.getObject("message");
    return Text ? Text->getString("text").value_or("") : "";
  }

  bool addFile(const json::Object &Object) {
    const std::optional<std::string> File = pathOf(Object.getObject("location"));
    if (File)
      Into.Input.Files.push_back(*File);
    return File.has_value();
  }

  bool addStep(const json::Object &Step, FoundDiagnostic &Of) {
    const json::Object *Where = Step.getObject("location");
    Of.Notes.emplace_back();
    return Where && readPlace(*Where, textOf(*Where), Of.Notes.back());
  }

  bool addChange(const json::Object &Change, FoundDiagnostic &Of) {
    const std::optional<std::string> File = pathOf(Change.getObject("artifactLocation"));
    return File && forEach(&Change, "replacements", [&](const json::Object &Object) {
             const std::optional<Span> Where = readRegion(Object.getObject("deletedRegion"), *File);
             const json::Object *Content = Object.getObject("insertedContent");
             const std::optional<llvm::StringRef> Text =
                 Content ? Content->getString("text") : std::nullopt;
             if (!Where || !Text)
               return false;
             return addToFix(Of.Help, {*File, Where->Offset, Where->Length, Text->str()});
           });
  }

  bool addResult(const json::Object &Object) {
    const std::optional<llvm::StringRef> Rule = Object.getString("ruleId"),
                                         Level = Object.getString("level");
    const json::Array *Locations = Object.getArray("locations");
    if (!Rule || !Level || !Locations)
      return false;
    FoundDiagnostic E{.DiagnosticName = Rule->str(), .IsWarningAsError = *Level == "error"};
    const json::Object &Where = first(*Locations);
    if (!readPlace(Where, textOf(Object), E.Message))
      return false;
    if (const json::Array *Logical = Where.getArray("logicalLocations"))
      E.Function = first(*Logical).getString("fullyQualifiedName").value_or("").str();
    if (const json::Array *Flows = Object.getArray("codeFlows")) {
      const json::Array *Threads = first(*Flows).getArray("threadFlows");
      if (!Threads || !forEach(&first(*Threads), "locations",
                               [&](const json::Object &Step) { return addStep(Step, E); }))
        return false;
      if (!E.Notes.empty())
        E.Notes.pop_back(); // the finding itself
    }
    if (const json::Array *Related = Object.getArray("relatedLocations"))
      if (const json::Object &Help = first(*Related); !readPlace(Help, textOf(Help), E.Help))
        return false;
    if (const json::Array *Fixes = Object.getArray("fixes"))
      if (!forEach(&first(*Fixes), "artifactChanges",
                   [&](const json::Object &Change) { return addChange(Change, E); }))
        return false;
    Into.Result.Diagnostics.push_back(std::move(E));
    return true;
  }

  /// An error of the compiler is at a place; what else failed is a file.
  bool addNotification(const json::Object &Object) {
    const json::Array *Locations = Object.getArray("locations");
    if (!Locations) // the shards that a merge lacked; they are in the properties
      return !Into.Input.MissingShards.empty();
    const json::Object &Where = first(*Locations);
    const json::Object *Physical = Where.getObject("physicalLocation");
    if (get(Physical, {"region"})) {
      FoundDiagnostic E{.DiagnosticName = "clang-diagnostic-error",
                        .DiagLevel = FoundDiagnostic::Level::Error};
      if (!readPlace(Where, textOf(Object), E.Message))
        return false;
      Into.Result.Diagnostics.push_back(std::move(E));
      return true;
    }
    const std::optional<std::string> File = pathOf(get(Physical, {"artifactLocation"}));
    llvm::StringRef Reason = textOf(Object);
    if (!File || !Reason.consume_front("'" + relativePath(*File, Root) + "' "))
      return false;
    Into.Result.Failed.push_back({*File, Reason.str()});
    return true;
  }

  MergedReports &Into;
  llvm::StringRef Root;
};

} // namespace

bool readSarif(const json::Value &Document, MergedReports &Into, llvm::StringRef Root) {
  return SarifReader(Into, Root).read(Document);
}

} // namespace valuetask
