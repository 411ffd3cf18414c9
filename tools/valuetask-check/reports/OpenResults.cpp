//===--- OpenResults.cpp - what a part of a program leaves open -----------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reports/OpenResults.h"
#include "input/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include <set>

namespace valuetask {

namespace {

using PathMap = llvm::function_ref<std::string(llvm::StringRef)>;

void mapPaths(clang::tooling::DiagnosticMessage &Message, PathMap Map) {
  Message.FilePath = Map(Message.FilePath);
  for (clang::tooling::FileByteRange &Range : Message.Ranges)
    Range.FilePath = Map(Range.FilePath);
  llvm::StringMap<clang::tooling::Replacements> Fix;
  for (const auto &[File, Changes] : Message.Fix)
    for (const clang::tooling::Replacement &Each : Changes)
      // They fitted together under the other name.
      llvm::cantFail(Fix[Map(File)].add({Map(Each.getFilePath()), Each.getOffset(),
                                         Each.getLength(), Each.getReplacementText()}));
  Message.Fix = std::move(Fix);
}

void mapPaths(UnitResult &Result, PathMap Map) {
  for (OpenFinding &Each : Result.Open) {
    Each.Found.BuildDirectory.clear(); // all paths are complete
    mapPaths(Each.Found.Message, Map);
    for (clang::tooling::DiagnosticMessage &Note : Each.Found.Notes)
      mapPaths(Note, Map);
  }
  for (ParameterFact &Each : Result.Told.Parameters)
    Each.File = Map(Each.File);
  for (MatchedEntry &Each : Result.Counted.ProfileMatched)
    Each.File = Map(Each.File);
}

} // namespace

llvm::json::Object openResults(const Report &What) {
  UnitResult Part;
  Part.Open = What.Result.Open;
  Part.Told = What.Result.Whole.facts();
  Part.Counted.ProfileMatched = What.Result.Counted.ProfileMatched; // for a page of the whole
  if (Part.Open.empty() && Part.Told.empty() && Part.Counted.ProfileMatched.empty())
    return {};
  // Who merges may not have the sources.
  std::set<std::pair<std::string, unsigned>> Places;
  auto Add = [&](const clang::tooling::DiagnosticMessage &Message) {
    Places.emplace(Message.FilePath, Message.FileOffset);
    for (const auto &[File, Changes] : Message.Fix)
      for (const clang::tooling::Replacement &Each : Changes)
        for (const unsigned Length : {0U, Each.getLength()})
          Places.emplace(Each.getFilePath().str(), Each.getOffset() + Length);
  };
  for (const OpenFinding &Each : Part.Open) {
    Add(Each.Found.Message);
    for (const clang::tooling::DiagnosticMessage &Note : Each.Found.Notes)
      Add(Note);
  }
  for (const ParameterFact &Each : Part.Told.Parameters)
    Places.emplace(Each.File, Each.Offset);
  llvm::json::Array Listed;
  for (const auto &[File, Offset] : Places) {
    const Position At = What.Files.positionOf(File, Offset);
    Listed.push_back(llvm::json::Array{relativePath(File, What.Root), Offset, At.Line, At.Column});
  }
  mapPaths(Part, [&](llvm::StringRef Path) { return relativePath(Path, What.Root); });
  return llvm::json::Object{{"results", toText(Part)}, {"places", std::move(Listed)}};
}

bool addOpenResults(const llvm::json::Object &Open, llvm::StringRef Root, MergedReports &To) {
  const std::optional<llvm::StringRef> Text = Open.getString("results");
  const llvm::json::Array *Places = Open.getArray("places");
  if (!Text || !Places)
    return false;
  for (const llvm::json::Value &Each : *Places) {
    const llvm::json::Array *Place = Each.getAsArray();
    const auto Number = [&](size_t Index) { return (*Place)[Index].getAsInteger(); };
    if (!Place || Place->size() != 4 || !Place->front().getAsString() || !Number(1) || !Number(2) ||
        !Number(3))
      return false;
    To.Files.remember(absolutePath(*Place->front().getAsString(), Root),
                      static_cast<unsigned>(*Number(1)),
                      {static_cast<unsigned>(*Number(2)), static_cast<unsigned>(*Number(3))});
  }
  llvm::Expected<UnitResult> Part = fromText(*Text);
  if (!Part) {
    llvm::consumeError(Part.takeError());
    return false;
  }
  mapPaths(*Part, [&](llvm::StringRef Path) { return absolutePath(Path, Root); });
  llvm::append_range(To.Result.Open, Part->Open);
  To.Result.Whole.add(std::move(Part->Told));
  To.Result.Counted += Part->Counted;
  return true;
}

} // namespace valuetask
