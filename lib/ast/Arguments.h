//===--- Arguments.h - what a call declares for its arguments ---*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Which parameter an argument of a call initialises.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_AST_ARGUMENTS_H
#define VALUETASK_LIB_AST_ARGUMENTS_H

#include "clang/AST/ExprCXX.h"

namespace valuetask {

/// What the callee declares for one argument.
struct FormalParameter {
  /// Null where only the type is known, of a call through a pointer.
  const clang::ParmVarDecl *Declaration = nullptr;
  /// Null for an argument of '...', and for the object of a member operator.
  clang::QualType Type;
};

FormalParameter formalParameter(const clang::FunctionDecl *Callee, unsigned Index);

/// The parameter of \p Argument, which is one of the call's arguments.
FormalParameter formalParameterOf(const clang::CallExpr *Call, const clang::Stmt *Argument);

} // namespace valuetask

#endif // VALUETASK_LIB_AST_ARGUMENTS_H
