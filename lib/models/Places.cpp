//===--- Places.cpp - where an object is, as the source names it ----------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "models/Places.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;

namespace valuetask {

using Kind = PlaceStep::Kind;

Place Place::then(PlaceStep Step) const {
  Place Result = *this;
  if (Step.What == Kind::Content && !Result.Steps.empty() &&
      Result.Steps.back().What == Kind::Address)
    Result.Steps.pop_back();
  else
    Result.Steps.push_back(Step);
  return Result;
}

Place Place::then(llvm::ArrayRef<PlaceStep> More) const {
  Place Result = *this;
  for (const PlaceStep &Step : More)
    Result = Result.then(Step);
  return Result;
}

/// Does '[]' of what the pointer points to mean its elements, and not those of the pointer?
static bool pointsToContainer(const ValueDecl *Pointer) {
  const QualType Pointee = Pointer->getType().getNonReferenceType()->getPointeeType();
  if (Pointee.isNull())
    return true; // no built-in pointer
  const CXXRecordDecl *Record = Pointee->getAsCXXRecordDecl();
  const ASTContext &Context = Pointer->getASTContext();
  return !Record || !Record->hasDefinition() ||
         !Record->getDefinition()
              ->lookup(Context.DeclarationNames.getCXXOperatorName(OO_Subscript))
              .empty();
}

std::string Place::spelled() const {
  std::string Text = Root ? Root->getNameAsString() : "this";
  bool Dereferenced = false;
  for (size_t I = 0; I < Steps.size(); ++I) {
    const PlaceStep &Step = Steps[I];
    const bool ThroughPointer = I > 0 && Steps[I - 1].What == Kind::Content;
    const bool IsMember = Step.What == Kind::TupleIndex && Step.Declaration;
    switch (IsMember ? Kind::Field : Step.What) {
    case Kind::Field:
      if (ThroughPointer)
        Text = Text.substr(1) + "->" + Step.Declaration->getNameAsString();
      else
        Text += (!Root && I == 0 ? "->" : ".") + Step.Declaration->getNameAsString();
      Dereferenced = false;
      break;
    case Kind::Content:
      Text.insert(0, "*");
      Dereferenced = true;
      break;
    case Kind::Address:
      Text.insert(0, "&");
      break;
    case Kind::TupleIndex:
      Text = (llvm::Twine("std::get<") + llvm::Twine(Step.Number) + ">(" + Text + ")").str();
      Dereferenced = false;
      break;
    case Kind::Element:
    case Kind::ElementAt:
    case Kind::AnyElement:
      if (Dereferenced) {
        const ValueDecl *Pointer = I == 1 ? Root : I > 1 ? Steps[I - 2].Declaration : nullptr;
        Text = Pointer && !pointsToContainer(Pointer) ? Text.substr(1)
                                                      : (llvm::Twine("(") + Text + ")").str();
      }
      if (Step.What == Kind::Element && Step.Number < 0)
        Text += ".back()";
      else
        Text += "[" +
                (Step.What == Kind::Element     ? std::to_string(Step.Number)
                 : Step.What == Kind::ElementAt ? Step.Declaration->getNameAsString()
                                                : std::string("...")) +
                "]";
      Dereferenced = false;
      break;
    }
  }
  return Text;
}

QualType typeAt(const Place &Where, QualType This) {
  QualType Type = Where.Root ? Where.Root->getType() : This;
  for (const PlaceStep &Step : Where.Steps) {
    if (Type.isNull())
      return Type;
    Type = Type.getNonReferenceType();
    const auto *Array = Type->getAsArrayTypeUnsafe();
    if (Step.What == Kind::Field)
      Type = Step.Declaration->getType();
    else if (Step.What == Kind::Content && Type->isPointerType())
      Type = Type->getPointeeType();
    else
      Type = Step.isElement() && Array ? Array->getElementType() : QualType();
  }
  return Type.isNull() ? Type : Type.getNonReferenceType();
}

Relation relate(const Place &Outer, const Place &Inner, PlaceSteps *Rest) {
  if (Outer.Root != Inner.Root || Inner.Steps.size() < Outer.Steps.size())
    return Relation::Apart;
  bool Certain = true;
  for (size_t I = 0; I < Outer.Steps.size(); ++I) {
    const PlaceStep &A = Outer.Steps[I], &B = Inner.Steps[I];
    if (A == B && A.What != Kind::AnyElement)
      continue;
    if (!A.isElement() || !B.isElement() || (A.What == Kind::Element && B.What == Kind::Element))
      return Relation::Apart;
    Certain = false;
  }
  if (Rest)
    Rest->assign(Inner.Steps.begin() + Outer.Steps.size(), Inner.Steps.end());
  return Certain ? Relation::Within : Relation::Maybe;
}

} // namespace valuetask
