//===--- UnguardedResult.cpp - a result is taken before it is there -------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ast/Coroutines.h"
#include "fixes/Fixes.h"
#include "models/Library.h"
#include "models/TestMacros.h"
#include "rules/AllRules.h"
#include "rules/Messages.h"

using namespace clang;

namespace valuetask {

static std::string checkFirst(const ReadyTest &Ready) {
  return "check " +
         (Ready.Enumerator.empty()
              ? "'" + Ready.Member + "()'"
              : "that '" + Ready.Member + "()' is '" + Ready.Enumerator + "'") +
         " first";
}

/// What to do before the result is taken, by what a dialect says.
static std::string help(const DialectType &Facts, bool InCoroutine, const CXXMethodDecl *Taker) {
  const llvm::StringRef Name = Taker->getIdentifier() ? Taker->getName() : "";
  const auto Fact = llvm::find_if(Facts.Results, [Name](const ResultFact &Result) {
    return llvm::any_of(Result.Get, [Name](const CalleeName &Get) {
      return Get.IsPrefix ? Name.starts_with(Get.Name) : Name == Get.Name;
    });
  });
  const bool CanAwait =
      InCoroutine && (Facts.AwaitLvalue != AwaitKind::No || Facts.AwaitRvalue != AwaitKind::No);
  if (CanAwait)
    return "'co_await' it instead, which waits for the result";
  if (Fact == Facts.Results.end() || Fact->Ready.empty())
    return "check first that the result is there";
  return checkFirst(Fact->Ready.front());
}

/// The same by what the type is seen to have.
static std::string help(const FunctionDecl *Function, QualType Type, const CXXMethodDecl *Taker,
                        const UnitView &Unit) {
  if (const DialectType *Facts = Unit.types().factsOf(Type.getNonReferenceType()))
    return help(*Facts, isCoroutine(Function), Taker);
  if (isCoroutine(Function))
    return "'co_await' it instead, which waits for the result";
  const CXXRecordDecl *Record = Type.getNonReferenceType()->getAsCXXRecordDecl();
  for (const llvm::StringRef Name : namesOf(ProtocolRole::IsCompleted))
    if (Record && Record->hasDefinition() &&
        !Record->getDefinition()->lookup(&Record->getASTContext().Idents.get(Name)).empty())
      return ("check '" + Name + "()' first").str();
  return "check first that the result is there";
}

/// Does a test take the result? It fails if that isn't there, or wants to see what the library says
/// to that: 'EXPECT_THROW(future.value(), ...)'.
static bool isTested(QualType Type, SourceLocation Location, const FunctionDecl *Function,
                     const UnitView &Unit) {
  return Unit.types().factsOf(Type.getNonReferenceType()) &&
         (Unit.code().ExpectedToThrow.contains(Function) ||
          isInAssertion(Location, Unit.context()) ||
          testMacroAt(Location, Unit.context()) == TestMacro::Throwing);
}

/// What to do instead of blocking the thread.
static std::string helpForBlocking(const BlockingCall &Blocking, const Awaitables &Types) {
  const DialectType *Facts = Types.factsOf(Blocking.Operation->getType().getNonReferenceType());
  const bool CanAwait =
      !Facts || Facts->AwaitLvalue != AwaitKind::No || Facts->AwaitRvalue != AwaitKind::No;
  if (Blocking.IsInHandler)
    return "'co_await' it after the handler instead, which cannot contain 'co_await'";
  if (CanAwait)
    return "'co_await' it instead, which suspends the coroutine and leaves the thread free";
  const bool CanAsk = Blocking.Result && !Blocking.Result->Ready.empty();
  return (CanAsk ? checkFirst(Blocking.Result->Ready.front()) + ", or use " : "use ") +
         "an operation that can be awaited";
}

/// Of coroutines that block the thread that may have to complete what they wait for.
static void findBlocking(const UnitView &Unit, std::vector<Finding> &Findings) {
  for (const FunctionDecl *Function : Unit.code().Functions) {
    if (Unit.code().ExpectedToThrow.contains(Function))
      continue;
    for (const BlockingCall &Blocking : Unit.blockingCalls(Function))
      Findings.push_back(
          {.Rule = RuleId::UnguardedResult,
           .Location = Blocking.Call->getExprLoc(),
           .Message = headline("'" + Blocking.Name->getNameAsString() +
                                   "' in a coroutine blocks its thread",
                               "the operation may need that thread"),
           .Help = helpForBlocking(Blocking, Unit.types()),
           .Fix = awaitInsteadOfBlocking(Blocking, Function, Unit),
           .Range = CharSourceRange::getTokenRange(Blocking.Call->getSourceRange())});
  }
}

std::vector<Finding> findUnguardedResult(const UnitView &Unit) {
  std::vector<Finding> Findings;
  for (const FoundMisuse &Found : Unit.misuses()) {
    if (Found.What.Kind != MisuseKind::UnguardedResult)
      continue;
    if (isTested(Found.Object.Type, Found.What.Last.Location, Found.Function, Unit))
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
    Result.Help = help(Found.Function, Found.Object.Type,
                       Last.Taker ? Last.Taker : cast<CXXMethodDecl>(Last.By), Unit);
    // What a dialect says of 'co_await' may be that it needs 'std::move'.
    const bool IsOwn = !Unit.types().factsOf(Found.Object.Type);
    if (IsOwn && isCoroutine(Found.Function) && !Last.Taker)
      Result.Fix = awaitInsteadOfResult(Found.What.Last, Unit);
    Result.If = Found.If;
    if (!InLambda)
      Result.Range = rangeOf(Last, Unit);
    Findings.push_back(std::move(Result));
  }
  for (const FoundTemporary &Found : Unit.temporaries())
    if (Found.Kind == MisuseKind::UnguardedResult &&
        !isTested(Found.Value->getType(), Found.Use->getExprLoc(), Found.Function, Unit))
      Findings.push_back(
          {.Rule = RuleId::UnguardedResult,
           .Location = Found.Use->getExprLoc(),
           .Message = "'" + Found.Use->getMethodDecl()->getNameAsString() +
                      "' is called on a temporary '" +
                      Unit.types().shortName(Found.Value->getType()) + "' that may not be complete",
           .Help = help(Found.Function, Found.Value->getType(), Found.Use->getMethodDecl(), Unit),
           .Range = CharSourceRange::getTokenRange(Found.Use->getSourceRange())});
  findBlocking(Unit, Findings);
  return Findings;
}

} // namespace valuetask
