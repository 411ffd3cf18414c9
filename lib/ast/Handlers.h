//===--- Handlers.h - which handler catches what ----------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_AST_HANDLERS_H
#define VALUETASK_LIB_AST_HANDLERS_H

#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

namespace valuetask {

/// Does the first handler catch whatever the second one can?
bool catchesAllOf(const clang::CXXCatchStmt &First, const clang::CXXCatchStmt &Second,
                  const clang::ASTContext &Context);

/// Can an exception of the call come to the handler? A function of the standard library that can't
/// run anybody's code, as its arguments and those of its template show, throws exceptions of the
/// library; and a coroutine that returns nothing, or a number, throws none when it keeps that.
bool canThrowTo(const clang::CallExpr *Call, const clang::CXXCatchStmt &Handler);
/// Can what 'throw' throws come to the handler?
bool canThrowTo(const clang::CXXThrowExpr *Throw, const clang::CXXCatchStmt &Handler,
                const clang::ASTContext &Context);

} // namespace valuetask

#endif // VALUETASK_LIB_AST_HANDLERS_H
