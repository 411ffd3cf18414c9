//===--- InitialState.cpp - what an object begins with --------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "events/InitialState.h"
#include "ast/Expressions.h"
#include "models/Library.h"
#include "types/RuntimeTypes.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

namespace {

/// By a constructor that is there for 'nullptr', which is no value that happens to be null.
bool takesNull(const CXXConstructExpr *Construct) {
  const CXXConstructorDecl *Constructor = Construct->getConstructor();
  return Constructor->getNumParams() > 0 && !Constructor->getPrimaryTemplate() &&
         Constructor->getParamDecl(0)->getType()->isNullPtrType();
}

/// Is an object that is made from a value of this type completed: is that a plain value, and
/// neither another task nor something that will complete it?
bool startsCompleted(QualType Type, const Awaitables &Types) {
  Type = Type.getNonReferenceType();
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  return !Types.isSingleConsumption(Type) && !(Record && Types.isCoroutineMachinery(Record)) &&
         !(Record && (traitsOf(Record) & CoroutineHandle));
}

/// What another function returns isn't followed.
bool returnsCall(const Stmt *S) {
  return isa<CallExpr>(S) ||
         llvm::any_of(S->children(), [](const Stmt *Child) { return Child && returnsCall(Child); });
}

/// Is it the runtime's value_task<>? By default that is completed, may be consumed, and dropped.
bool isOfNothing(QualType Type) {
  const ClassTemplateSpecializationDecl *Spec = runtimeType(Type, "value_task");
  return Spec && Spec->getTemplateArgs()[0].getAsType()->isVoidType();
}

/// Is it '{}' where the runtime takes a list, so that nothing else may be made of that?
bool isEmptyList(const Expr *Init) {
  const auto *Construct = dyn_cast<CXXConstructExpr>(Init->IgnoreImplicit());
  return Construct && Construct->getNumArgs() == 0 &&
         (traitsOf(Construct->getConstructor()->getParent()) & BracedList);
}

} // namespace

InitialState initialState(const Expr *Init, const Awaitables &Types) {
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Init->IgnoreImplicit());
      Construct && Types.isSingleConsumption(Construct->getType()) && takesNull(Construct))
    return InitialState::Empty;
  if (isEmptyList(Init))
    return InitialState::Empty;
  Init = Init->IgnoreUnlessSpelledInSource();
  if (const auto *List = dyn_cast<InitListExpr>(Init))
    return List->getNumInits() == 0 ? InitialState::Empty : initialState(List->getInit(0), Types);
  if (const auto *Conditional = dyn_cast<ConditionalOperator>(Init)) {
    const InitialState First = initialState(Conditional->getTrueExpr(), Types),
                       Second = initialState(Conditional->getFalseExpr(), Types);
    if (First == Second)
      return First;
    // There is something, but which of the two depends on a condition that may be asked again.
    const bool Holds = First != InitialState::Empty && Second != InitialState::Empty &&
                       First != InitialState::Unclear && Second != InitialState::Unclear;
    return Holds ? InitialState::Completed : InitialState::Unclear;
  }
  if (const auto *Cast = dyn_cast<CXXFunctionalCastExpr>(Init))
    Init = Cast->getSubExpr()->IgnoreUnlessSpelledInSource();
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Init);
      Construct && Types.isSingleConsumption(Construct->getType())) {
    const CXXConstructorDecl *Constructor = Construct->getConstructor();
    if (Constructor->getNumParams() == 0 || Constructor->isDefaultConstructor())
      return isOfNothing(Construct->getType()) ? InitialState::Unclear : InitialState::Empty;
    return startsCompleted(Constructor->getParamDecl(0)->getType(), Types) ? InitialState::Completed
                                                                           : InitialState::Pending;
  }
  if (const auto *Call = dyn_cast<CallExpr>(Init)) {
    // What is taken out of a variable that began empty may be nothing.
    if (movedFrom(Call) || exchangeIn(Call))
      if (const auto *From = dyn_cast_or_null<VarDecl>(variableOf(Call->getArg(0)));
          From && From->isLocalVarDecl() && !From->getType()->isReferenceType() &&
          (!From->getInit() || initialState(From->getInit(), Types) == InitialState::Empty))
        return InitialState::Unclear;
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee());
    // 'value_task<int> five() { return 5; }'
    const FunctionDecl *Definition = nullptr;
    const auto *Body = Call->getDirectCallee() && Call->getDirectCallee()->hasBody(Definition)
                           ? dyn_cast<CompoundStmt>(Definition->getBody())
                           : nullptr;
    const auto *Return =
        Body && Body->size() == 1 ? dyn_cast<ReturnStmt>(Body->body_front()) : nullptr;
    const Expr *Returned = Return ? Return->getRetValue() : nullptr;
    if (Returned && !(Method && Method->isVirtual()) && !returnsCall(Returned) &&
        initialState(Returned, Types) == InitialState::Completed)
      return InitialState::Completed;
    if (Method && Method->isStatic() && protocolRole(Method) == ProtocolRole::Completed)
      return InitialState::Completed;
    return InitialState::Pending;
  }
  // A value that is converted on the way.
  if (!Types.isSingleConsumption(Init->getType()) && startsCompleted(Init->getType(), Types))
    return InitialState::Completed;
  return InitialState::Pending;
}

} // namespace valuetask
