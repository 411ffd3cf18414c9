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
#include "paths/Constraints.h"
#include "paths/PathConditions.h"
#include "paths/Records.h"
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
};

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

/// Searches in one function. Not thread-safe; one object serves all candidates of the function.
class PathFeasibility {
public:
  /// \p Exact may be null: then the built-in propagation has the last word.
  PathFeasibility(const clang::FunctionDecl *Function, const ControlFlow &Flow,
                  const FunctionEvents &Events, PathConditions::Solver *Exact);

  struct Answer {
    std::optional<Misuse> Path;
    /// The search was given up at its bound: nothing is known.
    bool GaveUp = false;
    /// Paths that the solver showed to be impossible.
    unsigned RefutedBySolver = 0;
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
    /// Which successor of the previous block it is.
    unsigned Index;
    /// It left a loop that goes on for longer than it is followed.
    bool AtTheBound = false;
  };

  Answer search(const Candidate &Wanted, bool Merging);
  std::optional<Misuse> execute(State &At, const Candidate &Wanted) const;
  bool applies(State &At, const Event &E, EventKind &Kind) const;
  void apply(State &At, const Event &E, const Candidate &Wanted,
             std::optional<Misuse> &Found) const;
  std::optional<Misuse> consume(State &At, const Event &E, const Candidate &Wanted) const;
  Misuse endsPending(const State &At, const Candidate &Wanted) const;
  bool hangsOnElements(const Misuse &Found) const;
  bool isGuarded(const State &At, ObjectId Object) const;
  bool isKnownPending(const State &At, ObjectId Object) const;
  bool leavesAtTheBound(State &Next, const clang::CFGBlock &From, unsigned Successor,
                        const Candidate &Wanted, bool &Hidden) const;
  bool canBeReachedWithout(const clang::CFGBlock *First, const State &At) const;
  llvm::BitVector loopOf(const clang::CFGBlock &From) const;
  std::vector<const clang::ValueDecl *> writtenIn(const llvm::BitVector &Blocks) const;
  bool hidesEvents(const llvm::BitVector &Loop, const clang::CFGBlock &From,
                   llvm::ArrayRef<const clang::ValueDecl *> Written, ObjectId Object) const;
  bool isDoubtful(const State &At, const Candidate &Wanted, const Misuse &Found);
  bool isEmptyBySay(const State &At, ObjectId Object) const;
  void learnCompletion(State &At, ObjectId Object) const;
  bool follow(State &Next, const clang::CFGBlock &From, unsigned Successor,
              std::optional<Decision> &Taken) const;
  /// What taking an edge says about the function's values.
  struct Edge {
    const clang::Expr *Condition = nullptr;
    bool Value = false;
    const clang::Expr *Switched = nullptr;
    std::vector<std::pair<int64_t, bool>> Labels{}; // that it has, or hasn't
    std::optional<Decision> Taken{};
    const clang::CXXForRangeStmt *Range = nullptr;
  };
  Edge edge(const clang::CFGBlock &From, unsigned Successor) const;
  void switchEdge(const clang::SwitchStmt &Switch, const clang::CFGBlock &Target,
                  Edge &Result) const;
  void assumeEdge(PathConditions &Formula, const clang::CFGBlock &From, unsigned Successor,
                  bool AtTheBound) const;
  bool canRun(int Last);
  std::vector<Decision> decisionsThatMatter(int From, int To) const;
  std::vector<Decision> decisionsAgainst(int From, int To, ObjectId Object,
                                         llvm::ArrayRef<const clang::CFGBlock *> Blocks) const;
  std::vector<const clang::CFGBlock *> consumptionsOf(ObjectId Object) const;
  std::vector<const clang::CFGBlock *> testsOf(ObjectId Object) const;
  bool canAvoid(const clang::CFGBlock *From, const clang::CFGBlock *Goal) const;
  bool anyOtherWay(const Step &Taken, llvm::function_ref<bool(const clang::CFGBlock *)> Is) const;
  bool revisits(int From, int Middle, int To) const;

  const ControlFlow &Flow;
  const FunctionEvents &Events;
  PathConditions::Solver *Exact;
  unsigned Undecided = 0;   // of the questions to the solver
  mutable Terms Vocabulary; // looking an expression up may add it
  llvm::BitVector Focus;    // between the birth of the object and the candidate
  std::vector<Step> Steps;  // of all paths of the current search
  llvm::DenseMap<unsigned, llvm::BitVector> LoopsWithin;
  mutable llvm::DenseMap<const clang::CFGBlock *, llvm::BitVector> AroundFirst;
  std::map<ObjectId, Records> RecordsOf; // made when they are first asked for
};

} // namespace valuetask

#endif // VALUETASK_LIB_PATHS_PATHFEASIBILITY_H
