//===--- MergeRun.cpp - the command 'merge' -------------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "merge/MergeRun.h"
#include "input/DatabaseFiles.h"
#include "input/Paths.h"
#include "merge/Merge.h"
#include "merge/RunEnd.h"
#include "llvm/ADT/STLExtras.h"

namespace valuetask {

/// The reports have no profiles in them. Only a page shows any, and nothing else here reads
/// configuration files.
static llvm::Expected<ProfilesInUse> profilesOfMerge(const Settings &Asked,
                                                     std::vector<std::string> Files) {
  if (llvm::none_of(Asked.Outputs, [](const Output &Target) { return Target.As == Format::Html; }))
    return ProfilesInUse();
  if (llvm::Error E = validateConfigFiles(Files))
    return E;
  if (Files.empty())
    Files.push_back(absolutePath("none.cpp", Asked.Root)); // what the command line says still holds
  llvm::Expected<OptionsOfFiles> Options = OptionsOfFiles::read(Asked.Rules);
  if (!Options)
    return Options.takeError();
  ProfileStore Store;
  return profilesInUse(*Options, Files, Store);
}

/// The files of a compile database that was named with -p: each is to be in a report, but for those
/// that --exclude leaves out.
static llvm::Expected<std::vector<Unusable>> expectedFiles(const Settings &Asked) {
  if (Asked.BuildDir.empty())
    return std::vector<Unusable>();
  llvm::Expected<std::vector<Unusable>> Expected = databaseFiles(Asked.BuildDir, Asked.Exclude);
  if (!Expected)
    return Expected.takeError();
  for (Unusable &Unit : *Expected)
    if (Unit.Reason.empty())
      Unit.Reason = "is in the compile database, but in no report; leave it out with --exclude if "
                    "it isn't to be analysed";
  return Expected;
}

int runMerge(const Settings &Asked) {
  const auto Started = std::chrono::steady_clock::now();
  llvm::Expected<std::vector<Unusable>> Expected = expectedFiles(Asked);
  if (!Expected)
    return wrongUsage(Expected.takeError());
  llvm::Expected<MergedReports> All =
      mergeReports(Asked.Paths, Asked.Root, Asked.ClosedWorld, *Expected);
  if (!All)
    return wrongUsage(All.takeError());
  llvm::Expected<ProfilesInUse> Profiles = profilesOfMerge(Asked, All->Input.Files);
  if (!Profiles)
    return wrongUsage(Profiles.takeError());
  llvm::Expected<std::optional<Baseline>> Old = loadBaseline(Asked.Baseline);
  if (!Old)
    return wrongUsage(Old.takeError());
  return finishRun({.Asked = Asked,
                    .Result = All->Result,
                    .Input = All->Input,
                    .Files = All->Files,
                    .Profiles = *Profiles,
                    .Started = Started,
                    .Old = *Old,
                    .IsCovered =
                        [&](llvm::StringRef File) {
                          return isAnalysed(File, All->Input.Files, All->Result, Asked.Root);
                        },
                    .Colours = Asked.Colours});
}

} // namespace valuetask
