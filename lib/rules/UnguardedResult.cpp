//===--- UnguardedResult.cpp - a result is taken before it is there -------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ast/Coroutines.h"
#include "fixes/Fixes.h"
#include "models/Library.h"
#include "rules/AllRules.h"
#include "rules/Messages.h"

using namespace clang;

namespace valuetask {

/// What to do before the result is taken.
static std::string help(const FunctionDecl *Function, QualType Type) {
  if (isCoroutine(Function))
    return "'co_await' it instead, which waits for the result";
  const CXXRecordDecl *Record = Type.getNonReferenceType()->getAsCXXRecordDecl();
  for (const llvm::StringRef Name : namesOf(ProtocolRole::IsCompleted))
    if (Record && Record->hasDefinition() &&
        !Record->getDefinition()->lookup(&Record->getASTContext().Idents.get(Name)).empty())
      return ("check '" + Name + "()' first").str();
  return "check first that the result is there";
}

std::vector<Finding> findUnguardedResult(const UnitView &Unit) {
  std::vector<Finding> Findings;
  for (const FoundMisuse &Found : Unit.misuses()) {
    if (Found.What.Kind != MisuseKind::UnguardedResult)
      continue;
    // In a lambda that is called here, it is there that something has to be done.
    const Event &Last = Found.What.Last;
    const auto *Called = dyn_cast_or_null<CXXMethodDecl>(Last.By);
    const bool InLambda = Last.Taker && Called && Called->getParent()->isLambda();
    const NamedDecl *Taker = InLambda ? Last.Taker : Last.By;
    Finding Result{RuleId::UnguardedResult, InLambda ? Last.TakenAt : Last.Location,
                   "'" + Taker->getNameAsString() + "' is called on '" + nameOf(Found) +
                       "' before this '" + Unit.types().shortName(Found.Object.Type) +
                       "' is known to be complete"};
    PathNotes Path(Unit, Result.Notes);
    Path.addOrigin(Found);
    Path.addDecisions(Found.What.Between);
    Result.Help = help(Found.Function, Found.Object.Type);
    if (isCoroutine(Found.Function) && !Last.Taker)
      Result.Fix = awaitInsteadOfResult(Found.What.Last, Unit);
    Result.If = Found.If;
    if (!InLambda)
      Result.Range = rangeOf(Last, Unit);
    Findings.push_back(std::move(Result));
  }
  for (const FoundTemporary &Found : Unit.temporaries())
    if (Found.Kind == MisuseKind::UnguardedResult)
      Findings.push_back({.Rule = RuleId::UnguardedResult,
                          .Location = Found.Use->getExprLoc(),
                          .Message = "'" + Found.Use->getMethodDecl()->getNameAsString() +
                                     "' is called on a temporary '" +
                                     Unit.types().shortName(Found.Value->getType()) +
                                     "' that may not be complete",
                          .Help = help(Found.Function, Found.Value->getType()),
                          .Range = CharSourceRange::getTokenRange(Found.Use->getSourceRange())});
  return Findings;
}

} // namespace valuetask
