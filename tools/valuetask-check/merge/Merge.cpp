//===--- Merge.cpp - joining the reports of several machines --------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "merge/Merge.h"
#include "input/Paths.h"
#include "merge/JsonReader.h"
#include "merge/SarifReader.h"
#include "profile/Json.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MemoryBuffer.h"
#include <map>

namespace valuetask {

namespace json = llvm::json;

namespace {

std::string nameOf(const Shard &Part) {
  return llvm::formatv("shard {0} of {1}", Part.Index, Part.Count);
}

/// The shards that reports are of.
class ShardSet {
public:
  /// \returns an error for a shard that is there already, and for one of another run
  llvm::Error add(const Shard &Part, llvm::StringRef File) {
    if (Part.Count == 1)
      return llvm::Error::success();
    if (const auto First = Files.begin(); First != Files.end() && Part.Count != Count)
      return llvm::createStringError("'" + File + "' is " + nameOf(Part) + ", but '" +
                                     First->second + "' is " + nameOf({First->first, Count}) +
                                     "; merge the shards of one run");
    Count = Part.Count;
    if (const auto [Same, IsNew] = Files.try_emplace(Part.Index, File); !IsNew)
      return llvm::createStringError("'" + File + "' and '" + Same->second + "' are both " +
                                     nameOf(Part) + "; give each shard once");
    return llvm::Error::success();
  }

  std::vector<std::string> missing() const {
    std::vector<std::string> Names;
    for (unsigned Index = 1; Index <= Count; ++Index)
      if (!Files.count(Index))
        Names.push_back(nameOf({Index, Count}));
    return Names;
  }

private:
  unsigned Count = 0; ///< of the shards of the run; 0 where no report is one of a shard
  std::map<unsigned, std::string> Files;
};

/// Adds the files of which no report says anything to those that could not be analysed.
void addMissingUnits(const std::vector<Unusable> &Expected, MergedReports &To) {
  llvm::StringSet<> Reported;
  for (const std::string &File : To.Input.Files)
    Reported.insert(realPath(File));
  for (const Unusable &Problem : To.Result.Failed)
    Reported.insert(realPath(Problem.File));
  llvm::copy_if(Expected, std::back_inserter(To.Result.Failed),
                [&](const Unusable &Unit) { return Reported.insert(realPath(Unit.File)).second; });
}

} // namespace

llvm::Expected<MergedReports> mergeReports(const std::vector<std::string> &Reports,
                                           llvm::StringRef Root, bool ClosedWorld,
                                           const std::vector<Unusable> &Expected) {
  MergedReports All;
  All.Result.Whole = Program(ClosedWorld);
  ShardSet Shards;
  // A report may be one of a merge, which lacked some; they are missing still.
  std::vector<std::string> Missing;
  for (const std::string &File : Reports) {
    const auto Buffer = llvm::MemoryBuffer::getFile(File);
    if (!Buffer)
      return llvm::createStringError("can't read '" + File + "': " + Buffer.getError().message());
    llvm::Expected<json::Value> Document = parseJson((*Buffer)->getBuffer());
    if (!Document)
      return llvm::createStringError(
          "'" + File + "' is not valid JSON: " + llvm::toString(Document.takeError()));
    const json::Object *Top = Document->getAsObject();
    const bool IsRead =
        Top && Top->get("runs") ? readSarif(*Document, All, Root) : readJson(*Document, All, Root);
    if (!IsRead)
      return llvm::createStringError("'" + File +
                                     "' is not a JSON or SARIF report of this version of "
                                     "valuetask-check; write one with --format=json");
    llvm::copy_if(All.Input.MissingShards, std::back_inserter(Missing),
                  [&](const std::string &Name) { return !llvm::is_contained(Missing, Name); });
    if (llvm::Error E = Shards.add(All.Input.Part, File))
      return E;
  }
  All.Input.Part = {};
  llvm::append_range(Missing, Shards.missing());
  All.Input.MissingShards = std::move(Missing);
  addMissingUnits(Expected, All);
  llvm::sort(All.Input.Files);
  if (!All.Input.MissingShards.empty() || !All.Result.Failed.empty() ||
      llvm::any_of(All.Result.Diagnostics, isCompilerError))
    All.Result.Whole.setPartial();
  settle(All.Result);
  return All;
}

} // namespace valuetask
