//===--- Words.h - what the rules' messages have in common ------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A message is one sentence: what happened, to which variable, what to do; it begins in lower case
/// and ends without a full stop. Names and code stand in single quotes. The notes tell the path in
/// the order in which it runs.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_RULES_WORDS_H
#define VALUETASK_LIB_RULES_WORDS_H

#include "findings/Finding.h"
#include "unit/UnitView.h"

namespace valuetask {

/// 'awaited', 'given away', "consumed by 'result'".
std::string verb(const Event &E);

/// The object of a misuse as its reader sees it: by the reference that the last consumption uses,
/// or by its place.
std::string nameOf(const FoundMisuse &Found);

/// What an event is about, from the place at which it is reported: 'co_await x', 'x.result()',
/// 'std::move(x)'. Invalid where no expression is around that place.
clang::CharSourceRange rangeOf(const Event &E, const UnitView &Unit);

/// "'x' is created here", and where it was filled again.
void noteBirth(const FoundMisuse &Found, std::vector<Note> &Notes);

/// The decisions of a path, as notes.
void noteDecisions(const std::vector<Decision> &Decisions, const clang::ASTContext &Context,
                   std::vector<Note> &Notes);

/// What other units have to do for the misuse, and where their functions stand that consume the
/// object, as far as their facts say it.
void noteOtherUnits(const FoundMisuse &Found, const UnitView &Unit, Finding &Result);

/// The class with its arguments as they are written, without its scope: 'value_task<int>'.
std::string typeName(clang::QualType Type, const clang::ASTContext &Context);

/// The source text of an expression for messages, on one line; empty when it is too long to quote,
/// or the work of a macro.
std::string quote(const clang::Expr *E, const clang::ASTContext &Context);

} // namespace valuetask

#endif // VALUETASK_LIB_RULES_WORDS_H
