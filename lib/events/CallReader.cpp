//===--- CallReader.cpp - what a call does to its object ------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "events/CallReader.h"
#include "ast/Coroutines.h"
#include "ast/Expressions.h"
#include "compat/Versions.h"
#include "events/InitialState.h"
#include "models/Inspections.h"
#include "models/Library.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"
#include <utility>

using namespace clang;

namespace valuetask {

namespace {

/// The local variable that an assignment writes.
const VarDecl *localTarget(const Expr *Target) {
  const auto *Name = dyn_cast<DeclRefExpr>(Target->IgnoreParens());
  const auto *Variable = Name ? dyn_cast<VarDecl>(Name->getDecl()) : nullptr;
  return Variable && Variable->hasLocalStorage() ? Variable : nullptr;
}

/// The class of the object that a member is called on. The member may be of a base class, to which
/// an implicit cast leads: ImplicitCastExpr <UncheckedDerivedToBase> > DeclRefExpr.
QualType objectType(const CallExpr *Call, const CXXMethodDecl *Method) {
  const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
  const Expr *Object = Member ? Member->getImplicitObjectArgument()
                              : (Call->getNumArgs() > 0 ? Call->getArg(0) : nullptr);
  if (!Object)
    return Method->getFunctionObjectParameterType();
  const QualType Type = Object->IgnoreParenImpCasts()->getType();
  return (Type->isPointerType() ? Type->getPointeeType() : Type).getUnqualifiedType();
}

/// Does a member hand out what goes on with the coroutine, or where that is, so that others may do
/// with the object what they like?
bool handsOutCoroutine(const CXXMethodDecl *Method) {
  const QualType Type = Method->getReturnType();
  const CXXRecordDecl *Pointee = Type->getPointeeCXXRecordDecl();
  return (traitsOf(Type) & CoroutineHandle) != 0 || Type->isVoidPointerType() ||
         (Pointee && (Pointee->getCanonicalDecl() == Method->getParent()->getCanonicalDecl() ||
                      isPromise(Pointee)));
}

/// Is it an assignment, whose value is the object that was assigned to: 'co_await (x = load())'?
bool standsForItsObject(const CallExpr *Call, const CXXMethodDecl *Method) {
  const CXXRecordDecl *Returned = Call->getType()->getAsCXXRecordDecl();
  return Method->getOverloadedOperator() == OO_Equal && Call->isLValue() && Returned &&
         Returned->getCanonicalDecl() == Method->getParent()->getCanonicalDecl();
}

/// What a container is filled with: 'v.push_back(x)', 'm.emplace(key, x)', 'o = x'.
const Expr *lastArgument(const CallExpr *Call) {
  const unsigned Own = isa<CXXOperatorCallExpr>(Call) ? 1 : 0;
  return Call->getNumArgs() > Own ? Call->getArg(Call->getNumArgs() - 1) : nullptr;
}

} // namespace

bool CallReader::stepOut(Use &U, const CallExpr *Call) {
  if (U.Here == Call->getCallee())
    return stepOutOfCallee(U, Call);
  const bool IsFirst = Call->getNumArgs() > 0 && Call->getArg(0) == U.Here;
  if (IsFirst && (isCastLikeCall(Call) || Types.isMove(Call)))
    return true;
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call)) {
    if (movesToItself(Operator))
      return false;
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee());
    if (Method && IsFirst && Method->getParent()->isLambda())
      return Closures.call(Method, &U, Call, U.at(Call));
    if (Method && IsFirst)
      return stepOutOfMethod(U, Call, Method, Operator->getOperatorLoc());
    if (assignsView(U, Operator))
      return false;
  }
  if (isAsked(U, Call)) {
    U.Where = withoutAddress(U.Where);
    Sink.noteObject(U, U.type()->isPointerType() ? U.type()->getPointeeType() : U.type());
    ask(U, Call, U.at(Call), Call->getBeginLoc());
    return false;
  }
  if (isSwapOf(U, Call)) {
    swap(U, Call);
    return false;
  }
  // 'std::exchange(p, nullptr)' is what p was, of a pointer.
  if (IsFirst && exchangeIn(Call) && U.type()->isPointerType())
    return true;
  if (IsFirst && exchangeIn(Call)) {
    exchange(U, Call);
    return false;
  }
  if (functionEffect(Call) == CallEffect::Apply && Call->getNumArgs() == 2 &&
      Call->getArg(1) == U.Here) {
    applyTo(U, Call);
    return false;
  }
  if (IsFirst) {
    const Access By = accessByFree(Call);
    if (By.What == Access::Kind::Leads)
      U.follow(By, Body);
    if (By.What == Access::Kind::Leads || By.What == Access::Kind::Inspects)
      return By.What == Access::Kind::Leads;
  }
  // 'v.erase(v.begin())' keeps no iterator, and what it does to 'v' is an event of 'v'.
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
      Member && Member->getMethodDecl() && isAddress(U.Where) &&
      accessBy(Call, Member->getMethodDecl()).What == Access::Kind::Removes)
    return false;
  return Arguments.stepOut(U, Call, formalParameterOf(Call, U.Here), U.at(Call));
}

bool CallReader::stepOutOfCallee(Use &U, const CallExpr *Call) {
  const auto *MemberCall = dyn_cast<CXXMemberCallExpr>(Call);
  const CXXMethodDecl *Method = MemberCall ? MemberCall->getMethodDecl() : nullptr;
  if (!Method) {
    Sink.escape(U, Call);
    return false;
  }
  const auto *Member = dyn_cast<MemberExpr>(Call->getCallee()->IgnoreParens());
  return stepOutOfMethod(U, Call, Method, Member ? Member->getMemberLoc() : Call->getBeginLoc());
}

/// The use is the object of a member function.
bool CallReader::stepOutOfMethod(Use &U, const CallExpr *Call, const CXXMethodDecl *Method,
                                 SourceLocation Location) {
  if (Types.isSingleConsumption(objectType(Call, Method))) {
    if (const Summary *Called = summaryOfDerived(Call, Method)) {
      Sink.noteObject(U, objectType(Call, Method));
      return Effects.apply(*Called, U, Call, /*Parameter=*/nullptr, Method, U.at(Call));
    }
    callMember(U, Call, Method, Location);
    return standsForItsObject(Call, Method) && !isBesideItsMove(Call);
  }
  const Access By = accessBy(Call, Method);
  switch (By.What) {
  case Access::Kind::Leads:
    U.follow(By, Body);
    return true;
  case Access::Kind::Inspects:
  case Access::Kind::Moves: // a write of the iterator, which is seen as such
    return false;
  case Access::Kind::Fills:
    Sink.fill(U, U.at(Call), Location, lastArgument(Call));
    return false;
  case Access::Kind::Removes:
    Sink.put(U, U.at(Call), EventKind::Remove, Location);
    return false;
  case Access::Kind::Clears:
    Sink.put(U, U.at(Call), EventKind::Clear, Location);
    return false;
  case Access::Kind::Unknown:
    return stepOutOfUnknownMethod(U, Call, Method, Location);
  }
  llvm_unreachable("a kind of access that does nothing");
}

bool CallReader::stepOutOfUnknownMethod(Use &U, const CallExpr *Call, const CXXMethodDecl *Method,
                                        SourceLocation Location) {
  if (Method->getOverloadedOperator() == OO_Equal) {
    Sink.put(U, U.at(Call), EventKind::Reinitialise, Location);
    return false;
  }
  if (const Summary *Called = Callees.of(Method))
    return Effects.apply(*Called, U, Call, /*Parameter=*/nullptr, Method, U.at(Call));
  if (!Method->isConst() && !Method->isStatic())
    Sink.escape(U, U.at(Call));
  return false;
}

/// A member that a class has beside those of the single-consumption type that it derives from does
/// what its body shows that it does to the object; null where it shows nothing.
const Summary *CallReader::summaryOfDerived(const CallExpr *Call,
                                            const CXXMethodDecl *Method) const {
  if (Types.effectOf(Call, Method, objectType(Call, Method)) != MemberEffect::Unknown ||
      !Types.isSingleConsumption(compat::recordType(Body.context(), Method->getParent())))
    return nullptr;
  const Summary *Called = Callees.of(Method);
  const bool Shows = Called && llvm::any_of(Called->Effects, [](const Effect &E) {
                       return !E.Where.Root && E.Where.Steps.empty();
                     });
  return Shows ? Called : nullptr;
}

/// A member of the single-consumption object itself is called.
void CallReader::callMember(const Use &U, const CallExpr *Call, const CXXMethodDecl *Method,
                            SourceLocation Location) {
  const Stmt *At = U.at(Call);
  const QualType Object = objectType(Call, Method);
  Sink.noteObject(U, Object);
  const bool NeedsResult = Types.needsResult(Call, Method, Object, isCoroutine(Body.function()));
  switch (Types.effectOf(Call, Method, Object)) {
  case MemberEffect::Consumes:
    return Sink.consume(U, At, Location, ConsumptionKind::Call, Method, NeedsResult);
  case MemberEffect::Reads:
    return Sink.read(U, At, Location, Method, NeedsResult);
  case MemberEffect::Inspects:
    if (handsOutCoroutine(Method))
      return Sink.escape(U, At);
    ask(U, Call, At, Location);
    return;
  case MemberEffect::Reinitialises: {
    if (takesNull(Method, 0))
      return Sink.put(U, At, EventKind::Clear, Location);
    const bool IsAssignment = isa<CXXOperatorCallExpr>(Call) && Call->getNumArgs() == 2;
    return Sink.refill(U, At, Location, IsAssignment ? Call->getArg(1) : nullptr);
  }
  case MemberEffect::Unknown:
    return Sink.escape(U, At);
  }
}

/// The call looks at the object. Does it ask it something?
bool CallReader::ask(const Use &U, const CallExpr *Call, const Stmt *At, SourceLocation Location) {
  if (const std::optional<SelfQuestion> Asked = selfQuestion(Call)) {
    Sink.test(U, At, *Asked, Call, /*IsUsed=*/!isDropped(Call));
    return true;
  }
  // By a name that nobody knows.
  if ((Call->getType()->isBooleanType() || Types.factsOf(U.type())) && Call->getNumArgs() == 0 &&
      !isDropped(Call))
    Sink.put(U, At, EventKind::Test, Location);
  return false;
}

/// Does nobody look at the value?
bool CallReader::isDropped(const Expr *Value) const {
  const Stmt *Parent = Body.parentOf(Value);
  while (isa_and_nonnull<ParenExpr, ExprWithCleanups>(Parent))
    Parent = Body.parentOf(Parent);
  const auto *Cast = dyn_cast_or_null<CastExpr>(Parent);
  return isa_and_nonnull<CompoundStmt>(Parent) || (Cast && Cast->getCastKind() == CK_ToVoid);
}

/// 'f(std::move(x), x = g())': nothing orders the two, and where x is moved away last, the call
/// gets what is empty.
bool CallReader::isBesideItsMove(const CallExpr *Assignment) const {
  const auto *Around = dyn_cast_or_null<CallExpr>(Body.parentOf(Assignment));
  return Around && llvm::any_of(Around->arguments(), [&](const Expr *Other) {
           const Expr *Given = Other->IgnoreImplicit();
           if (const auto *Made = dyn_cast<CXXConstructExpr>(Given);
               Made && Made->getConstructor()->isMoveConstructor())
             Given = Made->getArg(0);
           return Other != Assignment && Names.isSameObject(Given, Assignment->getArg(0));
         });
}

/// 'x = std::move(x)' leaves it as it is, or the type is broken for reasons of its own.
bool CallReader::movesToItself(const CXXOperatorCallExpr *Assignment) const {
  if (Assignment->getOperator() != OO_Equal || Assignment->getNumArgs() != 2)
    return false;
  return Names.isSameObject(Assignment->getArg(0), Assignment->getArg(1));
}

/// 'it = v.begin()': the iterator refers to the used place from here on.
bool CallReader::assignsView(const Use &U, const CXXOperatorCallExpr *Assignment) {
  if (Assignment->getOperator() != OO_Equal || Assignment->getArg(1) != U.Here ||
      !isAddress(U.Where))
    return false;
  const VarDecl *Target = localTarget(Assignment->getArg(0));
  if (Target)
    Names.bind(Target, {Assignment}, U);
  return Target;
}

/// Is the use an argument of a function, and no member, that only asks it something?
bool CallReader::isAsked(const Use &U, const CallExpr *Call) const {
  const QualType Type = U.type()->isPointerType() ? U.type()->getPointeeType() : U.type();
  if (!Types.isSingleConsumption(Type) || (U.type()->isPointerType() && !isAddress(U.Where)))
    return false;
  const std::optional<SelfQuestion> Asked = selfQuestion(Call);
  return Asked && Asked->Object == U.Here;
}

/// Is it 'std::swap(x, y)' of single-consumption objects, of which the use is one?
bool CallReader::isSwapOf(const Use &U, const CallExpr *Call) const {
  return Call->getNumArgs() == 2 && functionEffect(Call) == CallEffect::Swap &&
         (Call->getArg(0) == U.Here || Call->getArg(1) == U.Here) &&
         Types.isSingleConsumption(U.type());
}

void CallReader::swap(const Use &U, const CallExpr *Call) {
  const Expr *With = Call->getArg(Call->getArg(0) == U.Here ? 1 : 0);
  Sink.noteObject(U, U.type());
  if (Names.isSameObject(Call->getArg(0), Call->getArg(1)))
    return;
  const auto *Partner = dyn_cast<DeclRefExpr>(With->IgnoreParenImpCasts());
  if (!Partner || U.Arm)
    return Sink.escape(U, U.at(Call));
  Sink.swap(U, Call, Call->getBeginLoc(), Partner);
}

/// The call operator of a lambda: of a generic one the instance that takes so many arguments, where
/// there is one.
static const FunctionDecl *callOperatorOf(const Expr *Closure, unsigned Arguments) {
  const CXXRecordDecl *Class = Closure->getType().getNonReferenceType()->getAsCXXRecordDecl();
  if (!Class || !Class->isLambda())
    return nullptr;
  const FunctionTemplateDecl *Generic = Class->getDependentLambdaCallOperator();
  if (!Generic)
    return Class->getLambdaCallOperator();
  const FunctionDecl *Found = nullptr;
  for (const FunctionDecl *Instance : Generic->specializations())
    if (Instance->getNumParams() == Arguments && std::exchange(Found, Instance))
      return nullptr;
  return Found;
}

/// 'std::apply(lambda, tuple)': each parameter is an element.
void CallReader::applyTo(const Use &U, const CallExpr *Call) {
  const auto *Tuple =
      dyn_cast_or_null<ClassTemplateSpecializationDecl>(U.type()->getAsCXXRecordDecl());
  unsigned Elements = 0;
  if (Tuple)
    for (const TemplateArgument &Argument : Tuple->getTemplateArgs().asArray())
      Elements += Argument.getKind() == TemplateArgument::Pack ? Argument.pack_size() : 1;
  const FunctionDecl *Operator = callOperatorOf(Call->getArg(0), Elements);
  const Summary *Called = Operator ? Callees.of(Operator) : nullptr;
  if (!Called || Called->ReturnsSomething || Called->Returned ||
      llvm::any_of(Operator->parameters(), [this](const ParmVarDecl *Parameter) {
        return Types.leadsToSingleConsumption(Parameter->getType()) &&
               !Parameter->getType()->isReferenceType();
      }))
    return Sink.escape(U, U.at(Call));
  const FunctionDecl *Definition = nullptr;
  Operator->hasBody(Definition);
  for (const Effect &E : Called->Effects)
    for (unsigned Index = 0; Index < Definition->getNumParams(); ++Index)
      if (E.Where.Root == Definition->getParamDecl(Index))
        Effects.applyEffect(
            E, U.Where.then({PlaceStep::Kind::TupleIndex, nullptr, Index}).then(E.Where.Steps),
            Operator, U.Name, U.at(Call), /*Call=*/nullptr);
}

/// 'std::exchange(x, value)'
void CallReader::exchange(const Use &U, const CallExpr *Call) {
  if (initialState(Call->getArg(1), Types) == InitialState::Empty)
    return Sink.give(U, U.at(Call), EventKind::TakeOut);
  Sink.give(U, U.at(Call), EventKind::Consume);
  Sink.refill(U, U.at(Call), Call->getBeginLoc(), Call->getArg(1));
}

} // namespace valuetask
