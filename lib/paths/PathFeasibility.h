//===--- PathFeasibility.h - step two: refutation ---------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Looks for a path that can run from the function's entry to the point where a candidate is a
/// misuse. What it finds is the report's story; where it finds none, there is no report.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_PATHS_PATHFEASIBILITY_H
#define VALUETASK_LIB_PATHS_PATHFEASIBILITY_H

#include "events/Events.h"
#include "flow/ConsumptionFlow.h"
#include "paths/CallOutcomes.h"
#include "paths/InlinableCalls.h"
#include "paths/Misuse.h"
#include "paths/PathConditions.h"
#include "paths/Records.h"
#include "paths/Terms.h"
#include "llvm/ADT/DenseSet.h"
#include <map>
#include <optional>
#include <vector>

namespace valuetask {

/// Searches in one function. Not thread-safe; one object serves all candidates of the function.
class PathFeasibility {
public:
  /// \p Exact may be null: then the built-in propagation has the last word.
  PathFeasibility(const clang::FunctionDecl *Function, const ControlFlow &Flow,
                  const FunctionEvents &Events, CallOutcomes &Calls, InlinableCalls &Bodies,
                  PathConditions::Solver *Exact);

  struct Answer {
    std::optional<Misuse> Path;
    /// The search was given up at its bound: nothing is known.
    bool GaveUp = false;
    /// Paths that the solver showed to be impossible.
    unsigned RefutedBySolver = 0;
  };

  /// Loops are followed up to two iterations beyond the first look at their condition. The work for
  /// one candidate is bounded by a number of visited blocks, whatever the shape of the function.
  Answer findPath(const Candidate &Wanted) { return findPath(Wanted, /*WithoutFirst=*/false); }

private:
  class Search;

  Answer findPath(const Candidate &Wanted, bool WithoutFirst);

  std::vector<ObjectId> sourcesOf(ObjectId Object) const;
  bool canBeReachedWithout(const clang::CFGBlock *First, const clang::CFGBlock &Block);

  static const clang::Expr *assumedBy(const clang::Stmt *S);

  const clang::FunctionDecl *Function;
  const ControlFlow &Flow;
  const FunctionEvents &Events;
  CallOutcomes &Calls;
  InlinableCalls &Bodies;
  PathConditions::Solver *Exact;
  unsigned Undecided = 0; ///< of the questions to the solver
  Terms Vocabulary;
  llvm::DenseMap<unsigned, llvm::BitVector> LoopsWithin;
  /// What is reached without passing a block, by the block.
  llvm::DenseMap<const clang::CFGBlock *, llvm::BitVector> AroundFirst;
  llvm::DenseSet<const clang::CFGBlock *> PartialIn; ///< with calls that consume in part
  llvm::DenseSet<const clang::Stmt *> Ends;          ///< where a macro ends the path
  /// The objects that are made in the function, and those from which each is filled.
  llvm::DenseSet<ObjectId> Created;
  llvm::DenseMap<ObjectId, llvm::SmallVector<ObjectId, 1>> PartnersOf;
  std::map<ObjectId, Records> RecordsOf; ///< made when they are first asked for
};

} // namespace valuetask

#endif // VALUETASK_LIB_PATHS_PATHFEASIBILITY_H
