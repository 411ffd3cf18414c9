//===--- MisuseSearch.cpp - misuses on feasible paths ---------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "unit/MisuseSearch.h"
#include "events/InitialState.h"
#include "models/TestMacros.h"
#include "unit/Assumptions.h"
#include "unit/Stopwatch.h"
#include "llvm/ADT/STLExtras.h"
#include <functional>

using namespace clang;

namespace valuetask {

/// Does the object's declaration take over what is at that place? (Of a variable that it is moved
/// from, the search knows what it held.)
static bool isInitialisedAt(const TrackedObject &Object, SourceLocation Location) {
  const auto *Variable = dyn_cast_or_null<VarDecl>(Object.Declaration);
  const Expr *Init = Variable ? Variable->getInit() : nullptr;
  return Init && !variableTakenFrom(Init) &&
         SourceRange(Init->getBeginLoc(), Init->getEndLoc())
             .fullyContains(SourceRange(Location, Location));
}

/// Is the candidate part of a mistake that was found before?
static bool isAlreadyFound(const Candidate &Wanted, ArrayRef<FoundMisuse> Earlier,
                           const FunctionEvents &Events) {
  const TrackedObject &Object = Events.objects()[Wanted.Object];
  return llvm::any_of(Earlier, [&](const FoundMisuse &Found) {
    if (Found.What.Kind == Wanted.Kind && Found.What.Last.Location == Wanted.Location)
      return true; // by another name
    // What was made of one that was consumed already isn't there to be consumed.
    if (Wanted.Kind == MisuseKind::Unconsumed && Found.What.Kind == MisuseKind::DoubleConsumption &&
        isInitialisedAt(Object, Found.What.Last.Location))
      return true;
    if (Found.What.Object != Wanted.Object)
      return false;
    // An element's third consumption can't be told from its second by what is known of it.
    if (Wanted.Kind == MisuseKind::DoubleConsumption && Found.What.Kind == Wanted.Kind)
      return !Wanted.CanBeFreshAgain &&
             llvm::any_of(Object.Where.Steps, std::mem_fn(&PlaceStep::isElement));
    // One mistake, one report: what is consumed twice is not told to be late as well.
    return Wanted.Kind == MisuseKind::DelayedConsumption
               ? Found.What.Kind != MisuseKind::Unconsumed
               : Wanted.Kind == MisuseKind::Unconsumed && Found.What.Kind == Wanted.Kind;
  });
}

/// What happens to the object anywhere in the function, on whatever path.
static void noteUses(ObjectId Object, const ControlFlow &Flow, const FunctionEvents &Events,
                     FoundMisuse &Found) {
  for (const CFGBlock *Block : Flow.cfg())
    Events.forEachEvent(*Block, [&](const Event &E) {
      if (E.Object != Object)
        return;
      // What isn't followed may consume it.
      Found.IsEverConsumed |= E.isConsumption() || E.Kind == EventKind::Lend ||
                              E.Kind == EventKind::Show || E.Kind == EventKind::Escape;
      Found.IsEverAsked |= E.Kind == EventKind::Test;
    });
}

/// Is the expression in code that no way leads to: behind a 'return', in an 'if (false)'?
static bool isUnreachable(const Expr *E, const ControlFlow *Flow) {
  if (!Flow)
    return false;
  const llvm::BitVector Reached = Flow->reachableFrom(&Flow->cfg().getEntry());
  bool IsThere = false, IsReached = false;
  for (const CFGBlock *Block : Flow->cfg())
    for (const CFGElement &Element : *Block)
      if (const std::optional<CFGStmt> S = Element.getAs<CFGStmt>(); S && S->getStmt() == E) {
        IsThere = true;
        IsReached |= Reached[Block->getBlockID()];
      }
  return IsThere && !IsReached;
}

FoundMisuses MisuseSearch::run() {
  FoundMisuses Found;
  if (Options.Wanted.any())
    for (const FunctionDecl *Function : Code.Functions)
      analyse(Function, Found);
  return Found;
}

void MisuseSearch::analyse(const FunctionDecl *Function, FoundMisuses &Found) {
  std::optional<Stopwatch> Timed(std::in_place, Counted.EventsMs);
  const UnknownEffects Collected(Callees);
  FunctionEvents Events(Function, Callees);
  findTemporaries(Function, Events, Found.OfTemporaries);
  if (Events.empty())
    return;
  const std::vector<UnknownEffect> Unknown = Collected.unique();
  Timed.reset();
  ++Counted.FunctionsAnalysed;
  const std::vector<FoundMisuse> Certain = search(Function, Events);
  llvm::append_range(Found.OfObjects, Certain);
  if (Options.AssumeEffects && !Unknown.empty())
    llvm::append_range(Found.OfObjects, analyseAssuming(Function, Unknown, Certain));
}

void MisuseSearch::findTemporaries(const FunctionDecl *Function, const FunctionEvents &Events,
                                   std::vector<FoundTemporary> &Found) const {
  for (const TemporaryUse &Use : Events.temporaries()) {
    const MisuseKind Kind = Use.TakesResult ? MisuseKind::UnguardedResult : MisuseKind::Unconsumed;
    const bool IsExpected =
        Kind == MisuseKind::Unconsumed &&
        (Code.ExpectedToThrow.contains(Function) ||
         testMacroAt(Use.Value->getExprLoc(), Function->getASTContext()) == TestMacro::Throwing);
    if (Options.Wanted.has(Kind) && !IsExpected && !isUnreachable(Use.Value, Flows.of(Function)))
      Found.push_back({Function, Kind, Use.Value, Use.Call, Use.OnPurpose});
  }
}

/// Finds what is a misuse only if functions of other units do what may be assumed of them.
std::vector<FoundMisuse> MisuseSearch::analyseAssuming(const FunctionDecl *Function,
                                                       ArrayRef<UnknownEffect> Unknown,
                                                       ArrayRef<FoundMisuse> Certain) {
  auto IsSame = [](const FoundMisuse &A, const FoundMisuse &B) {
    return A.What.Kind == B.What.Kind && A.What.Last.Location == B.What.Last.Location &&
           A.Object.Name == B.Object.Name;
  };
  std::vector<FoundMisuse> Conditional;
  const ControlFlow *Flow = Flows.of(Function);
  if (!Flow)
    return Conditional;
  for (const AssumedUnits &Assumed : assumptionsAbout(Unknown, *Flow)) {
    Summaries Then(Callees.types(), Flows, &Assumed);
    FunctionEvents Events(Function, Then);
    const std::vector<EffectAssumption> If = Assumed.named();
    for (FoundMisuse &Misuse : search(Function, Events)) {
      if (llvm::any_of(Certain, [&](const FoundMisuse &Other) { return IsSame(Misuse, Other); }))
        continue;
      auto Found = llvm::find_if(Conditional, [&](const FoundMisuse &Other) {
        return IsSame(Misuse, Other) &&
               Misuse.What.First.has_value() == Other.What.First.has_value() &&
               (!Misuse.What.First || Misuse.What.First->Location == Other.What.First->Location);
      });
      if (Found == Conditional.end()) {
        Misuse.If.emplace();
        Conditional.push_back(std::move(Misuse));
        Found = std::prev(Conditional.end());
      }
      // Less is needed for it than this.
      if (llvm::none_of(Found->If->AnyOf, [&](const Assumptions &Fewer) {
            return llvm::all_of(Fewer.All,
                                [&](const auto &One) { return llvm::is_contained(If, One); });
          }))
        Found->If->AnyOf.push_back({If});
    }
  }
  return Conditional;
}

std::vector<FoundMisuse> MisuseSearch::search(const FunctionDecl *Function,
                                              FunctionEvents &Events) {
  std::vector<FoundMisuse> Result;
  const ControlFlow *Flow = Flows.of(Function);
  if (!Flow)
    return Result;
  std::optional<Stopwatch> Timed(std::in_place, Counted.CandidatesMs);
  settleSwaps(*Flow, Events);
  const std::vector<Candidate> Candidates =
      findCandidates(*Flow, Events, Callees.types(), Options.Wanted);
  if (Candidates.empty())
    return Result;
  Counted.Candidates += Candidates.size();
  Timed.emplace(Counted.RefutationMs);
  PathFeasibility Paths(Function, *Flow, Events, Outcomes, Bodies,
                        Options.UseSolver ? &Exact : nullptr);
  for (const MisuseKind Kind : {MisuseKind::DoubleConsumption, MisuseKind::Unconsumed,
                                MisuseKind::UnguardedResult, MisuseKind::DelayedConsumption})
    for (const Candidate &Wanted : Candidates) {
      if (Wanted.Kind != Kind || isAlreadyFound(Wanted, Result, Events))
        continue;
      if (std::optional<Misuse> Path = findPath(Wanted, Function, Paths)) {
        FoundMisuse Found{Function, Events.objects()[Wanted.Object], std::move(*Path)};
        noteUses(Wanted.Object, *Flow, Events, Found);
        Result.push_back(std::move(Found));
      }
    }
  return Result;
}

std::optional<Misuse> MisuseSearch::findPath(const Candidate &Wanted, const FunctionDecl *Function,
                                             PathFeasibility &Paths) {
  PathFeasibility::Answer Answer = Paths.findPath(Wanted);
  Counted.PathsRefutedBySolver += Answer.RefutedBySolver;
  if (Answer.Path)
    return std::move(Answer.Path);
  ++(Answer.GaveUp ? Counted.Dropped : Counted.Refuted);
  if (const std::string Name = Function->getQualifiedNameAsString();
      Answer.GaveUp && (Counted.DroppedIn.empty() || Counted.DroppedIn.back() != Name))
    Counted.DroppedIn.push_back(Name);
  return std::nullopt;
}

} // namespace valuetask
