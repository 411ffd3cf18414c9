//===--- Statistics.h - what an analysis did --------------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_UNIT_STATISTICS_H
#define VALUETASK_LIB_UNIT_STATISTICS_H

#include "profile/Profile.h"
#include <compare>
#include <string>
#include <vector>

namespace valuetask {

/// A template, or what is a part of one, and where it is written.
struct TemplatePlace {
  std::string File;
  unsigned Line = 0;
  std::string Name;

  friend auto operator<=>(const TemplatePlace &, const TemplatePlace &) = default;
};

/// What an analysis did, for people who want to know why it is silent.
struct Statistics {
  unsigned FunctionsSeen = 0;
  unsigned FunctionsAnalysed = 0;
  unsigned Candidates = 0;
  unsigned Refuted = 0;
  /// Candidates whose search reached its bound. Nothing is reported about them.
  unsigned Dropped = 0;
  /// Paths that the built-in propagation let pass, and the solver didn't.
  unsigned PathsRefutedBySolver = 0;

  /// The functions in which one was dropped, in the order of their analysis.
  std::vector<std::string> DroppedIn;
  /// Those of the main files that nothing instantiates, so that nobody looked at them; sorted. (Of
  /// a header's, another unit may have instances.)
  std::vector<TemplatePlace> NotLookedAt;
  /// The types that an option names and that are declared; sorted.
  std::vector<std::string> TypesFound;
  /// The dialects of which a type is declared, each as often as files declare one; sorted.
  std::vector<std::string> DialectsFound;
  /// The profile's entries of analysed files, with a function of theirs and without; sorted.
  std::vector<MatchedEntry> ProfileMatched;
  std::vector<std::string> ProfileUnmatched;
  /// Spent on finding the code that matters, on events and their graphs, on candidates, and on
  /// refuting them.
  double CollectMs = 0;
  double EventsMs = 0;
  double CandidatesMs = 0;
  double RefutationMs = 0;

  Statistics &operator+=(const Statistics &Other);
};

} // namespace valuetask

#endif // VALUETASK_LIB_UNIT_STATISTICS_H
