//===--- Coroutines.h - which functions are coroutines ----------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_AST_COROUTINES_H
#define VALUETASK_LIB_AST_COROUTINES_H

#include "clang/AST/Decl.h"
#include "clang/AST/StmtCXX.h"

namespace valuetask {

/// Is the function, or the lambda, a coroutine, so that a co_await can stand in it?
inline bool isCoroutine(const clang::FunctionDecl *Function) {
  return llvm::isa_and_nonnull<clang::CoroutineBodyStmt>(Function->getBody());
}

} // namespace valuetask

#endif // VALUETASK_LIB_AST_COROUTINES_H
