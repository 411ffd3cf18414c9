//===--- PathConditions.h - can this path run? ------------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Asks an SMT solver whether one path through a function can run: the path is replayed, and all
/// that its conditions say of the values on it becomes one formula.
///
/// Constraints is cheap, and explores; it knows each value by itself. This class sees how values
/// depend on each other ('a < b', 'b < c' and 'c < a'; 'next = n + 1'; the bits of a mask), for the
/// few paths that are about to be reported. A value that isn't understood may be anything, which
/// keeps the path.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_PATHS_PATHCONDITIONS_H
#define VALUETASK_LIB_PATHS_PATHCONDITIONS_H

#include "clang/AST/Expr.h"
#include "llvm/ADT/ArrayRef.h"
#include <cstdint>
#include <memory>

namespace llvm {
class SMTSolver;
} // namespace llvm

namespace valuetask {

class InlinableCalls;

/// One path. Where LLVM was built without a solver, nothing is known of it.
class PathConditions {
public:
  /// The solver that the paths of a translation unit share. It is made for the first of them, which
  /// takes longer than most answers. Not thread-safe.
  class Solver {
  public:
    Solver();
    ~Solver();

    /// Was LLVM built with a solver?
    static bool isAvailable();

  private:
    friend class PathConditions;
    llvm::SMTSolver *startPath();

    std::shared_ptr<llvm::SMTSolver> Z3;
    unsigned Symbols = 0; // that it has been asked for
  };

  /// Starts at the entry of \p Function. \p Shared serves one path at a time: it forgets the one
  /// before, which must not be used any more.
  PathConditions(const clang::FunctionDecl *Function, InlinableCalls &Bodies, Solver &Shared);
  ~PathConditions();

  /// Runs one statement of a CFG in which each expression is an element of its own, before the one
  /// that it is part of: only what the statement itself does is looked at.
  /// \param Throws  it is left by an exception, so that only a part of what it does may be done
  void execute(const clang::Stmt *S, bool Throws = false);
  /// The same of a call that can be run as a part of the path, and passes one of these statements
  /// of the function that it calls, or passes none. Where it can't be run, the path can't either.
  void executeChosen(const clang::CallExpr *Call, llvm::ArrayRef<const clang::Stmt *> Passed,
                     bool Passes, bool Throws);
  /// The statement that was run last is a question, of which it is known what it was answered.
  void answer(const clang::Expr *Question, bool Value);
  /// The path takes the branch on which \p Condition is \p Value.
  /// \param Decides  what the path is looked for depends on that
  void assume(const clang::Expr *Condition, bool Value, bool Decides = false);
  /// The same for a switch: its condition has, or doesn't have, the value of a label.
  void assumeLabel(const clang::Expr *SwitchCondition, int64_t Label, bool Taken,
                   bool Decides = false);
  /// A loop that runs longer than it is followed is left: its variables may have any value, and a
  /// condition that was evaluated before is evaluated again when it is assumed.
  void forget(llvm::ArrayRef<const clang::ValueDecl *> Variables);

  /// Is it known that the condition isn't \p Value?
  bool excludes(const clang::Expr *Condition, bool Value);
  /// The path depends on something that isn't followed.
  void doubt();

  /// The same as Constraints::askAnew().
  void askAnew(const clang::Expr *Question);

  /// Doubtful is what is feasible if a value that the program determines, and which isn't followed,
  /// happens to be the right one.
  enum class Answer { Feasible, Doubtful, Infeasible, Unknown };
  /// Can all of it be so? Bounded by the solver's work, not by the clock, so that the answer is the
  /// same each time. May be asked again when the path has become longer.
  Answer check();

private:
  class Path;
  Solver &Shared;
  std::unique_ptr<Path> Replayed; // null without a solver
};

} // namespace valuetask

#endif // VALUETASK_LIB_PATHS_PATHCONDITIONS_H
