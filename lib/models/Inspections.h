//===--- Inspections.h - calls that only look -------------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Reading calls: which only look at something, which answer the same each time, and what they ask.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_MODELS_INSPECTIONS_H
#define VALUETASK_LIB_MODELS_INSPECTIONS_H

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"

namespace valuetask {

/// The name of a class of the standard library, or nothing.
llvm::StringRef stdClass(clang::QualType Type);

/// Classes that change while nobody writes them: others do.
bool changesByItself(clang::QualType Type);

/// A call of a const member without arguments: the method, or null.
const clang::CXXMethodDecl *plainInspection(const clang::Expr *E);

/// The object whose presence a call tests: 'opt' in 'opt.has_value()', 'if (opt)', 'p.get()'.
const clang::Expr *presenceTested(const clang::Expr *E);

/// isPure() takes every const member for an inspection. Does this one answer the same each time,
/// as long as nothing is written that was read? Appends what a lambda's body reads.
bool isRepeatable(const clang::Stmt *S, llvm::SmallVectorImpl<const clang::ValueDecl *> &Reads);

/// Calls that only look: nothing else is changed by them either.
bool isInspection(const clang::CallExpr *Call);

/// Is 'this' mentioned, and other than to name a field?
void findThis(const clang::Stmt *S, bool &Mentioned, bool &Whole);

/// What is given to an object, without the conversions and temporaries around it.
const clang::Expr *givenValue(const clang::Expr *E);

} // namespace valuetask

#endif // VALUETASK_LIB_MODELS_INSPECTIONS_H
