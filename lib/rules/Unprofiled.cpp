//===--- Unprofiled.cpp - a value_task that no measurement justifies ------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fixes/Fixes.h"
#include "models/RuntimeTypes.h"
#include "profile/Figures.h"
#include "profile/ReturnedTasks.h"
#include "rules/AllRules.h"
#include "llvm/ADT/DenseSet.h"

using namespace clang;

namespace valuetask {

namespace {

/// What the profile has against the function, and what to do; empty where it has nothing.
std::string objection(const FunctionDecl *Function, const UnitView &Unit) {
  const Measured Counted = Unit.measurements()->of(Function);
  if (Counted.IsAmbiguous)
    return {};
  const std::optional<Counts> Own = Counted.ofReturned(/*ReturnsValueTask=*/true);
  if (!Own && !Counted.FileIsCovered)
    return "but the profile has nothing of its file; record a run that reaches it, or return a "
           "task";
  if (!Own || Own->Calls == 0)
    return "but it was never called while the profile was recorded; return a task until a profile "
           "shows that it pays";
  if (Own->Calls >= Unit.options().MinCalls &&
      Own->synchronousShare() < Unit.options().MinSyncRatio)
    return "but only " + figures(*Own) + " were complete at once; return a task instead";
  return {};
}

} // namespace

std::vector<Finding> findUnprofiled(const UnitView &Unit) {
  std::vector<Finding> Findings;
  // The instantiations of a template are one function, to its author and in the figures.
  llvm::DenseSet<const FunctionDecl *> Seen;
  const RuntimeHeaders Runtime(Unit.context());
  for (const FunctionDecl *Function : Unit.code().Functions) {
    if (!isValueTask(Function->getReturnType()) || !choosesItsReturnType(Function) ||
        !countsEachCall(Function) || Runtime.contain(Function->getLocation()) ||
        !Seen.insert(written(Function)).second)
      continue;
    const std::string Objection = objection(Function, Unit);
    if (!Objection.empty())
      Findings.push_back(
          {RuleId::Unprofiled,
           written(Function)->getFirstDecl()->getLocation(),
           "'" + Function->getNameAsString() + "' returns a 'value_task', " + Objection,
           {},
           {}});
  }
  return Findings;
}

} // namespace valuetask
