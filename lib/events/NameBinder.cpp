//===--- NameBinder.cpp - what declarations and assignments bind ----------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "events/NameBinder.h"
#include "models/Accessors.h"
#include "models/Library.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

void NameBinder::initialise(const Use &U, const DeclStmt *Declaration) {
  for (const Decl *D : Declaration->decls()) {
    const auto *Variable = dyn_cast<VarDecl>(D);
    if (!Variable || Variable->getInit() != U.Here)
      continue;
    if (!Variable->getType()->isReferenceType())
      return bind(Variable, {Variable}, U);
    if (!U.Arm)
      return nameAlias(Variable, U.Where);
    // 'T &x = c ? a : b' is a view of a and b.
    nameAlias(Variable, {Variable, {{PlaceStep::Kind::Content}}});
    Use Address = U;
    Address.follow({{PlaceStep::Kind::Address}});
    return bind(Variable, {Variable}, Address);
  }
}

bool NameBinder::isSameObject(const Expr *A, const Expr *B) const {
  const std::optional<Place> First = placeNamed(A), Second = placeNamed(B);
  if (!First || !Second)
    return false;
  if (*First == *Second)
    return true;
  const std::optional<Place> Here = throughViews(*First), There = throughViews(*Second);
  return Here && There && *Here == *There;
}

/// Where an expression leads that is made of names, fields, '&' and '*'.
std::optional<Place> NameBinder::placeNamed(const Expr *E) const {
  E = E->IgnoreParens();
  if (const auto *Name = dyn_cast<DeclRefExpr>(E))
    return placeOf(Name->getDecl());
  if (const auto *Cast = dyn_cast<CastExpr>(E))
    return llvm::is_contained({CK_NoOp, CK_LValueToRValue}, Cast->getCastKind())
               ? placeNamed(Cast->getSubExpr())
               : std::nullopt;
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return isCastLikeCall(Call) ? placeNamed(Call->getArg(0)) : std::nullopt;
  const Expr *Inner = nullptr;
  PlaceSteps Steps;
  if (const auto *Unary = dyn_cast<UnaryOperator>(E)) {
    if (Unary->getOpcode() != UO_Deref && Unary->getOpcode() != UO_AddrOf)
      return std::nullopt;
    Inner = Unary->getSubExpr();
    Steps.push_back(
        {Unary->getOpcode() == UO_Deref ? PlaceStep::Kind::Content : PlaceStep::Kind::Address});
  } else if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
    if (!Field)
      return std::nullopt;
    Inner = Member->getBase();
    if (Member->isArrow())
      Steps.push_back({PlaceStep::Kind::Content});
    Steps.push_back(stepTo(Field));
  } else if (isa<CXXThisExpr>(E)) {
    return Place{nullptr, {{PlaceStep::Kind::Address}}};
  }
  const std::optional<Place> From = Inner ? placeNamed(Inner) : std::nullopt;
  return From ? std::optional(From->then(Steps)) : std::nullopt;
}

void NameBinder::nameAlias(const VarDecl *Variable, const Place &To) {
  Names.References.remove(Variable);
  if (const auto *Decomposition = dyn_cast<DecompositionDecl>(Variable)) {
    for (const BindingDecl *Element : Decomposition->bindings())
      if (auto It = Names.Aliases.find(Element); It != Names.Aliases.end()) {
        It->second = To.then(It->second.Steps);
        nameObject(It->second, Element);
      }
    return;
  }
  Names.Aliases[Variable] = To;
  nameObject(To, Variable);
}

/// A range-based for has no name for what its iterator refers to, but the one of its variable:
///   for (T &x : v)  is  for (auto __begin = v.begin(); ...) { T &x = *__begin; ... }
void NameBinder::nameObject(const Place &Where, const ValueDecl *Name) {
  const QualType Type = Name->getType().getNonReferenceType();
  if (Where.Root && Where.Root->isImplicit() && Body.types().isSingleConsumption(Type))
    declare({Where, Type});
}

void NameBinder::bind(const ValueDecl *View, Anchor Write, const Use &U) {
  if (const std::optional<Place> To = Body.isWrittenByLambda(View) ? std::nullopt : referentOf(U)) {
    Views.bind(View, {U.Arm ? Anchor(U.Arm) : Write, Write, *To});
    return;
  }
  // A copy of another pointer or iterator: two ways to move it are more than is followed.
  const bool IsCopy = U.Where.isVariable();
  Sink.escape(U, IsCopy ? U.at(U.Name) : U.Name);
}

/// What a pointer that is made from the use refers to.
std::optional<Place> NameBinder::referentOf(const Use &U) const {
  if (isAddress(U.Where))
    if (std::optional<Place> To = throughViews(U.Where))
      return To;
  if (U.Where.isVariable() && isSteady(U.Where.Root)) // a copy of a pointer
    return throughViews(U.Where.then({PlaceStep::Kind::Content}).then({PlaceStep::Kind::Address}));
  return std::nullopt;
}

/// Does the pointer refer to one thing all the time?
bool NameBinder::isSteady(const ValueDecl *Pointer) const {
  const auto *Variable = dyn_cast<VarDecl>(Pointer);
  if (!Variable || Body.isWrittenIndirectly(Pointer))
    return false;
  const QualType Type = Variable->getType();
  if (!Type->isPointerType() && !(traitsOf(Type) & ReferenceTo))
    return false;
  const size_t Writes = Body.writesOf(Pointer).size();
  if (isa<ParmVarDecl>(Variable))
    return Writes == 0;
  return Writes == 1 && Views.bindingsOf(Pointer).size() == 1;
}

/// The same place without a pointer on its way that always refers to one thing; nothing where it
/// may refer to several.
std::optional<Place> NameBinder::throughViews(const Place &Where) const {
  const llvm::ArrayRef<ViewBinding> Bindings = Views.bindingsOf(Where.Root);
  if (Bindings.empty())
    return Where;
  if (!isSteady(Where.Root))
    return std::nullopt;
  return Bindings.front().To.then(Where.Steps);
}

void NameBinder::moveTo(PlaceEvents &Found) && {
  Found.Names = std::move(Names);
  Found.Views = std::move(Views);
}

} // namespace valuetask
