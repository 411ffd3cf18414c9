//===--- EventBuilder.cpp - the walk over a body, and events on places ----===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "events/EventBuilder.h"
#include "ast/ControlFlow.h"
#include "ast/Expressions.h"
#include "events/InitialState.h"
#include "events/Temporaries.h"
#include "models/Awaiters.h"
#include "models/Library.h"
#include "clang/AST/ExprConcepts.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

void EventBuilder::run() {
  std::vector<const Stmt *> Roots;
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(Function))
    for (const CXXCtorInitializer *Init : Constructor->inits())
      Roots.push_back(Init->getInit());
  Roots.push_back(writtenBody(Function));
  for (const ParmVarDecl *Parameter : Function->parameters())
    addParameter(Parameter);
  for (const Stmt *Root : Roots)
    link(Root);
  if (!Relevant)
    return;
  for (const Expr *Name : Names)
    interpret(Name);
  for (const LambdaExpr *Lambda : Closures)
    applyClosure(Lambda);
  resolveObjects(std::move(*this), Result);
}

void EventBuilder::link(const Stmt *S) {
  if (!S)
    return;
  if (const auto *Name = dyn_cast<DeclRefExpr>(S))
    noteName(Name);
  else if (isa<CXXThisExpr>(S)) {
    if (leads(cast<Expr>(S)->getType())) {
      Relevant = true;
      Names.push_back(cast<Expr>(S));
    }
  } else if (const auto *Declaration = dyn_cast<DeclStmt>(S))
    for (const Decl *D : Declaration->decls())
      addVariable(D);
  else if (isa<CallExpr>(S))
    Calls.push_back(cast<Expr>(S));
  findTemporaries(S, Types, Result.Temporaries);
  noteWrites(S);
  if (const auto *Await = dyn_cast<CoroutineSuspendExpr>(S)) {
    // While it is suspended, everything that is there is held.
    auto [Ready, New] = AlwaysReady.try_emplace(calleeOf(Await->getReadyExpr()));
    if (New)
      Ready->second = isAlwaysReady(Await);
    if (!isImplicit(Await) && !Ready->second)
      Result.EventsAt[S].push_back({EventKind::Suspend, NoObject, Await->getKeywordLoc()});
    return linkChild(S, Await->getOperand());
  }
  if (const auto *Return = dyn_cast<CoreturnStmt>(S)) {
    // 'return_void()' doesn't hold the operand.
    const auto *Call = dyn_cast_or_null<CallExpr>(
        Return->getPromiseCall() ? Return->getPromiseCall()->IgnoreImplicit() : nullptr);
    return linkChild(S, Call && Call->getNumArgs() > 0 ? Return->getPromiseCall()
                                                       : Return->getOperand());
  }
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
    for (const Expr *Init : Lambda->capture_inits())
      linkChild(S, Init);
    return;
  }
  if (isa<UnaryExprOrTypeTraitExpr, CXXNoexceptExpr, RequiresExpr>(S))
    return;
  if (const auto *Call = dyn_cast<CallExpr>(S); Call && Call->isUnevaluatedBuiltinCall(Context))
    return; // '__builtin_constant_p(x)'
  if (const auto *TypeId = dyn_cast<CXXTypeidExpr>(S); TypeId && !TypeId->isPotentiallyEvaluated())
    return;
  for (const Stmt *Child : S->children())
    linkChild(S, Child);
}

void EventBuilder::noteWrites(const Stmt *S) {
  if (const auto *Declaration = dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Declaration->decls())
      if (const auto *Variable = dyn_cast<VarDecl>(D); Variable && Variable->getInit()) {
        Writes[Variable].push_back(S);
        const ValueDecl *Referent =
            Variable->getType()->isReferenceType() ? variableOf(Variable->getInit()) : nullptr;
        if (Referent && !Variable->getType()->getPointeeType().isConstQualified())
          Unsteady.insert(Referent);
      }
    return;
  }
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
    for (const LambdaCapture &Capture : Lambda->captures())
      if (Capture.capturesVariable() && Capture.getCaptureKind() == LCK_ByRef)
        Unsteady.insert(Capture.getCapturedVar());
    return;
  }
  if (const auto *Call = dyn_cast<CallExpr>(S))
    for (const Expr *Argument : Call->arguments()) {
      const QualType To = bindingOf(Call, Argument).Type;
      const ValueDecl *Variable = variableOf(Argument);
      if (Variable && !To.isNull() && To->isLValueReferenceType() &&
          !To->getPointeeType().isConstQualified())
        Writes[Variable].push_back(S);
    }
  const Expr *Target = nullptr;
  if (const auto *Binary = dyn_cast<BinaryOperator>(S); Binary && Binary->isAssignmentOp())
    Target = Binary->getLHS();
  else if (const auto *Unary = dyn_cast<UnaryOperator>(S); Unary && Unary->isIncrementDecrementOp())
    Target = Unary->getSubExpr();
  else if (const auto *Address = dyn_cast<UnaryOperator>(S);
           Address && Address->getOpcode() == UO_AddrOf) {
    if (const ValueDecl *Variable = variableOf(Address->getSubExpr()))
      Unsteady.insert(Variable);
    return;
  } else if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(S);
             Operator && (Operator->isAssignmentOp() || Operator->getOperator() == OO_PlusPlus ||
                          Operator->getOperator() == OO_MinusMinus))
    Target = Operator->getArg(0);
  else if (const CallExpr *Call = exchangeIn(S))
    Target = Call->getArg(0);
  if (const ValueDecl *Variable = Target ? variableOf(Target) : nullptr)
    Writes[Variable].push_back(S);
}

bool EventBuilder::isImplicit(const CoroutineSuspendExpr *Await) {
  const auto *Explicit = dyn_cast<CoawaitExpr>(Await);
  return Explicit && Explicit->isImplicit();
}

void EventBuilder::linkChild(const Stmt *Parent, const Stmt *Child) {
  if (!Child)
    return;
  ParentOf[Child] = Parent;
  link(Child);
}

void EventBuilder::noteName(const DeclRefExpr *Name) {
  const ValueDecl *D = Name->getDecl();
  const auto *Variable = dyn_cast<VarDecl>(D);
  const bool Captured = isCaptured(D);
  if (Captured && leads(D->getType()))
    Relevant = true;
  const bool Local = Captured || isa<BindingDecl>(D) || (Variable && Variable->hasLocalStorage());
  if (!Local)
    return;
  const CXXRecordDecl *Record = D->getType().getNonReferenceType()->getAsCXXRecordDecl();
  if (leads(D->getType()) || (Variable && Record && Record->isLambda()))
    Names.push_back(Name);
}

void EventBuilder::addParameter(const ParmVarDecl *Parameter) {
  const QualType Type = Parameter->getType();
  if (!leads(Type))
    return;
  Relevant = true;
  if (Types.isSingleConsumption(Type.getNonReferenceType()))
    Named.push_back({{Parameter, {}}, Type.getNonReferenceType(), Parameter});
}

void EventBuilder::addVariable(const Decl *D) {
  if (const auto *Decomposition = dyn_cast<DecompositionDecl>(D)) {
    if (Decomposition->isInvalidDecl() || !leads(Decomposition->getType()))
      return;
    Relevant = true;
    addBindings(Decomposition);
    return;
  }
  const auto *Variable = dyn_cast<VarDecl>(D);
  if (!Variable || !Variable->hasLocalStorage() || Variable->isInvalidDecl() ||
      !leads(Variable->getType()))
    return;
  Relevant = true;
  const QualType Type = Variable->getType();
  // A reference that turns out to be another name of a tracked object is none of its own.
  if (!Type->isReferenceType() && Types.isSingleConsumption(Type))
    Named.push_back({{Variable, {}}, Type, Variable});
  else if (Type->isReferenceType())
    References.insert(Variable);
}

void EventBuilder::addBindings(const DecompositionDecl *Decomposition) {
  int64_t Number = 0;
  for (const BindingDecl *Element : Decomposition->bindings()) {
    const int64_t Index = Number++;
    if (Element->getType().isNull() || Element->isInvalidDecl())
      continue; // after a compiler error
    const auto *Member = dyn_cast_or_null<MemberExpr>(
        Element->getBinding() ? Element->getBinding()->IgnoreParens() : nullptr);
    const auto *Field = Member ? dyn_cast<FieldDecl>(Member->getMemberDecl()) : nullptr;
    const PlaceStep Step = Field ? stepTo(Field)
                           : isa_and_nonnull<ArraySubscriptExpr>(Element->getBinding())
                               ? PlaceStep{PlaceStep::Kind::Element, nullptr, Index}
                               : PlaceStep{PlaceStep::Kind::TupleIndex, nullptr, Index};
    Alias[Element] = {Decomposition, {Step}};
    if (!Decomposition->getType()->isReferenceType())
      addBinding(Element);
  }
  if (Decomposition->getType()->isReferenceType())
    References.insert(Decomposition);
}

void EventBuilder::addBinding(const BindingDecl *Element) {
  const QualType Type = Element->getType().getNonReferenceType();
  if (auto It = Alias.find(Element); It != Alias.end() && Types.isSingleConsumption(Type))
    Named.push_back({Place(It->second), Type, Element});
}

void EventBuilder::put(const Use &U, const Stmt *At, EventKind Kind, SourceLocation Location) {
  put(U, At, Kind, Location, U.Where);
}

void EventBuilder::put(const Use &U, const Stmt *At, EventKind Kind, SourceLocation Location,
                       const Place &Where) {
  Event E{Kind, NoObject, Location};
  E.Index = U.Index;
  Events.push_back({{At}, Where, E});
}

void EventBuilder::escape(const Use &U, const Stmt *At) {
  if (isAddress(U.Where))
    return pin(U);
  put(U, At, EventKind::Escape, U.Name->getExprLoc());
}

bool EventBuilder::isAddress(const Place &Where) {
  return !Where.Steps.empty() && Where.Steps.back().What == PlaceStep::Kind::Address;
}

Place EventBuilder::withoutAddress(Place Where) {
  while (isAddress(Where))
    Where.Steps.pop_back();
  return Where;
}

void EventBuilder::pin(const Place &Where, const Expr *Name) {
  const Event E{EventKind::Escape, NoObject, Name->getExprLoc()};
  Events.push_back({{Name}, withoutAddress(Where), E, /*Pins=*/true});
}

void EventBuilder::give(const Use &U, const Stmt *At, EventKind Kind) {
  consume(U, At, U.Name->getExprLoc(), ConsumptionKind::GivenAway);
  Events.back().What.Kind = Kind;
}

void EventBuilder::consume(const Use &U, const Stmt *At, SourceLocation Location,
                           ConsumptionKind How, const NamedDecl *By) {
  Event E{EventKind::Consume, NoObject, Location, How, By};
  E.Operand = U.expression();
  E.Index = U.Index;
  Events.push_back({{At}, U.Where, E});
}

void EventBuilder::refill(const Use &U, const Stmt *At, SourceLocation Location,
                          const Expr *Given) {
  const InitialState Begins = Given ? initialState(Given, Types) : InitialState::Pending;
  Event E{Begins == InitialState::Empty     ? EventKind::Clear
          : Begins == InitialState::Unclear ? EventKind::Escape
                                            : EventKind::Reinitialise,
          NoObject, Location};
  E.Completed = Begins == InitialState::Completed;
  E.Index = U.Index;
  Events.push_back({{At}, U.Where, E});
}

void EventBuilder::noteObject(const Use &U, QualType Type) {
  if (llvm::any_of(U.Where.Steps, [](const PlaceStep &Step) {
        return Step.What == PlaceStep::Kind::AnyElement || Step.What == PlaceStep::Kind::Address;
      })) {
    noteFirstElement(U, Type);
    return;
  }
  Wanted.push_back({U.Where, Type});
  noteFirstElement(U, Type);
}

void EventBuilder::noteFirstElement(const Use &U, QualType Type) {
  Place First = U.Where;
  unsigned Variable = 0;
  for (PlaceStep &Step : First.Steps)
    if (Step.isElement() && Step.What != PlaceStep::Kind::Element) {
      Step = {PlaceStep::Kind::Element, nullptr, 0};
      ++Variable;
    }
  if (Variable == 1 && U.Index)
    Wanted.push_back({First, Type});
}

} // namespace valuetask
