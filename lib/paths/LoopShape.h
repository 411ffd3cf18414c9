//===--- LoopShape.h - a loop that is left ----------------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_PATHS_LOOPSHAPE_H
#define VALUETASK_LIB_PATHS_LOOPSHAPE_H

#include "ast/ControlFlow.h"
#include "events/Events.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/BitVector.h"
#include <vector>

namespace valuetask {

/// The loop that a condition ends, and what it does. O(size of the graph).
class LoopShape {
public:
  /// \param Condition  the block whose terminator decides whether the loop goes on
  LoopShape(const ControlFlow &Flow, const clang::CFGBlock &Condition);

  /// The variables and fields that it writes; one several times where it writes it several times.
  llvm::ArrayRef<const clang::ValueDecl *> written() const { return Written; }

  /// Those of them that only count: what is set anew in the loop, as an index that begins again, is
  /// what it was set to.
  std::vector<const clang::ValueDecl *> counted() const;

  /// 'if (i == 7) co_await x;': may an iteration that isn't followed do something to the object
  /// that those didn't that were?
  bool hidesEvents(const FunctionEvents &Events, ObjectId Object) const;

private:
  static const clang::ValueDecl *setAnewBy(const clang::Stmt *S);
  static llvm::BitVector blocksOf(const ControlFlow &Flow, const clang::CFGBlock &From);

  const ControlFlow &Flow;
  const clang::CFGBlock &Condition;
  llvm::BitVector Blocks;
  std::vector<const clang::ValueDecl *> Written;
  std::vector<const clang::ValueDecl *> SetAnew;
};

} // namespace valuetask

#endif // VALUETASK_LIB_PATHS_LOOPSHAPE_H
