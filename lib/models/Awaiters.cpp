//===--- Awaiters.cpp - what the bodies of awaiters show ------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "models/Awaiters.h"
#include "ast/Expressions.h"
#include "models/Library.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"
#include <optional>

using namespace clang;

namespace valuetask {

namespace {

/// The value of a function whose whole body is 'return constant;'.
std::optional<bool> constantResult(const FunctionDecl *Function) {
  const Expr *Returned = constantReturned(Function);
  bool Value = false;
  if (!Returned || !Returned->EvaluateAsBooleanCondition(Value, Function->getASTContext()))
    return std::nullopt;
  return Value;
}

const Expr *withoutCopies(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  while (const auto *Copy = dyn_cast<CXXConstructExpr>(E)) {
    if (Copy->getNumArgs() != 1)
      break;
    E = Copy->getArg(0)->IgnoreParenImpCasts();
  }
  return E;
}

bool names(const Expr *E, const ValueDecl *Handle) {
  const auto *Name = E ? dyn_cast<DeclRefExpr>(withoutCopies(E)) : nullptr;
  return Name && Name->getDecl() == Handle;
}

/// Calls within calls that are looked into.
constexpr unsigned DeepestCall = 4;

/// Does the statement resume \p Handle, 'h.resume()' or 'h()', or hand it to a visible function
/// that does? A lambda that isn't called here is for later, unless a visible function gets it.
bool resumes(const Stmt *S, const ValueDecl *Handle, unsigned Depth = 0) {
  if (!S || isa<LambdaExpr>(S) || Depth == DeepestCall)
    return false;
  if (const auto *Call = dyn_cast<CallExpr>(S)) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
    const bool Resumes = Method && (Method->getOverloadedOperator() == OO_Call ||
                                    memberEffect(Method) == CallEffect::Resume);
    const bool IsOperator = Method && isa<CXXOperatorCallExpr>(Call);
    const Expr *Object = IsOperator ? Call->getArg(0) : nullptr;
    if (const auto *MemberCall = dyn_cast<CXXMemberCallExpr>(Call))
      Object = MemberCall->getImplicitObjectArgument();
    if (Resumes && names(Object, Handle))
      return true;
    const FunctionDecl *Definition = nullptr;
    if (Callee && Callee->hasBody(Definition)) {
      // A lambda reads what it captured by its own name.
      if (Method && Method->getParent()->isLambda() &&
          resumes(Definition->getBody(), Handle, Depth + 1))
        return true;
      for (const auto &[Argument, Parameter] : llvm::zip(
               llvm::drop_begin(Call->arguments(), IsOperator ? 1 : 0), Definition->parameters())) {
        if (names(Argument, Handle) && resumes(Definition->getBody(), Parameter, Depth + 1))
          return true;
        const auto *Lambda = dyn_cast<LambdaExpr>(Argument->IgnoreUnlessSpelledInSource());
        if (Lambda && resumes(Lambda->getBody(), Handle, Depth + 1))
          return true; // perhaps at once
      }
    }
  }
  return llvm::any_of(S->children(),
                      [Handle, Depth](const Stmt *Child) { return resumes(Child, Handle, Depth); });
}

/// The function that does the work behind adapters: of an awaiter's function that ends with a call
/// of the same function of what it wraps, and hands on the answer, that other one.
const FunctionDecl *behindAdapters(const FunctionDecl *Function) {
  // An adapter of an adapter of itself would be endless code.
  for (unsigned Depth = 0; Depth != 8; ++Depth) {
    const FunctionDecl *Definition = nullptr;
    if (!Function || !Function->getIdentifier() || !Function->hasBody(Definition))
      return Function;
    if (const auto *Method = dyn_cast<CXXMethodDecl>(Definition); Method && Method->isVirtual())
      return Function;
    const auto *Body = dyn_cast<CompoundStmt>(Definition->getBody());
    if (!Body || Body->body_empty())
      return Function;
    // It may do something before, but must not go on with the coroutine itself.
    if (Definition->getNumParams() == 1 && resumes(Body, Definition->getParamDecl(0)))
      return Function;
    const Stmt *Last = Body->body_back();
    const auto *Return = dyn_cast<ReturnStmt>(Last);
    const FunctionDecl *Next = calleeOf(Return ? Return->getRetValue() : dyn_cast<Expr>(Last));
    if (!Next || !Next->getIdentifier() || Next->getName() != Function->getName() ||
        llvm::any_of(llvm::drop_end(Body->body()), [](const Stmt *Before) {
          return !isa<Expr>(Before) && !isa<NullStmt>(Before);
        }))
      return Function;
    Function = Next;
  }
  return Function;
}

/// Can await_suspend go on without suspending: by its answer, or by resuming the handle itself?
bool mayDecline(const FunctionDecl *AwaitSuspend) {
  if (!AwaitSuspend)
    return true;
  if (AwaitSuspend->getReturnType()->isBooleanType())
    return constantResult(AwaitSuspend) != true;
  if (!AwaitSuspend->getReturnType()->isVoidType())
    return true; // a handle, which may be the awaiting coroutine's own
  const FunctionDecl *Definition = nullptr;
  return AwaitSuspend->hasBody(Definition) && Definition->getNumParams() == 1 &&
         resumes(Definition->getBody(), Definition->getParamDecl(0));
}

} // namespace

bool startsEagerly(const FunctionDecl *Coroutine) {
  const auto *Body = dyn_cast_or_null<CoroutineBodyStmt>(Coroutine->getBody());
  if (!Body)
    return true;
  const Stmt *Initial = Body->getInitSuspendStmt();
  while (Initial && !isa<CoroutineSuspendExpr>(Initial)) {
    auto Children = Initial->children();
    Initial = Children.empty() ? nullptr : *Children.begin();
  }
  const auto *Await = dyn_cast_or_null<CoroutineSuspendExpr>(Initial);
  return Await && constantResult(calleeOf(Await->getReadyExpr())) == true;
}

bool isAlwaysReady(const CoroutineSuspendExpr *Await) {
  return constantResult(behindAdapters(calleeOf(Await->getReadyExpr()))) == true;
}

const CXXRecordDecl *suspendingAwaiter(const CoroutineSuspendExpr *Await) {
  const FunctionDecl *Ready = behindAdapters(calleeOf(Await->getReadyExpr()));
  if (constantResult(Ready) != false ||
      mayDecline(behindAdapters(calleeOf(Await->getSuspendExpr()))))
    return nullptr;
  return cast<CXXMethodDecl>(Ready)->getParent();
}

} // namespace valuetask
