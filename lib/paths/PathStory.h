//===--- PathStory.h - what a report says of its path -----------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Chooses the decisions that a report tells: those without which the path would not have led where
/// it leads.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_PATHS_PATHSTORY_H
#define VALUETASK_LIB_PATHS_PATHSTORY_H

#include "ast/ControlFlow.h"
#include "events/Events.h"
#include "paths/PathSteps.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <vector>

namespace valuetask {

/// Steps are given by their numbers. O(length of the path * size of the graph).
class PathStory {
public:
  PathStory(const ControlFlow &Flow, const FunctionEvents &Events, const PathSteps &Steps)
      : Flow(Flow), Events(Events), Steps(Steps) {}

  /// The decisions on the way from one step to a later one without which the path would have missed
  /// it.
  std::vector<Decision> decisionsThatMatter(int From, int To) const;
  /// The decisions on the way of which the other way leads to one of \p Blocks within the same life
  /// of the object, and the way taken doesn't; and those that are made in one of them.
  std::vector<Decision> decisionsAgainst(int From, int To, ObjectId Object,
                                         llvm::ArrayRef<const clang::CFGBlock *> Blocks) const;
  /// Those on the way of which the other way can't end without passing one of \p Blocks.
  std::vector<Decision> decisionsPast(int From, int To,
                                      llvm::ArrayRef<const clang::CFGBlock *> Blocks) const;
  /// Does the way from \p Middle to \p To come back to a block of the way from \p From to
  /// \p Middle?
  bool revisits(int From, int Middle, int To) const;

private:
  void addDecision(int At, std::vector<Decision> &Result) const;
  bool canAvoid(const clang::CFGBlock *From, llvm::ArrayRef<const clang::CFGBlock *> Goals) const;
  bool anyOtherWay(const PathStep &Taken,
                   llvm::function_ref<bool(const clang::CFGBlock *)> Is) const;

  const ControlFlow &Flow;
  const FunctionEvents &Events;
  const PathSteps &Steps;
};

} // namespace valuetask

#endif // VALUETASK_LIB_PATHS_PATHSTORY_H
