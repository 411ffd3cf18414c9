//===--- Fixes.h - changes of the source that fix a misuse ------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Each gives the replacements that mend one misuse, or none where it isn't safe: where something
/// is in a macro or an instantiation, or where a use of the variable would no longer compile. What
/// they change doesn't overlap what another misuse of the same function changes, except by the
/// same text at the same place, so that all fixes of a file can be applied at once.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_FIXES_FIXES_H
#define VALUETASK_LIB_FIXES_FIXES_H

#include "findings/Finding.h"
#include "unit/UnitView.h"
#include "clang/AST/TypeLoc.h"

namespace valuetask {

using Fix = std::vector<Replacement>;

/// Is it a call, so that 'co_await' can be written before it without parentheses?
bool isAwaitable(const clang::Expr *Value);

/// 'co_await' before a value that is dropped.
Fix awaitValue(const clang::Expr *Value);

/// 'co_await' before the initialiser of a variable that nothing else mentions.
Fix awaitInitialiser(const FoundMisuse &Found, const UnitView &Unit);

/// 'co_await x' in the place of 'x.result()'.
Fix awaitInsteadOfResult(const Event &Taken, const UnitView &Unit);

/// 'co_await x' in the place of 'sync_wait(x)' or 'x.get()', in a coroutine that returns the same
/// kind of object as x, and so can await it.
Fix awaitInsteadOfBlocking(const BlockingCall &Blocking, const clang::FunctionDecl *Function,
                           const UnitView &Unit);

/// The variable that holds the first await's result, in the place of the second await.
Fix reuseResult(const FoundMisuse &Found, const UnitView &Unit);

/// '.as_task()' at the creation, where every use of the variable compiles with a task as well.
Fix shareAtCreation(const FoundMisuse &Found, const UnitView &Unit);

/// 'task' as the type of a field, and '.as_task()' at all that is written to it, where every use of
/// the field is in the unit's main file and compiles with a task as well.
Fix shareField(const clang::FieldDecl *Field, const UnitView &Unit);

/// 'task' as the return type of a coroutine that only its own file knows, where every use of it is
/// a call that is awaited at once.
Fix returnTask(const clang::FunctionDecl *Function, const UnitView &Unit);

/// The name of a class template as it is written before '<...>', with or without its namespace,
/// from
/// \p Begin on; nothing for an alias.
std::optional<clang::CharSourceRange> templateName(clang::TypeLoc Written,
                                                   clang::SourceLocation Begin);

/// May an object of the type be copied?
bool isCopyable(clang::QualType Type);

/// The type of the result, for the types that have it as their first argument.
clang::QualType resultType(clang::QualType Type);

} // namespace valuetask

#endif // VALUETASK_LIB_FIXES_FIXES_H
