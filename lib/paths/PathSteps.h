//===--- PathSteps.h - the steps of all paths of a search -------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The blocks that the paths of a search pass, and the decisions by which they do. Paths that share
/// a beginning share its steps: together they are a tree, of which a path knows its last step.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_PATHS_PATHSTEPS_H
#define VALUETASK_LIB_PATHS_PATHSTEPS_H

#include "events/Events.h"
#include "clang/AST/Expr.h"
#include "clang/Analysis/CFG.h"
#include <optional>
#include <vector>

namespace valuetask {

/// One decision on a path that matters to it: the other way would not have led where the path
/// leads.
struct Decision {
  enum class Kind { Condition, Label, Default, Exception, LoopEnd };
  Kind What;
  clang::SourceLocation Location;
  /// The condition, the switch's label; null for an exception.
  const clang::Expr *Condition = nullptr;
  bool Value = false;
  /// Where it is made.
  const clang::CFGBlock *Block = nullptr;
  /// The path made it before, in an earlier iteration of a loop.
  bool Repeated = false;
};

/// What the object of a search answered when it was asked about itself.
struct GivenAnswer {
  const clang::Expr *Question;
  bool Value;
};

/// A block on a path and how it was entered.
/// Which way a call takes that consumes on some of its paths.
struct CallChoice {
  const PartialConsumption *Of;
  bool Consumes;
};

struct PathStep {
  const clang::CFGBlock *Block;
  int Previous; ///< -1 for the first
  std::optional<Decision> Entered{};
  /// Which successor of the previous block it is.
  unsigned Index = 0;
  /// It left a loop that goes on for longer than it is followed.
  bool AtTheBound = false;
  /// In the order of evaluation.
  std::vector<GivenAnswer> Answers{};
  /// Of the calls in the block, likewise.
  std::vector<CallChoice> Choices{};
};

using PathSteps = std::vector<PathStep>;

} // namespace valuetask

#endif // VALUETASK_LIB_PATHS_PATHSTEPS_H
