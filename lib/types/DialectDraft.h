//===--- DialectDraft.h - a first description of a class --------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Writes what a class shows of itself as a dialect: a first draft, for its author to correct. What
/// the class doesn't show has a comment that says what to verify.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_TYPES_DIALECTDRAFT_H
#define VALUETASK_LIB_TYPES_DIALECTDRAFT_H

#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace valuetask {

/// \param Class   the definition of a class, or of a class template as written
/// \param Name    by which the dialect names it: qualified, with '::' before a global name
/// \param Header  how the path of the file ends in which it is defined
/// \returns the text of a file that readDialect() reads; empty where nothing is seen that would
/// consume an object of the class
std::string draftDialect(const clang::CXXRecordDecl &Class, llvm::StringRef Name,
                         llvm::StringRef Header);

} // namespace valuetask

#endif // VALUETASK_LIB_TYPES_DIALECTDRAFT_H
