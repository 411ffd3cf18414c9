//===--- Comparisons.cpp - objects that are compared ----------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/Comparisons.h"
#include "ast/Expressions.h"
#include "models/Containers.h"
#include "models/Inspections.h"
#include "models/Library.h"
#include "clang/AST/DeclFriend.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"
#include <vector>

using namespace clang;
using llvm::SMTExprRef;

namespace valuetask {

/// A small object is given by value: '==' of views, of durations.
static const Expr *withoutCopy(const Expr *E) {
  const auto *Copy = dyn_cast<CXXConstructExpr>(E->IgnoreImplicit());
  return Copy && Copy->getNumArgs() == 1 && Copy->getConstructor()->isCopyOrMoveConstructor() &&
                 Copy->getConstructor()->isTrivial()
             ? Copy->getArg(0)->IgnoreParenImpCasts()
             : E;
}

SMTExprRef PathConditions::Path::compareObjects(const Expr *Left, BinaryOperatorKind Operator,
                                                const Expr *Right) {
  if (Operator == BO_Cmp)
    return nullptr;
  const bool Equality = Operator == BO_EQ || Operator == BO_NE;
  // '(a <=> b) < 0'
  if (traitsOf(Right->getType()) & Ordering & ~traitsOf(Left->getType()))
    return compareObjects(Right, BinaryOperator::reverseComparisonOp(Operator), Left);
  if (traitsOf(Left->getType()) & Ordering & ~traitsOf(Right->getType()))
    if (SMTExprRef Order = orderOf(Left))
      return Make.compare(Operator, Order, Make.number(0, RankShape), RankShape);
  // 'm.find(key) == m.end()'
  if (containerOfEnd(Left) && !containerOfEnd(Right))
    return compareObjects(Right, BinaryOperator::reverseComparisonOp(Operator), Left);
  if (const std::optional<KeyQuestion> Asked = keyAsked(Left);
      Asked && Equality && Asked->IsUnique && Asked->ByIterator && containerOfEnd(Right))
    if (const std::optional<Storage> Where = Memory.objectOf(Asked->Container))
      if (SMTExprRef Has = hasKey(*Where, Asked->Key))
        return Operator == BO_EQ ? Z3.mkNot(Has) : Has;
  auto IsNothing = [](const Expr *E) {
    return isNullLike(E) || presenceGiven(E->getType(), E).What == Presence::Kind::Absent;
  };
  auto IsText = [](const Expr *E) { return literalIn(E) != nullptr; };
  Left = withoutCopy(Left);
  Right = withoutCopy(Right);
  if ((IsNothing(Left) && !IsNothing(Right)) || (IsText(Left) && !IsText(Right)))
    return compareObjects(Right, BinaryOperator::reverseComparisonOp(Operator), Left);
  if (IsNothing(Right)) {
    SMTExprRef Present = Equality ? aspect(Aspect::Presence, Left, TruthShape) : nullptr;
    return Present && Operator == BO_EQ ? Z3.mkNot(Present) : Present;
  }
  // A text is one of the literals that it is compared with, or none of them.
  if (IsText(Right)) {
    SMTExprRef Text = Equality ? aspect(Aspect::Text, Left, TextShape) : nullptr;
    if (!Text)
      return nullptr;
    SMTExprRef Same = Z3.mkEqual(Text, textOf(literalIn(Right)));
    if (const Shape Of = shapeOf(Context.getSizeType());
        (traitsOf(Left->getType()) & Counted) && !literalIn(Right)->getBytes().contains('\0'))
      if (SMTExprRef Size = aspect(Aspect::Size, Left, Of))
        require(Z3.mkOr(Z3.mkNot(Same),
                        Z3.mkEqual(Size, Make.number(literalIn(Right)->getLength(), Of))));
    return Operator == BO_EQ ? Same : Z3.mkNot(Same);
  }
  // 'found == 3'
  if (const Shape Of = (traitsOf(Left->getType()) & FromContent) && Equality
                           ? contentShape(Left->getType())
                           : Shape();
      Of && Of == shapeOf(Right->getType()))
    if (const std::optional<Storage> Where = Memory.objectOf(Left); Where && !Where->Overlaps) {
      SMTExprRef IsEqual =
          Z3.mkAnd(fact(Aspect::Presence, *Where, TruthShape),
                   Z3.mkEqual(fact(Aspect::Value, Where->then(nullptr), Of), valueOf(Right)));
      return Operator == BO_EQ ? IsEqual : Z3.mkNot(IsEqual);
    }
  // Of two kinds of durations, the units differ.
  const bool AreDurations =
      (traitsOf(Left->getType()) & traitsOf(Right->getType()) & Duration) != 0;
  if (AreDurations && !Context.hasSameUnqualifiedType(Left->getType(), Right->getType()))
    return nullptr;
  auto RankOf = [this](const Expr *E) {
    if (const std::optional<int64_t> Units = constantDuration(E, Context))
      return Make.number(*Units, RankShape);
    return E->getType()->isRecordType() ? aspect(Aspect::Rank, E, RankShape)
                                        : pureFact(Aspect::Rank, stripCasts(E, Context), RankShape);
  };
  SMTExprRef LeftRank = RankOf(Left), RightRank = RankOf(Right);
  return LeftRank && RightRank ? Make.compare(Operator, LeftRank, RightRank, RankShape) : nullptr;
}

/// Does the class say that its objects are compared part by part?
static bool hasDefaultedOrder(const CXXRecordDecl *Class) {
  return llvm::any_of(Class->decls(), [](const Decl *D) {
    if (const auto *Friend = dyn_cast<FriendDecl>(D))
      D = Friend->getFriendDecl();
    const auto *Function = dyn_cast_or_null<FunctionDecl>(D);
    return Function && Function->getOverloadedOperator() == OO_Spaceship &&
           Function->isExplicitlyDefaulted();
  });
}

/// One part after the other, those of base classes first. Nothing where a part isn't followed.
std::optional<PathConditions::Path::Order>
PathConditions::Path::orderOf(const Storage &Left, const Storage &Right,
                              const CXXRecordDecl *Class) {
  if (!Class || Left.Overlaps || Right.Overlaps)
    return std::nullopt;
  if (!Class->hasDefinition() || !hasDefaultedOrder(Class)) {
    SMTExprRef A = fact(Aspect::Rank, Left, RankShape), B = fact(Aspect::Rank, Right, RankShape);
    return Order{Make.compare(BO_LT, A, B, RankShape), Z3.mkEqual(A, B)};
  }
  std::vector<Order> Parts;
  for (const CXXBaseSpecifier &Base : Class->bases()) {
    const CXXRecordDecl *Inner = Base.getType()->getAsCXXRecordDecl();
    const std::optional<Order> OfBase =
        hasDefaultedOrder(Inner) ? orderOf(Left, Right, Inner) : std::nullopt;
    if (!OfBase)
      return std::nullopt;
    Parts.push_back(*OfBase);
  }
  for (const FieldDecl *Field : Class->fields()) {
    const QualType Type = Field->getType();
    if (Type->isReferenceType() || changesByItself(Type))
      return std::nullopt;
    if (const Shape Of = shapeOf(Type)) {
      SMTExprRef A = fact(Aspect::Value, Left.then(Field), Of),
                 B = fact(Aspect::Value, Right.then(Field), Of);
      SMTExprRef IsLess = Make.compare(BO_LT, A, B, Of);
      if (!IsLess)
        return std::nullopt;
      Parts.push_back({IsLess, Z3.mkEqual(A, B)});
    } else if (const std::optional<Order> OfField =
                   orderOf(Left.then(Field), Right.then(Field), Type->getAsCXXRecordDecl())) {
      Parts.push_back(*OfField);
    } else {
      return std::nullopt;
    }
  }
  Order Result{Z3.mkBoolean(false), Z3.mkBoolean(true)};
  for (const Order &Part : llvm::reverse(Parts)) {
    Result.IsLess = Z3.mkOr(Part.IsLess, Z3.mkAnd(Part.IsEqual, Result.IsLess));
    Result.IsEqual = Z3.mkAnd(Part.IsEqual, Result.IsEqual);
  }
  return Result;
}

/// The answer of a comparison, or of a variable that keeps it: negative, zero, positive.
SMTExprRef PathConditions::Path::orderOf(const Expr *E) {
  if (SMTExprRef Order = orderGiven(E))
    return Order;
  const std::optional<Storage> Where = Memory.storageOf(withoutCopy(E)->IgnoreImplicit());
  return Where && !Where->Overlaps ? fact(Aspect::Rank, *Where, RankShape) : nullptr;
}

/// What a '<=>' has answered: less than, equal to, or greater than 0. Null where it isn't known.
SMTExprRef PathConditions::Path::orderGiven(const Expr *E) {
  E = givenValue(E);
  if (const auto *Copy = dyn_cast<CXXConstructExpr>(E); Copy && Copy->getNumArgs() == 1)
    E = givenValue(Copy->getArg(0));
  const auto *Binary = dyn_cast<BinaryOperator>(E);
  if (!Binary || Binary->getOpcode() != BO_Cmp)
    return isa<CallExpr>(E) ? Evaluated.lookup(E) : nullptr;
  const Shape Of = shapeOf(Binary->getLHS()->getType());
  if (!Of || Of.Kind == Shape::Real || Of != shapeOf(Binary->getRHS()->getType()))
    return nullptr;
  SMTExprRef Left = valueOf(Binary->getLHS()), Right = valueOf(Binary->getRHS());
  SMTExprRef IsLess = Make.compare(BO_LT, Left, Right, Of);
  return IsLess ? Z3.mkIte(IsLess, Make.number(-1, RankShape),
                           Z3.mkIte(Z3.mkEqual(Left, Right), Make.number(0, RankShape),
                                    Make.number(1, RankShape)))
                : nullptr;
}

/// 'a < b' by a defaulted '<=>'; null where it is something else.
SMTExprRef PathConditions::Path::compareParts(const Expr *Left, BinaryOperatorKind Operator,
                                              const Expr *Right) {
  Left = withoutCopy(Left);
  Right = withoutCopy(Right);
  const CXXRecordDecl *Class = Left->getType()->getAsCXXRecordDecl();
  if (!Class || Class != Right->getType()->getAsCXXRecordDecl() || !Class->hasDefinition() ||
      !hasDefaultedOrder(Class))
    return nullptr;
  const std::optional<Storage> A = Memory.storageOf(Left), B = Memory.storageOf(Right);
  const std::optional<Order> Found = A && B ? orderOf(*A, *B, Class) : std::nullopt;
  if (!Found)
    return nullptr;
  switch (Operator) {
  case BO_LT:
    return Found->IsLess;
  case BO_LE:
    return Z3.mkOr(Found->IsLess, Found->IsEqual);
  case BO_GT:
    return Z3.mkNot(Z3.mkOr(Found->IsLess, Found->IsEqual));
  case BO_GE:
    return Z3.mkNot(Found->IsLess);
  default:
    return nullptr;
  }
}

} // namespace valuetask
