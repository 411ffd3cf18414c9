//===--- Suspension.h - can a function complete synchronously? --*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Decides which functions suspend on every path that returns: the functions for which value_task
/// can never pay. Whatever isn't known to suspend counts as able to complete at once.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_FLOW_SUSPENSION_H
#define VALUETASK_LIB_FLOW_SUSPENSION_H

#include "ast/ControlFlow.h"
#include "program/OtherUnits.h"
#include "types/Awaitables.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/DenseSet.h"
#include <optional>
#include <vector>

namespace valuetask {

/// Why one place of a function always suspends.
struct SuspensionPoint {
  enum class Reason {
    NeverReady,  ///< await_ready is constantly false, and await_suspend can't decline
    AlwaysAsync, ///< it awaits a call of a function that always suspends
    Wraps,       ///< it returns what such a function returned
    Declared,    ///< the function itself is annotated
  };
  Reason Why;
  clang::SourceLocation Location;
  /// The awaiter's class, or the function that is called.
  const clang::NamedDecl *Because;
  /// The call may reach any function that overrides that one.
  bool Overriders = false;
};

class Suspension {
public:
  /// Solves for all of \p Functions together, since they may call one another. A function is taken
  /// to suspend always until a path without suspension is found (a greatest fixpoint), so that
  /// recursion does not hide what every other path shows.
  ///
  /// \param Others  answers for functions that have no body here; null: none of those suspends
  Suspension(llvm::ArrayRef<const clang::FunctionDecl *> Functions, ControlFlowCache &Flows,
             const Awaitables &Types, const OtherUnits *Others);

  /// Suspends on every path that returns, and has one.
  bool isAlwaysAsync(const clang::FunctionDecl *Function) const;

  /// For a function that always suspends: the first suspension of each way through it, in source
  /// order.
  std::vector<SuspensionPoint> reasons(const clang::FunctionDecl *Function) const;

  /// The same as a graph, of a function that always suspends if the others do as was assumed here.
  struct Ways {
    std::vector<WayPoint> Points;             ///< the first is the entry
    std::vector<SuspensionPoint> Suspensions; ///< at the others, in their order: that of the source
  };
  /// \param Certain  solved without assumptions: what suspends there doesn't depend on others
  Ways ways(const clang::FunctionDecl *Function, const Suspension &Certain) const;

private:
  class Walk;
  /// What a walk from the entry, not beyond suspensions, meets.
  struct Reached {
    bool ReturnsSynchronously = false;
    std::vector<SuspensionPoint> Suspensions;
  };
  Reached walk(const clang::FunctionDecl *Function) const;
  std::vector<SuspensionPoint> sorted(std::vector<SuspensionPoint> Points,
                                      const clang::FunctionDecl *Function) const;
  std::optional<SuspensionPoint> suspensionAt(const clang::CoawaitExpr *Await) const;
  std::optional<SuspensionPoint> suspensionAt(const clang::ReturnStmt *Return) const;
  std::optional<SuspensionPoint> alwaysAsyncCallee(const clang::Expr *E) const;
  std::optional<SuspensionPoint> wrappedCallee(const clang::Expr *Returned) const;

  ControlFlowCache &Flows;
  const Awaitables &Types;
  const OtherUnits *Others;
  llvm::DenseSet<const clang::FunctionDecl *> Assumed; // canonical declarations
};

} // namespace valuetask

#endif // VALUETASK_LIB_FLOW_SUSPENSION_H
