//===--- AlwaysAsync.cpp - a value_task that is never ready ---------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fixes/Fixes.h"
#include "models/Awaiters.h"
#include "models/RuntimeTypes.h"
#include "profile/Figures.h"
#include "profile/ReturnedTasks.h"
#include "rules/AllRules.h"
#include "rules/Messages.h"
#include "llvm/ADT/MapVector.h"

using namespace clang;

namespace valuetask {

namespace {

std::string describe(const SuspensionPoint &Point) {
  const std::string Name = Point.Because->getNameAsString();
  switch (Point.Why) {
  case SuspensionPoint::Reason::NeverReady:
    return "always suspends here: 'await_ready' of '" + Name + "' never returns true";
  case SuspensionPoint::Reason::AlwaysAsync:
    return "always suspends here: it awaits '" + Name + "', which suspends on every path";
  case SuspensionPoint::Reason::Wraps:
    return "returns what '" + Name + "' returned, which suspends on every path";
  case SuspensionPoint::Reason::Declared:
    return "'" + Name + "' is declared with VALUETASK_ALWAYS_ASYNC";
  }
  llvm_unreachable("a reason without words");
}

/// Where it isn't proved: was the function never complete at once in all the calls that were
/// measured, and were those many?
std::optional<Finding> measuredAlwaysAsync(const FunctionDecl *Function, const UnitView &Unit) {
  const Measurements *Profiled = Unit.measurements();
  if (!Profiled || !isValueTask(Function->getReturnType()) || !countsEachCall(Function))
    return std::nullopt;
  const Measured Figures = Profiled->of(Function);
  const std::optional<Counts> Own = Figures.ofReturned(/*ReturnsValueTask=*/true);
  if (Figures.IsAmbiguous || !Own || Own->Calls < Unit.options().MinCalls || Own->Synchronous > 0)
    return std::nullopt;
  Finding Result{RuleId::AlwaysAsync, written(Function)->getFirstDecl()->getLocation(),
                 headline("none of " + withCommas(Own->Calls) + " profiled calls to '" +
                              Function->getNameAsString() + "' completed synchronously",
                          "a 'value_task' gains nothing")};
  Result.Help = "return " + taskInsteadOf(Function->getReturnType(), Unit.context()) + " instead";
  Result.Fix = returnTask(Function, Unit);
  return Result;
}

} // namespace

std::vector<Finding> findAlwaysAsync(const UnitView &Unit) {
  // The instantiations of a template are one function to its author: all of them must agree.
  llvm::MapVector<const FunctionDecl *, std::vector<const FunctionDecl *>> Instances;
  for (const FunctionDecl *Function : Unit.code().Functions)
    if (Unit.types().isAnnotated(Function->getReturnType()) && choosesItsReturnType(Function) &&
        startsEagerly(Function)) {
      const FunctionDecl *Pattern = Function->getTemplateInstantiationPattern();
      Instances[Pattern ? Pattern : Function].push_back(Function);
    }

  std::vector<Finding> Findings;
  for (const auto &[Written, Functions] : Instances) {
    const bool IsCertain = llvm::all_of(Functions, [&](const FunctionDecl *Function) {
      return Unit.suspension().isAlwaysAsync(Function);
    });
    const FunctionDecl *Function = Functions.front();
    if (!IsCertain)
      if (std::optional<Finding> Measured = measuredAlwaysAsync(Function, Unit)) {
        Findings.push_back(std::move(*Measured));
        continue;
      }
    const Suspension *IfOthersDo = Unit.suspensionIfOthersDo();
    if (!IsCertain && (!IfOthersDo || !llvm::all_of(Functions, [&](const FunctionDecl *Function) {
          return IfOthersDo->isAlwaysAsync(Function);
        })))
      continue;
    Finding Result{RuleId::AlwaysAsync, Written->getFirstDecl()->getLocation(),
                   headline("'" + Written->getNameAsString() + "' suspends on every path",
                            "returning " +
                                withArticle(Unit.types().shortName(Function->getReturnType())) +
                                " gains nothing")};
    Result.Help = "return " + taskInsteadOf(Function->getReturnType(), Unit.context()) + " instead";
    std::vector<SuspensionPoint> Reasons;
    if (IsCertain) {
      Reasons = Unit.suspension().reasons(Function);
    } else {
      Result.If.emplace();
      for (const FunctionDecl *Function : Functions)
        Result.If->AlwaysAsync.push_back(factNameOf(Function));
      Suspension::Ways Ways = IfOthersDo->ways(Function, Unit.suspension());
      Result.If->Ways = std::move(Ways.Points);
      for (unsigned Point = 1; Point < Result.If->Ways.size(); ++Point)
        Result.If->PointOfNote.push_back(Point);
      Reasons = std::move(Ways.Suspensions);
    }
    for (const SuspensionPoint &Point : Reasons)
      Result.Notes.push_back({Point.Location, describe(Point)});
    if (Functions.size() == 1)
      Result.Fix = returnTask(Function, Unit);
    Findings.push_back(std::move(Result));
  }
  return Findings;
}

} // namespace valuetask
