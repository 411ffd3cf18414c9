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
#include "rules/Messages.h"
#include "llvm/ADT/DenseSet.h"

using namespace clang;

namespace valuetask {

namespace {

/// What speaks against returning a value_task, and what to do.
struct Objection {
  std::string Headline, Help;
};

/// What the profile has against the function; nothing where it has nothing.
std::optional<Objection> objection(const FunctionDecl *Function, const UnitView &Unit) {
  const Measured Counted = Unit.measurements()->of(Function);
  if (Counted.IsAmbiguous)
    return std::nullopt;
  const std::string Name = "'" + Function->getNameAsString() + "'",
                    Task = taskInsteadOf(Function->getReturnType(), Unit.context()),
                    Return = "return " + Task + " instead";
  const std::optional<Counts> Own = Counted.ofReturned(/*ReturnsValueTask=*/true);
  if (!Own && !Counted.FileIsCovered)
    return Objection{Name + " returns a 'value_task', but the profile has no data on its file",
                     "profile a run that calls it, or " + Return};
  if (!Own || Own->Calls == 0)
    return Objection{Name + " returns a 'value_task', but no profiled run called it",
                     "return " + Task + " until a profile shows that a 'value_task' pays"};
  if (Own->Calls >= Unit.options().MinCalls &&
      Own->synchronousShare() < Unit.options().MinSyncRatio)
    return Objection{headline("only " + percentage(*Own) + " of " + withCommas(Own->Calls) +
                                  " profiled calls to " + Name + " completed synchronously",
                              "a 'value_task' does not pay"),
                     Return};
  return std::nullopt;
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
    if (std::optional<Objection> Against = objection(Function, Unit)) {
      Finding Result{RuleId::Unprofiled, written(Function)->getFirstDecl()->getLocation(),
                     std::move(Against->Headline)};
      Result.Help = std::move(Against->Help);
      Findings.push_back(std::move(Result));
    }
  }
  return Findings;
}

} // namespace valuetask
