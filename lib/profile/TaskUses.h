//===--- TaskUses.h - what callers do with the tasks that they get --------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Of each function that returns a valuetask::task: do all who mention it in this unit call it and
/// await what they get once and at once, so that it might as well be a value_task?
///
/// That is: 'co_await f()', 'sync_wait(f())', both also through std::move, and
/// 'auto x = f(); ... = co_await x;' with nothing in between and no other mention of x. All else is
/// another use: the address is taken; the task is kept, passed on, returned, discarded or looked
/// at; an unevaluated operand asks for its type; or a template that isn't instantiated mentions the
/// name without awaiting.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_PROFILE_TASKUSES_H
#define VALUETASK_LIB_PROFILE_TASKUSES_H

#include "clang/AST/Decl.h"
#include "llvm/ADT/DenseMap.h"
#include <string>
#include <vector>

namespace valuetask {

/// What is done with one function in this unit.
struct TaskUse {
  unsigned AwaitedAtOnce = 0;
  /// Where something else is done with it; invalid where nothing is.
  clang::SourceLocation OtherUse;

  bool isOnlyAwaited() const { return OtherUse.isInvalid(); }
};

class TaskUses {
public:
  explicit TaskUses(clang::ASTContext &Context);

  /// Of any declaration of the function.
  TaskUse of(const clang::FunctionDecl *Function) const;

  /// For other units: the functions with another use here, by their names in the facts, sorted.
  std::vector<std::string> otherwiseUsed() const;

private:
  class Collector;

  llvm::DenseMap<const clang::FunctionDecl *, TaskUse> Uses; ///< by canonical declaration
  /// Names that a template mentions without awaiting, of which it isn't known what they mean.
  llvm::DenseMap<clang::DeclarationName, clang::SourceLocation> DependentNames;
};

/// May another unit of the program use the function, so that what this one sees isn't all?
bool mayBeUsedElsewhere(const clang::FunctionDecl *Function);

} // namespace valuetask

#endif // VALUETASK_LIB_PROFILE_TASKUSES_H
