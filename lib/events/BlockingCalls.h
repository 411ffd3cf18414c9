//===--- BlockingCalls.h - coroutines that block their thread ---*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Finds the calls by which a coroutine blocks its thread until an operation is complete, where it
/// can be seen that this may be pending. Which functions and members do so, dialects say.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_EVENTS_BLOCKINGCALLS_H
#define VALUETASK_LIB_EVENTS_BLOCKINGCALLS_H

#include "types/Awaitables.h"
#include <vector>

namespace valuetask {

struct BlockingCall {
  const clang::CallExpr *Call;
  const clang::NamedDecl *Name;       ///< the function, the function object or the member
  const clang::Expr *Operation;       ///< what it waits for: an argument, or the object of a member
  const ResultFact *Result = nullptr; ///< for a member: how to ask before it is called
  bool IsInHandler = false;           ///< where 'co_await' must not stand
};

/// Those in the function's own body; none where it is no coroutine, or one that can't await: what
/// it makes, its caller takes one by one on a thread that it may block.
std::vector<BlockingCall> blockingCalls(const clang::FunctionDecl *Function,
                                        const Awaitables &Types);

} // namespace valuetask

#endif // VALUETASK_LIB_EVENTS_BLOCKINGCALLS_H
