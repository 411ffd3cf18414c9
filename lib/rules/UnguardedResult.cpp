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
#include "rules/Words.h"

using namespace clang;

namespace valuetask {

/// The member that tells whether the result is there.
static std::string testOf(QualType Type) {
  const CXXRecordDecl *Record = Type.getNonReferenceType()->getAsCXXRecordDecl();
  for (const llvm::StringRef Name : namesOf(ProtocolRole::IsCompleted))
    if (Record && Record->hasDefinition() &&
        !Record->getDefinition()->lookup(&Record->getASTContext().Idents.get(Name)).empty())
      return ("test it with '" + Name + "' first").str();
  return "make sure that it is there first";
}

static std::string message(const std::string &What, QualType Type, const NamedDecl *Member,
                           const FunctionDecl *Function) {
  return "'" + Member->getNameAsString() + "' is called on " + What +
         " where its result may not be there yet; " +
         (isCoroutine(Function) ? "'co_await' it" : testOf(Type));
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
    Finding Result{RuleId::UnguardedResult, InLambda ? Last.TakenAt : Last.Location,
                   message("'" + nameOf(Found) + "'", Found.Object.Type,
                           InLambda ? Last.Taker : Last.By, Found.Function)};
    noteBirth(Found, Result.Notes);
    noteDecisions(Found.What.Between, Unit.context(), Result.Notes);
    if (isCoroutine(Found.Function) && !Last.Taker)
      Result.Fix = awaitInsteadOfResult(Found.What.Last, Unit);
    Result.If = Found.If;
    if (!InLambda)
      Result.Range = rangeOf(Last, Unit);
    Findings.push_back(std::move(Result));
  }
  for (const FoundTemporary &Found : Unit.temporaries())
    if (Found.Kind == MisuseKind::UnguardedResult)
      Findings.push_back(
          {.Rule = RuleId::UnguardedResult,
           .Location = Found.Use->getExprLoc(),
           .Message = message("a '" + typeName(Found.Value->getType(), Unit.context()) + "'",
                              Found.Value->getType(), Found.Use->getMethodDecl(), Found.Function),
           .Range = CharSourceRange::getTokenRange(Found.Use->getSourceRange())});
  return Findings;
}

} // namespace valuetask
