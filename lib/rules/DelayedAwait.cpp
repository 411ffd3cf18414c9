//===--- DelayedAwait.cpp - a value is held across a suspension -----------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fixes/Fixes.h"
#include "models/Protocol.h"
#include "rules/AllRules.h"
#include "rules/Messages.h"

using namespace clang;

namespace valuetask {

std::vector<Finding> findDelayedAwait(const UnitView &Unit) {
  std::vector<Finding> Findings;
  for (const FoundMisuse &Found : Unit.misuses()) {
    if (Found.What.Kind != MisuseKind::DelayedConsumption)
      continue;
    const bool CanShare =
        hasAsTask(Found.Object.Type) && !isa<ParmVarDecl>(Found.Object.Declaration);
    Finding Result{RuleId::DelayedAwait, Found.What.Last.Location,
                   "'" + nameOf(Found) + "' is " +
                       withArticle(Unit.types().shortName(Found.Object.Type)) +
                       " held across a suspension before it is " + verb(Found.What.Last)};
    PathNotes Path(Unit, Result.Notes);
    Path.addOrigin(Found);
    Path.addDecisions(Found.What.BeforeFirst);
    Path.addEvent(*Found.What.First, "the coroutine suspends here");
    Path.addDecisions(Found.What.Between);
    Result.Fix = shareAtCreation(Found, Unit);
    Result.Help = !Result.Fix.empty()
                      ? "create a task with '.as_task()', which may be held across suspensions"
                  : CanShare
                      ? "await it first, combine both with 'when_all', or create a task with "
                        "'.as_task()'"
                      : "await it before the other suspension";
    noteOtherUnits(Found, Unit, Result);
    Result.Range = rangeOf(Found.What.Last, Unit);
    Findings.push_back(std::move(Result));
  }
  return Findings;
}

} // namespace valuetask
