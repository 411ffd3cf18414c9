//===--- DoubleAwait.cpp - a value is consumed a second time --------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fixes/Fixes.h"
#include "models/Protocol.h"
#include "models/TestMacros.h"
#include "rules/AllRules.h"
#include "rules/Words.h"
#include "llvm/ADT/DenseSet.h"

using namespace clang;

namespace valuetask {

static std::string message(const FoundMisuse &Found, const Awaitables &Types) {
  const std::string Name = nameOf(Found);
  std::string Text = "'" + Name + "' is " + verb(Found.What.Last) + " after it was already " +
                     verb(*Found.What.First) + "; a '" + Types.shortName(Found.Object.Type) +
                     "' may be consumed only once: keep its result";
  if (hasAsTask(Found.Object.Type))
    Text += ", or share it as a task with 'std::move(" + Name + ").as_task()'";
  return Text;
}

std::vector<Finding> findDoubleAwait(const UnitView &Unit) {
  std::vector<Finding> Findings;
  llvm::DenseSet<const ValueDecl *> Shared; // the insertion at a creation is to be made once
  for (const FoundMisuse &Found : Unit.misuses()) {
    if (Found.What.Kind != MisuseKind::DoubleConsumption ||
        isPrintedAgain(Found.What.First->Location, Found.What.Last.Location, Unit.context()))
      continue;
    Finding Result{RuleId::DoubleAwait, Found.What.Last.Location, message(Found, Unit.types())};
    noteBirth(Found, Result.Notes);
    noteDecisions(Found.What.BeforeFirst, Unit.context(), Result.Notes);
    Result.Notes.push_back({Found.What.First->Location,
                            "first " + verb(*Found.What.First) + " here" +
                                (Found.What.EarlierIteration ? ", in an earlier iteration" : ""),
                            rangeOf(*Found.What.First, Unit)});
    noteDecisions(Found.What.Between, Unit.context(), Result.Notes);
    Result.Fix = reuseResult(Found, Unit);
    if (Result.Fix.empty() && Shared.insert(Found.Object.Declaration).second)
      Result.Fix = shareAtCreation(Found, Unit);
    noteOtherUnits(Found, Unit, Result);
    Result.Range = rangeOf(Found.What.Last, Unit);
    Findings.push_back(std::move(Result));
  }
  return Findings;
}

} // namespace valuetask
