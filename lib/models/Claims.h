//===--- Claims.h - calls that change something and say what it was -*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// 'if (!taken.exchange(true))', 'if (seen.insert(key).second)', 'bits.set(1)': who asks so is told
/// yes once, and no from then on. What such a call reads and writes.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_MODELS_CLAIMS_H
#define VALUETASK_LIB_MODELS_CLAIMS_H

#include "clang/AST/ExprCXX.h"
#include <cstdint>
#include <optional>

namespace valuetask {

/// An access of a 'std::atomic' or 'std::atomic_flag'.
struct AtomicAccess {
  enum class Kind { Read, Write, Exchange, Compute, CompareExchange };
  Kind What;
  const clang::Expr *Object;
  clang::QualType Value;                              ///< the type of what it holds
  const clang::Expr *Operand = nullptr;               ///< what it is given, or computed with
  int64_t Constant = 0;                               ///< the same, where there is no Operand
  clang::BinaryOperatorKind Operator = clang::BO_Add; ///< of Compute
  bool GivesOld = true;                               ///< Compute: its result is the old value
  const clang::Expr *Expected = nullptr;              ///< of CompareExchange
  bool MayFail = false;                               ///< it may do nothing without a reason
};
std::optional<AtomicAccess> atomicAccess(const clang::Expr *E);
/// The type of what an atomic holds; null for any other type.
clang::QualType atomicValue(clang::QualType Type);

/// What a call does to one key of a container that has each key once.
struct KeyChange {
  const clang::Expr *Container;
  const clang::Expr *Key;
  bool IsThere;     ///< afterwards
  bool SaysWhether; ///< its result says in 'second' whether that was new
};
std::optional<KeyChange> keyChanged(const clang::Expr *E);

/// A flag among those of a 'std::bitset' or a 'std::vector<bool>': 'bits[1]', 'bits.test(1)'.
struct FlagQuestion {
  const clang::Expr *Container;
  const clang::Expr *Index;
};
bool keepsFlags(clang::QualType Type);
std::optional<FlagQuestion> flagAsked(const clang::Expr *E);

/// What a call does to one of them, or to all.
struct FlagChange {
  const clang::Expr *Container;
  const clang::Expr *Index;           ///< null for all
  const clang::Expr *Given = nullptr; ///< what it is set to
  bool Value = false;                 ///< the same, where there is no Given
};
std::optional<FlagChange> flagChanged(const clang::CallExpr *Call);

} // namespace valuetask

#endif // VALUETASK_LIB_MODELS_CLAIMS_H
