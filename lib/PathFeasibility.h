//===--- PathFeasibility.h - step two: refutation ---------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Looks for a path that can run from the function's entry through a first consumption to a
/// candidate for a second one. What it finds is the report's story; where it finds none, there is
/// no report.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_PATHFEASIBILITY_H
#define VALUETASK_LIB_PATHFEASIBILITY_H

#include "Constraints.h"
#include "ConsumptionFlow.h"
#include "Events.h"
#include <optional>
#include <vector>

namespace valuetask {

/// One decision on a path that matters to it: the other way would not have led where the path
/// leads.
struct Decision {
  enum class Kind { Condition, Label, Default, Exception };
  Kind What;
  clang::SourceLocation Location;
  /// The condition, the switch's label; null for an exception.
  const clang::Expr *Condition = nullptr;
  bool Value = false;
};

struct DoubleConsumption {
  Event First;
  Event Second;
  /// The first consumption was in an earlier iteration of a loop than the second.
  bool EarlierIteration = false;
  /// From the creation of the object on.
  std::vector<Decision> BeforeFirst;
  std::vector<Decision> BetweenBoth;
};

/// Searches in one function. Not thread-safe; one object serves all candidates of the function.
class PathFeasibility {
public:
  PathFeasibility(const clang::FunctionDecl *Function, const ControlFlow &Flow,
                  const FunctionEvents &Events);

  struct Answer {
    std::optional<DoubleConsumption> Path;
    /// The search was given up at its bound: nothing is known.
    bool GaveUp = false;
  };

  /// Loops are followed up to two iterations beyond the first look at their condition. The work for
  /// one candidate is bounded by a number of visited blocks, whatever the shape of the function.
  Answer findPath(const Candidate &Wanted);

private:
  struct State;
  /// A block on a path and how it was entered; paths that share a beginning share its steps.
  struct Step {
    const clang::CFGBlock *Block;
    int Previous;
    std::optional<Decision> Entered;
    /// The successor that wasn't taken, when there was a choice of two.
    const clang::CFGBlock *Alternative;
  };

  std::optional<DoubleConsumption> execute(State &At, const Candidate &Wanted) const;
  bool leavesAtTheBound(State &Next, const clang::CFGBlock &From, unsigned Successor) const;
  bool follow(State &Next, const clang::CFGBlock &From, unsigned Successor,
              std::optional<Decision> &Taken) const;
  bool followSwitch(State &Next, const clang::SwitchStmt &Switch, const clang::CFGBlock &Target,
                    std::optional<Decision> &Taken) const;
  std::vector<Decision> decisionsThatMatter(int From, int To) const;
  bool canAvoid(const clang::CFGBlock *From, const clang::CFGBlock *Goal) const;
  bool revisits(int From, int Middle, int To) const;

  const ControlFlow &Flow;
  const FunctionEvents &Events;
  mutable Terms Vocabulary; // looking an expression up may add it
  std::vector<Step> Steps;  // of all paths of the current search
};

} // namespace valuetask

#endif // VALUETASK_LIB_PATHFEASIBILITY_H
