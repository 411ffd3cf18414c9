//===--- Unconsumed.cpp - a value is dropped ------------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ast/Coroutines.h"
#include "fixes/Fixes.h"
#include "models/RuntimeTypes.h"
#include "rules/AllRules.h"
#include "rules/Messages.h"

using namespace clang;

namespace valuetask {

namespace {

constexpr llvm::StringLiteral Loss = "its result or exception is lost";

/// What to do; \p Value is where a 'co_await' was forgotten, and null where that isn't known.
std::string help(const FoundMisuse *Variable, const FunctionDecl *Function, const Expr *Value,
                 QualType Type) {
  const std::string OnPurpose = isValueTask(Type) ? ", or discard it with 'detach'" : "";
  if (!isCoroutine(Function))
    return "consume it, or pass it to a function that does" + OnPurpose;
  if (Value && isAwaitable(Value))
    return "did you forget 'co_await'?";
  return "'co_await' it" + std::string(Variable ? " on every path" : "") + OnPurpose;
}

/// Which value it is: "the 'task' returned by 'load'", "a temporary 'task'".
std::string describe(const Expr *Value, const Awaitables &Types) {
  const std::string Type = "'" + Types.shortName(Value->getType()) + "'";
  const auto *Call = dyn_cast<CallExpr>(Value->IgnoreUnlessSpelledInSource());
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
  if (!Callee || (Method && Method->getParent()->isLambda()))
    return "a temporary " + Type;
  return "the " + Type + " returned by '" + Callee->getNameAsString() + "'";
}

Finding ofVariable(const FoundMisuse &Found, const UnitView &Unit) {
  // That of a structured binding is the whole pair.
  const Expr *Init = Found.Object.Where.isVariable() ? Found.What.Last.Operand : nullptr;
  const char *Verb = isCoroutine(Found.Function) ? "awaited" : "consumed";
  Finding Result{RuleId::Unconsumed, Found.Object.Declaration->getLocation(),
                 headline("'" + Found.Object.Name + "' is " +
                              withArticle(Unit.types().shortName(Found.Object.Type)) + " that is " +
                              (Found.IsEverConsumed ? "not " : "never ") + Verb +
                              (Found.IsEverConsumed ? " on every path" : ""),
                          Loss)};
  PathNotes Path(Unit, Result.Notes);
  Path.addFilling(Found);
  Path.addDecisions(Found.What.Between);
  if (Found.What.First)
    Path.addEvent(*Found.What.First, "it is overwritten here");
  if (!Found.IsEverConsumed)
    Result.Fix = awaitInitialiser(Found, Unit);
  Result.Help =
      help(&Found, Found.Function, Found.IsEverConsumed ? nullptr : Init, Found.Object.Type);
  Result.If = Found.If;
  return Result;
}

Finding ofTemporary(const FoundTemporary &Found, const UnitView &Unit) {
  const char *Verb = isCoroutine(Found.Function) ? "awaited" : "consumed";
  Finding Result{RuleId::Unconsumed, Found.Value->getExprLoc(),
                 headline(describe(Found.Value, Unit.types()) + " is " +
                              (Found.Use ? "only inspected, never " : "never ") + Verb,
                          Loss)};
  Result.Help =
      help(nullptr, Found.Function, Found.Use ? nullptr : Found.Value, Found.Value->getType());
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
