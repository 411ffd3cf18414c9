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

#include "unit/UnitAnalysis.h"

namespace valuetask {

/// 'awaited', 'given away', "consumed by 'result'".
std::string verb(const Event &E);

/// The object of a misuse as its reader sees it: by the reference that the last consumption uses,
/// or by its place.
std::string nameOf(const FoundMisuse &Found);

/// "'x' is created here", and where it was filled again.
void tellBirth(const FoundMisuse &Found, std::vector<Note> &Notes);

/// The decisions of a path, as notes.
void tell(const std::vector<Decision> &Decisions, const clang::ASTContext &Context,
          std::vector<Note> &Notes);

/// Where the functions of other units stand that consume the object, as their facts tell.
void tellOtherUnits(const FoundMisuse &Found, UnitAnalysis &Unit, std::vector<Note> &Notes);

/// The class with its arguments as they are written, without its scope: 'value_task<int>'.
std::string typeName(clang::QualType Type, const clang::ASTContext &Context);

} // namespace valuetask

#endif // VALUETASK_LIB_RULES_WORDS_H
