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
#include "rules/Messages.h"
#include "llvm/ADT/DenseSet.h"

using namespace clang;

namespace valuetask {

/// What the first consumption was: "'load' consumed it", "it was moved".
static std::string describe(const Event &First) {
  const std::string Verb = verb(First);
  llvm::StringRef By = Verb;
  return By.consume_front("consumed by ") ? By.str() + " consumed it" : "it was " + Verb;
}

/// What the second use does; where that has two parts, also the first of them.
static std::vector<std::string> reasons(QualType Type, const UnitView &Unit) {
  std::vector<std::string> Reasons;
  if (const llvm::StringRef Second = wordsOf(Type, Unit).Second; !Second.empty())
    for (const llvm::StringRef Part : {Second, Second.split(", ").first})
      Reasons.push_back(("the second use " + Part).str());
  Reasons.push_back(withArticle(Unit.types().shortName(Type)) + " can be consumed only once");
  return Reasons;
}

static std::string message(const FoundMisuse &Found, const UnitView &Unit) {
  const Event &First = *Found.What.First, &Last = Found.What.Last;
  const bool IsRepeated = verb(First) == verb(Last);
  return headline("'" + nameOf(Found) + "' is " + verb(Last) +
                      (IsRepeated ? " more than once" : " after " + describe(First)),
                  reasons(Found.Object.Type, Unit));
}

/// What to do where no fix can do it.
static std::string help(const FoundMisuse &Found, const UnitView &Unit) {
  if (const std::string &Share = wordsOf(Found.Object.Type, Unit).Share; !Share.empty())
    return Share;
  std::string Text = Found.What.First->How == ConsumptionKind::Await
                         ? "reuse the result of the first 'co_await'"
                         : "consume it in one place only";
  if (hasAsTask(Found.Object.Type))
    Text += ", or create a shareable task with '.as_task()'";
  return Text;
}

std::vector<Finding> findDoubleAwait(const UnitView &Unit) {
  std::vector<Finding> Findings;
  llvm::DenseSet<const ValueDecl *> Shared; // the insertion at a creation is to be made once
  for (const FoundMisuse &Found : Unit.misuses()) {
    if (Found.What.Kind != MisuseKind::DoubleConsumption ||
        isPrintedAgain(Found.What.First->Location, Found.What.Last.Location, Unit.context()))
      continue;
    Finding Result{RuleId::DoubleAwait, Found.What.Last.Location, message(Found, Unit)};
    PathNotes Path(Unit, Result.Notes);
    Path.addOrigin(Found);
    Path.addDecisions(Found.What.BeforeFirst);
    Path.addEvent(*Found.What.First,
                  "first " + verb(*Found.What.First) + " here" +
                      (Found.What.EarlierIteration ? ", in a previous iteration of the loop" : ""));
    Path.addDecisions(Found.What.Between);
    Result.Help = help(Found, Unit);
    if (Result.Fix = reuseResult(Found, Unit); !Result.Fix.empty())
      Result.Help = "use '" + Result.Fix.front().Text + "', the result of the first 'co_await'";
    else if (Result.Fix = shareAtCreation(Found, Unit); !Result.Fix.empty()) {
      Result.Help = "create a shareable task with '.as_task()'";
      // One insertion at a creation is enough.
      if (!Shared.insert(Found.Object.Declaration).second)
        Result.Fix.clear();
    }
    noteOtherUnits(Found, Unit, Result);
    Result.Range = rangeOf(Found.What.Last, Unit);
    Findings.push_back(std::move(Result));
  }
  return Findings;
}

} // namespace valuetask
