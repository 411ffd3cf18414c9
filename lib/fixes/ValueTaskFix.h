//===--- ValueTaskFix.h - from a task to a value_task -----------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_FIXES_VALUETASKFIX_H
#define VALUETASK_LIB_FIXES_VALUETASKFIX_H

#include "fixes/Fixes.h"

namespace valuetask {

/// 'value_task' as the return type of a function that returns a task, in all its declarations, and
/// in the 'task<T>::from_result's that it returns; with the header, where a file doesn't include it
/// yet. Who calls it isn't looked at. \see TaskUses
Fix returnValueTask(const clang::FunctionDecl *Function, const UnitView &Unit, bool IsCertain);

} // namespace valuetask

#endif // VALUETASK_LIB_FIXES_VALUETASKFIX_H
