//===--- Unconsumed.cpp - a value is dropped ------------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ast/Coroutines.h"
#include "fixes/Fixes.h"
#include "rules/AllRules.h"
#include "rules/Words.h"

using namespace clang;

namespace valuetask {

namespace {

std::string cure(const FunctionDecl *Function, const Expr *Value, const ASTContext &Context) {
  const std::string Text = Value ? quote(Value, Context) : std::string();
  if (!isCoroutine(Function))
    return "consume it, or give it to a function that takes it over";
  if (Value && isAwaitable(Value) && !Text.empty())
    return "did you mean 'co_await " + Text + "'?";
  return "'co_await' it";
}

/// Who made the value, for the message.
std::string origin(const Expr *Value) {
  const auto *Call = dyn_cast<CallExpr>(Value->IgnoreUnlessSpelledInSource());
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
  if (!Callee || (Method && Method->getParent()->isLambda()))
    return {};
  return " that '" + Callee->getNameAsString() + "' returns";
}

Finding ofVariable(const FoundMisuse &Found, const UnitView &Unit) {
  // That of a structured binding is the whole pair.
  const Expr *Init = Found.Object.Where.isVariable() ? Found.What.Last.Operand : nullptr;
  const std::string Which =
      Found.IsEverConsumed ? "that is not consumed on every path" : "that is never consumed";
  Finding Result{RuleId::Unconsumed, Found.Object.Declaration->getLocation(),
                 "'" + Found.Object.Name + "' is a '" +
                     typeName(Found.Object.Type, Unit.context()) + "' " + Which +
                     ", so that its result and its error are lost; " +
                     cure(Found.Function, Found.IsEverConsumed ? nullptr : Init, Unit.context())};
  if (Found.What.Filled) {
    noteDecisions(Found.What.BeforeFilled, Unit.context(), Result.Notes);
    Result.Notes.push_back(
        {Found.What.Filled->Location, "'" + Found.Object.Name + "' is filled here"});
  }
  noteDecisions(Found.What.Between, Unit.context(), Result.Notes);
  if (Found.What.First)
    Result.Notes.push_back(
        {Found.What.First->Location, "it is overwritten here", rangeOf(*Found.What.First, Unit)});
  if (!Found.IsEverConsumed)
    Result.Fix = awaitInitialiser(Found, Unit);
  Result.If = Found.If;
  return Result;
}

Finding ofTemporary(const FoundTemporary &Found, const UnitView &Unit) {
  Finding Result{RuleId::Unconsumed, Found.Value->getExprLoc(),
                 "the '" + typeName(Found.Value->getType(), Unit.context()) + "'" +
                     origin(Found.Value) + " is dropped" +
                     (Found.Use ? " after it was only looked at" : "") +
                     ", so that its result and its error are lost; " +
                     cure(Found.Function, Found.Use ? nullptr : Found.Value, Unit.context())};
  if (!Found.Use && isCoroutine(Found.Function))
    Result.Fix = awaitValue(Found.Value);
  Result.Range = CharSourceRange::getTokenRange(Found.Value->getSourceRange());
  return Result;
}

} // namespace

/// Is it a mistake in the library that the type is of? An eager operation runs on by itself.
static bool isMistake(const FoundMisuse &Found, const UnitView &Unit) {
  const DialectType *Facts = Unit.types().factsOf(Found.Object.Type);
  if (!Facts)
    return true;
  return Found.IsEverConsumed || Found.What.First ? Facts->isLostOnSomePath()
                                                  : Facts->isLostWhenUnused();
}

static bool isMistake(const FoundTemporary &Found, const UnitView &Unit) {
  const DialectType *Facts = Unit.types().factsOf(Found.Value->getType());
  return !Facts || Facts->isLostWhenDiscarded();
}

std::vector<Finding> findUnconsumed(const UnitView &Unit) {
  std::vector<Finding> Findings;
  for (const FoundMisuse &Found : Unit.misuses())
    if (Found.What.Kind == MisuseKind::Unconsumed && isMistake(Found, Unit))
      Findings.push_back(ofVariable(Found, Unit));
  for (const FoundTemporary &Found : Unit.temporaries())
    if (Found.Kind == MisuseKind::Unconsumed && isMistake(Found, Unit))
      Findings.push_back(ofTemporary(Found, Unit));
  return Findings;
}

} // namespace valuetask
