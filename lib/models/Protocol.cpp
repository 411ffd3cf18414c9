//===--- Protocol.cpp - the members that task types have ------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "models/Protocol.h"
#include "ast/Expressions.h"
#include "models/Inspections.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace valuetask {

static const CXXMethodDecl *asTaskOf(const CXXRecordDecl *Record) {
  if (!Record || !Record->hasDefinition())
    return nullptr;
  const IdentifierInfo &Name = Record->getASTContext().Idents.get("as_task");
  const auto Found = Record->getDefinition()->lookup(&Name);
  return Found.empty()                    ? nullptr
         : Found.front()->getAsFunction() ? dyn_cast<CXXMethodDecl>(Found.front()->getAsFunction())
                                          : nullptr;
}

namespace {

ProtocolRole opposite(ProtocolRole Role) {
  return Role == ProtocolRole::HoldsNothing  ? ProtocolRole::HoldsResult
         : Role == ProtocolRole::HoldsResult ? ProtocolRole::HoldsNothing
                                             : ProtocolRole::None;
}

std::optional<SelfQuestion> ofMember(const CXXMemberCallExpr *Call) {
  const CXXMethodDecl *Method = Call->getMethodDecl();
  if (!Method || Call->getNumArgs() != 0 || !Method->getReturnType()->isBooleanType())
    return std::nullopt;
  const Expr *Object = Call->getImplicitObjectArgument();
  if (isa<CXXConversionDecl>(Method))
    return SelfQuestion{Object, ProtocolRole::HoldsResult, true};
  const ProtocolRole Role = protocolRole(Method);
  if (Role == ProtocolRole::HoldsResult || Role == ProtocolRole::HoldsNothing)
    return SelfQuestion{Object, Role, true};
  if (!asksForCompletion(Role))
    return std::nullopt;
  const bool IsClear = Role == ProtocolRole::IsSuccessful ||
                       Method->getName() == namesOf(ProtocolRole::IsCompleted).front();
  return SelfQuestion{Object, Role, IsClear};
}

std::optional<SelfQuestion> ofOperator(const CXXOperatorCallExpr *Call) {
  if (Call->getOperator() == OO_Exclaim && Call->getNumArgs() == 1)
    return SelfQuestion{Call->getArg(0), ProtocolRole::HoldsNothing, true};
  const bool Same = Call->getOperator() == OO_EqualEqual;
  if ((!Same && Call->getOperator() != OO_ExclaimEqual) || Call->getNumArgs() != 2)
    return std::nullopt;
  const bool NullFirst = isNullLike(Call->getArg(0));
  if (!NullFirst && !isNullLike(Call->getArg(1)))
    return std::nullopt;
  return SelfQuestion{Call->getArg(NullFirst ? 1 : 0),
                      Same ? ProtocolRole::HoldsNothing : ProtocolRole::HoldsResult, true};
}

/// A function that only asks its one argument.
std::optional<SelfQuestion> ofHelper(const CallExpr *Call, unsigned Depth);

std::optional<SelfQuestion> questionIn(const Expr *E, unsigned Depth) {
  E = E->IgnoreImplicit()->IgnoreParenImpCasts();
  if (const auto *Rewritten = dyn_cast<CXXRewrittenBinaryOperator>(E))
    E = Rewritten->getSemanticForm()->IgnoreParenImpCasts();
  if (const auto *Not = dyn_cast<UnaryOperator>(E); Not && Not->getOpcode() == UO_LNot) {
    std::optional<SelfQuestion> Asked = questionIn(Not->getSubExpr(), Depth);
    if (Asked)
      Asked->About = opposite(Asked->About);
    return Asked && Asked->About != ProtocolRole::None ? Asked : std::nullopt;
  }
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(E))
    return ofMember(Member);
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E))
    return ofOperator(Operator);
  const auto *Call = dyn_cast<CallExpr>(E);
  return Call ? ofHelper(Call, Depth) : std::nullopt;
}

std::optional<SelfQuestion> returnedBy(const FunctionDecl *Function, unsigned Depth) {
  constexpr unsigned DeepestHelper = 4; // it may call itself
  const FunctionDecl *Definition = nullptr;
  if (Depth == DeepestHelper || !Function || !Function->getReturnType()->isBooleanType() ||
      !Function->hasBody(Definition))
    return std::nullopt;
  const auto *Body = dyn_cast<CompoundStmt>(Definition->getBody());
  const auto *Return =
      Body && Body->size() == 1 ? dyn_cast<ReturnStmt>(Body->body_front()) : nullptr;
  if (!Return || !Return->getRetValue() || Return->getRetValue()->isInstantiationDependent())
    return std::nullopt;
  return questionIn(Return->getRetValue(), Depth + 1);
}

std::optional<SelfQuestion> ofHelper(const CallExpr *Call, unsigned Depth) {
  const FunctionDecl *Callee = Call->getDirectCallee(), *Definition = nullptr;
  if (!Callee || Call->getNumArgs() != 1 || !Callee->hasBody(Definition) ||
      Definition->getParamDecl(0)->getType()->getPointeeType().isNull())
    return std::nullopt;
  std::optional<SelfQuestion> Asked = returnedBy(Definition, Depth);
  if (!Asked || variableOf(Asked->Object) != Definition->getParamDecl(0))
    return std::nullopt;
  Asked->Object = Call->getArg(0);
  return Asked;
}

} // namespace

std::optional<SelfQuestion> selfQuestion(const Expr *E) {
  return isa<CallExpr>(E) ? questionIn(E, 0) : std::nullopt;
}

std::optional<SelfQuestion> questionReturned(const FunctionDecl *Function) {
  return returnedBy(Function, 0);
}

bool isPromise(const CXXRecordDecl *Record) {
  const IdentifierInfo &Name = Record->getASTContext().Idents.get("get_return_object");
  return Record->hasDefinition() && !Record->getDefinition()->lookup(&Name).empty();
}

bool hasAsTask(QualType Type) {
  return asTaskOf(Type.getNonReferenceType()->getAsCXXRecordDecl()) != nullptr;
}

bool isSharedToo(const CXXMethodDecl *Member) {
  const ProtocolRole Role = protocolRole(Member);
  if (!asksForCompletion(Role) && Role != ProtocolRole::AwaiterMember)
    return false;
  const CXXMethodDecl *AsTask = asTaskOf(Member->getParent());
  const CXXRecordDecl *Shared = AsTask ? AsTask->getReturnType()->getAsCXXRecordDecl() : nullptr;
  return Shared && Shared->hasDefinition() &&
         !Shared->getDefinition()->lookup(Member->getDeclName()).empty();
}

} // namespace valuetask
