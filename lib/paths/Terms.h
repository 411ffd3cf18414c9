//===--- Terms.h - what conditions are about --------------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Reads expressions: which value a condition is about, and what it says of it. 'n + 1 < 3', 'if
/// (!p)', 'v.empty()' and 'a == b' all become one form, a term compared with a number, so that
/// conditions that are spelled differently and are about the same thing are seen to be.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_PATHS_TERMS_H
#define VALUETASK_LIB_PATHS_TERMS_H

#include "ast/ControlFlow.h"
#include "models/Containers.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/FoldingSet.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace valuetask {

/// A value that can be compared: of a variable, a pure expression, the presence of what an optional
/// or a pointer holds (0 or 1), a container's size, the difference of two other terms.
using TermId = unsigned;

/// The value of an expression: a term plus a constant.
struct Linear {
  TermId Base;
  int64_t Offset = 0;
  /// It is the value from before a step that the same expression takes: 'n--'.
  bool BeforeStep = false;
};

/// What a condition without '!', '&&' and '||' says when it is true.
struct Atom {
  TermId Term;
  clang::BinaryOperatorKind Operator;
  int64_t Value;
  bool BeforeStep = false; ///< as in Linear
};

/// 'c == false', 'c != true', 'true == c' of a condition c.
struct TruthComparison {
  const clang::Expr *Of;
  bool Same; ///< it says what c says, and not the opposite
};
std::optional<TruthComparison> comparedWithTruth(const clang::Expr *Condition,
                                                 const clang::ASTContext &Context);

/// The two sides of a comparison, by the built-in operator or another one.
std::optional<std::pair<const clang::Expr *, const clang::Expr *>>
sidesOf(const clang::Expr *Comparison);

/// The vocabulary of one function, shared by all paths through it.
class Terms {
public:
  Terms(const clang::FunctionDecl *Function, const ControlFlow &Flow);

  std::optional<Atom> atomOf(const clang::Expr *Condition);
  std::optional<Linear> linearOf(const clang::Expr *E);
  std::optional<TermId> ofPresence(const clang::Expr *Object);
  TermId ofPresenceOf(const clang::ValueDecl *Variable);
  TermId ofVariable(const clang::ValueDecl *Variable);
  /// The number of elements of a container, as 'size()' of it would say.
  std::optional<TermId> ofSize(const clang::Expr *Container);
  TermId ofSizeOf(const clang::ValueDecl *Variable);
  /// The result of one call that also changes what it reads ('std::exchange'): its value from
  /// before.
  TermId ofResult(const clang::Expr *Call);

  /// How the term changes when \p Variable grows by one: nothing when that isn't known.
  std::optional<int> slope(TermId Term, const clang::ValueDecl *Variable) const;
  bool reads(TermId Term, const clang::ValueDecl *Variable) const;
  /// The least and greatest value that the term's type allows.
  std::pair<int64_t, int64_t> bounds(TermId Term) const;
  /// Does a step beyond its bounds lead to their other end, as in unsigned numbers?
  bool wraps(TermId Term) const { return Table[Term].Wraps; }
  /// Turns to one part of the function: a term that none of its conditions mentions, or that
  /// nothing else mentions or writes, can't contradict anything, and isn't worth remembering.
  void focus(const llvm::BitVector &Blocks);
  /// From now on, what \p E says is worth remembering wherever it is asked for.
  void keep(const clang::Expr *E) { mention(E, 2, nullptr); }
  bool matters(TermId Term) const { return Table[Term].Uses > 1; }
  bool matters(const clang::ValueDecl *Variable) const { return ReadInFocus.contains(Variable); }
  const clang::ASTContext &context() const { return Context; }

private:
  struct Entry {
    llvm::SmallVector<const clang::ValueDecl *, 2> Reads;
    /// The variables that the term is, or is the difference of, with the sign of each.
    llvm::SmallVector<std::pair<const clang::ValueDecl *, int>, 2> Slopes;
    int64_t Low = INT64_MIN;
    int64_t High = INT64_MAX;
    bool Wraps = false;
    unsigned Mentions = 0; // by conditions and by writes, in the whole function
    unsigned Uses = 0;     // the same, when the part in focus mentions the term

    /// Narrows the bounds to the values that a type has.
    void boundTo(clang::QualType Type, const clang::ASTContext &Context);
  };
  TermId add(const llvm::FoldingSetNodeID &Id, const Entry &New);
  std::optional<TermId> ofPure(const clang::Expr *E, llvm::StringRef Kind, clang::QualType Type);
  std::optional<Atom> comparison(const clang::Expr *Left, clang::BinaryOperatorKind Operator,
                                 const clang::Expr *Right);
  std::optional<Atom> textComparison(const clang::Expr *Text, clang::BinaryOperatorKind Operator,
                                     const clang::Expr *Literal);
  TermId ofFact(llvm::StringRef Kind, const clang::ValueDecl *Variable, clang::QualType Type);
  std::optional<TermId> ofKey(const KeyQuestion &Asked);
  std::optional<TermId> ofAlternative(const AlternativeQuestion &Asked);
  std::optional<Atom> lookup(const clang::Expr *Found, clang::BinaryOperatorKind Operator,
                             const clang::Expr *End);
  const clang::Expr *steadyValue(const clang::Expr *E) const;
  bool isSame(const clang::Expr *A, const clang::Expr *B) const;
  TermId ofDifference(TermId Left, TermId Right);
  void mention(const clang::Expr *Condition, unsigned Times, const clang::CFGBlock *In);
  void mentionMeanings(const clang::Stmt *S);

  const clang::ASTContext &Context;
  std::map<std::vector<unsigned>, TermId> Ids;
  std::vector<Entry> Table;
  std::map<std::string, int64_t> Literals; // a number for each text
  llvm::DenseMap<const clang::ValueDecl *, unsigned> WritesOf;
  llvm::DenseSet<const clang::ValueDecl *> ReadInFocus;
  /// The blocks of conditions; null where a named boolean stands for one, which may be asked for
  /// anywhere.
  std::vector<std::pair<TermId, const clang::CFGBlock *>> MentionedIn;
};

} // namespace valuetask

#endif // VALUETASK_LIB_PATHS_TERMS_H
