//===--- Expressions.h - how clang's expressions are read -------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What an expression names, reads and is, as the tree says it. Nothing here knows the name of a
/// library, or what a task is.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_AST_EXPRESSIONS_H
#define VALUETASK_LIB_AST_EXPRESSIONS_H

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/SmallVector.h"

namespace valuetask {

/// The function that a call expression names; null when \p Call is null, or is none.
const clang::FunctionDecl *calleeOf(const clang::Expr *Call);

/// The constant that every call of the function returns, when it can be seen that its whole body is
/// 'return constant;'; null when not.
const clang::Expr *constantReturned(const clang::FunctionDecl *Function);

/// The variables and fields that an expression mentions.
llvm::SmallVector<const clang::ValueDecl *, 4> mentionedIn(const clang::Stmt *S);

/// The variables that a lambda captures by reference, and can change.
llvm::SmallVector<const clang::ValueDecl *, 4>
capturedByReference(const clang::CXXRecordDecl *Closure);

/// The variable or field that an expression names.
const clang::ValueDecl *variableOf(const clang::Expr *E);

/// Parentheses, implicit casts and widening casts don't change what an expression is about.
const clang::Expr *stripCasts(const clang::Expr *E, const clang::ASTContext &Context);

/// What is given to an object, without the conversions and temporaries around it.
const clang::Expr *givenValue(const clang::Expr *E);

/// Does a call of the member leave its object as it is? It is const, or has a twin that is
/// ('begin').
bool leavesObjectAlone(const clang::CXXMethodDecl *Method);

/// Is 'this' mentioned, and other than to name a field?
void findThis(const clang::Stmt *S, bool &Mentioned, bool &Whole);

/// Did the compiler find out what an await does? Not where its operand has an error.
bool isResolved(const clang::CoroutineSuspendExpr *Await);

/// The call by which an await asks whether it has to suspend.
const clang::Expr *readyCall(const clang::CoroutineSuspendExpr *Await);

/// The first call that an await makes with its operand: where its effects begin, and where an
/// exception may first leave it.
const clang::Expr *firstCall(const clang::CoroutineSuspendExpr *Await);

/// The last one, which gives its result: when it is made, the coroutine runs again.
const clang::Expr *resumeCall(const clang::CoroutineSuspendExpr *Await);

} // namespace valuetask

#endif // VALUETASK_LIB_AST_EXPRESSIONS_H
