//===--- ReturnedTasks.cpp - functions that a profile can speak about -----===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "profile/ReturnedTasks.h"
#include "ast/Coroutines.h"
#include "models/Library.h"
#include "models/RuntimeTypes.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/SmallVector.h"

using namespace clang;

namespace valuetask {

bool choosesItsReturnType(const FunctionDecl *Function) {
  const auto *Method = dyn_cast<CXXMethodDecl>(Function);
  return !Method || (!Method->isVirtual() && !Method->getParent()->isLambda());
}

/// Is the value_task that the expression gives made by it, from a value or from a task?
static bool isMadeHere(const Expr *E) {
  E = E->IgnoreUnlessSpelledInSource();
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E))
    return isMadeHere(Choice->getTrueExpr()) && isMadeHere(Choice->getFalseExpr());
  if (const auto *Cast = dyn_cast<CXXFunctionalCastExpr>(E))
    return isMadeHere(Cast->getSubExpr());
  if (!isValueTask(E->getType()))
    return true; // it is converted
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E))
    return !Construct->getConstructor()->isCopyOrMoveConstructor() ||
           isMadeHere(Construct->getArg(0));
  if (const auto *List = dyn_cast<InitListExpr>(E))
    return List->getNumInits() == 1 && isMadeHere(List->getInit(0));
  const auto *Call = dyn_cast<CallExpr>(E);
  const auto *Method = Call ? dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee()) : nullptr;
  return Method && Method->isStatic() && protocolRole(Method) == ProtocolRole::Completed &&
         isOfRuntime(Method->getParent(), "value_task");
}

bool countsEachCall(const FunctionDecl *Function) {
  if (isCoroutine(Function))
    return true;
  bool Any = false;
  llvm::SmallVector<const Stmt *> Open = {Function->getBody()};
  while (!Open.empty()) {
    const Stmt *S = Open.pop_back_val();
    if (!S || isa<LambdaExpr>(S))
      continue;
    if (const auto *Return = dyn_cast<ReturnStmt>(S)) {
      Any = true;
      if (!Return->getRetValue() || !isMadeHere(Return->getRetValue()))
        return false;
      continue;
    }
    Open.append(S->child_begin(), S->child_end());
  }
  return Any;
}

/// The member of the runtime's task by this name that is called.
static bool callsFromResult(const CallExpr *Call) {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee());
  return Method && Method->isStatic() && protocolRole(Method) == ProtocolRole::Completed &&
         isOfRuntime(Method->getParent(), "task");
}

ReturnedTasks::ReturnedTasks(const FunctionDecl *Function) {
  unsigned AllMade = 0;
  auto Add = [this](const Expr *E) {
    llvm::SmallVector<const Expr *> Open = {E};
    while (!Open.empty()) {
      const Expr *Operand = Open.pop_back_val()->IgnoreUnlessSpelledInSource();
      if (const auto *Choice = dyn_cast<ConditionalOperator>(Operand)) {
        Open.append({Choice->getFalseExpr(), Choice->getTrueExpr()});
        continue;
      }
      const auto *Call = dyn_cast<CallExpr>(Operand);
      const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
      const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
      if (Call && callsFromResult(Call))
        Made.push_back(Call);
      else if (Callee && isTask(Callee->getReturnType()) && !(Method && Method->isVirtual()))
        PassedOn.push_back(Callee->getCanonicalDecl());
      else
        IsAll = false;
    }
  };
  llvm::SmallVector<const Stmt *> Open = {Function->getBody()};
  while (!Open.empty()) {
    const Stmt *S = Open.pop_back_val();
    if (!S || isa<LambdaExpr>(S))
      continue;
    if (const auto *Return = dyn_cast<ReturnStmt>(S); Return && Return->getRetValue())
      Add(Return->getRetValue());
    if (const auto *Call = dyn_cast<CallExpr>(S))
      AllMade += callsFromResult(Call);
    Open.append(S->child_begin(), S->child_end());
  }
  IsAll &= AllMade == Made.size();
  llvm::sort(PassedOn);
  PassedOn.erase(std::unique(PassedOn.begin(), PassedOn.end()), PassedOn.end());
}

static std::optional<Counts> callsOf(const FunctionDecl *Function, const Measurements &Profiled,
                                     llvm::SmallPtrSetImpl<const FunctionDecl *> &Above) {
  const FunctionDecl *Definition = nullptr;
  if (!Function->isDefined(Definition) || !Above.insert(Function->getCanonicalDecl()).second)
    return std::nullopt;
  const Measured Own = Profiled.of(Definition);
  // Counts of value_tasks are of what it does besides, or of a time when it returned one.
  if (Own.IsAmbiguous || Own.ValueTasks || !Own.FileIsCovered)
    return std::nullopt;
  Counts Sum = Own.Tasks.value_or(Counts());
  if (isCoroutine(Definition))
    return Sum;
  const ReturnedTasks Returned(Definition);
  if (!Returned.IsAll)
    return std::nullopt;
  for (const FunctionDecl *Function : Returned.PassedOn) {
    const std::optional<Counts> Passed = callsOf(Function, Profiled, Above);
    if (!Passed)
      return std::nullopt;
    Sum += {Passed->Calls - Passed->Synchronous, 0, 0};
  }
  return Sum;
}

std::optional<Counts> callsOf(const FunctionDecl *Function, const Measurements &Profiled) {
  llvm::SmallPtrSet<const FunctionDecl *, 8> Above;
  return callsOf(Function, Profiled, Above);
}

} // namespace valuetask
