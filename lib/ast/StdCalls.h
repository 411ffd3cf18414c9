//===--- StdCalls.h - calls of the standard library -------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_AST_STDCALLS_H
#define VALUETASK_LIB_AST_STDCALLS_H

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace valuetask {

/// Is it a call of one of these functions of the standard library?
bool callsStd(const clang::Expr *E, llvm::ArrayRef<llvm::StringRef> Names);

/// Is it a member, of whichever class, with one of these names?
bool isNamed(const clang::CXXMethodDecl *Method, llvm::ArrayRef<llvm::StringRef> Names);

/// 'std::ignore = x': nobody takes it.
bool drops(const clang::CXXOperatorCallExpr *Assignment);

} // namespace valuetask

#endif // VALUETASK_LIB_AST_STDCALLS_H
