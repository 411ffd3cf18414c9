//===--- DoubleAwait.cpp - a value is consumed a second time --------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ConsumptionFlow.h"
#include "PathFeasibility.h"
#include "UnitAnalysis.h"
#include "llvm/ADT/Twine.h"

using namespace clang;

namespace valuetask {

namespace {

/// Can the type be shared instead? Then the message says how.
bool hasAsTask(const ValueDecl *Object) {
  const CXXRecordDecl *Record = Object->getType().getNonReferenceType()->getAsCXXRecordDecl();
  if (!Record || !Record->hasDefinition())
    return false;
  const IdentifierInfo &Name = Object->getASTContext().Idents.get("as_task");
  return !Record->getDefinition()->lookup(&Name).empty();
}

std::string verb(const Event &E) {
  switch (E.How) {
  case ConsumptionKind::Await:
    return "awaited";
  case ConsumptionKind::Call:
    return "consumed by '" + E.By->getNameAsString() + "'";
  case ConsumptionKind::GivenAway:
    return "given away";
  }
  llvm_unreachable("a consumption without a verb");
}

std::string message(const ValueDecl *Object, const DoubleConsumption &Path,
                    const Awaitables &Types) {
  const std::string Name = Object->getNameAsString();
  std::string Text = "'" + Name + "' is " + verb(Path.Second) + " after it was already " +
                     verb(Path.First) + "; a '" + Types.shortName(Object->getType()) +
                     "' may be consumed only once: keep its result";
  if (hasAsTask(Object))
    Text += ", or share it as a task with 'std::move(" + Name + ").as_task()'";
  return Text;
}

std::string describe(const Decision &D, const ASTContext &Context) {
  const std::string Text = D.Condition ? quote(D.Condition, Context) : std::string();
  switch (D.What) {
  case Decision::Kind::Condition:
    return (Text.empty() ? "the condition" : "'" + Text + "'") +
           (D.Value ? " is true here" : " is false here");
  case Decision::Kind::Label:
    return "the switch goes to " + (Text.empty() ? "this label" : "'case " + Text + "'");
  case Decision::Kind::Default:
    return "the switch goes to no 'case'";
  case Decision::Kind::Exception:
    return "an exception is caught here";
  }
  llvm_unreachable("a decision without words");
}

Finding describe(const ValueDecl *Object, const DoubleConsumption &Path, UnitAnalysis &Unit) {
  Finding Result{
      RuleId::DoubleAwait, Path.Second.Location, message(Object, Path, Unit.types()), {}};
  auto Tell = [&](const std::vector<Decision> &Decisions) {
    for (const Decision &D : Decisions)
      Result.Notes.push_back({D.Location, describe(D, Unit.context())});
  };
  const bool Given = isa<ParmVarDecl>(Object);
  Result.Notes.push_back({Object->getLocation(), "'" + Object->getNameAsString() + "' is " +
                                                     (Given ? "a parameter" : "created here")});
  Tell(Path.BeforeFirst);
  Result.Notes.push_back(
      {Path.First.Location, "first " + verb(Path.First) + " here" +
                                (Path.EarlierIteration ? ", in an earlier iteration" : "")});
  Tell(Path.BetweenBoth);
  return Result;
}

void findInFunction(const FunctionDecl *Function, UnitAnalysis &Unit,
                    std::vector<Finding> &Findings) {
  const FunctionEvents Events(Function, Unit.summaries());
  if (Events.objects().empty())
    return;
  const ControlFlow *Flow = Unit.flows().of(Function);
  if (!Flow)
    return;
  Statistics &Counted = Unit.statistics();
  ++Counted.FunctionsAnalysed;
  const std::vector<Candidate> Candidates = findCandidates(*Flow, Events);
  if (Candidates.empty())
    return;
  Counted.Candidates += Candidates.size();
  PathFeasibility Paths(Function, *Flow, Events);
  for (const Candidate &Each : Candidates) {
    const PathFeasibility::Answer Answer = Paths.findPath(Each);
    if (Answer.Path)
      Findings.push_back(describe(Events.objects()[Each.Object].Declaration, *Answer.Path, Unit));
    else
      ++(Answer.GaveUp ? Counted.Dropped : Counted.Refuted);
  }
}

} // namespace

std::vector<Finding> findDoubleAwait(UnitAnalysis &Unit) {
  std::vector<Finding> Findings;
  for (const FunctionDecl *Function : Unit.code().Functions)
    findInFunction(Function, Unit, Findings);
  return Findings;
}

} // namespace valuetask
