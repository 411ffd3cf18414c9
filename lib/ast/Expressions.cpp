//===--- Expressions.cpp - how clang's expressions are read ---------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ast/Expressions.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

const FunctionDecl *calleeOf(const Expr *Call) {
  const auto *Expression = dyn_cast_or_null<CallExpr>(Call ? Call->IgnoreImplicit() : nullptr);
  return Expression ? Expression->getDirectCallee() : nullptr;
}

const Expr *constantReturned(const FunctionDecl *Function) {
  // A function that returns itself has no value to be found.
  for (unsigned Depth = 0; Depth != 8; ++Depth) {
    const FunctionDecl *Definition = nullptr;
    if (!Function || !Function->hasBody(Definition) || Definition->hasAttr<WeakAttr>())
      return nullptr;
    if (const auto *Method = dyn_cast<CXXMethodDecl>(Definition); Method && Method->isVirtual())
      return nullptr;
    const auto *Body = dyn_cast<CompoundStmt>(Definition->getBody());
    if (!Body || Body->size() != 1)
      return nullptr;
    const auto *Return = dyn_cast<ReturnStmt>(Body->body_front());
    const Expr *Value = Return ? Return->getRetValue() : nullptr;
    if (!Value || Value->isInstantiationDependent())
      return nullptr;
    if (Value->isEvaluatable(Definition->getASTContext()))
      return Value;
    Function = calleeOf(Value);
  }
  return nullptr;
}

llvm::SmallVector<const ValueDecl *, 4> mentionedIn(const Stmt *S) {
  llvm::SmallVector<const ValueDecl *, 4> Mentioned;
  llvm::SmallVector<const Stmt *, 8> Worklist = {S};
  while (!Worklist.empty()) {
    const Stmt *Here = Worklist.pop_back_val();
    if (!Here)
      continue;
    if (const auto *Name = dyn_cast<DeclRefExpr>(Here)) {
      if (isa<VarDecl, BindingDecl>(Name->getDecl()))
        Mentioned.push_back(Name->getDecl());
    } else if (const auto *Member = dyn_cast<MemberExpr>(Here)) {
      if (const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl()))
        Mentioned.push_back(Field);
    }
    Worklist.append(Here->child_begin(), Here->child_end());
  }
  return Mentioned;
}

llvm::SmallVector<const ValueDecl *, 4> capturedByReference(const CXXRecordDecl *Closure) {
  llvm::SmallVector<const ValueDecl *, 4> Captured;
  for (const LambdaCapture &Capture : Closure->captures())
    if (Capture.capturesVariable() && Capture.getCaptureKind() == LCK_ByRef)
      Captured.push_back(Capture.getCapturedVar());
  return Captured;
}

const ValueDecl *variableOf(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *Name = dyn_cast<DeclRefExpr>(E))
    return isa<VarDecl, BindingDecl>(Name->getDecl()) ? Name->getDecl() : nullptr;
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return dyn_cast<FieldDecl>(Member->getMemberDecl());
  return nullptr;
}

const Expr *stripCasts(const Expr *E, const ASTContext &Context) {
  while (true) {
    const Expr *Inner = E->IgnoreParenImpCasts();
    if (const auto *Rewritten = dyn_cast<CXXRewrittenBinaryOperator>(Inner))
      Inner = Rewritten->getSemanticForm()->IgnoreParenImpCasts();
    if (const auto *Substituted = dyn_cast<SubstNonTypeTemplateParmExpr>(Inner))
      Inner = Substituted->getReplacement();
    if (const auto *Cast = dyn_cast<ExplicitCastExpr>(Inner)) {
      const QualType From = Cast->getSubExpr()->getType(), To = Cast->getType();
      if (From->isIntegralOrEnumerationType() && To->isIntegralOrEnumerationType() &&
          (!To->isBooleanType() || From->isBooleanType()) &&
          Context.getTypeSize(To) >= Context.getTypeSize(From))
        Inner = Cast->getSubExpr();
    }
    if (Inner == E)
      return E;
    E = Inner;
  }
}

const Expr *givenValue(const Expr *E) {
  while (true) {
    const Expr *Inner = E->IgnoreParens();
    if (const auto *Full = dyn_cast<FullExpr>(Inner))
      Inner = Full->getSubExpr();
    else if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(Inner))
      Inner = Temporary->getSubExpr();
    else if (const auto *Bound = dyn_cast<CXXBindTemporaryExpr>(Inner))
      Inner = Bound->getSubExpr();
    else if (const auto *Cast = dyn_cast<CastExpr>(Inner);
             Cast && llvm::is_contained({CK_NoOp, CK_ConstructorConversion, CK_LValueToRValue},
                                        Cast->getCastKind()))
      Inner = Cast->getSubExpr();
    else if (const auto *Made = dyn_cast<CXXConstructExpr>(Inner);
             Made && Made->isElidable() && Made->getNumArgs() == 1)
      Inner = Made->getArg(0);
    if (Inner == E)
      return E;
    E = Inner;
  }
}

bool leavesObjectAlone(const CXXMethodDecl *Method) {
  if (Method->isConst() || Method->isStatic())
    return true;
  return llvm::any_of(
      Method->getParent()->lookup(Method->getDeclName()), [Method](const NamedDecl *Twin) {
        const auto *Other = dyn_cast<CXXMethodDecl>(Twin->getUnderlyingDecl());
        return Other && Other->isConst() && Other->getNumParams() == Method->getNumParams();
      });
}

void findThis(const Stmt *S, bool &Mentioned, bool &Whole) {
  if (isa<CXXThisExpr>(S)) {
    Mentioned = Whole = true;
    return;
  }
  if (const auto *Member = dyn_cast<MemberExpr>(S);
      Member && isa<FieldDecl>(Member->getMemberDecl()) &&
      isa<CXXThisExpr>(Member->getBase()->IgnoreParenImpCasts())) {
    Mentioned = true;
    return;
  }
  for (const Stmt *Child : S->children())
    if (Child)
      findThis(Child, Mentioned, Whole);
}

bool isResolved(const CoroutineSuspendExpr *Await) {
  return Await->getReadyExpr() && Await->getSuspendExpr() && Await->getResumeExpr();
}

const Expr *readyCall(const CoroutineSuspendExpr *Await) {
  return Await->getReadyExpr()->IgnoreImplicit();
}

const Expr *firstCall(const CoroutineSuspendExpr *Await) {
  const Expr *First = readyCall(Await);
  const Expr *Operand = Await->getOperand()->IgnoreParenImpCasts();
  // What await_transform() and operator co_await() make of the operand, from the outside inwards.
  const Expr *Made = Await->getCommonExpr();
  while (Made && Made->IgnoreParenImpCasts() != Operand) {
    Made = Made->IgnoreUnlessSpelledInSource()->IgnoreImplicit();
    const auto *Call = dyn_cast<CallExpr>(Made);
    if (!Call || Made == Operand->IgnoreImplicit())
      break;
    First = Call;
    const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
    Made = Call->getNumArgs() > 0 ? Call->getArg(0)
           : Member               ? Member->getImplicitObjectArgument()
                                  : nullptr;
  }
  return First;
}

const Expr *resumeCall(const CoroutineSuspendExpr *Await) {
  return Await->getResumeExpr()->IgnoreImplicit();
}

} // namespace valuetask
