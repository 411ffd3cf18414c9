//===--- OpenResults.cpp - what a part of a program leaves open -----------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reports/OpenResults.h"
#include "input/Paths.h"
#include <set>

namespace valuetask {

llvm::json::Object openResults(const Report &What) {
  UnitResult Part;
  Part.Open = What.Result.Open;
  Part.OwnFacts = What.Result.Whole.facts();
  Part.Counted.ProfileMatched = What.Result.Counted.ProfileMatched; // for a page of the whole
  if (Part.Open.empty() && Part.OwnFacts.empty() && Part.Counted.ProfileMatched.empty())
    return {};
  // Who merges may not have the sources.
  std::set<std::pair<std::string, unsigned>> Places;
  auto Add = [&](const SourceMessage &Message) {
    Places.emplace(Message.FilePath, Message.FileOffset);
    for (const SourceChange &Change : Message.Fix)
      for (const unsigned Length : {0U, Change.Length})
        Places.emplace(Change.File, Change.Offset + Length);
  };
  for (const OpenFinding &Open : Part.Open) {
    Add(Open.Found.Message);
    for (const SourceMessage &Note : Open.Found.Notes)
      Add(Note);
    Add(Open.Found.Help);
  }
  for (const ParameterFact &Fact : Part.OwnFacts.Parameters)
    Places.emplace(Fact.File, Fact.Offset);
  llvm::json::Array Listed;
  for (const auto &[File, Offset] : Places) {
    const Position At = What.Files.positionOf(File, Offset);
    Listed.push_back(llvm::json::Array{relativePath(File, What.Root), Offset, At.Line, At.Column});
  }
  mapPaths(Part, [&](llvm::StringRef Path) { return relativePath(Path, What.Root); });
  return llvm::json::Object{{"results", toText(Part)}, {"places", std::move(Listed)}};
}

} // namespace valuetask
