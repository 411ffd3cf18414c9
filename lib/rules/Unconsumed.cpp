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
#include "llvm/ADT/DenseSet.h"

using namespace clang;

namespace valuetask {

namespace {

constexpr llvm::StringLiteral Loss = "its result or exception is lost";

/// What becomes of an object that nothing consumes.
std::vector<std::string> losses(QualType Type, const UnitView &Unit) {
  return {wordsOf(Type, Unit).Dropped, Loss.str()};
}

/// What the library's users do with such an object; empty where that is not known, or not possible
/// in a function that isn't a coroutine.
std::string usersHelp(bool IsVariable, const FunctionDecl *Function, const DialectWords &Words) {
  const llvm::StringRef Consume = Words.Consume;
  if (isCoroutine(Function))
    return Consume.str();
  if (!IsVariable && !Words.Discard.empty())
    return Words.Discard;
  constexpr llvm::StringLiteral Await = "'co_await'";
  if (!Consume.starts_with(Await))
    return Consume.str();
  return Consume.split(", or ").second.str();
}

/// What to do; \p Value is where a 'co_await' was forgotten, and null where that isn't known.
std::string help(const FoundMisuse *Variable, const FunctionDecl *Function, const Expr *Value,
                 QualType Type, const UnitView &Unit) {
  const bool IsForgotten = isCoroutine(Function) && Value && isAwaitable(Value);
  std::string Usual = usersHelp(Variable, Function, wordsOf(Type, Unit));
  if (!IsForgotten && !Usual.empty())
    return Usual;
  const std::string OnPurpose = isValueTask(Type) ? ", or discard it with 'detach'" : "";
  if (!isCoroutine(Function))
    return "consume it, or pass it to a function that does" + OnPurpose;
  if (IsForgotten)
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
                          losses(Found.Object.Type, Unit))};
  PathNotes Path(Unit, Result.Notes);
  Path.addFilling(Found);
  Path.addDecisions(Found.What.Between);
  if (Found.What.First)
    Path.addEvent(*Found.What.First, "it is overwritten here");
  if (!Found.IsEverConsumed)
    Result.Fix = awaitInitialiser(Found, Unit);
  Result.Help =
      help(&Found, Found.Function, Found.IsEverConsumed ? nullptr : Init, Found.Object.Type, Unit);
  Result.If = Found.If;
  return Result;
}

Finding ofTemporary(const FoundTemporary &Found, const UnitView &Unit) {
  const char *Verb = isCoroutine(Found.Function) ? "awaited" : "consumed";
  Finding Result{RuleId::Unconsumed, Found.Value->getExprLoc(),
                 headline(describe(Found.Value, Unit.types()) + " is " +
                              (Found.Use ? "only inspected, never " : "never ") + Verb,
                          losses(Found.Value->getType(), Unit))};
  Result.Help = help(nullptr, Found.Function, Found.Use ? nullptr : Found.Value,
                     Found.Value->getType(), Unit);
  if (!Found.Use && isCoroutine(Found.Function))
    Result.Fix = awaitValue(Found.Value);
  Result.Range = CharSourceRange::getTokenRange(Found.Value->getSourceRange());
  return Result;
}

} // namespace

/// Is nothing lost of an operation that runs by itself? Its error was handled already,
/// 'store(x).handle_exception(log)', or it was started explicitly, to run on:
/// 'std::move(task).start()'.
static bool owesNothing(const Expr *Value, const DialectType &Facts, const Awaitables &Types) {
  const auto *Call =
      dyn_cast_or_null<CXXMemberCallExpr>(Value ? Value->IgnoreUnlessSpelledInSource() : nullptr);
  const CXXMethodDecl *Method = Call ? Call->getMethodDecl() : nullptr;
  if (!Method || !Facts.runsByItself())
    return false;
  const DialectType *OfObject = Types.factsOf(Call->getImplicitObjectArgument()->getType());
  if (OfObject && !OfObject->runsByItself() && !Facts.isLostWhenDiscarded())
    return true;
  return Facts.useOf(Method->getDeclName().getAsString(), Call->getNumArgs()) == MemberUse::Handle;
}

/// Where the code names the variable.
static void collectNames(const Stmt *S, SourceLocation Variable,
                         llvm::DenseSet<SourceLocation> &Names) {
  if (!S)
    return;
  if (const auto *Name = dyn_cast<DeclRefExpr>(S);
      Name && Name->getDecl()->getLocation() == Variable)
    Names.insert(Name->getLocation());
  for (const Stmt *Part : S->children())
    collectNames(Part, Variable, Names);
}

/// Does the template name the variable where this instance has nothing, since an 'if constexpr'
/// leaves it out? Then it is there for other instances.
static bool isForOtherInstances(const FoundMisuse &Found) {
  const FunctionDecl *Template = Found.Function->getTemplateInstantiationPattern();
  if (!Template)
    return false;
  llvm::DenseSet<SourceLocation> InTemplate, Here;
  collectNames(Template->getBody(), Found.Object.Declaration->getLocation(), InTemplate);
  collectNames(Found.Function->getBody(), Found.Object.Declaration->getLocation(), Here);
  return llvm::any_of(InTemplate, [&](SourceLocation Name) { return !Here.contains(Name); });
}

/// Is it a mistake in the library that the type is of? An eager operation runs on by itself.
static bool isMistake(const FoundMisuse &Found, const UnitView &Unit) {
  const DialectType *Facts = Unit.types().factsOf(Found.Object.Type);
  if (!Facts)
    return true;
  // 'auto done = co_await lazy.resolve();' is there to be looked at: it has run.
  const Expr *Init = Found.What.Last.Operand;
  if (Init && isa<CoawaitExpr>(Init->IgnoreUnlessSpelledInSource()) && !Facts->runsByItself())
    return false;
  if (Found.IsEverConsumed || Found.What.First)
    return Facts->isLostOnSomePath();
  // What runs by itself, and was asked how far it is, may have nothing left to give.
  return Facts->isLostWhenUnused() && !(Facts->runsByItself() && Found.IsEverAsked) &&
         !owesNothing(Init, *Facts, Unit.types());
}

static bool isMistake(const FoundTemporary &Found, const UnitView &Unit) {
  const DialectType *Facts = Unit.types().factsOf(Found.Value->getType());
  if (!Facts)
    return true;
  // '(void)' ends what runs already, or lets it run. What would never start was forgotten.
  return Facts->isLostWhenDiscarded() &&
         !(Facts->runsByItself() && (Found.OnPurpose || Found.Use)) &&
         !owesNothing(Found.Value, *Facts, Unit.types());
}

std::vector<Finding> findUnconsumed(const UnitView &Unit) {
  std::vector<Finding> Findings;
  for (const FoundMisuse &Found : Unit.misuses())
    if (Found.What.Kind == MisuseKind::Unconsumed && isMistake(Found, Unit) &&
        !isForOtherInstances(Found))
      Findings.push_back(ofVariable(Found, Unit));
  for (const FoundTemporary &Found : Unit.temporaries())
    if (Found.Kind == MisuseKind::Unconsumed && isMistake(Found, Unit))
      Findings.push_back(ofTemporary(Found, Unit));
  return Findings;
}

} // namespace valuetask
