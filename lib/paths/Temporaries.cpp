//===--- Temporaries.cpp - objects without a name -------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/Temporaries.h"
#include "models/Library.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

/// Larger objects are no flags that belong together, and aren't followed part by part.
constexpr unsigned MaximalFields = 16;

const VarDecl *Temporaries::of(const Expr *Made) {
  const VarDecl *&Variable = Known[Made];
  if (!Variable) {
    const CXXRecordDecl *Class = Made->getType()->getAsCXXRecordDecl();
    auto &Context = Class->getASTContext(); // which owns the variable, and isn't changed otherwise
    Variable = VarDecl::Create(Context, Context.getTranslationUnitDecl(), Made->getBeginLoc(),
                               Made->getBeginLoc(), nullptr, Made->getType().getUnqualifiedType(),
                               nullptr, SC_Auto);
  }
  return Variable;
}

const Expr *makerOf(const Expr *E) {
  while (true) {
    const Expr *Inner = E->IgnoreParens();
    if (const auto *Full = dyn_cast<FullExpr>(Inner))
      Inner = Full->getSubExpr();
    else if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(Inner))
      Inner = Temporary->getSubExpr();
    else if (const auto *Bound = dyn_cast<CXXBindTemporaryExpr>(Inner))
      Inner = Bound->getSubExpr();
    else if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(Inner))
      Inner = Default->getExpr();
    else if (const auto *InClass = dyn_cast<CXXDefaultInitExpr>(Inner))
      Inner = InClass->getExpr();
    else if (const auto *Cast = dyn_cast<CastExpr>(Inner);
             Cast && Cast->isPRValue() &&
             llvm::is_contained({CK_NoOp, CK_ConstructorConversion, CK_UserDefinedConversion},
                                Cast->getCastKind()))
      Inner = Cast->getSubExpr();
    else if (const auto *Copy = dyn_cast<CXXConstructExpr>(Inner);
             Copy && Copy->isElidable() && Copy->getNumArgs() == 1)
      Inner = Copy->getArg(0);
    else if (const auto *List = dyn_cast<InitListExpr>(Inner);
             List && List->getNumInits() == 1 && List->getInit(0)->isPRValue() &&
             List->getInit(0)->getType()->getAsCXXRecordDecl() ==
                 List->getType()->getAsCXXRecordDecl())
      Inner = List->getInit(0);
    if (Inner == E)
      return E;
    E = Inner;
  }
}

bool isMadeOfFields(const CXXRecordDecl *Class) {
  return Class && Class->hasDefinition() && !Class->isInStdNamespace() && !Class->isLambda() &&
         !Class->isUnion() && Class->getNumVBases() == 0 && !Class->isDependentType() &&
         traitsOf(Class) == 0;
}

static bool hasFollowedFields(const CXXRecordDecl *Class) {
  return isMadeOfFields(Class) || (Class && Class->hasDefinition() && (traitsOf(Class) & Pair));
}

static void addParts(const CXXRecordDecl *Class, ObjectPart &Way, ObjectParts &Parts) {
  if (isMadeOfFields(Class)) // the base class of a pair is empty
    for (const CXXBaseSpecifier &Base : Class->bases()) {
      const CXXRecordDecl *Inner = Base.getType()->getAsCXXRecordDecl();
      if (isMadeOfFields(Inner))
        addParts(Inner, Way, Parts);
      else
        Parts.AreAll = false;
    }
  for (const FieldDecl *Field : Class->fields()) {
    if (Field->isUnnamedBitField())
      continue;
    const CXXRecordDecl *Inner = Field->getType()->getAsCXXRecordDecl();
    Way.Steps.push_back(Field);
    if (hasFollowedFields(Inner))
      addParts(Inner, Way, Parts);
    else
      Parts.Known.push_back(Way);
    Way.Steps.pop_back();
  }
}

ObjectParts partsOf(const CXXRecordDecl *Class) {
  ObjectParts Parts;
  ObjectPart Way;
  if (hasFollowedFields(Class))
    addParts(Class, Way, Parts);
  else
    Parts.AreAll = false;
  return Parts.Known.size() <= MaximalFields ? Parts : ObjectParts{{}, false};
}

} // namespace valuetask
