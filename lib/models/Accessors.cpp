//===--- Accessors.cpp - members of the standard library ------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "models/Accessors.h"
#include "models/Inspections.h"
#include "models/Library.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

using Kind = PlaceStep::Kind;

namespace {

Access leads(PlaceSteps Steps) { return {Access::Kind::Leads, std::move(Steps)}; }

Access accessByOperator(const CallExpr *Call, OverloadedOperatorKind Operator) {
  switch (Operator) {
  case OO_Star:
    if (Call->getNumArgs() == 1)
      return leads({{Kind::Content}});
    return {Access::Kind::Inspects};
  case OO_Arrow:
    return leads({{Kind::Content}, {Kind::Address}});
  case OO_Subscript:
    return elementAt(Call->getArg(1), Call->getCalleeDecl()->getASTContext());
  case OO_PlusPlus:
  case OO_MinusMinus:
  case OO_PlusEqual:
  case OO_MinusEqual:
    return {Access::Kind::Moves};
  case OO_Equal:
    return {Access::Kind::Fills};
  default:
    return {};
  }
}

} // namespace

std::optional<int64_t> elementNumber(const FunctionDecl *Get, QualType Tuple) {
  const TemplateArgumentList *Given = Get->getTemplateSpecializationArgs();
  return Given && Given->size() > 0 ? elementNumber(Given->get(0), Tuple) : std::nullopt;
}

std::optional<int64_t> elementNumber(const TemplateArgument &First, QualType Tuple) {
  if (First.getKind() == TemplateArgument::Integral)
    return First.getAsIntegral().getExtValue();
  if (First.getKind() != TemplateArgument::Type)
    return std::nullopt;
  const auto *Spec = dyn_cast_or_null<ClassTemplateSpecializationDecl>(Tuple->getAsCXXRecordDecl());
  if (!Spec)
    return std::nullopt;
  std::vector<TemplateArgument> Elements;
  for (const TemplateArgument &Argument : Spec->getTemplateArgs().asArray()) {
    if (Argument.getKind() == TemplateArgument::Pack)
      Elements.insert(Elements.end(), Argument.pack_begin(), Argument.pack_end());
    else
      Elements.push_back(Argument);
  }
  for (size_t I = 0; I < Elements.size(); ++I)
    if (Elements[I].getKind() == TemplateArgument::Type &&
        Spec->getASTContext().hasSameType(Elements[I].getAsType(), First.getAsType()))
      return static_cast<int64_t>(I);
  return std::nullopt;
}

const FieldDecl *tupleField(QualType Tuple, int64_t Number) {
  const auto *Record = Tuple.getNonReferenceType()->getAsCXXRecordDecl();
  if (!Record || !Record->hasDefinition() || !Record->isInStdNamespace())
    return nullptr;
  if (traitsOf(Record) & Pair) {
    for (const FieldDecl *Field : Record->fields())
      if (Field->getName() == (Number == 0 ? "first" : "second"))
        return Field;
    return nullptr;
  }
  // Each library keeps an element of a tuple in a base class that has its number, '_Head_base<0,
  // int>', '__tuple_leaf<0, int>'. An empty one is that base class, and no field.
  const FieldDecl *Found = nullptr;
  (void)Record->forallBases([&](const CXXRecordDecl *Base) {
    const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(Base);
    if (Spec && Spec->getTemplateArgs().size() > 1 && !Spec->field_empty() &&
        Spec->getTemplateArgs()[0].getKind() == TemplateArgument::Integral &&
        Spec->getTemplateArgs()[0].getAsIntegral() == Number)
      Found = *Spec->field_begin();
    return true;
  });
  return Found;
}

const FieldDecl *tupleField(const CallExpr *Get) {
  const QualType Tuple = Get->getArg(0)->getType();
  const std::optional<int64_t> Number =
      Get->getDirectCallee() ? elementNumber(Get->getDirectCallee(), Tuple) : std::nullopt;
  return Number ? tupleField(Tuple, *Number) : nullptr;
}

/// Without the conversions and temporaries around it.
static const Expr *givenTuple(const Expr *Tuple) {
  const Expr *Given = Tuple->IgnoreUnlessSpelledInSource();
  while (const auto *Cast = dyn_cast<CXXFunctionalCastExpr>(Given))
    Given = Cast->getSubExpr()->IgnoreUnlessSpelledInSource();
  return Given;
}

llvm::ArrayRef<const Expr *> wrappedElements(const Expr *Tuple) {
  Tuple = givenTuple(Tuple);
  if (functionEffect(Tuple) == CallEffect::Wrap) {
    const auto *Call = cast<CallExpr>(Tuple);
    return {Call->getArgs(), Call->getNumArgs()};
  }
  const auto *Made = dyn_cast<CXXConstructExpr>(Tuple);
  if (!Made || Made->getConstructor()->isCopyOrMoveConstructor() || Made->getNumArgs() == 0)
    return {};
  // One argument for each element: no other pair, no allocator, no tag.
  const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(Made->getConstructor()->getParent());
  if (!Spec || !Spec->isInStdNamespace() ||
      !((traitsOf(Spec) & Pair) || Spec->getName() == "tuple"))
    return {};
  const llvm::ArrayRef<TemplateArgument> Arguments = Spec->getTemplateArgs().asArray();
  const size_t Elements =
      !Arguments.empty() && Arguments.front().getKind() == TemplateArgument::Pack
          ? Arguments.front().pack_size()
          : Arguments.size();
  const bool IsOther = Made->getNumArgs() == 1 && (traitsOf(Made->getArg(0)->getType()) & Owner);
  return Elements == Made->getNumArgs() && !IsOther
             ? llvm::ArrayRef<const Expr *>(Made->getArgs(), Made->getNumArgs())
             : llvm::ArrayRef<const Expr *>();
}

llvm::ArrayRef<const Expr *> tiedBy(const Expr *Tuple) {
  const auto *Call = dyn_cast<CallExpr>(givenTuple(Tuple));
  return Call && functionEffect(Call) == CallEffect::Tie
             ? llvm::ArrayRef<const Expr *>(Call->getArgs(), Call->getNumArgs())
             : llvm::ArrayRef<const Expr *>();
}

Access elementAt(const Expr *Index, const ASTContext &Context) {
  if (std::optional<int64_t> Number = constantOf(Index, Context))
    return leads({{Kind::Element, nullptr, *Number}});
  const auto *Name = dyn_cast<DeclRefExpr>(Index->IgnoreParenImpCasts());
  const auto *Variable = Name ? dyn_cast<VarDecl>(Name->getDecl()) : nullptr;
  Access Result =
      Variable && Variable->hasLocalStorage() && Variable->getType()->isIntegralOrEnumerationType()
          ? leads({{Kind::ElementAt, Variable}})
          : leads({{Kind::AnyElement}});
  Result.Index = Index;
  return Result;
}

PlaceStep stepTo(const FieldDecl *Field) {
  const auto *Record = cast<RecordDecl>(Field->getParent());
  if (traitsOf(Record) & Pair) {
    if (Field->getName() == "first")
      return {Kind::TupleIndex, Field, 0};
    if (Field->getName() == "second")
      return {Kind::TupleIndex, Field, 1};
  }
  return {Kind::Field, Field};
}

Access accessBy(const CallExpr *Call, const CXXMethodDecl *Method) {
  const SourceManager &Sources = Method->getASTContext().getSourceManager();
  if (!Sources.isInSystemHeader(Method->getLocation()))
    return {};
  if (Method->isOverloadedOperator()) {
    if (const Access Found = accessByOperator(Call, Method->getOverloadedOperator());
        Found.What != Access::Kind::Unknown)
      return Found;
    return {Method->isConst() ? Access::Kind::Inspects : Access::Kind::Unknown};
  }
  if (isa<CXXConversionDecl>(Method))
    return Method->getReturnType()->isReferenceType() ? leads({{Kind::Content}})
                                                      : Access{Access::Kind::Inspects};
  if (!Method->getIdentifier())
    return {};
  const bool HasArguments = Call->getNumArgs() != 0;
  Access Looks{Method->isConst() ? Access::Kind::Inspects : Access::Kind::Unknown};
  switch (memberEffect(Method)) {
  case CallEffect::Pointee:
    if (!HasArguments && Method->getReturnType()->isPointerType())
      return leads({{Kind::Content}, {Kind::Address}});
    return !HasArguments && Method->getReturnType()->isReferenceType() ? leads({{Kind::Content}})
                                                                       : Looks;
  case CallEffect::Content:
    return HasArguments ? Looks : leads({{Kind::Content}});
  case CallEffect::At:
    return Call->getNumArgs() == 1 ? elementAt(Call->getArg(0), Method->getASTContext()) : Looks;
  case CallEffect::Front:
    return leads({{Kind::Element, nullptr, 0}});
  case CallEffect::Back:
    return leads({{Kind::Element, nullptr, -1}});
  case CallEffect::Begin:
    return HasArguments ? Looks : leads({{Kind::Element, nullptr, 0}, {Kind::Address}});
  case CallEffect::End:
  case CallEffect::Size:
  case CallEffect::Empty:
  case CallEffect::Presence:
  case CallEffect::Inspect:
    return {Access::Kind::Inspects};
  case CallEffect::Fill:
  case CallEffect::Emplace:
  case CallEffect::FillAlways:
    return {Access::Kind::Fills};
  case CallEffect::Remove:
    return {Access::Kind::Removes};
  case CallEffect::Clear:
    return {Access::Kind::Clears};
  case CallEffect::Reset:
    return {HasArguments ? Access::Kind::Fills : Access::Kind::Clears};
  default:
    return Looks;
  }
}

Access accessByFree(const CallExpr *Call) {
  if (Call->getNumArgs() == 0)
    return {};
  switch (functionEffect(Call)) {
  case CallEffect::TupleElement: {
    const QualType Type = Call->getArg(0)->getType();
    const bool ByPointer = Type->isPointerType();
    const std::optional<int64_t> Index =
        elementNumber(Call->getDirectCallee(), ByPointer ? Type->getPointeeType() : Type);
    if (!Index)
      return {};
    if (ByPointer)
      return leads({{Kind::Content}, {Kind::TupleIndex, nullptr, *Index}, {Kind::Address}});
    return leads({{Kind::TupleIndex, nullptr, *Index}});
  }
  case CallEffect::Refer:
    return leads({{Kind::Address}});
  case CallEffect::Begin:
    return leads({{Kind::Element, nullptr, 0}, {Kind::Address}});
  case CallEffect::End:
  case CallEffect::Size:
  case CallEffect::Empty:
  case CallEffect::Inspect:
    return {Access::Kind::Inspects};
  default:
    return {};
  }
}

bool isCastLikeCall(const CallExpr *Call) {
  return Call->getNumArgs() == 1 && isCastLike(functionEffect(Call));
}

} // namespace valuetask
