//===--- EventCalls.cpp - what a call does to its arguments ---------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ast/Expressions.h"
#include "events/EventBuilder.h"
#include "events/InitialState.h"
#include "models/Library.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

Binding bindingOf(const FunctionDecl *Callee, unsigned Index) {
  if (Callee && Index < Callee->getNumParams())
    return {Callee->getParamDecl(Index), Callee->getParamDecl(Index)->getType()};
  return {};
}

Binding bindingOf(const CallExpr *Call, const Stmt *Argument) {
  const auto Position = llvm::find(Call->arguments(), Argument);
  if (Position == Call->arg_end())
    return {};
  unsigned Index = Position - Call->arg_begin();
  const FunctionDecl *Callee = Call->getDirectCallee();
  // The object of a member operator is its first argument, and no parameter.
  if (isa<CXXOperatorCallExpr>(Call) && isa_and_nonnull<CXXMethodDecl>(Callee) &&
      !cast<CXXMethodDecl>(Callee)->isExplicitObjectMemberFunction()) {
    if (Index == 0)
      return {};
    --Index;
  }
  if (Callee)
    return bindingOf(Callee, Index);
  QualType Type = Call->getCallee()->getType();
  if (const auto *Pointer = Type->getAs<PointerType>())
    Type = Pointer->getPointeeType();
  if (const auto *Prototype = Type->getAs<FunctionProtoType>())
    if (Index < Prototype->getNumParams())
      return {nullptr, Prototype->getParamType(Index)};
  return {};
}

bool EventBuilder::stepOutOfCall(Use &U, const CallExpr *Call) {
  if (U.Here == Call->getCallee()) {
    const auto *MemberCall = dyn_cast<CXXMemberCallExpr>(Call);
    const CXXMethodDecl *Method = MemberCall ? MemberCall->getMethodDecl() : nullptr;
    if (!Method) {
      escape(U, Call);
      return false;
    }
    const auto *Member = dyn_cast<MemberExpr>(Call->getCallee()->IgnoreParens());
    return stepOutOfMethod(U, Call, Method, Member ? Member->getMemberLoc() : Call->getBeginLoc());
  }
  if (isCastLikeCall(Call) && Call->getArg(0) == U.Here)
    return true;
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
  if (Operator && movesToItself(Operator))
    return false;
  if (const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee());
      Operator && Method && Operator->getArg(0) == U.Here) {
    if (Method->getParent()->isLambda())
      return callClosure(Method, &U, Call, at(U, Call));
    return stepOutOfMethod(U, Call, Method, Operator->getOperatorLoc());
  }
  if (Operator && Operator->getOperator() == OO_Equal && Operator->getArg(1) == U.Here &&
      isAddress(U.Where))
    if (const auto *Target = dyn_cast<DeclRefExpr>(Operator->getArg(0)->IgnoreParens());
        Target && isa<VarDecl>(Target->getDecl()) &&
        cast<VarDecl>(Target->getDecl())->hasLocalStorage()) {
      bindAt(Target->getDecl(), {Operator}, U); // an iterator
      return false;
    }
  if (Call->getNumArgs() > 0 && Call->getArg(0) == U.Here) {
    if (exchangeIn(Call)) {
      if (initialState(Call->getArg(1), Types) == InitialState::Empty)
        return give(U, at(U, Call), EventKind::TakeOut), false;
      give(U, at(U, Call), EventKind::Consume);
      refill(U, at(U, Call), Call->getBeginLoc(), Call->getArg(1));
      return false;
    }
    if (functionEffect(Call) == CallEffect::Swap && Call->getNumArgs() == 2 &&
        Types.isSingleConsumption(U.expression()->getType()))
      return swaps(U, Call, Call->getArg(1)), false;
    if (const Access By = accessByFree(Call); By.What == Access::Kind::Leads)
      return follow(U, By);
    else if (By.What == Access::Kind::Inspects)
      return false;
  }
  if (Call->getNumArgs() == 2 && Call->getArg(1) == U.Here &&
      functionEffect(Call) == CallEffect::Swap &&
      Types.isSingleConsumption(U.expression()->getType()))
    return swaps(U, Call, Call->getArg(0)), false;
  return stepOutOfArgument(U, Call, bindingOf(Call, U.Here), at(U, Call));
}

bool EventBuilder::movesToItself(const CXXOperatorCallExpr *Assignment) const {
  if (Assignment->getOperator() != OO_Equal || Assignment->getNumArgs() != 2)
    return false;
  const Expr *From = Assignment->getArg(1)->IgnoreParenImpCasts();
  if (const Expr *Source = movedFrom(From))
    From = Source;
  const ValueDecl *Target = variableOf(Assignment->getArg(0)), *Source = variableOf(From);
  return Target && Source && !isa<FieldDecl>(Target) && placeOf(Target) == placeOf(Source);
}

void EventBuilder::swaps(const Use &U, const CallExpr *Call, const Expr *With) {
  noteObject(U, U.expression()->getType());
  const auto *Name = dyn_cast<DeclRefExpr>(With->IgnoreParenImpCasts());
  if (!Name || U.Arm)
    return escape(U, at(U, Call));
  put(U, Call, EventKind::Swap, Call->getBeginLoc());
  Events.back().What.Operand = Name;
}

QualType EventBuilder::objectType(const CallExpr *Call, const CXXMethodDecl *Method) {
  const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
  const Expr *Object = Member ? Member->getImplicitObjectArgument()
                              : (Call->getNumArgs() > 0 ? Call->getArg(0) : nullptr);
  if (!Object)
    return Method->getFunctionObjectParameterType();
  const QualType Type = Object->IgnoreParenImpCasts()->getType();
  return (Type->isPointerType() ? Type->getPointeeType() : Type).getUnqualifiedType();
}

bool EventBuilder::stepOutOfMethod(Use &U, const CallExpr *Call, const CXXMethodDecl *Method,
                                   SourceLocation Location) {
  const QualType Type = objectType(Call, Method);
  if (Types.isSingleConsumption(Type)) {
    applyEffect(U, Call, Method, Location);
    return false;
  }
  const Access By = accessBy(Call, Method);
  switch (By.What) {
  case Access::Kind::Leads:
    return follow(U, By);
  case Access::Kind::Inspects:
  case Access::Kind::Moves: // a write of the iterator, which is seen as such
    return false;
  case Access::Kind::Fills:
    put(U, at(U, Call), EventKind::Reinitialise, Location);
    return false;
  case Access::Kind::Clears:
    put(U, at(U, Call), EventKind::Clear, Location);
    return false;
  case Access::Kind::Unknown:
    break;
  }
  if (Method->getOverloadedOperator() == OO_Equal) {
    put(U, at(U, Call), EventKind::Reinitialise, Location);
    return false;
  }
  const Summary *Does = Known.of(Method);
  if (!Does) {
    if (!Method->isConst() && !Method->isStatic())
      escape(U, at(U, Call));
    return false;
  }
  return applySummary(U, Call, *Does, nullptr, U.Where, Method, at(U, Call));
}

bool EventBuilder::applySummary(Use &U, const CallExpr *Call, const Summary &Does,
                                const ValueDecl *Parameter, const Place &Given,
                                const FunctionDecl *Callee, const Stmt *At) {
  const std::optional<Place> Returned = Does.Returned;
  if (Does.ReturnsSomething) // perhaps this
    put(U, At, EventKind::Escape, Call->getBeginLoc(), Given);
  if (Does.Diverges)
    put(U, At, EventKind::Diverge, Call->getBeginLoc(), Given);
  for (const Effect &Each : std::vector<Effect>(Does.Effects))
    if (Each.Where.Root == Parameter)
      applyTo(Given.then(Each.Where.Steps), Each, Callee, U.Name, At);
  if (!Returned || Returned->Root != Parameter)
    return false;
  U.Where = Given.then(Returned->Steps);
  return true;
}

void EventBuilder::applyTo(const Place &Where, const Effect &Does, const FunctionDecl *By,
                           const Expr *Name, const Stmt *At) {
  const Effect::Kind What = Does.What;
  if (isAddress(Where)) // the pointer's own fate
    return What == Effect::Kind::Reinitialises || What == Effect::Kind::Clears ? void()
                                                                               : pin(Where, Name);
  const bool Vague = llvm::any_of(Where.Steps, [](const PlaceStep &Step) {
    return Step.What == PlaceStep::Kind::AnyElement || Step.What == PlaceStep::Kind::Address;
  });
  if (!Vague && !Does.Type.isNull())
    Wanted.push_back({Where, Does.Type});
  Event E{EventKind::Escape, NoObject, Name->getExprLoc(), ConsumptionKind::Call, By, Name};
  const auto Put = [&](EventKind Kind) {
    E.Kind = Kind;
    Events.push_back({{At}, Where, E});
  };
  switch (What) {
  case Effect::Kind::Consumes:
    return Put(EventKind::Consume);
  case Effect::Kind::TakesOut:
    return Put(EventKind::TakeOut);
  case Effect::Kind::Renews:
    Put(EventKind::Consume);
    return Put(EventKind::Reinitialise);
  case Effect::Kind::Reinitialises:
    return Put(EventKind::Reinitialise);
  case Effect::Kind::Clears:
    return Put(EventKind::Clear);
  case Effect::Kind::Looks:
    return;
  case Effect::Kind::MayConsume:
  case Effect::Kind::Escapes:
    return Put(EventKind::Escape);
  }
}

void EventBuilder::applyEffect(const Use &U, const CallExpr *Call, const CXXMethodDecl *Method,
                               SourceLocation Location) {
  const Stmt *At = at(U, Call);
  noteObject(U, objectType(Call, Method));
  switch (Types.effectOf(Method)) {
  case MemberEffect::Consumes:
    return consume(U, At, Location, ConsumptionKind::Call, Method);
  case MemberEffect::Inspects:
    if (Method->getReturnType()->isBooleanType() && Call->getNumArgs() == 0) {
      Tests.emplace_back(U.Where, Call);
      if (!isDropped(Call))
        put(U, At, EventKind::Test, Location);
    }
    return;
  case MemberEffect::Reinitialises: {
    const Expr *Given =
        isa<CXXOperatorCallExpr>(Call) && Call->getNumArgs() == 2 ? Call->getArg(1) : nullptr;
    return refill(U, At, Location, Given);
  }
  case MemberEffect::Unknown:
    return escape(U, At);
  }
}

bool EventBuilder::isDropped(const Expr *Value) const {
  const Stmt *Parent = ParentOf.lookup(Value);
  while (isa_and_nonnull<ParenExpr, ExprWithCleanups>(Parent))
    Parent = ParentOf.lookup(Parent);
  const auto *Cast = dyn_cast_or_null<CastExpr>(Parent);
  return isa_and_nonnull<CompoundStmt>(Parent) || (Cast && Cast->getCastKind() == CK_ToVoid);
}

bool EventBuilder::stepOutOfArgument(Use &U, const Expr *Call, const Binding &To, const Stmt *At) {
  const QualType Own = U.expression()->getType();
  const bool Single = Types.isSingleConsumption(Own);
  if (Single)
    noteObject(U, Own);
  const bool Address = isAddress(U.Where);
  const auto *Callee =
      To.Parameter ? dyn_cast<FunctionDecl>(To.Parameter->getDeclContext()) : nullptr;
  if (To.Parameter && Types.isConsumingParameter(To.Parameter)) {
    consume(U, At, U.Name->getExprLoc(), ConsumptionKind::Call, Callee);
    return false;
  }
  if (To.Type.isNull()) { // '...', or a parameter that can't be named
    escape(U, At);
    return false;
  }
  const bool Constructs = isa<CXXConstructExpr>(Call);
  const auto *Plain = dyn_cast<CallExpr>(Call);
  if (To.Type->isRValueReferenceType()) {
    if (Plain && mayDecline(Plain)) {
      escape(U, At);
      return false;
    }
    if (Plain && Callee)
      if (const Summary *Does = Known.of(Callee)) {
        // Of what its body doesn't take, nothing is taken, whatever the signature announces.
        const bool Takes = llvm::any_of(Does->Effects, [&](const Effect &Each) {
          return Each.Where.Root == matching(Callee, To.Parameter) &&
                 Each.What != Effect::Kind::Escapes;
        });
        if (!Takes && !Address) // who writes std::move means that it is taken, all the same
          put(U, At, EventKind::Lend, U.Name->getExprLoc());
        if (!Takes || Address)
          return applySummary(U, Plain, *Does, matching(Callee, To.Parameter), U.Where, Callee, At);
      }
    if (Address || Own->isPointerType()) {
      escape(U, At);
      return false;
    }
    consume(U, At, U.Name->getExprLoc(), ConsumptionKind::GivenAway);
    return false;
  }
  if (const auto *Assignment = dyn_cast<CXXOperatorCallExpr>(Call);
      Assignment && assignsToIgnore(Assignment))
    return false;
  const bool Copies =
      Constructs && cast<CXXConstructExpr>(Call)->getConstructor()->isCopyConstructor();
  const bool ToConst = (To.Type->isLValueReferenceType() || To.Type->isPointerType()) &&
                       To.Type->getPointeeType().isConstQualified();
  if (ToConst && !Copies) {
    const Summary *Does = Plain && Callee ? Known.of(Callee) : nullptr;
    if (Does && Does->Returned && Does->Returned->Root == matching(Callee, To.Parameter))
      return applySummary(U, Plain, *Does, matching(Callee, To.Parameter), U.Where, Callee, At);
    if (To.Type->isLValueReferenceType() && (Address || Own->isPointerType())) {
      escape(U, At); // it only looks at the pointer, but may keep a copy of that
      return false;
    }
    // It only looks; but a type may let itself be run to its end by that.
    put(U, At, EventKind::Lend, U.Name->getExprLoc(), withoutAddress(U.Where));
    return false;
  }
  const bool ByReference = To.Type->isLValueReferenceType() || To.Type->isPointerType();
  if (ByReference && Plain && Callee)
    if (const Summary *Does = Known.of(Callee)) {
      put(U, At, EventKind::Test, U.Name->getExprLoc(), withoutAddress(U.Where)); // it may look
      return applySummary(U, Plain, *Does, matching(Callee, To.Parameter), U.Where, Callee, At);
    }
  if (Address)
    pin(U);
  else
    escape(U, At);
  return false;
}

const ValueDecl *EventBuilder::matching(const FunctionDecl *Callee, const ParmVarDecl *Parameter) {
  const FunctionDecl *Definition = nullptr;
  if (!Callee->hasBody(Definition))
    return Parameter;
  return Definition->getParamDecl(Parameter->getFunctionScopeIndex());
}

bool EventBuilder::mayDecline(const CallExpr *Call) {
  // A reference is an answer to no question: 'o = std::move(x)', 'v.emplace_back(1,
  // std::move(x))'.
  const CallEffect Effect = functionEffect(Call);
  if (Effect == CallEffect::WrapInHolder || Effect == CallEffect::Wrap || Call->isGLValue())
    return false;
  // What was moved into a node is gone, whether the node is needed or not. ('try_emplace' knows.)
  if (const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee());
      Method && Method->getParent()->isInStdNamespace() &&
      (memberEffect(Method) == CallEffect::Emplace ||
       memberEffect(Method) == CallEffect::FillAlways))
    return false;
  const QualType Type = Call->getType();
  return Type->isBooleanType() || Type->isEnumeralType() || (traitsOf(Type) & Answer);
}

} // namespace valuetask
