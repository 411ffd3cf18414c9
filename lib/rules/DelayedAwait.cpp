//===--- DelayedAwait.cpp - a value is held across a suspension -----------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fixes/Fixes.h"
#include "models/Protocol.h"
#include "rules/Words.h"

using namespace clang;

namespace valuetask {

std::vector<Finding> findDelayedAwait(UnitAnalysis &Unit) {
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
    tellBirth(Found, Result.Notes);
    tell(Found.What.BeforeFirst, Unit.context(), Result.Notes);
    Result.Notes.push_back({Found.What.First->Location, "the coroutine is suspended here"});
    tell(Found.What.Between, Unit.context(), Result.Notes);
    Result.Fix = shareAtCreation(Found, Unit);
    tellOtherUnits(Found, Unit, Result.Notes);
    Result.If = Found.If;
    Findings.push_back(std::move(Result));
  }
  return Findings;
}

} // namespace valuetask
