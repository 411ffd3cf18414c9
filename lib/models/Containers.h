//===--- Containers.h - what containers and variants are asked --*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The standard library has several words for one question: whether a map has a key, which
/// alternative a variant holds, whether a container is empty. And what a call or an initialiser
/// says of the number of elements.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_MODELS_CONTAINERS_H
#define VALUETASK_LIB_MODELS_CONTAINERS_H

#include "clang/AST/ExprCXX.h"
#include <cstdint>
#include <optional>

namespace valuetask {

/// 'm.contains(k)', 'm.count(k)', 'm.find(k)' of an associative container.
struct KeyQuestion {
  const clang::Expr *Container;
  const clang::Expr *Key;
  bool ByIterator; ///< 'find': it is there where the answer isn't 'end()'
  bool IsUnique;   ///< it is there once at most
};
std::optional<KeyQuestion> keyAsked(const clang::Expr *E);

/// The container of 'c.begin()' and the like, or of 'c.end()'; null for anything else.
const clang::Expr *containerOfBegin(const clang::Expr *E);
const clang::Expr *containerOfEnd(const clang::Expr *E);

/// Is it a signed number of elements, which isn't negative: 'std::count(first, last, 3)'?
bool countsElements(const clang::CallExpr *Call);

/// 'v.index()', 'std::holds_alternative<T>(v)', 'std::get_if<T>(&v)'.
struct AlternativeQuestion {
  const clang::Expr *Variant;
  std::optional<int64_t> Number; ///< the one that is asked for; nothing for 'index()'
  int64_t Alternatives;          ///< how many there are
};
std::optional<AlternativeQuestion> alternativeAsked(const clang::Expr *E);

/// The alternative that a variant holds when it has been given \p Value, where that is seen.
std::optional<int64_t> alternativeGiven(clang::QualType Variant, const clang::Expr *Value);

/// The text in which a call looks for something, to say where it is: 'text.find(c)'; else null.
const clang::Expr *textSearched(const clang::Expr *E);

/// What is known of the number of elements.
struct ElementCount {
  enum class Kind { Exactly, AtLeast, OneMore };
  Kind What;
  int64_t Number = 0;
};
/// After a call of a member that changes its container.
std::optional<ElementCount> elementsAfter(const clang::CallExpr *Call,
                                          const clang::ASTContext &Context);
/// In a container that is initialised with, or assigned, \p Value.
std::optional<ElementCount> elementsGiven(clang::QualType Container, const clang::Expr *Value,
                                          const clang::ASTContext &Context);

/// Does writing what an element access leads to leave the number of elements alone? \p Root is the
/// variable that \p Target leads into.
bool isElementOf(const clang::Expr *Target, const clang::ValueDecl *Root);

/// What a range-based for gives of a container that has each key once.
enum class UniqueKey {
  None,    ///< it has no keys, or the same one several times
  Element, ///< the element is the key
  First    ///< the element is a pair, of which the first is the key
};
UniqueKey uniqueKeyIn(clang::QualType Range);

} // namespace valuetask

#endif // VALUETASK_LIB_MODELS_CONTAINERS_H
