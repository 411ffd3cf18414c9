//===--- ObjectTracker.h - the object on a path -----------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_PATHS_OBJECTTRACKER_H
#define VALUETASK_LIB_PATHS_OBJECTTRACKER_H

#include "ast/ControlFlow.h"
#include "events/Events.h"
#include "paths/Misuse.h"
#include "paths/PathState.h"
#include "paths/PathStory.h"
#include <optional>
#include <vector>

namespace valuetask {

/// What the events on a path do to the object of one candidate, and whether the path that arrives
/// at the candidate is the misuse.
class ObjectTracker {
public:
  ObjectTracker(const Candidate &Wanted, const ControlFlow &Flow, const FunctionEvents &Events,
                const PathSteps &Steps, llvm::ArrayRef<ObjectId> Sources, bool WithoutFirst)
      : Wanted(Wanted), Flow(Flow), Events(Events), Steps(Steps), Story(Flow, Events, Steps),
        Sources(Sources), WithoutFirst(WithoutFirst) {}

  /// Runs one event. \p Found is set where it is the misuse, and nothing happens where it is.
  void apply(PathState &At, const Event &E, std::optional<Misuse> &Found) const;
  /// Is it a call that may consume the object, or leave it alone, so that a path takes one of both?
  bool isChoice(const Event &E) const;
  /// What was just made from a value is complete, and says so: to be called after each statement.
  void learnCompletion(PathState &At) const;
  /// Is it a statement after which what wasn't complete may be?
  static bool mayComplete(const clang::Stmt *S);
  /// The questions whether the object is complete.
  std::vector<const clang::Expr *> completionTests() const;
  /// Has a test of the object, 'if (x)', 'x.valid()', answered that it holds nothing?
  bool isEmptyBySay(const PathState &At) const;
  /// The misuse of an object that ends here, and wasn't consumed.
  Misuse endsPending(const PathState &At) const;

  /// The decisions by which the path has missed a use of the object, of whatever kind.
  std::vector<Decision> decisionsAgainstUse(const PathState &At) const;
  /// Those without which it would have been consumed for certain.
  std::vector<Decision> decisionsPastConsumption(const PathState &At) const {
    return Story.decisionsPast(At.CreatedAt, At.LastStep, consumptions());
  }

private:
  bool applies(PathState &At, const Event &E, EventKind &Kind) const;
  std::optional<Misuse> consume(PathState &At, const Event &E) const;
  template <class State> auto *sourceOf(State &At, ObjectId Object) const;
  void swap(PathState &At, const Event &E) const;
  void followSource(PathState &At, const Event &E) const;
  ObjectState given(const PathState &At, const Event &E) const;
  bool makesComplete(const PathState &At, const Event &E) const;
  static void answer(PathState &At, const Event &E);
  void forgetAnswers(PathState &At) const;
  bool isDefault(const PathState &At) const;
  bool isInEmptyContainer(const PathState &At) const;
  bool isGuarded(const PathState &At) const;
  bool isKnownPending(const PathState &At) const;
  std::vector<const clang::CFGBlock *> consumptions() const;
  std::vector<const clang::CFGBlock *>
  blocksOf(llvm::function_ref<bool(const Event &)> IsWanted) const;
  std::vector<const clang::CFGBlock *> tests() const;

  const Candidate &Wanted;
  const ControlFlow &Flow;
  const FunctionEvents &Events;
  const PathSteps &Steps;
  PathStory Story;
  llvm::ArrayRef<ObjectId> Sources; ///< the objects from which it may get what it holds
  bool WithoutFirst;                ///< a consumption that is no second one is looked for
};

} // namespace valuetask

#endif // VALUETASK_LIB_PATHS_OBJECTTRACKER_H
