//===--- InitialState.h - what an object begins with ------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What a single-consumption object holds when it begins, as the expression shows that it begins
/// with.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_EVENTS_INITIALSTATE_H
#define VALUETASK_LIB_EVENTS_INITIALSTATE_H

#include "types/Awaitables.h"

namespace valuetask {

/// What an object holds at first.
enum class InitialState {
  Pending,   ///< something that is there or will be
  Completed, ///< a value
  Empty,
  Unclear,
};

/// 'std::move(x)', 'std::exchange(x, {})': the variable whose content an object gets that begins
/// with this expression. Null where that isn't a local one.
const clang::DeclRefExpr *variableTakenFrom(const clang::Expr *Init);

/// What does an object hold that begins with this expression?
InitialState initialState(const clang::Expr *Init, const Awaitables &Types);

/// Is it what a function of the program returns whose body isn't seen? A library's own functions
/// may return something that is ready, as may those that are seen.
bool isMadeUnseen(const clang::Expr *Init);

} // namespace valuetask

#endif // VALUETASK_LIB_EVENTS_INITIALSTATE_H
