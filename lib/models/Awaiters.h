//===--- Awaiters.h - what the bodies of awaiters show ----------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Whether an await suspends, as far as the bodies of await_ready and await_suspend show. What
/// can't be seen counts as able to do either.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_MODELS_AWAITERS_H
#define VALUETASK_LIB_MODELS_AWAITERS_H

#include "clang/AST/ExprCXX.h"

namespace valuetask {

/// Is await_ready constantly true, so that the await never suspends?
bool isAlwaysReady(const clang::CoroutineSuspendExpr *Await);

/// The class of an awaiter that suspends each time: its await_ready is constantly false, and its
/// await_suspend can't continue the coroutine. Null for any other awaiter.
const clang::CXXRecordDecl *suspendingAwaiter(const clang::CoroutineSuspendExpr *Await);

/// Does a call of the coroutine start its body, so that this doesn't wait for the first await?
bool startsEagerly(const clang::FunctionDecl *Coroutine);

} // namespace valuetask

#endif // VALUETASK_LIB_MODELS_AWAITERS_H
