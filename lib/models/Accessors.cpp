//===--- Accessors.cpp - members of the standard library ------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "models/Accessors.h"
#include "ast/StdCalls.h"
#include "paths/Terms.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace valuetask {

using Kind = PlaceStep::Kind;

namespace {

Access leads(PlaceSteps Steps) { return {Access::Kind::Leads, std::move(Steps)}; }

/// The first template argument of std::get: which element it is of.
std::optional<int64_t> tupleIndex(const FunctionDecl *Get, QualType Tuple) {
  const TemplateArgumentList *Given = Get->getTemplateSpecializationArgs();
  if (!Given || Given->size() == 0)
    return std::nullopt;
  const TemplateArgument &First = Given->get(0);
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
        Get->getASTContext().hasSameType(Elements[I].getAsType(), First.getAsType()))
      return static_cast<int64_t>(I);
  return std::nullopt;
}

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
  if (Record->isInStdNamespace() && Record->getIdentifier() && Record->getName() == "pair") {
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
  const StringRef Name = Method->getName();
  const bool ReturnsPointer = Method->getReturnType()->isPointerType();
  const bool ReturnsReference = Method->getReturnType()->isReferenceType();
  if (Name == "get" && Call->getNumArgs() == 0) {
    if (ReturnsPointer)
      return leads({{Kind::Content}, {Kind::Address}});
    if (ReturnsReference)
      return leads({{Kind::Content}});
  }
  if (Name == "value" && Call->getNumArgs() == 0)
    return leads({{Kind::Content}});
  if (Name == "at" && Call->getNumArgs() == 1)
    return elementAt(Call->getArg(0), Method->getASTContext());
  if (Name == "front")
    return leads({{Kind::Element, nullptr, 0}});
  if (Name == "back")
    return leads({{Kind::Element, nullptr, -1}});
  if ((Name == "begin" || Name == "cbegin" || Name == "data") && Call->getNumArgs() == 0)
    return leads({{Kind::Element, nullptr, 0}, {Kind::Address}});
  const auto What =
      llvm::StringSwitch<Access::Kind>(Name)
          .Cases("end", "cend", "rbegin", "rend", "size", "empty", Access::Kind::Inspects)
          .Cases("reserve", "shrink_to_fit", "capacity", "has_value", Access::Kind::Inspects)
          .Cases("push_back", "emplace_back", "push_front", "emplace_front", "push",
                 Access::Kind::Fills)
          .Cases("emplace", "try_emplace", "insert", "insert_or_assign", "assign", "resize",
                 Access::Kind::Fills)
          .Case("clear", Access::Kind::Clears)
          .Default(Method->isConst() ? Access::Kind::Inspects : Access::Kind::Unknown);
  if (Name == "reset")
    return {Call->getNumArgs() == 0 ? Access::Kind::Clears : Access::Kind::Fills};
  return {What};
}

Access accessByFree(const CallExpr *Call) {
  if (Call->getNumArgs() == 0)
    return {};
  const QualType Type = Call->getArg(0)->getType();
  if (callsStd(Call, {"get", "get_if"})) {
    const bool ByPointer = Type->isPointerType();
    const std::optional<int64_t> Index =
        tupleIndex(Call->getDirectCallee(), ByPointer ? Type->getPointeeType() : Type);
    if (!Index)
      return {};
    if (ByPointer)
      return leads({{Kind::Content}, {Kind::TupleIndex, nullptr, *Index}, {Kind::Address}});
    return leads({{Kind::TupleIndex, nullptr, *Index}});
  }
  if (callsStd(Call, {"ref", "cref", "addressof"}))
    return leads({{Kind::Address}});
  if (callsStd(Call, {"begin", "cbegin", "data"}))
    return leads({{Kind::Element, nullptr, 0}, {Kind::Address}});
  if (callsStd(Call, {"end", "cend", "size", "ssize", "empty", "holds_alternative"}))
    return {Access::Kind::Inspects};
  return {};
}

bool isCastLikeCall(const CallExpr *Call) {
  return Call->getNumArgs() == 1 &&
         callsStd(Call, {"move", "forward", "move_if_noexcept", "as_const", "forward_like"});
}

} // namespace valuetask
