//===--- ObjectTable.cpp - the objects of a function ----------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "events/ObjectTable.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

const VarDecl *createdVariable(const Place &Where, const BodyIndex &Body) {
  const auto *Variable = dyn_cast_or_null<VarDecl>(Where.Root);
  const bool IsCreated = Variable && !isa<ParmVarDecl>(Variable) &&
                         Variable->getDeclContext() == Body.function() &&
                         !Variable->isInitCapture();
  return IsCreated ? Variable : nullptr;
}

namespace {

/// Is the variable a reference that is the only name of its object? The temporary is the outermost
/// of its initialiser:
///   VarDecl 'T &&' > ExprWithCleanups > MaterializeTemporaryExpr
bool extendsTemporary(const VarDecl *Variable) {
  const Expr *Init = Variable->getInit();
  if (!Init || !Variable->getType()->isReferenceType())
    return false;
  if (const auto *Cleanups = dyn_cast<ExprWithCleanups>(Init))
    Init = Cleanups->getSubExpr();
  return isa<MaterializeTemporaryExpr>(Init->IgnoreParens());
}

/// Can others reach it by another way?
bool isShared(const Place &Where, const BodyIndex &Body) {
  return !Where.Root || Where.Root->getType()->isReferenceType() || Body.isCaptured(Where.Root) ||
         llvm::any_of(Where.Steps,
                      [](const PlaceStep &Step) { return Step.What == PlaceStep::Kind::Content; });
}

/// Does a variable or a parameter of this function have it by value?
bool isOwnedHere(const Place &Where, const ValueDecl *Declaration, const BodyIndex &Body) {
  const ValueDecl *Root = Where.Root;
  if (!Root || Root->getType()->isReferenceType() || Root->getDeclContext() != Body.function())
    return false;
  const auto *Declared = dyn_cast_or_null<VarDecl>(Declaration);
  return (Where.isVariable() || (isa<DecompositionDecl>(Root) && Where.Steps.size() == 1)) &&
         !(Declared && Declared->isInitCapture());
}

TrackedObject makeObject(const ObjectPlace &Wanted, const BodyIndex &Body) {
  const auto &[Where, Type, Declaration] = Wanted;
  TrackedObject New;
  New.Where = Where;
  New.Name = Declaration ? Declaration->getNameAsString() : Where.spelled();
  if (!Where.Root && New.Name.empty())
    New.Name = "this";
  New.Declaration = Declaration ? Declaration : Where.Root;
  New.Type = Type.isNull() ? Type : Type.getUnqualifiedType();
  const VarDecl *Created = Where.isVariable() ? createdVariable(Where, Body) : nullptr;
  const bool IsTemporary = Created && extendsTemporary(Created);
  New.Shared = !IsTemporary && isShared(Where, Body);
  New.IsWhole = Where.isVariable() && !Type.isNull() &&
                !Body.types().isSingleConsumption(Where.Root->getType().getNonReferenceType());
  New.OwnedHere = !New.IsWhole && (IsTemporary || isOwnedHere(Where, New.Declaration, Body));
  return New;
}

} // namespace

ObjectId ObjectTable::objectAt(const ObjectPlace &Wanted) {
  if (const ObjectId Id = find(Wanted.Where); Id != NoObject)
    return Id;
  const ObjectId Id = Objects.size();
  Objects.push_back(makeObject(Wanted, Body));
  ByRoot[Wanted.Where.Root].push_back(Id);
  return Id;
}

ObjectId ObjectTable::find(const Place &Where) const {
  for (const ObjectId Id : rootedIn(Where.Root))
    if (Objects[Id].Where == Where)
      return Id;
  return NoObject;
}

ArrayRef<ObjectId> ObjectTable::rootedIn(const ValueDecl *Root) const {
  auto It = ByRoot.find(Root);
  return It == ByRoot.end() ? ArrayRef<ObjectId>() : ArrayRef<ObjectId>(It->second);
}

} // namespace valuetask
