//===--- ReturnedTasks.h - functions that a profile can speak about -------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_PROFILE_RETURNEDTASKS_H
#define VALUETASK_LIB_PROFILE_RETURNEDTASKS_H

#include "profile/Measurements.h"
#include "clang/AST/Expr.h"
#include <optional>
#include <vector>

namespace valuetask {

/// Is the return type the author's own choice? An override's is not, nor is that of a lambda, which
/// mostly has to fit what it is passed to.
bool choosesItsReturnType(const clang::FunctionDecl *Function);

/// Does each call that returns count as one call in the profile? It does in a coroutine, and where
/// each return statement makes the value_task itself. What only passes on what another function
/// made is counted there.
bool countsEachCall(const clang::FunctionDecl *Function);

/// What a function that is no coroutine returns.
struct ReturnedTasks {
  /// The calls of task<T>::from_result.
  std::vector<const clang::CallExpr *> Made;
  /// The functions whose task it passes on; each once.
  std::vector<const clang::FunctionDecl *> PassedOn;
  /// Is that all that it returns, and does it make no other tasks?
  bool IsAll = true;

  explicit ReturnedTasks(const clang::FunctionDecl *Function);
};

/// The calls of a function that returns a task. What it passes on is counted where it is made, for
/// all who ask there: taken are all of those calls that had to wait, and none of the others, so
/// that the share is at least the one that this gives. Nothing where it isn't known.
std::optional<Counts> callsOf(const clang::FunctionDecl *Function, const Measurements &Profiled);

} // namespace valuetask

#endif // VALUETASK_LIB_PROFILE_RETURNEDTASKS_H
