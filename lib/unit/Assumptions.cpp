//===--- Assumptions.cpp - what other units may do ------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "unit/Assumptions.h"
#include <algorithm>

using namespace clang;

namespace valuetask {

namespace {

/// With more unknown parameters in one function, they are looked at one by one, and then not at
/// all: an object that goes through so many hands is seldom followed by its reader either.
constexpr unsigned MostInPairs = 3;
constexpr unsigned MostAtAll = 16;
/// Of the graph, looked at under all assumptions together.
constexpr unsigned MostBlocksAssumed = 100'000;

} // namespace

std::vector<AssumedUnits> assumptionsAbout(ArrayRef<UnknownEffect> Unknown,
                                           const ControlFlow &Flow) {
  std::vector<AssumedUnits> All;
  if (Unknown.size() > MostAtAll)
    return All;
  for (const EffectKind What : AssumableEffects)
    for (const UnknownEffect &Effect : Unknown)
      All.emplace_back(std::vector<AssumedUnits::Assumption>{{Effect, What}});
  const size_t Most = MostBlocksAssumed / Flow.cfg().getNumBlockIDs();
  if (Unknown.size() > MostInPairs || All.size() >= Most) {
    All.resize(std::min(All.size(), Most));
    return All;
  }
  for (size_t First = 0; First < Unknown.size(); ++First)
    for (size_t Second = First + 1; Second < Unknown.size(); ++Second)
      for (const EffectKind One : AssumableEffects)
        for (const EffectKind Other : AssumableEffects)
          All.emplace_back(std::vector<AssumedUnits::Assumption>{{Unknown[First], One},
                                                                 {Unknown[Second], Other}});
  All.resize(std::min(All.size(), Most));
  return All;
}

} // namespace valuetask
