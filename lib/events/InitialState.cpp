//===--- InitialState.cpp - what an object begins with --------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "events/InitialState.h"
#include "ast/Expressions.h"
#include "models/Inspections.h"
#include "models/Library.h"
#include "models/RuntimeTypes.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

namespace {

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

/// A type that an option names, and that has nothing in it by which an object could say that it is
/// empty: 'rt::resume_background()' is there to be awaited, as is what a function returns.
bool isNeverEmpty(QualType Type, const Awaitables &Types) {
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  Record = Record ? Record->getDefinition() : nullptr;
  return Record && Types.isSingleConsumption(Type) && !Types.isAnnotated(Type) &&
         !Types.factsOf(Type) && Record->isEmpty() && !Record->hasUserProvidedDefaultConstructor();
}

/// What an object holds that is made from nothing.
InitialState ofNothing(QualType Type, const Awaitables &Types) {
  if (isOfNothing(Type))
    return InitialState::Unclear;
  return isNeverEmpty(Type, Types) ? InitialState::Pending : InitialState::Empty;
}

InitialState ofList(const InitListExpr *List, const Awaitables &Types) {
  // Its other form has what fields and bases begin with of which the author says nothing.
  if (const InitListExpr *Written = List->getSyntacticForm())
    List = Written;
  if (List->getNumInits() == 0)
    return ofNothing(List->getType(), Types);
  const InitialState First = initialState(List->getInit(0), Types);
  // A base or a field that is empty makes no empty object.
  return First == InitialState::Empty && Types.isSingleConsumption(List->getType())
             ? InitialState::Pending
             : First;
}

/// Of 'c ? f() : g()'.
InitialState ofConditional(const ConditionalOperator *Conditional, const Awaitables &Types) {
  const InitialState First = initialState(Conditional->getTrueExpr(), Types),
                     Second = initialState(Conditional->getFalseExpr(), Types);
  if (First == Second)
    return First;
  // There is something, but which of the two depends on a condition that may be asked again.
  const bool Holds = First != InitialState::Empty && Second != InitialState::Empty &&
                     First != InitialState::Unclear && Second != InitialState::Unclear;
  return Holds ? InitialState::Completed : InitialState::Unclear;
}

InitialState ofConstruction(const CXXConstructExpr *Construct, const Awaitables &Types) {
  const CXXConstructorDecl *Constructor = Construct->getConstructor();
  if (Constructor->getNumParams() == 0 || Constructor->isDefaultConstructor())
    return ofNothing(Construct->getType(), Types);
  return startsCompleted(Constructor->getParamDecl(0)->getType(), Types) ? InitialState::Completed
                                                                         : InitialState::Pending;
}

/// Is it 'std::move(x)' or 'std::exchange(x, value)' of a variable that began empty? It may still
/// be.
bool takesFromEmpty(const CallExpr *Call, const Awaitables &Types) {
  if (!movedFrom(Call) && !exchangeIn(Call))
    return false;
  const auto *From = dyn_cast_or_null<VarDecl>(variableOf(Call->getArg(0)));
  return From && From->isLocalVarDecl() && !From->getType()->isReferenceType() &&
         (!From->getInit() || initialState(From->getInit(), Types) == InitialState::Empty);
}

/// Does the callee only return something completed: 'value_task<int> five() { return 5; }'?
bool returnsCompleted(const CallExpr *Call, const Awaitables &Types) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  const FunctionDecl *Definition = nullptr;
  if (const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee); Method && Method->isVirtual())
    return false;
  const auto *Body = Callee && Callee->hasBody(Definition)
                         ? dyn_cast<CompoundStmt>(Definition->getBody())
                         : nullptr;
  const auto *Return =
      Body && Body->size() == 1 ? dyn_cast<ReturnStmt>(Body->body_front()) : nullptr;
  const Expr *Returned = Return ? Return->getRetValue() : nullptr;
  return Returned && !returnsCall(Returned) &&
         initialState(Returned, Types) == InitialState::Completed;
}

InitialState ofCall(const CallExpr *Call, const Awaitables &Types) {
  if (takesFromEmpty(Call, Types))
    return InitialState::Unclear;
  if (returnsCompleted(Call, Types) || Types.isReadyMade(Call))
    return InitialState::Completed;
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee());
  switch (Method && Method->isStatic() ? protocolRole(Method) : ProtocolRole::None) {
  case ProtocolRole::Completed:
    return InitialState::Completed;
  case ProtocolRole::MakesEmpty:
  case ProtocolRole::HoldsNothing: // 'task::empty()'
    return InitialState::Empty;
  default:
    return InitialState::Pending;
  }
}

} // namespace

/// The outermost namespace around a declaration; the unit, where there is none.
static const DeclContext *outermostScope(const Decl *D) {
  const DeclContext *Scope = D->getDeclContext();
  while (!Scope->isTranslationUnit() && !Scope->getParent()->isTranslationUnit())
    Scope = Scope->getParent();
  return Scope->getPrimaryContext();
}

bool isMadeUnseen(const Expr *Init) {
  const auto *Call = dyn_cast<CallExpr>(Init->IgnoreUnlessSpelledInSource());
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  const CXXRecordDecl *Class = Call ? Call->getType()->getAsCXXRecordDecl() : nullptr;
  if (!Callee || !Class || !Call->isPRValue())
    return false;
  const FunctionDecl *Pattern = Callee->getTemplateInstantiationPattern();
  return !Callee->isDefined() && !(Pattern && Pattern->isDefined()) &&
         outermostScope(Callee) != outermostScope(Class);
}

const DeclRefExpr *variableTakenFrom(const Expr *Init) {
  Init = Init->IgnoreUnlessSpelledInSource();
  // One that notes who calls it has a default argument for that.
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Init);
      Construct && Construct->getNumArgs() > 0 &&
      llvm::all_of(llvm::drop_begin(Construct->arguments()),
                   [](const Expr *Argument) { return isa<CXXDefaultArgExpr>(Argument); }))
    Init = Construct->getArg(0)->IgnoreUnlessSpelledInSource();
  const auto *Call = dyn_cast<CallExpr>(Init);
  if (!Call || (!movedFrom(Call) && !exchangeIn(Call)))
    return nullptr;
  const auto *Name = dyn_cast<DeclRefExpr>(Call->getArg(0)->IgnoreParenImpCasts());
  const auto *Variable = Name ? dyn_cast<VarDecl>(Name->getDecl()) : nullptr;
  return Variable && Variable->hasLocalStorage() && !Variable->getType()->isReferenceType()
             ? Name
             : nullptr;
}

InitialState initialState(const Expr *Init, const Awaitables &Types) {
  // IgnoreUnlessSpelledInSource() below skips the constructors that these two look at:
  //   'T t = nullptr;'  ImplicitCastExpr <ConstructorConversion> > CXXConstructExpr > 'nullptr'
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Init->IgnoreImplicit());
      Construct && Types.isSingleConsumption(Construct->getType()) &&
      takesNull(Construct->getConstructor(), 0))
    return InitialState::Empty;
  // A copy is the operation of another object, which may be the one that is consumed.
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Init->IgnoreImplicit());
      Construct && Construct->getConstructor()->isCopyConstructor() &&
      Types.isShared(Construct->getType()))
    return InitialState::Unclear;
  if (isEmptyList(Init))
    return InitialState::Empty;
  Init = Init->IgnoreUnlessSpelledInSource();
  if (const auto *Cast = dyn_cast<CXXFunctionalCastExpr>(Init))
    Init = Cast->getSubExpr()->IgnoreUnlessSpelledInSource();
  if (const auto *List = dyn_cast<InitListExpr>(Init))
    return ofList(List, Types);
  if (const auto *Conditional = dyn_cast<ConditionalOperator>(Init))
    return ofConditional(Conditional, Types);
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Init);
      Construct && Types.isSingleConsumption(Construct->getType()))
    return ofConstruction(Construct, Types);
  if (const auto *Call = dyn_cast<CallExpr>(Init))
    return ofCall(Call, Types);
  // A value that is converted on the way.
  if (!Types.isSingleConsumption(Init->getType()) && startsCompleted(Init->getType(), Types))
    return InitialState::Completed;
  return InitialState::Pending;
}

} // namespace valuetask
