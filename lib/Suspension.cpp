//===--- Suspension.cpp - can a function complete synchronously? ----------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Suspension.h"
#include "Events.h"
#include "StdCalls.h"
#include "Terms.h"
#include "Words.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

namespace {

constexpr llvm::StringLiteral AlwaysAsyncAnnotation = "valuetask::always_async";

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
                                    (Method->getIdentifier() && Method->getName() == "resume"));
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

/// A function of this type may hand on what another one started.
bool returnsTask(const FunctionDecl *Function) {
  const CXXRecordDecl *Record = Function->getReturnType()->getAsCXXRecordDecl();
  return Record && !Record->isInStdNamespace() && !isa<CXXConstructorDecl>(Function);
}

/// The awaits in a body, by the call with which each begins in the CFG.
void collectAwaits(const Stmt *S, llvm::DenseMap<const Stmt *, const CoawaitExpr *> &Awaits) {
  if (!S || isa<LambdaExpr>(S))
    return;
  if (const auto *Await = dyn_cast<CoawaitExpr>(S); Await && !Await->isImplicit())
    Awaits[readyCall(Await)] = Await;
  for (const Stmt *Child : S->children())
    collectAwaits(Child, Awaits);
}

const Stmt *lastStatement(const CFGBlock *Block) {
  for (const CFGElement &Element : llvm::reverse(*Block))
    if (std::optional<CFGStmt> S = Element.getAs<CFGStmt>())
      return S->getStmt();
  return nullptr;
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

Suspension::Suspension(ArrayRef<const FunctionDecl *> Functions, ControlFlowCache &Flows)
    : Flows(Flows) {
  std::vector<const FunctionDecl *> Open;
  for (const FunctionDecl *Function : Functions)
    if (isCoroutine(Function) || returnsTask(Function)) {
      Assumed.insert(Function->getCanonicalDecl());
      Open.push_back(Function);
    }
  for (bool Changed = true; std::exchange(Changed, false);)
    llvm::erase_if(Open, [&](const FunctionDecl *Function) {
      if (hasAnnotation(Function, AlwaysAsyncAnnotation) || !walk(Function).ReturnsSynchronously)
        return false;
      Assumed.erase(Function->getCanonicalDecl());
      return Changed = true;
    });
}

bool Suspension::isAlwaysAsync(const FunctionDecl *Function) const {
  return Assumed.contains(Function->getCanonicalDecl()) && !reasons(Function).empty();
}

std::vector<SuspensionPoint> Suspension::reasons(const FunctionDecl *Function) const {
  std::vector<SuspensionPoint> Points = walk(Function).Suspensions;
  if (Points.empty() && hasAnnotation(Function, AlwaysAsyncAnnotation))
    Points.push_back({SuspensionPoint::Reason::Declared, Function->getLocation(), Function});
  const SourceManager &Sources = Function->getASTContext().getSourceManager();
  llvm::sort(Points, [&](const SuspensionPoint &A, const SuspensionPoint &B) {
    return Sources.isBeforeInTranslationUnit(A.Location, B.Location);
  });
  return Points;
}

/// The function that \p E calls, when every call of it suspends. A virtual call may reach another
/// one.
const FunctionDecl *Suspension::alwaysAsyncCallee(const Expr *E) const {
  const auto *Call = dyn_cast<CallExpr>(E->IgnoreUnlessSpelledInSource());
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee)
    return nullptr;
  if (callsStd(Call, {"move"}))
    return alwaysAsyncCallee(Call->getArg(0));
  if (hasAnnotation(Callee, AlwaysAsyncAnnotation))
    return Callee;
  if (const auto *Method = dyn_cast<CXXMethodDecl>(Callee); Method && Method->isVirtual()) {
    const auto *Member = dyn_cast<MemberExpr>(Call->getCallee()->IgnoreParens());
    const bool Exact = Method->hasAttr<FinalAttr>() || Method->getParent()->hasAttr<FinalAttr>() ||
                       (Member && Member->hasQualifier());
    if (!Exact)
      return nullptr;
  }
  return Assumed.contains(Callee->getCanonicalDecl()) ? Callee : nullptr;
}

std::optional<SuspensionPoint> Suspension::suspensionAt(const CoawaitExpr *Await) const {
  const FunctionDecl *Ready = behindAdapters(calleeOf(Await->getReadyExpr()));
  const std::optional<bool> IsReady = constantResult(Ready);
  if (IsReady == false && !mayDecline(behindAdapters(calleeOf(Await->getSuspendExpr()))))
    return SuspensionPoint{SuspensionPoint::Reason::NeverReady, Await->getKeywordLoc(),
                           cast<CXXMethodDecl>(Ready)->getParent()};
  if (IsReady != true)
    if (const FunctionDecl *Callee = alwaysAsyncCallee(Await->getOperand()))
      return SuspensionPoint{SuspensionPoint::Reason::AlwaysAsync, Await->getKeywordLoc(), Callee};
  return std::nullopt;
}

/// The call whose result a return statement hands on, through conversions to the return type:
/// 'return f();', 'return value_task<int>(f());', 'return {f()};'.
const FunctionDecl *Suspension::wrappedCallee(const Expr *Returned) const {
  const Expr *E = Returned;
  while (E) {
    E = E->IgnoreUnlessSpelledInSource();
    if (const auto *Cast = dyn_cast<CXXFunctionalCastExpr>(E))
      E = Cast->getSubExpr();
    else if (const auto *Construct = dyn_cast<CXXConstructExpr>(E);
             Construct && Construct->getNumArgs() >= 1 &&
             llvm::all_of(llvm::drop_begin(Construct->arguments()),
                          [](const Expr *Extra) { return isa<CXXDefaultArgExpr>(Extra); }))
      E = Construct->getArg(0);
    else if (const auto *List = dyn_cast<InitListExpr>(E); List && List->getNumInits() == 1)
      E = List->getInit(0);
    else if (const auto *Choice = dyn_cast<ConditionalOperator>(E)) {
      const FunctionDecl *True = wrappedCallee(Choice->getTrueExpr());
      return True && wrappedCallee(Choice->getFalseExpr()) ? True : nullptr;
    } else
      return alwaysAsyncCallee(E);
  }
  return nullptr;
}

Suspension::Ways Suspension::walk(const FunctionDecl *Function) const {
  Ways Result;
  const ControlFlow *Flow = Flows.of(Function);
  if (!Flow) {
    Result.ReturnsSynchronously = true; // not known
    return Result;
  }
  llvm::DenseMap<const Stmt *, const CoawaitExpr *> Awaits;
  if (isCoroutine(Function))
    collectAwaits(writtenBody(Function), Awaits);

  /// Does the way end in this block, in a suspension, a return or a throw?
  auto EndsIn = [&](const CFGBlock *Block) {
    for (const CFGElement &Element : *Block) {
      std::optional<CFGStmt> S = Element.getAs<CFGStmt>();
      if (!S)
        continue;
      if (const CoawaitExpr *Await = Awaits.lookup(S->getStmt()))
        if (std::optional<SuspensionPoint> Point = suspensionAt(Await)) {
          Result.Suspensions.push_back(*Point);
          return true;
        }
      const auto *Return = dyn_cast<ReturnStmt>(S->getStmt());
      if (!Return)
        continue;
      if (const FunctionDecl *Callee =
              Return->getRetValue() ? wrappedCallee(Return->getRetValue()) : nullptr)
        Result.Suspensions.push_back(
            {SuspensionPoint::Reason::Wraps, Return->getReturnLoc(), Callee});
      else
        Result.ReturnsSynchronously = true;
      return true;
    }
    return Block->hasNoReturnElement();
  };

  const CFGBlock *Exit = &Flow->cfg().getExit();
  llvm::BitVector Seen(Flow->cfg().getNumBlockIDs());
  std::vector<const CFGBlock *> Worklist = {&Flow->cfg().getEntry()};
  while (!Worklist.empty()) {
    const CFGBlock *Block = Worklist.back();
    Worklist.pop_back();
    if (Seen[Block->getBlockID()])
      continue;
    Seen.set(Block->getBlockID());
    if (EndsIn(Block))
      continue;
    const bool Throws = isa_and_nonnull<CXXThrowExpr>(lastStatement(Block));
    for (unsigned Index = 0; Index < Block->succ_size(); ++Index) {
      const CFGBlock *Successor = *(Block->succ_begin() + Index);
      if (!Successor)
        continue;
      const bool Leaves = Successor == Exit;
      if (Leaves && !Throws && !isExceptionEdge(Block, Index) &&
          !isa_and_nonnull<CXXTryStmt>(Block->getTerminatorStmt()))
        Result.ReturnsSynchronously = true;
      else if (!Leaves)
        Worklist.push_back(Successor);
    }
  }
  return Result;
}

} // namespace valuetask
