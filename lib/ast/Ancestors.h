//===--- Ancestors.h - what is around an expression -------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_AST_ANCESTORS_H
#define VALUETASK_LIB_AST_ANCESTORS_H

#include "clang/AST/Stmt.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include <algorithm>

namespace valuetask {

/// The statement or expression around another one. Clang has two of the kind: ASTContext's is of
/// the whole unit, and takes longer than all the rest of the analysis; ParentMap gives of several
/// parents the last one, and an await's operand has several: the await as it is written, and the
/// calls that it stands for. Here it is the first, the one that is written.
class Ancestors {
public:
  /// Adds all that is within a function's body. O(its size).
  void add(const clang::Stmt *Body) {
    llvm::SmallVector<const clang::Stmt *, 32> Open = {Body};
    while (!Open.empty()) {
      const clang::Stmt *Parent = Open.pop_back_val();
      const size_t Others = Open.size();
      for (const clang::Stmt *Child : Parent->children())
        if (Child && ParentOf.try_emplace(Child, Parent).second)
          Open.push_back(Child);
      std::reverse(Open.begin() + Others, Open.end()); // the first is to be looked into first
    }
  }

  const clang::Stmt *getParent(const clang::Stmt *S) const { return ParentOf.lookup(S); }

private:
  llvm::DenseMap<const clang::Stmt *, const clang::Stmt *> ParentOf;
};

} // namespace valuetask

#endif // VALUETASK_LIB_AST_ANCESTORS_H
