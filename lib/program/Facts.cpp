//===--- Facts.cpp - facts that translation units exchange ----------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/Facts.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/STLExtras.h"

namespace valuetask {

namespace {

constexpr llvm::StringLiteral VirtualCall = "virtual ";
constexpr llvm::StringLiteral PureCall = "pure virtual ";
constexpr llvm::StringLiteral OfUnit = " in ";

/// The points that stop the ways through a function, in order.
/// \returns whether a way leads to its return.
bool walk(const std::vector<WayPoint> &Ways, llvm::function_ref<bool(const WayPoint &)> Stops,
          std::vector<unsigned> &Met) {
  if (Ways.empty())
    return true;
  llvm::BitVector Seen(Ways.size());
  std::vector<unsigned> Worklist = {0};
  Seen.set(0);
  bool Returns = false;
  while (!Worklist.empty()) {
    const unsigned Point = Worklist.back();
    Worklist.pop_back();
    if (Point != 0 && Stops(Ways[Point])) {
      Met.push_back(Point);
      continue;
    }
    Returns |= Ways[Point].Returns;
    for (const unsigned Next : Ways[Point].Next)
      if (Next < Seen.size() && !Seen[Next]) {
        Seen.set(Next);
        Worklist.push_back(Next);
      }
  }
  llvm::sort(Met);
  return Returns;
}

} // namespace

bool consumes(EffectKind What) {
  return What == EffectKind::Consumes || What == EffectKind::Renews || What == EffectKind::TakesOut;
}

std::string noteOn(const ParameterFact &Fact) {
  return "'" + Fact.Name + "' consumes this parameter";
}

std::string localNameOf(llvm::StringRef Function, llvm::StringRef Unit) {
  return (Function + OfUnit + Unit).str();
}

std::string virtualCallOf(llvm::StringRef Function, bool Pure) {
  return ((Pure ? PureCall : VirtualCall) + Function).str();
}

void Program::add(Facts More) {
  Solved = false;
  for (SuspensionFact &Fact : More.Suspensions) {
    for (const std::string &Overridden : Fact.Overrides)
      Overriders[Overridden].insert(Fact.Function);
    std::set<SuspensionFact> &Definitions = Suspensions[Fact.Function];
    Definitions.insert(std::move(Fact));
  }
  Partial |= !More.UsesKnown && !More.empty();
  UsedOtherwise.insert(More.UsedOtherwise.begin(), More.UsedOtherwise.end());
  for (ParameterFact &Fact : More.Parameters) {
    std::set<ParameterFact> &Definitions = Parameters[{Fact.Function, Fact.Parameter}];
    Definitions.insert(std::move(Fact));
  }
}

void Program::solve() {
  if (std::exchange(Solved, true))
    return;
  solveSuspensions();
  solveEffects();
}

bool Program::staysSuspending(llvm::StringRef Function) const {
  llvm::StringRef Called = Function;
  const bool Pure = Called.consume_front(PureCall);
  if (Pure || Called.consume_front(VirtualCall)) {
    const auto Reached = Overriders.find(Called);
    return (Pure || Suspending.contains(Called)) &&
           (Reached == Overriders.end() ||
            llvm::all_of(Reached->second.keys(),
                         [&](auto Overrider) { return Suspending.contains(Overrider); }));
  }
  const auto Definitions = Suspensions.find(Function);
  return Definitions != Suspensions.end() &&
         llvm::all_of(Definitions->second, [&](const SuspensionFact &Fact) {
           std::vector<unsigned> Met;
           return !walk(
                      Fact.Ways, [&](const WayPoint &At) { return suspends(At); }, Met) &&
                  !Met.empty();
         });
}

void Program::solveSuspensions() {
  // Of each function, who depends on it: one that falls takes only those along.
  llvm::StringMap<llvm::StringSet<>> Dependents;
  std::vector<std::string> Worklist;
  Suspending.clear();
  auto Assume = [&](llvm::StringRef Function) {
    if (Suspending.insert(Function).second)
      Worklist.push_back(Function.str());
  };
  for (const auto &[Function, Definitions] : Suspensions) {
    Assume(Function);
    for (const SuspensionFact &Fact : Definitions)
      for (const WayPoint &At : Fact.Ways)
        if (!At.Callee.empty())
          Dependents[At.Callee].insert(Function);
  }
  // A virtual call depends on every function that it may reach.
  for (const auto &Overridden : Overriders)
    if (Closed || Overridden.getKey().contains(OfUnit))
      for (const bool Pure : {false, true}) {
        const std::string Call = virtualCallOf(Overridden.getKey(), Pure);
        Assume(Call);
        Dependents[Overridden.getKey()].insert(Call);
        for (const llvm::StringRef Overrider : Overridden.getValue().keys())
          Dependents[Overrider].insert(Call);
      }
  while (!Worklist.empty()) {
    const std::string Function = std::move(Worklist.back());
    Worklist.pop_back();
    if (!Suspending.contains(Function) || staysSuspending(Function))
      continue;
    Suspending.erase(Function);
    if (const auto Hanging = Dependents.find(Function); Hanging != Dependents.end())
      for (const llvm::StringRef Caller : Hanging->second.keys())
        Worklist.push_back(Caller.str());
  }
}

EffectKind Program::known(const EffectAssumption &Of) const {
  const auto Found = Effects.find({Of.Function, Of.Parameter});
  return Found == Effects.end() ? EffectKind::Escapes : Found->second;
}

bool Program::holds(const std::vector<EffectAssumption> &All) const {
  return llvm::all_of(
      All, [&](const EffectAssumption &Assumed) { return known(Assumed) == Assumed.What; });
}

void Program::solveEffects() {
  // In the order in which they depend on each other. What is left then depends on itself.
  std::map<ParameterKey, unsigned> Open;
  std::map<ParameterKey, std::vector<ParameterKey>> Dependents;
  std::vector<ParameterKey> Worklist;
  Effects.clear();
  for (const auto &[Key, Definitions] : Parameters) {
    std::set<ParameterKey> Needed;
    for (const ParameterFact &Fact : Definitions) {
      if (Parameters.count({Fact.SameAs, Fact.SameParameter}))
        Needed.insert({Fact.SameAs, Fact.SameParameter});
      for (const EffectCase &Case : Fact.Cases)
        for (const EffectAssumption &If : Case.If)
          if (Parameters.count({If.Function, If.Parameter}))
            Needed.insert({If.Function, If.Parameter});
    }
    for (const ParameterKey &Other : Needed)
      Dependents[Other].push_back(Key);
    if (Needed.empty())
      Worklist.push_back(Key);
    Open[Key] = Needed.size();
  }
  while (!Worklist.empty()) {
    const ParameterKey Key = std::move(Worklist.back());
    Worklist.pop_back();
    std::set<EffectKind> Answers;
    for (const ParameterFact &Fact : Parameters[Key]) {
      const auto Case = llvm::find_if(Fact.Cases, [&](const EffectCase &C) { return holds(C.If); });
      Answers.insert(Case != Fact.Cases.end() ? Case->What
                                              : known({Fact.SameAs, Fact.SameParameter}));
    }
    Effects[Key] = Answers.size() == 1 ? *Answers.begin() : EffectKind::Escapes;
    for (const ParameterKey &Dependent : Dependents[Key])
      if (--Open[Dependent] == 0)
        Worklist.push_back(Dependent);
  }
}

bool Program::isAlwaysAsync(llvm::StringRef Function) {
  solve();
  return Suspending.contains(Function);
}

std::vector<unsigned> Program::suspensionsOn(const std::vector<WayPoint> &Ways) {
  solve();
  std::vector<unsigned> Met;
  walk(Ways, [&](const WayPoint &At) { return suspends(At); }, Met);
  return Met;
}

EffectKind Program::effectOn(llvm::StringRef Function, unsigned Parameter) {
  solve();
  return known({Function.str(), Parameter});
}

const ParameterFact *Program::definitionOf(llvm::StringRef Function, unsigned Parameter) const {
  auto Definitions = Parameters.find({Function.str(), Parameter});
  return Definitions == Parameters.end() || Definitions->second.empty()
             ? nullptr
             : &*Definitions->second.begin();
}

Program::Verdict Program::settle(const Condition &If) {
  solve();
  if (!llvm::all_of(If.AlwaysAsync,
                    [&](const std::string &Function) { return isAlwaysAsync(Function); }))
    return {};
  if (!If.OnlyAwaited.empty() && !isOnlyAwaited(If.OnlyAwaited))
    return {};
  // One that never returns at all has nothing to tell.
  if (!If.Ways.empty() && suspensionsOn(If.Ways).empty())
    return {};
  if (If.AnyOf.empty())
    return {true, nullptr};
  for (const Assumptions &Assumed : If.AnyOf)
    if (holds(Assumed.All))
      return {true, &Assumed};
  return {};
}

Facts Program::facts() const {
  Facts All;
  for (const auto &[Function, Definitions] : Suspensions)
    llvm::append_range(All.Suspensions, Definitions);
  for (const auto &[Key, Definitions] : Parameters)
    llvm::append_range(All.Parameters, Definitions);
  llvm::append_range(All.UsedOtherwise, UsedOtherwise);
  All.UsesKnown = !Partial;
  return All;
}

} // namespace valuetask
