//===--- EventClosures.cpp - what a lambda does to its captures -----------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "events/EventBuilder.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

void EventBuilder::captured(const Use &U, const LambdaExpr *Lambda) {
  if (!capturesByReference(Lambda, U.Here)) {
    if (!isAddress(U.Where) || !U.Where.Root)
      return; // 'this', or a pointer
    // '[p = &x]', '[r = std::ref(x)]'
    if (const VarDecl *Copy = initCaptureOf(Lambda, U.Here); Copy && isOnlyCalled(Lambda))
      PointsTo[Copy] = U.Where;
    else
      pin(U);
    return;
  }
  if (isOnlyCalled(Lambda)) { // its calls say what happens; but it may look
    put(U, Lambda, EventKind::Test, U.Name->getExprLoc());
    return;
  }
  const CXXMethodDecl *Operator = Lambda->getCallOperator();
  const Summary *Does = Operator->isDependentContext() ? nullptr : Known.of(Operator);
  const bool Touches = !Does || llvm::any_of(Does->Effects, [&](const Effect &Each) {
    return Each.Where.Root && relate(U.Where, placeOf(Each.Where.Root)) != Relation::Apart;
  });
  if (Touches)
    pin(U);
}

const VarDecl *EventBuilder::initCaptureOf(const LambdaExpr *Lambda, const Stmt *Init) {
  for (const auto &[Capture, CaptureInit] : llvm::zip(Lambda->captures(), Lambda->capture_inits()))
    if (CaptureInit == Init && Capture.capturesVariable())
      if (const auto *Variable = dyn_cast<VarDecl>(Capture.getCapturedVar());
          Variable && Variable->isInitCapture())
        return Variable;
  return nullptr;
}

bool EventBuilder::capturesByReference(const LambdaExpr *Lambda, const Stmt *Init) {
  for (const auto &[Capture, CaptureInit] : llvm::zip(Lambda->captures(), Lambda->capture_inits()))
    if (CaptureInit == Init)
      return Capture.capturesThis() || (Capture.capturesVariable() &&
                                        (Capture.getCaptureKind() == LCK_ByRef ||
                                         Capture.getCapturedVar()->getType()->isReferenceType()));
  return false;
}

bool EventBuilder::isOnlyCalled(const LambdaExpr *Lambda) {
  auto [It, New] = OnlyCalled.try_emplace(Lambda, false);
  if (!New)
    return It->second;
  const Stmt *Here = Lambda;
  const Stmt *Parent = ParentOf.lookup(Here);
  while (isa_and_nonnull<ParenExpr, MaterializeTemporaryExpr, CXXBindTemporaryExpr,
                         ExprWithCleanups, ImplicitCastExpr>(Parent)) {
    Here = Parent;
    Parent = ParentOf.lookup(Here);
  }
  bool Only = false;
  if (const auto *Call = dyn_cast_or_null<CXXOperatorCallExpr>(Parent)) {
    Only = Call->getOperator() == OO_Call && Call->getArg(0) == Here;
    if (Only)
      Closures.insert(Lambda);
  } else if (const auto *Declaration = dyn_cast_or_null<DeclStmt>(Parent)) {
    for (const Decl *D : Declaration->decls())
      if (const auto *Variable = dyn_cast<VarDecl>(D); Variable && Variable->getInit() == Here)
        Only = llvm::all_of(Names, [&](const Expr *Name) {
          const auto *Ref = dyn_cast<DeclRefExpr>(Name);
          return !Ref || Ref->getDecl() != Variable || isCallee(Ref);
        });
  }
  return OnlyCalled[Lambda] = Only;
}

bool EventBuilder::isCallee(const Expr *Name) const {
  const Stmt *Here = Name;
  const Stmt *Parent = ParentOf.lookup(Here);
  while (isa_and_nonnull<ParenExpr, ImplicitCastExpr>(Parent)) {
    Here = Parent;
    Parent = ParentOf.lookup(Here);
  }
  const auto *Call = dyn_cast_or_null<CXXOperatorCallExpr>(Parent);
  return Call && Call->getOperator() == OO_Call && Call->getArg(0) == Here;
}

void EventBuilder::applyClosure(const LambdaExpr *Lambda) {
  const Stmt *Here = Lambda;
  while (!isa<CXXOperatorCallExpr>(Here))
    Here = ParentOf.lookup(Here);
  const auto *Call = cast<CXXOperatorCallExpr>(Here);
  if (const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee()))
    callClosure(Method, nullptr, Call, Call);
}

bool EventBuilder::callClosure(const CXXMethodDecl *Operator, Use *Closure, const CallExpr *Call,
                               const Stmt *At) {
  const Summary *Found = Known.of(Operator);
  if (!Found)
    return false;
  const Summary Does = *Found;
  const auto ByReference = [&](const ValueDecl *Variable) {
    return llvm::any_of(Operator->getParent()->captures(), [&](const LambdaCapture &Capture) {
      return Capture.capturesVariable() && Capture.getCapturedVar() == Variable &&
             Capture.getCaptureKind() == LCK_ByRef;
    });
  };
  const bool Hands = Does.Returned && Does.Returned->Root && ByReference(Does.Returned->Root);
  if ((Does.ReturnsSomething || Does.Returned) && !(Hands && Closure))
    for (const LambdaCapture &Capture : Operator->getParent()->captures())
      if (Capture.capturesVariable() && Capture.getCaptureKind() == LCK_ByRef)
        pin(placeOf(Capture.getCapturedVar()), Call);
  applyCaptures(Operator, Does, Closure, Call, At);
  if (!Hands || !Closure)
    return false;
  Closure->Where = placeOf(Does.Returned->Root).then(Does.Returned->Steps);
  return true;
}

void EventBuilder::applyCaptures(const CXXMethodDecl *Operator, const Summary &Does,
                                 const Use *Closure, const CallExpr *Call, const Stmt *At) {
  for (const Effect &Each : Does.Effects) {
    const ValueDecl *Variable = Each.Where.Root;
    const auto *AsVariable = dyn_cast_or_null<VarDecl>(Variable);
    const bool IsInitCapture = AsVariable && AsVariable->isInitCapture();
    if (!Variable || (Variable->getDeclContext() == Operator && !IsInitCapture))
      continue; // a parameter, which the arguments say
    bool ByReference = false, Captured = false;
    for (const LambdaCapture &Capture : Operator->getParent()->captures())
      if (Capture.capturesVariable() && Capture.getCapturedVar() == Variable) {
        Captured = true;
        ByReference =
            Capture.getCaptureKind() == LCK_ByRef || Variable->getType()->isReferenceType();
      }
    if (!Captured)
      continue;
    Place Where = placeOf(Variable);
    if (auto Pointer = AsVariable ? PointsTo.find(AsVariable) : PointsTo.end();
        Pointer != PointsTo.end()) {
      Where = Pointer->second;
    } else if (ByReference && IsInitCapture) {
      const Expr *Init = AsVariable->getInit();
      const auto *Ref = Init ? dyn_cast<DeclRefExpr>(Init->IgnoreParenImpCasts()) : nullptr;
      if (!Ref)
        continue;
      Where = placeOf(Ref->getDecl());
    } else if (!ByReference) {
      if (!Closure)
        continue; // it owns it, and ends with the call
      Where = Closure->Where.then({PlaceStep::Kind::Field, Variable});
      if (Types.isSingleConsumption(Variable->getType()) && Each.Where.Steps.empty())
        Named.push_back({Where, Variable->getType(), Variable});
    }
    const Expr *Name = Call->getArg(0);
    applyTo(Where.then(Each.Where.Steps), Each, Operator, Name, At);
  }
}

} // namespace valuetask
