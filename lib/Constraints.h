//===--- Constraints.h - what is known about conditions on a path -*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What a path has learnt about the values that its conditions read: an interval and a few excluded values
/// for each. Conditions are compared by structure, so that 'if (c)' and a later 'if (!c)' are about the
/// same thing, until something that they read is written.
///
/// Forgetting a constraint keeps a path that can't run and may bring a false report; keeping one too long
/// loses a true one. Where it isn't clear whether something was written, a constraint is kept.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_CONSTRAINTS_H
#define VALUETASK_LIB_CONSTRAINTS_H

#include "ControlFlow.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/FoldingSet.h"
#include "llvm/ADT/Hashing.h"
#include "llvm/ADT/SmallVector.h"
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace valuetask {

/// The values that a term may have: an interval without some of its values.
struct ValueSet {
  int64_t Low = INT64_MIN;
  int64_t High = INT64_MAX;
  llvm::SmallVector<int64_t, 2> Excluded; // sorted

  static ValueSet single(int64_t Value) { return {Value, Value, {}}; }
  bool empty() const { return Low > High; }
  bool isSingle() const { return Low == High; }
  bool contains(int64_t Value) const;
  void exclude(int64_t Value);
  /// Adds a constant to all values; false when that overflows.
  bool shift(int64_t By);
  bool operator==(const ValueSet &Other) const = default;
};

using TermId = unsigned;

/// The vocabulary of one function: its terms, and what each reads. Shared by all paths through it.
class Terms {
public:
  Terms(const clang::FunctionDecl *Function, const ControlFlow &Flow);

  /// The term that an expression computes, when it has no side effect and reads only what is known.
  std::optional<TermId> of(const clang::Expr *E);
  TermId ofVariable(const clang::ValueDecl *Variable);
  /// The term of 'is it there?' of an optional-like object or a pointer-like one.
  std::optional<TermId> ofPresence(const clang::Expr *Object);
  /// The term of a comparison of two terms, '<' or '=='.
  std::optional<TermId> ofComparison(const clang::Expr *Left, const clang::Expr *Right, bool Less);

  llvm::ArrayRef<const clang::ValueDecl *> readBy(TermId Term) const { return Reads[Term]; }
  /// Terms that no second condition and no assignment mentions can't contradict anything.
  bool matters(TermId Term) const { return Uses[Term] > 1; }
  const clang::ASTContext &context() const { return Context; }

private:
  using Key = std::vector<unsigned>;
  std::optional<TermId> intern(const llvm::FoldingSetNodeID &Id,
                               llvm::ArrayRef<const clang::Expr *> Parts);
  TermId add(const llvm::FoldingSetNodeID &Id, llvm::SmallVector<const clang::ValueDecl *, 2> ReadHere);

  const clang::ASTContext &Context;
  std::map<Key, TermId> Ids;
  std::vector<llvm::SmallVector<const clang::ValueDecl *, 2>> Reads;
  std::vector<unsigned> Uses;
};

/// One path's knowledge. A small value type, copied where a path forks.
class Constraints {
public:
  explicit Constraints(Terms &Vocabulary) : Vocabulary(&Vocabulary) {}

  /// Takes into account that \p Condition is \p Value. False when that contradicts what is known, in
  /// which case the path can't run.
  bool assume(const clang::Expr *Condition, bool Value);
  /// The same for a switch: its condition has, or doesn't have, the value of a label.
  bool assumeLabel(const clang::Expr *Condition, int64_t Label, bool Taken);
  /// What \p S writes changes what is known.
  void execute(const clang::Stmt *S);

  llvm::hash_code hash() const;

private:
  std::optional<bool> evaluate(const clang::Expr *Condition) const;
  bool assumeAtomically(const clang::Expr *Condition, bool Value);
  void forgetWhatACallWrites(const clang::Stmt *S);
  bool assumeComparison(const clang::Expr *Left, clang::BinaryOperatorKind Operator,
                        const clang::Expr *Right);
  void setTo(const clang::Expr *Target, int64_t Value);
  bool assumeRange(TermId Term, clang::BinaryOperatorKind Operator, int64_t Value,
                   clang::QualType Type);
  void assign(const clang::ValueDecl *Variable, const clang::Expr *Value);
  void step(const clang::ValueDecl *Variable, const clang::Expr *Target, int64_t By);
  void forget(const clang::ValueDecl *Written);
  ValueSet known(TermId Term, clang::QualType Type) const;

  Terms *Vocabulary;
  std::map<TermId, ValueSet> Known;
  /// Booleans that were set from a condition whose value wasn't known then.
  std::map<const clang::ValueDecl *, const clang::Expr *> Meaning;
};

} // namespace valuetask

#endif // VALUETASK_LIB_CONSTRAINTS_H
