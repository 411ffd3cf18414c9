//===--- Summaries.cpp - what calls do to what they are given -------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "events/Summaries.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

namespace {

/// What may have happened to an object since the function began, one bit each.
constexpr unsigned char Untouched = 1;
constexpr unsigned char Consumed = 2;
constexpr unsigned char Filled = 4;    // over what was there
constexpr unsigned char Refilled = 8;  // after it was consumed
constexpr unsigned char Cleared = 16;  // over what was there
constexpr unsigned char TakenOut = 32; // the same, after it was consumed
constexpr unsigned char Unclear = 64;
constexpr unsigned char WasConsumed = Consumed | Refilled | TakenOut;

unsigned char after(unsigned char Before, const Event &E) {
  // What was consumed first is told from what was overwritten.
  const auto Overwritten = [Before](unsigned char Over, unsigned char Again) {
    unsigned char After = Before & Unclear;
    if (Before & (Untouched | Filled | Cleared))
      After |= Over;
    return After | (Before & WasConsumed ? Again : 0);
  };
  switch (E.Kind) {
  case EventKind::Consume:
  case EventKind::ConsumeWhole:
    return E.isCertain() ? Consumed : Unclear;
  case EventKind::TakeOut:
    return E.isCertain() ? TakenOut : Unclear;
  case EventKind::Create:
  case EventKind::CreateEmpty:
    return E.isCertain() ? Filled : Unclear;
  case EventKind::Reinitialise:
    return E.isCertain() ? Overwritten(Filled, Refilled) : Unclear;
  case EventKind::Clear:
    return E.isCertain() ? Overwritten(Cleared, TakenOut) : Unclear;
  case EventKind::Escape:
  case EventKind::Swap:
    return Unclear;
  case EventKind::Diverge:
    return 0;
  case EventKind::Lend:
  case EventKind::Suspend:
  case EventKind::Test:
  case EventKind::Bind:
  case EventKind::Unbind:
    return Before;
  }
  llvm_unreachable("an event that is no fate");
}

Effect::Kind effectOf(unsigned char States) {
  switch (States) {
  case Consumed:
    return Effect::Kind::Consumes;
  case Untouched | Consumed:
    return Effect::Kind::MayConsume;
  case Filled:
    return Effect::Kind::Reinitialises;
  case Refilled:
    return Effect::Kind::Renews;
  case Cleared:
    return Effect::Kind::Clears;
  case TakenOut:
    return Effect::Kind::TakesOut;
  case Untouched:
    return Effect::Kind::Looks;
  default:
    return Effect::Kind::Escapes;
  }
}

/// The states of one object at the end of a function, where that ends normally.
unsigned char statesAtEnd(const ControlFlow &Flow, const FunctionEvents &Events, ObjectId Object) {
  llvm::DenseMap<const CFGBlock *, unsigned char> AtEntry;
  std::vector<const CFGBlock *> Worklist = {&Flow.cfg().getEntry()};
  AtEntry[Worklist.front()] = Untouched;
  while (!Worklist.empty()) {
    const CFGBlock *Block = Worklist.back();
    Worklist.pop_back();
    unsigned char States = AtEntry[Block];
    Events.forEachEvent(*Block, [&](const Event &E) {
      if (E.Object == Object && States)
        States = after(States, E);
    });
    for (unsigned Index = 0; Index < Block->succ_size(); ++Index) {
      const CFGBlock *Successor = *(Block->succ_begin() + Index);
      if (!Successor || (Successor == &Flow.cfg().getExit() && !endsNormally(Block, Index)))
        continue;
      unsigned char &Joined = AtEntry[Successor];
      if ((Joined | States) == Joined)
        continue;
      Joined |= States;
      Worklist.push_back(Successor);
    }
  }
  return AtEntry.lookup(&Flow.cfg().getExit());
}

/// A copy of the caller's pointer: what it is made to point to is the function's own affair, but
/// where it goes isn't.
bool isPointerOf(const Place &Where, const FunctionDecl *Function) {
  const auto *Parameter = dyn_cast_or_null<ParmVarDecl>(Where.Root);
  return Parameter && Where.isVariable() && Parameter->getDeclContext() == Function &&
         Parameter->getType()->isPointerType();
}

/// Does the caller know the place by a name of its own?
bool isGiven(const Place &Where, const FunctionDecl *Function) {
  if (!Where.Root)
    return true;
  if (const auto *Parameter = dyn_cast<ParmVarDecl>(Where.Root);
      Parameter && Parameter->getDeclContext() == Function) {
    const QualType Type = Parameter->getType();
    if (Type->isReferenceType())
      return true;
    return !Where.Steps.empty() && Where.Steps.front().What == PlaceStep::Kind::Content &&
           Type->isPointerType();
  }
  const auto *Variable = dyn_cast<VarDecl>(Where.Root);
  return Where.Root->getDeclContext() != Function || (Variable && Variable->isInitCapture());
}

/// An index of the function's own means nothing to its caller.
Place forCaller(Place Where) {
  for (PlaceStep &Step : Where.Steps)
    if (Step.What == PlaceStep::Kind::ElementAt)
      Step = {PlaceStep::Kind::AnyElement};
  return Where;
}

} // namespace

std::vector<UnknownEffect> UnknownEffects::unique() const {
  std::vector<UnknownEffect> Unique;
  for (const UnknownEffect &Effect : Met)
    if (!llvm::is_contained(Unique, Effect))
      Unique.push_back(Effect);
  return Unique;
}

/// Hands on what a summary depends on to whoever collects that.
const Summary *Summaries::withUnknown(const Summary *Result) const {
  if (Collector)
    llvm::append_range(Collector->Met, Result->Unknown);
  return Result;
}

/// Of a function that is only declared, as far as its facts go: what it does to the objects that
/// its parameters refer to. Whatever else it is given escapes.
const Summary *Summaries::ofOtherUnit(const FunctionDecl *Callee) {
  Callee = Callee->getCanonicalDecl();
  if (!Others || Callee->getReturnType()->isReferenceType() ||
      Callee->getReturnType()->isPointerType())
    return nullptr;
  auto Result = std::make_unique<Summary>();
  bool IsKnown = false;
  for (unsigned Index = 0; Index < Callee->getNumParams(); ++Index) {
    const ParmVarDecl *Parameter = Callee->getParamDecl(Index);
    const QualType Type = Parameter->getType();
    if (!Type->isReferenceType() && !Type->isPointerType())
      continue;
    Place Where{Parameter, {}};
    if (Type->isPointerType())
      Where = Where.then({PlaceStep::Kind::Content});
    EffectKind What = EffectKind::Escapes;
    if (hasEffectFact(Callee, Index, Types)) {
      What = Others->effectOn(Callee, Index);
      if (What != EffectKind::Escapes)
        IsKnown = true;
      else if (Collector)
        Collector->Met.emplace_back(Callee, Index);
    } else if (Type->isRValueReferenceType()) {
      What = EffectKind::Consumes; // as its signature says
    } else if (Type->getPointeeType().isConstQualified()) {
      What = EffectKind::Looks;
    }
    if (What != EffectKind::Looks)
      Result->Effects.push_back(
          {std::move(Where), What,
           What == EffectKind::Escapes ? QualType() : Type->getPointeeType()});
  }
  if (!IsKnown)
    return nullptr;
  if (const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
      Method && !Method->isConst() && !Method->isStatic())
    Result->Effects.push_back({{}, EffectKind::Escapes, {}});
  return (Done[Callee] = std::move(Result)).get();
}

const Summary *Summaries::of(const FunctionDecl *Callee) {
  const FunctionDecl *Definition = nullptr;
  // An override may do something else; and what the members of a single-consumption type do to it
  // is what the type says, not what its data members tell.
  if (const auto *Method = dyn_cast<CXXMethodDecl>(Callee))
    if ((Method->isVirtual() && !Method->hasAttr<FinalAttr>() &&
         !Method->getParent()->hasAttr<FinalAttr>()) ||
        Types.isSingleConsumption(Method->getASTContext().getRecordType(Method->getParent())))
      return nullptr;
  if (!Callee->hasBody(Definition)) {
    auto Known = Done.find(Callee->getCanonicalDecl());
    return Known == Done.end() ? ofOtherUnit(Callee) : Known->second.get();
  }
  if (Definition->isDependentContext() || Definition->isDefaulted() ||
      Definition->getASTContext().getSourceManager().isInSystemHeader(Definition->getLocation()))
    return nullptr;
  if (auto It = Done.find(Definition); It != Done.end())
    return withUnknown(It->second.get());
  for (size_t I = 0; I < Running.size(); ++I)
    if (Running[I].first == Definition) {
      LeadsBackTo = std::min(LeadsBackTo, I);
      return &Running[I].second;
    }

  for (const Provisional &Each : ThisRound)
    if (Each.Function == Definition) {
      LeadsBackTo = std::min(LeadsBackTo, Each.LeadsBackTo);
      return withUnknown(Each.Result.get());
    }

  // Each round can only add effects, and there are few kinds of them; a bound all the same.
  constexpr unsigned MostRounds = 32;
  const size_t Depth = Running.size(), Before = ThisRound.size();
  const size_t Outer = std::exchange(LeadsBackTo, ~size_t(0));
  std::optional<UnknownEffects> Unknown(std::in_place, *this);
  const bool ChangedOutside = std::exchange(Changed, false);
  auto Known = LastRound.find(Definition);
  Running.emplace_back(Definition, Known == LastRound.end() ? Summary() : Known->second);
  if (Known == LastRound.end())
    Running.back().second.Diverges = true;
  for (unsigned Round = 0; Round < MostRounds; ++Round) {
    ThisRound.resize(Before);
    Changed = false;
    Summary Next = compute(Definition);
    Changed |= !(Next == Running[Depth].second);
    Running[Depth].second = std::move(Next);
    // What hangs on one that is still running is computed again with that.
    if (!Changed || LeadsBackTo != Depth)
      break;
  }
  auto Result = std::make_unique<Summary>(std::move(Running[Depth].second));
  Running.pop_back();
  Result->Unknown = Unknown->unique();
  Unknown.reset();
  withUnknown(Result.get());
  const size_t Back = std::exchange(LeadsBackTo, Outer);
  if (Back < Depth) {
    LeadsBackTo = std::min(Outer, Back);
    Changed |= ChangedOutside;
    LastRound[Definition] = *Result;
    ThisRound.push_back({Definition, std::move(Result), Back});
    return ThisRound.back().Result.get();
  }
  Changed = ChangedOutside;
  for (Provisional &Each : llvm::drop_begin(ThisRound, Before))
    Done[Each.Function] = std::move(Each.Result);
  ThisRound.resize(Before);
  return (Done[Definition] = std::move(Result)).get();
}

Summary Summaries::compute(const FunctionDecl *Definition) {
  const FunctionEvents Events(Definition, *this);
  Summary Result;
  const QualType Type = Definition->getReturnType();
  if (Type->isReferenceType() || Type->isPointerType()) {
    Result.Returned = Events.returned();
    if (Result.Returned && !isGiven(*Result.Returned, Definition))
      Result.Returned.reset();
    if (Result.Returned)
      Result.Returned = forCaller(*Result.Returned);
    Result.ReturnsSomething = !Result.Returned && Types.leadsToSingleConsumption(Type);
  }
  const ControlFlow *Flow = nullptr;
  for (ObjectId Object = 0; Object < Events.objects().size(); ++Object) {
    const TrackedObject &Each = Events.objects()[Object];
    const bool Pointer = isPointerOf(Each.Where, Definition);
    if (!Pointer && !isGiven(Each.Where, Definition))
      continue;
    if (!Flow)
      Flow = Flows.of(Definition);
    const unsigned char States =
        Flow && !Each.Pinned ? statesAtEnd(*Flow, Events, Object) : Unclear;
    if (States == Untouched || States == 0 || (Pointer && !(States & Unclear)))
      continue;
    Result.Effects.push_back({forCaller(Each.Where), effectOf(States), Each.Type});
  }
  // A whole before its parts, as its function's end has them.
  llvm::sort(Result.Effects, [](const Effect &A, const Effect &B) {
    return A.Where.Steps.size() < B.Where.Steps.size();
  });
  return Result;
}

} // namespace valuetask
