//===--- DelayedAwait.cpp - a value is held across a suspension -----------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fixes/Fixes.h"
#include "models/Protocol.h"
#include "rules/AllRules.h"
#include "rules/Words.h"

using namespace clang;

namespace valuetask {

std::vector<Finding> findDelayedAwait(const UnitView &Unit) {
  std::vector<Finding> Findings;
  for (const FoundMisuse &Found : Unit.misuses()) {
    if (Found.What.Kind != MisuseKind::DelayedConsumption)
      continue;
    std::string Text = "'" + nameOf(Found) + "' is held across another suspension before it is " +
                       verb(Found.What.Last) + "; consume it at once";
    if (hasAsTask(Found.Object.Type) && !isa<ParmVarDecl>(Found.Object.Declaration))
      Text += ", give it to 'when_all' with the other, or make it a task with 'as_task()' where it "
              "is created";
    Finding Result{RuleId::DelayedAwait, Found.What.Last.Location, Text};
    noteBirth(Found, Result.Notes);
    noteDecisions(Found.What.BeforeFirst, Unit.context(), Result.Notes);
    Result.Notes.push_back({Found.What.First->Location, "the coroutine is suspended here"});
    noteDecisions(Found.What.Between, Unit.context(), Result.Notes);
    Result.Fix = shareAtCreation(Found, Unit);
    noteOtherUnits(Found, Unit, Result);
    Result.Range = rangeOf(Found.What.Last, Unit);
    Findings.push_back(std::move(Result));
  }
  return Findings;
}

} // namespace valuetask
