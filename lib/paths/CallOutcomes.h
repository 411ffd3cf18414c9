//===--- CallOutcomes.h - what a call's return says --------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What is known of its arguments when a call has returned, or has thrown: 'ensure(ok)' returns
/// only if ok is true. Read from the bodies of the functions; computed on demand and kept.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_PATHS_CALLOUTCOMES_H
#define VALUETASK_LIB_PATHS_CALLOUTCOMES_H

#include "ast/ControlFlow.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include <memory>

namespace valuetask {

class CallOutcomes {
public:
  explicit CallOutcomes(ControlFlowCache &Flows) : Flows(Flows) {}

  /// Tells what an edge says of the arguments of the call that ends the block: an expression, and
  /// what it is as a condition. False where the call never leaves the block by that edge, or where
  /// \p Holds is false of something.
  bool agree(const clang::CFGBlock &From, unsigned Successor,
             llvm::function_ref<bool(const clang::Expr *, bool)> Holds);

  /// The same of the return of a call that can't throw, and so doesn't end its block.
  bool agreeWithin(const clang::Stmt *S, llvm::function_ref<bool(const clang::Expr *, bool)> Holds);

private:
  bool agree(const clang::CallExpr *Call, bool IsThrown,
             llvm::function_ref<bool(const clang::Expr *, bool)> Holds);
  /// What a parameter is, as a condition.
  struct Fact {
    unsigned Parameter;
    bool Value;
  };
  struct Outcome {
    bool Returns = true;
    llvm::SmallVector<Fact, 1> IfReturned, IfThrown;
  };
  struct Ends {
    bool Normally = false, ByException = false;
  };
  const Outcome &of(const clang::FunctionDecl *Callee);
  Outcome compute(const clang::FunctionDecl *Definition);
  Ends endsOf(const clang::FunctionDecl *Definition, const ControlFlow &Flow,
              const clang::ParmVarDecl *Assumed, bool Value);

  ControlFlowCache &Flows;
  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<Outcome>> Known;
};

} // namespace valuetask

#endif // VALUETASK_LIB_PATHS_CALLOUTCOMES_H
