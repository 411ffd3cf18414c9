//===--- Merge.cpp - joining the reports of several machines ===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Merge.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

namespace valuetask {

namespace json = llvm::json;
namespace path = llvm::sys::path;

namespace {

/// Reads one report into what was read before.
class ReportReader {
public:
  ReportReader(MergedReports &Into, llvm::StringRef Root) : Into(Into), Root(Root) {}

  /// \returns false for what is no report
  bool read(const json::Value &Document) {
    const json::Object *All = Document.getAsObject();
    if (!All || All->getInteger("schema") != 1)
      return false;
    const json::Object *Hidden = All->getObject("hidden");
    return Hidden && addHidden(*Hidden) && forEach(*All, "files", &ReportReader::addFile) &&
           forEach(*All, "findings", &ReportReader::addFinding) &&
           forEach(*All, "compilerErrors", &ReportReader::addError) &&
           forEach(*All, "failed", &ReportReader::addFailed);
  }

private:
  using Message = clang::tooling::DiagnosticMessage;

  bool forEach(const json::Object &In, llvm::StringRef Key,
               bool (ReportReader::*Add)(const json::Value &)) {
    const json::Array *Values = In.getArray(Key);
    return Values &&
           llvm::all_of(*Values, [&](const json::Value &Each) { return (this->*Add)(Each); });
  }

  bool addHidden(const json::Object &Hidden) {
    const std::pair<llvm::StringRef, unsigned RunResult::*> Counts[] = {
        {"nolint", &RunResult::HiddenByNolint},
        {"headerFilter", &RunResult::HiddenByHeaderFilter},
        {"baseline", &RunResult::HiddenByBaseline},
        {"unchanged", &RunResult::HiddenAsUnchanged}};
    for (const auto &[Key, Count] : Counts) {
      const std::optional<int64_t> Number = Hidden.getInteger(Key);
      if (!Number)
        return false;
      Into.Result.*Count += static_cast<unsigned>(*Number);
    }
    return true;
  }

  std::string absolute(llvm::StringRef File) const {
    if (path::is_absolute(File))
      return File.str();
    llvm::SmallString<256> Path(Root);
    path::append(Path, File);
    return Path.str().str();
  }

  bool addFile(const json::Value &Each) {
    if (const std::optional<llvm::StringRef> File = Each.getAsString())
      Into.Input.Files.push_back(absolute(*File));
    return Each.getAsString().has_value();
  }

  bool readPlace(const json::Value &Each, Message &At) {
    const json::Object *Place = Each.getAsObject();
    if (!Place)
      return false;
    const auto File = Place->getString("file"), Text = Place->getString("message");
    const auto Line = Place->getInteger("line"), Column = Place->getInteger("column"),
               Offset = Place->getInteger("offset");
    if (!File || !Text || !Line || !Column || !Offset)
      return false;
    At.FilePath = absolute(*File);
    At.FileOffset = static_cast<unsigned>(*Offset);
    At.Message = Text->str();
    remember(At.FilePath, At.FileOffset, *Line, *Column);
    return true;
  }

  void remember(llvm::StringRef File, unsigned Offset, int64_t Line, int64_t Column) {
    Into.Files.remember(File, Offset, {static_cast<unsigned>(Line), static_cast<unsigned>(Column)});
  }

  bool readFix(const json::Value &Each, Message &Of) {
    const json::Object *Change = Each.getAsObject();
    if (!Change)
      return false;
    const auto File = Change->getString("file"), Text = Change->getString("text");
    const auto Line = Change->getInteger("line"), Column = Change->getInteger("column"),
               EndLine = Change->getInteger("endLine"), EndColumn = Change->getInteger("endColumn"),
               Offset = Change->getInteger("offset"), Length = Change->getInteger("length");
    if (!File || !Text || !Line || !Column || !EndLine || !EndColumn || !Offset || !Length)
      return false;
    const std::string Path = absolute(*File);
    const auto Begin = static_cast<unsigned>(*Offset), Size = static_cast<unsigned>(*Length);
    remember(Path, Begin, *Line, *Column);
    remember(Path, Begin + Size, *EndLine, *EndColumn);
    llvm::Error Problem = Of.Fix[Path].add({Path, Begin, Size, *Text});
    const bool Fits = !Problem;
    llvm::consumeError(std::move(Problem));
    return Fits;
  }

  bool addFinding(const json::Value &Each) {
    const json::Object *Found = Each.getAsObject();
    if (!Found)
      return false;
    const auto Rule = Found->getString("rule"), Level = Found->getString("level"),
               Function = Found->getString("function");
    const json::Array *Path = Found->getArray("path"), *Fix = Found->getArray("fix");
    if (!Rule || !Level || !Function || !Path || !Fix)
      return false;
    FoundDiagnostic E(*Rule, clang::tooling::Diagnostic::Warning, "", *Level == "error");
    E.Function = Function->str();
    if (!readPlace(Each, E.Message))
      return false;
    for (const json::Value &Step : *Path) {
      E.Notes.emplace_back();
      if (!readPlace(Step, E.Notes.back()))
        return false;
    }
    if (!llvm::all_of(*Fix, [&](const json::Value &Change) { return readFix(Change, E.Message); }))
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
    const json::Object *Failed = Each.getAsObject();
    const auto File = Failed ? Failed->getString("file") : std::nullopt;
    const auto Reason = Failed ? Failed->getString("reason") : std::nullopt;
    if (!File || !Reason)
      return false;
    Into.Result.Failed.push_back({absolute(*File), Reason->str()});
    return true;
  }

  MergedReports &Into;
  llvm::StringRef Root;
};

} // namespace

llvm::Expected<MergedReports> mergeReports(const std::vector<std::string> &Reports,
                                           llvm::StringRef Root) {
  MergedReports All;
  for (const std::string &File : Reports) {
    const auto Buffer = llvm::MemoryBuffer::getFile(File);
    if (!Buffer)
      return llvm::createStringError("can't read '" + File + "': " + Buffer.getError().message());
    llvm::Expected<json::Value> Document = json::parse((*Buffer)->getBuffer());
    if (!Document)
      return llvm::createStringError("'" + File +
                                     "' is no JSON: " + llvm::toString(Document.takeError()));
    if (!ReportReader(All, Root).read(*Document))
      return llvm::createStringError("'" + File +
                                     "' is no report of this version of valuetask-check in JSON; "
                                     "write one with --format=json");
  }
  llvm::sort(All.Input.Files);
  putInOrder(All.Result);
  return All;
}

} // namespace valuetask
