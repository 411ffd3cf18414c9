//===--- Branch.h - what taking an edge says --------------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_PATHS_BRANCH_H
#define VALUETASK_LIB_PATHS_BRANCH_H

#include "paths/PathSteps.h"
#include "clang/AST/StmtCXX.h"
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace valuetask {

/// What taking one edge of the graph says about the function's values.
struct Branch {
  /// \param Successor  the number of the edge; it must lead somewhere
  static Branch of(const clang::CFGBlock &From, unsigned Successor,
                   const clang::ASTContext &Context);

  const clang::Expr *Condition = nullptr;
  bool Value = false;                             ///< what the condition is
  const clang::Expr *Switched = nullptr;          ///< the condition of a switch
  std::vector<std::pair<int64_t, bool>> Labels{}; ///< that it has, or hasn't
  std::optional<Decision> Taken{};                ///< as a report tells it
  const clang::CXXForRangeStmt *Range = nullptr;

private:
  void setLabels(const clang::SwitchStmt &Switch, const clang::CFGBlock &Target,
                 const clang::ASTContext &Context);
};

} // namespace valuetask

#endif // VALUETASK_LIB_PATHS_BRANCH_H
