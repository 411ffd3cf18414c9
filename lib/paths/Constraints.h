//===--- Constraints.h - what a path knows about conditions -----*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What a path has learnt about the values that its conditions read: an interval and a few excluded
/// values for each term, until something that the term reads is written.
///
/// Forgetting a constraint keeps a path that can't run and may bring a false report; keeping one
/// too long loses a true one. Where it isn't clear whether something was written, a constraint is
/// kept.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_PATHS_CONSTRAINTS_H
#define VALUETASK_LIB_PATHS_CONSTRAINTS_H

#include "paths/Terms.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/Hashing.h"
#include "llvm/ADT/SetVector.h"

namespace valuetask {

/// The values that a term may have: an interval without some of its values. The ends of the number
/// range stand for infinity.
struct ValueSet {
  int64_t Low = INT64_MIN;
  int64_t High = INT64_MAX;
  llvm::SmallVector<int64_t, 2> Excluded{}; // sorted, all between Low and High

  static ValueSet single(int64_t Value) { return {Value, Value}; }
  bool empty() const { return Low > High; }
  bool contains(int64_t Value) const;
  void limit(int64_t Least, int64_t Greatest);
  void exclude(int64_t Value);
  /// Adds a constant to all values; false when that overflows.
  bool shift(int64_t By);
};

/// One path's knowledge. A small value type, copied where a path forks.
class Constraints {
public:
  explicit Constraints(Terms &Vocabulary) : Vocabulary(&Vocabulary) {}

  /// Takes into account that \p Condition is \p Value. False when that contradicts what is known,
  /// in which case the path can't run.
  bool assume(const clang::Expr *Condition, bool Value);
  /// The same for a switch: its condition has, or doesn't have, the value of a label.
  bool assumeLabel(const clang::Expr *Condition, int64_t Label, bool Taken);
  /// A range-based for enters its body, or goes past it. False when that contradicts what is known
  /// of the range: it is empty, or has been seen not to be.
  bool assumeEntered(const clang::CXXForRangeStmt &Loop, bool Entered);
  /// \p Question was asked just now, and answered, whatever it would have answered before.
  void answer(const clang::Expr *Question, bool Value);
  /// What it answered doesn't hold any more.
  void forgetAnswer(const clang::Expr *Question);
  /// Has no iteration of it been followed?
  bool isAtBegin(const clang::CXXForRangeStmt &Loop) const;
  /// What \p S writes changes what is known.
  void execute(const clang::Stmt *S);
  /// A loop that counts longer than it is followed is left: forgets the numbers that its condition
  /// reads. What is known of them, and of all that the loop writes, is a guess from then on.
  void leaveLoop(const clang::Expr *Condition,
                 llvm::ArrayRef<const clang::ValueDecl *> WrittenInLoop);
  bool readsGuess(const clang::Expr *Condition) const;

  /// From here on, remember what code that isn't looked at may have written: through a reference
  /// argument, as a member, or by a lambda that captured it.
  void watchOpaqueWrites();
  /// What comes next is in this block.
  void enter(const clang::CFGBlock *Block) {
    Here = Block;
    WritesHere.clear();
    PartsHere.clear();
  }
  /// The object of \p Root is consumed by what comes next. Whoever wrote something just before, in
  /// a way that isn't known here, may ask for it like one who writes just after.
  void noteConsumption(const clang::ValueDecl *Root);
  /// Is what comes next done on paths with a first consumption only?
  void setOnlyAfterFirst(bool Only) { OnlyAfterFirst = Only; }
  /// Was anything that \p Condition reads written so, in a block without which it can be asked as
  /// well? Then its value may depend on what the path did in a way that isn't known here.
  bool
  readsOpaqueWrite(const clang::Expr *Condition,
                   llvm::function_ref<bool(const clang::CFGBlock *Written)> CanDoWithout) const;
  /// Who asked, and was told no, may be told yes from here on; who was told yes, isn't told no.
  void askAnew(const clang::Expr *Question);

  /// What the condition is, where that is known.
  std::optional<bool> evaluate(const clang::Expr *Condition) const;
  /// Is the integer 0, where that is known?
  std::optional<bool> isZero(const clang::Expr *Integer) const;

  llvm::hash_code hash() const;

private:
  bool assumeAtomically(const clang::Expr *Condition, bool Value);
  bool restrict(const Atom &Said);
  ValueSet known(TermId Term, bool BeforeStep) const;
  std::optional<ValueSet> valueOf(const clang::Expr *E) const;
  void set(TermId Term, std::optional<ValueSet> Values);

  void assign(const clang::ValueDecl *Variable, const clang::Expr *Value);
  void assignObject(const clang::Expr *Target, const clang::ValueDecl *Variable,
                    const clang::Expr *Value);
  void step(const clang::ValueDecl *Variable, int64_t By);
  void forget(const clang::ValueDecl *Written);
  void forgetReached(const clang::Expr *Target);
  void forgetOpaquely(const clang::ValueDecl *Written);
  void forgetWritten(const clang::ValueDecl *Written);
  void writeAtEnd(const clang::ValueDecl *Written);
  void notePart(const clang::Expr *Target);
  void handOn(const clang::Expr *Value, const clang::ValueDecl *Variable);
  void declare(const clang::VarDecl *Variable);
  void executeBinary(const clang::BinaryOperator *Binary);
  std::optional<ValueSet> sizeOf(const clang::ValueDecl *Container) const;
  void count(const clang::ValueDecl *Container, const std::optional<ElementCount> &Elements,
             const std::optional<ValueSet> &Before = std::nullopt);
  bool movesPointer(const clang::CXXConstructExpr *Construct);
  void executeCall(const clang::CallExpr *Call);
  void assignTied(llvm::ArrayRef<const clang::Expr *> Targets, const clang::Expr *Value);
  void forgetArguments(const clang::FunctionDecl *Callee,
                       llvm::ArrayRef<const clang::Expr *> Arguments);

  bool takesKey(const clang::Expr *Condition, bool Value, const Atom &Said);

  Terms *Vocabulary;
  std::map<TermId, ValueSet> ValuesOf;
  /// Booleans that were set from a condition whose value wasn't known then.
  std::map<const clang::ValueDecl *, const clang::Expr *> Meaning;
  /// What a pointer or a lambda reaches, so that any call may write it.
  llvm::SmallSetVector<const clang::ValueDecl *, 2> Shared;
  /// What a destructor may write.
  llvm::SmallSetVector<const clang::ValueDecl *, 2> WrittenAtEnd;
  /// What was written out of sight, and where.
  llvm::SmallSetVector<std::pair<const clang::ValueDecl *, const clang::CFGBlock *>, 2>
      OpaqueWrites;
  /// Those of which a field was written, likewise: who asks the whole may be told of that.
  llvm::SmallSetVector<std::pair<const clang::ValueDecl *, const clang::CFGBlock *>, 2>
      WrittenParts;
  /// What has been written in this block, or a part of which has; and of that what was before the
  /// consumption.
  llvm::SmallSetVector<const clang::ValueDecl *, 2> WritesHere, PartsHere;
  std::vector<std::pair<const clang::ValueDecl *, const clang::CFGBlock *>> WrittenBefore,
      PartsBefore;
  const clang::CFGBlock *Here = nullptr;
  const clang::Expr *AddressTaken = nullptr; ///< by the statement at hand, for the first time
  bool Watching = false;
  bool OnlyAfterFirst = false;
  llvm::SmallSetVector<const clang::ValueDecl *, 2> Guesses;
  /// How often the iterators of range-based fors were moved on.
  std::map<const clang::ValueDecl *, unsigned> Moved;
  /// What the key of a loop over a map has been equal to: in this iteration, and in earlier ones.
  struct KeyTaken {
    const clang::VarDecl *Loop;
    TermId Term;
    int64_t Value;
    bool Earlier;
  };
  llvm::SmallVector<KeyTaken, 2> KeysTaken;
};

} // namespace valuetask

#endif // VALUETASK_LIB_PATHS_CONSTRAINTS_H
