//===--- Misuse.h - a misuse, and the path to it ----------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_PATHS_MISUSE_H
#define VALUETASK_LIB_PATHS_MISUSE_H

#include "events/Events.h"
#include "flow/ConsumptionFlow.h"
#include "paths/PathSteps.h"

namespace valuetask {

/// A misuse, and the path to it.
struct Misuse {
  MisuseKind Kind;
  ObjectId Object;
  /// The first consumption, or the suspension across which it is held.
  std::optional<Event> First;
  /// Where the object was filled again, the last time before.
  std::optional<Event> Filled{};
  std::vector<Decision> BeforeFilled{};
  /// The consumption that is wrong; for Unconsumed the birth.
  Event Last;
  /// The first consumption was in an earlier iteration of a loop than the last.
  bool EarlierIteration = false;
  /// From the creation of the object on.
  std::vector<Decision> BeforeFirst{};
  std::vector<Decision> Between{};
};

} // namespace valuetask

#endif // VALUETASK_LIB_PATHS_MISUSE_H
