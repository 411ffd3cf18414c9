//===--- Accessors.h - members of the standard library ----------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What the members and free functions of the standard's owners, iterators and wrappers do with
/// what they hold: lead into it, look at it, fill it. Libraries that copy the standard's names are
/// not taken at their word: only functions of system headers count.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_MODELS_ACCESSORS_H
#define VALUETASK_LIB_MODELS_ACCESSORS_H

#include "models/Places.h"
#include "clang/AST/ExprCXX.h"
#include <optional>

namespace valuetask {

struct Access {
  enum class Kind {
    Leads,    ///< its result is, or refers to, what Steps lead to
    Inspects, ///< leaves everything as it is
    Fills,    ///< what is held is fresh afterwards
    Removes,  ///< less is held afterwards
    Clears,   ///< nothing is held afterwards
    Moves,    ///< an iterator: refers to something else afterwards
    Unknown,
  };
  Kind What = Kind::Unknown;
  PlaceSteps Steps{};
  /// The index expression of an element step that isn't constant.
  const clang::Expr *Index = nullptr;
};

/// A call of a member on an object, operators included.
Access accessBy(const clang::CallExpr *Call, const clang::CXXMethodDecl *Method);

/// A call of a free function on its first argument: std::get, std::begin, std::ref, ...
Access accessByFree(const clang::CallExpr *Call);

/// Which element of a tuple, or alternative of a variant, the first template argument of 'std::get'
/// and the like stands for.
std::optional<int64_t> elementNumber(const clang::FunctionDecl *Get, clang::QualType Tuple);
/// The same of the template argument that says which.
std::optional<int64_t> elementNumber(const clang::TemplateArgument &First, clang::QualType Tuple);

/// The field of a std::pair or a std::tuple that a call of 'std::get' leads to; null where it isn't
/// seen.
const clang::FieldDecl *tupleField(const clang::CallExpr *Get);
const clang::FieldDecl *tupleField(clang::QualType Tuple, int64_t Number);

/// What a pair or a tuple is made of, where each element is given by itself: 'std::pair(a, b)',
/// 'std::make_tuple(a, b)'. Empty for anything else.
llvm::ArrayRef<const clang::Expr *> wrappedElements(const clang::Expr *Tuple);
/// The variables of 'std::tie(a, b)'; empty for anything else.
llvm::ArrayRef<const clang::Expr *> tiedBy(const clang::Expr *Tuple);

/// 'array[Index]'.
Access elementAt(const clang::Expr *Index, const clang::ASTContext &Context);

/// The step to a field; the members of a std::pair are those of a tuple.
PlaceStep stepTo(const clang::FieldDecl *Field);

/// A call that changes only the value category of its argument.
bool isCastLikeCall(const clang::CallExpr *Call);

} // namespace valuetask

#endif // VALUETASK_LIB_MODELS_ACCESSORS_H
