//===--- ControlFlow.h - the control flow graph of a function ---*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The CFG as every analysis here wants it, built once for a function, with what clang's graph
/// doesn't offer: which edges an exception takes, which blocks are in a cycle, and which loops are
/// within which.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_AST_CONTROLFLOW_H
#define VALUETASK_LIB_AST_CONTROLFLOW_H

#include "clang/Analysis/CFG.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseMap.h"
#include <memory>

namespace valuetask {

class ControlFlow {
public:
  /// Null when clang can't build a CFG for the function.
  static std::unique_ptr<ControlFlow> build(const clang::FunctionDecl *Function);

  const clang::CFG &cfg() const { return *Graph; }
  bool isInCycle(const clang::CFGBlock *Block) const { return InCycle[Block->getBlockID()]; }
  /// The blocks from which \p Target can be reached, itself included.
  llvm::BitVector reaching(const clang::CFGBlock *Target) const;
  /// The blocks that can be reached from any of \p Sources, themselves included; by ways that don't
  /// pass \p Without, where that is given.
  llvm::BitVector reachableFrom(llvm::ArrayRef<const clang::CFGBlock *> Sources,
                                const clang::CFGBlock *Without = nullptr) const;
  /// The blocks of loops that are never left, but for an exception or by a call that doesn't
  /// return: no way from there leads to a normal end of the function.
  llvm::BitVector endless() const;
  /// For each block to which a loop comes back, by its number: the blocks of the loops within it.
  llvm::DenseMap<unsigned, llvm::BitVector> loopsWithin() const;

  /// What '[[assume(c)]]' says behind a statement, or where an edge leads to; null for nothing. The
  /// graph doesn't have it.
  const clang::Expr *assumedAfter(const clang::Stmt *S) const { return Assumed.lookup({S, 0}); }
  const clang::Expr *assumedOn(const clang::CFGBlock *Block, unsigned Index) const;

private:
  explicit ControlFlow(std::unique_ptr<clang::CFG> Graph);
  void findAssumptions(const clang::Stmt *Body);

  std::unique_ptr<clang::CFG> Graph;
  llvm::BitVector InCycle;
  /// Of a branch, by which of its ways.
  llvm::DenseMap<std::pair<const clang::Stmt *, unsigned>, const clang::Expr *> Assumed;
};

/// Is the \p Index-th successor the one that an exception takes? A block that ends in a call has
/// its normal successor first; a branch has no exceptional one.
bool isExceptionEdge(const clang::CFGBlock *Block, unsigned Index);

/// Does the function, by this edge into its exit, end normally: neither by an exception nor in a
/// call that never returns?
bool endsNormally(const clang::CFGBlock *Block, unsigned Index);

/// The graphs of a translation unit, built on demand.
class ControlFlowCache {
public:
  const ControlFlow *of(const clang::FunctionDecl *Function);

private:
  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<ControlFlow>> Cache;
};

/// The statement whose CFG holds what the function's author wrote: a coroutine's own statement
/// would bring its implicit machinery with it.
const clang::Stmt *writtenBody(const clang::FunctionDecl *Function);

} // namespace valuetask

#endif // VALUETASK_LIB_AST_CONTROLFLOW_H
