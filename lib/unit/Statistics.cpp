//===--- Statistics.cpp - what an analysis did ----------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "unit/Statistics.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

namespace valuetask {

Statistics &Statistics::operator+=(const Statistics &Other) {
  FunctionsSeen += Other.FunctionsSeen;
  FunctionsAnalysed += Other.FunctionsAnalysed;
  Candidates += Other.Candidates;
  Refuted += Other.Refuted;
  Dropped += Other.Dropped;
  PathsRefutedBySolver += Other.PathsRefutedBySolver;
  llvm::append_range(DroppedIn, Other.DroppedIn);
  llvm::append_range(DialectsFound, Other.DialectsFound);
  llvm::sort(DialectsFound);
  auto Join = [](auto &All, const auto &Some) {
    llvm::append_range(All, Some);
    llvm::sort(All);
    All.erase(std::unique(All.begin(), All.end()), All.end());
  };
  Join(NotLookedAt, Other.NotLookedAt);
  Join(TypesFound, Other.TypesFound);
  Join(ProfileMatched, Other.ProfileMatched);
  Join(ProfileUnmatched, Other.ProfileUnmatched);
  CollectMs += Other.CollectMs;
  EventsMs += Other.EventsMs;
  CandidatesMs += Other.CandidatesMs;
  RefutationMs += Other.RefutationMs;
  return *this;
}

} // namespace valuetask
