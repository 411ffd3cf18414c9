//===--- ClosureReader.cpp - what a lambda does to its captures -----------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "events/ClosureReader.h"
#include "ast/Expressions.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

namespace {

/// The capture that \p Init initialises.
const LambdaCapture *captureBy(const LambdaExpr *Lambda, const Stmt *Init) {
  for (const auto &[Capture, CaptureInit] : llvm::zip(Lambda->captures(), Lambda->capture_inits()))
    if (CaptureInit == Init)
      return &Capture;
  return nullptr;
}

bool isByReference(const LambdaCapture &Capture) {
  return Capture.capturesThis() ||
         (Capture.capturesVariable() && (Capture.getCaptureKind() == LCK_ByRef ||
                                         Capture.getCapturedVar()->getType()->isReferenceType()));
}

/// The variable that an init-capture declares: 'p' of '[p = &x]'.
const VarDecl *initCaptureOf(const LambdaCapture &Capture) {
  const auto *Variable =
      Capture.capturesVariable() ? dyn_cast<VarDecl>(Capture.getCapturedVar()) : nullptr;
  return Variable && Variable->isInitCapture() ? Variable : nullptr;
}

/// The capture that the lambda's body knows by this variable.
const LambdaCapture *captureOf(const CXXMethodDecl *Operator, const ValueDecl *Variable) {
  const auto Captures = Operator->getParent()->captures();
  const auto It = llvm::find_if(Captures, [&](const LambdaCapture &Capture) {
    return Capture.capturesVariable() && Capture.getCapturedVar() == Variable;
  });
  return It == Captures.end() ? nullptr : &*It;
}

/// Is it a call of the object that \p Callee is?
bool callsObject(const Stmt *Parent, const Stmt *Callee) {
  const auto *Call = dyn_cast_or_null<CXXOperatorCallExpr>(Parent);
  return Call && Call->getOperator() == OO_Call && Call->getArg(0) == Callee;
}

} // namespace

void ClosureReader::capture(const Use &U, const LambdaExpr *Lambda) {
  const LambdaCapture *Capture = captureBy(Lambda, U.Here);
  if (!Capture || !isByReference(*Capture)) {
    if (!isAddress(U.Where) || !U.Where.Root)
      return; // 'this', or a pointer
    // '[p = &x]', '[r = std::ref(x)]'
    if (const VarDecl *Copy = Capture ? initCaptureOf(*Capture) : nullptr;
        Copy && isOnlyCalled(Lambda))
      PointsTo[Copy] = U.Where;
    else
      Sink.pin(U);
    return;
  }
  const CXXMethodDecl *Operator = Lambda->getCallOperator();
  const Summary *Called = Operator->isDependentContext() ? nullptr : Callees.of(Operator);
  if (isOnlyCalled(Lambda)) { // its calls say what happens; but it may look
    if (!Called || llvm::any_of(Called->Asked, [&](const Place &Asked) {
          return relate(U.Where, Asked.Root ? Names.placeOf(Asked.Root).then(Asked.Steps)
                                            : U.Where) != Relation::Apart;
        }))
      Sink.put(U, Lambda, EventKind::Test, U.Name->getExprLoc());
    return;
  }
  const bool Touches = !Called || llvm::any_of(Called->Effects, [&](const Effect &E) {
    return E.Where.Root && relate(U.Where, Names.placeOf(E.Where.Root)) != Relation::Apart;
  });
  if (Touches)
    Sink.pin(U);
}

/// Is everything that is done with the lambda a call of it: where it is written, or by the name of
/// the variable that it initialises?
bool ClosureReader::isOnlyCalled(const LambdaExpr *Lambda) {
  auto [It, New] = OnlyCalled.try_emplace(Lambda, false);
  if (!New)
    return It->second;
  const Stmt *Here = Lambda;
  const Stmt *Parent = Body.parentOf(Here);
  while (isa_and_nonnull<ParenExpr, MaterializeTemporaryExpr, CXXBindTemporaryExpr,
                         ExprWithCleanups, ImplicitCastExpr>(Parent)) {
    Here = Parent;
    Parent = Body.parentOf(Here);
  }
  bool Only = callsObject(Parent, Here);
  if (Only)
    CalledInPlace.insert(Lambda);
  else if (const auto *Declaration = dyn_cast_or_null<DeclStmt>(Parent))
    for (const Decl *D : Declaration->decls())
      if (const auto *Variable = dyn_cast<VarDecl>(D); Variable && Variable->getInit() == Here)
        Only = isNameOnlyCalled(Variable);
  It->second = Only;
  return Only;
}

bool ClosureReader::isNameOnlyCalled(const VarDecl *Variable) const {
  return llvm::all_of(Body.names(), [&](const Expr *Name) {
    const auto *Ref = dyn_cast<DeclRefExpr>(Name);
    return !Ref || Ref->getDecl() != Variable || isCallee(Ref);
  });
}

bool ClosureReader::isCallee(const Expr *Name) const {
  const Stmt *Here = Name;
  const Stmt *Parent = Body.parentOf(Here);
  while (isa_and_nonnull<ParenExpr, ImplicitCastExpr>(Parent)) {
    Here = Parent;
    Parent = Body.parentOf(Here);
  }
  return callsObject(Parent, Here);
}

void ClosureReader::readCallsInPlace() {
  for (const LambdaExpr *Lambda : CalledInPlace) {
    const Stmt *Here = Lambda;
    while (!isa<CXXOperatorCallExpr>(Here))
      Here = Body.parentOf(Here);
    const auto *Call = cast<CXXOperatorCallExpr>(Here);
    if (const auto *Operator = dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee()))
      call(Operator, nullptr, Call, Call);
  }
}

bool ClosureReader::call(const CXXMethodDecl *Operator, Use *Closure, const CallExpr *Call,
                         const Stmt *At) {
  const Summary *Called = Callees.of(Operator);
  if (!Called)
    return false;
  askCapture(Operator, Call, At);
  const LambdaCapture *Returned = Called->Returned && Called->Returned->Root
                                      ? captureOf(Operator, Called->Returned->Root)
                                      : nullptr;
  const bool LeadsOn = Closure && Returned && Returned->getCaptureKind() == LCK_ByRef;
  if ((Called->ReturnsSomething || Called->Returned) && !LeadsOn)
    pinCaptures(Operator, Call);
  for (const Effect &E : Called->Effects)
    if (std::optional<Place> Where = placeOfCapture(Operator, E, Closure))
      Effects.applyEffect(E, Where->then(E.Where.Steps), Operator, Call->getArg(0), At, Call);
  if (LeadsOn)
    Closure->Where = Names.placeOf(Called->Returned->Root).then(Called->Returned->Steps);
  return LeadsOn;
}

/// The lambda may only ask what it captured whether there is something.
void ClosureReader::askCapture(const CXXMethodDecl *Operator, const CallExpr *Call,
                               const Stmt *At) {
  const std::optional<SelfQuestion> Asked = questionReturned(Operator);
  const ValueDecl *Variable = Asked ? variableOf(Asked->Object) : nullptr;
  const LambdaCapture *Capture = Variable ? captureOf(Operator, Variable) : nullptr;
  const QualType Type = Variable ? Variable->getType().getNonReferenceType() : QualType();
  if (Capture && isByReference(*Capture) && !initCaptureOf(*Capture) &&
      Body.types().isSingleConsumption(Type))
    Sink.test(Names.placeOf(Variable), Type, At, *Asked, Call);
}

/// The call may return something that refers to what the lambda captured.
void ClosureReader::pinCaptures(const CXXMethodDecl *Operator, const CallExpr *Call) {
  for (const LambdaCapture &Capture : Operator->getParent()->captures())
    if (Capture.capturesVariable() && Capture.getCaptureKind() == LCK_ByRef)
      Sink.pin(Names.placeOf(Capture.getCapturedVar()), Call);
    else if (const auto Pointer = PointsTo.find(initCaptureOf(Capture)); Pointer != PointsTo.end())
      Sink.pin(Pointer->second, Call);
}

/// Where the caller has what the effect is on; nothing where that ends with the call, and for a
/// parameter, which the arguments say.
std::optional<Place> ClosureReader::placeOfCapture(const CXXMethodDecl *Operator, const Effect &E,
                                                   const Use *Closure) {
  const ValueDecl *Variable = E.Where.Root;
  const LambdaCapture *Capture = Variable ? captureOf(Operator, Variable) : nullptr;
  if (!Capture)
    return std::nullopt;
  const VarDecl *InitCapture = initCaptureOf(*Capture);
  if (InitCapture)
    if (auto Pointer = PointsTo.find(InitCapture); Pointer != PointsTo.end())
      return Pointer->second;
  if (isByReference(*Capture)) {
    if (!InitCapture)
      return Names.placeOf(Variable);
    // '[&r = x]'
    const Expr *Init = InitCapture->getInit();
    const auto *Ref = Init ? dyn_cast<DeclRefExpr>(Init->IgnoreParenImpCasts()) : nullptr;
    return Ref ? std::optional(Names.placeOf(Ref->getDecl())) : std::nullopt;
  }
  if (!Closure)
    return std::nullopt; // the lambda owns the copy, and ends with the call
  Place Where = Closure->Where.then({PlaceStep::Kind::Field, Variable});
  if (Body.types().isSingleConsumption(Variable->getType()) && E.Where.Steps.empty())
    Names.declare({Where, Variable->getType(), Variable});
  return Where;
}

} // namespace valuetask
