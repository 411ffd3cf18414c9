//===--- Summaries.cpp - what calls do to what they are given -------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "events/Summaries.h"
#include "events/ObjectState.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

namespace {

/// What a function has done to an object of its caller: the state that it is in, and whether it was
/// consumed on the way there.
struct Fate {
  ObjectState State;
  bool WasConsumed;
};

constexpr Fate Untouched{ObjectState::AsGiven, false};
constexpr Fate Consumed{ObjectState::Consumed, true};
constexpr Fate Unclear{ObjectState::Unknown, false};

/// The fates that an object may have, by the path that the function takes: the join is a union.
class Fates {
public:
  Fates() = default;
  Fates(std::initializer_list<Fate> List) {
    for (const Fate &F : List)
      add(F);
  }

  void add(const Fate &F) { Bits |= bit(F); }
  bool has(const Fate &F) const { return Bits & bit(F); }
  bool empty() const { return Bits == 0; }
  /// True where \p Others has some that weren't there.
  bool join(const Fates &Others) { return std::exchange(Bits, Bits | Others.Bits) != Bits; }
  template <class Change> Fates map(Change ToEach) const {
    Fates Result;
    for (const ObjectState State : AllStates)
      for (const bool WasConsumed : {false, true})
        if (const Fate F{State, WasConsumed}; has(F))
          Result.add(ToEach(F));
    return Result;
  }
  friend bool operator==(const Fates &, const Fates &) = default;

private:
  static unsigned bit(const Fate &F) {
    return 1U << (2 * static_cast<unsigned>(F.State) + (F.WasConsumed ? 1 : 0));
  }
  unsigned Bits = 0;
};

Fate after(const Fate &Before, const Event &E) {
  // The caller is told that it is consumed, however often the function does it: a second time is
  // the function's own mistake.
  if (E.isConsumption())
    return {stateAfter(ObjectState::Fresh, E.Kind) == ObjectState::Emptied ? ObjectState::Empty
                                                                           : ObjectState::Consumed,
            true};
  switch (E.Kind) {
  case EventKind::Reinitialise:
  case EventKind::Clear:
    // Whether it was consumed before it escaped, and was filled then, isn't known.
    if (Before.State == ObjectState::Unknown || Before.State == ObjectState::Shown)
      return Before;
    return {stateAfter(Before.State, E.Kind), Before.WasConsumed};
  default:
    return {stateAfter(Before.State, E.Kind), false};
  }
}

Fates after(const Fates &Before, const Event &E) {
  switch (E.Kind) {
  case EventKind::Diverge:
    return {};
  case EventKind::Remove:
    return Fates{Unclear};
  case EventKind::Lend:
  case EventKind::Suspend:
  case EventKind::Test:
  case EventKind::Bind:
  case EventKind::Unbind:
    return Before;
  default:
    return E.isCertain() ? Before.map([&](const Fate &F) { return after(F, E); }) : Fates{Unclear};
  }
}

EffectKind effectOf(const Fates &AtEnd) {
  using State = ObjectState;
  const std::pair<Fates, EffectKind> Table[] = {
      {{Untouched}, EffectKind::Looks},
      {{Consumed}, EffectKind::Consumes},
      {{Untouched, Consumed}, EffectKind::MayConsume},
      {{{State::Fresh, false}}, EffectKind::Reinitialises},
      {{{State::Fresh, true}}, EffectKind::Renews},
      {{{State::Empty, false}}, EffectKind::Clears},
      {{{State::Empty, true}}, EffectKind::TakesOut},
  };
  for (const auto &[Fates, Effect] : Table)
    if (AtEnd == Fates)
      return Effect;
  return EffectKind::Escapes;
}

/// What may have become of one object at the end of a function, where that ends normally.
Fates fatesAtEnd(const ControlFlow &Flow, const FunctionEvents &Events, ObjectId Object) {
  llvm::DenseMap<const CFGBlock *, Fates> AtEntry;
  std::vector<const CFGBlock *> Worklist = {&Flow.cfg().getEntry()};
  AtEntry[Worklist.front()] = {Untouched};
  while (!Worklist.empty()) {
    const CFGBlock *Block = Worklist.back();
    Worklist.pop_back();
    Fates Here = AtEntry[Block];
    Events.forEachEvent(*Block, [&](const Event &E) {
      if (E.Object == Object && !Here.empty())
        Here = after(Here, E);
    });
    for (unsigned Index = 0; Index < Block->succ_size(); ++Index) {
      const CFGBlock *Successor = *(Block->succ_begin() + Index);
      if (!Successor || (Successor == &Flow.cfg().getExit() && !endsNormally(Block, Index)))
        continue;
      if (AtEntry[Successor].join(Here))
        Worklist.push_back(Successor);
    }
  }
  return AtEntry.lookup(&Flow.cfg().getExit());
}

/// Does the function ask the object whether there is something, or let others ask it?
bool asks(const ControlFlow &Flow, const FunctionEvents &Events, ObjectId Object) {
  if (!Events.objects()[Object].Tests.empty())
    return true;
  bool Asks = false;
  for (const CFGBlock *Block : Flow.cfg())
    Events.forEachEvent(*Block, [&](const Event &E) {
      Asks |= E.Object == Object && (E.Kind == EventKind::Test || E.Kind == EventKind::Lend ||
                                     E.Kind == EventKind::Escape);
    });
  return Asks;
}

/// Does the function call something for what that does? It may be what completes the object.
bool callsForEffect(const ControlFlow &Flow) {
  return llvm::any_of(Flow.cfg(), [](const CFGBlock *Block) {
    return llvm::any_of(*Block, [](const CFGElement &Element) {
      const std::optional<CFGStmt> S = Element.getAs<CFGStmt>();
      const auto *Call = S ? dyn_cast<CallExpr>(S->getStmt()) : nullptr;
      return Call && Call->getType()->isVoidType();
    });
  });
}

/// Notes the member that takes the result wherever the object is consumed, if nobody asks before.
void findTaker(const ControlFlow &Flow, const FunctionEvents &Events, ObjectId Object,
               Effect &Into) {
  if (asks(Flow, Events, Object) || callsForEffect(Flow))
    return;
  bool TakesAlways = true;
  for (const CFGBlock *Block : Flow.cfg())
    Events.forEachEvent(*Block, [&](const Event &E) {
      if (E.Object != Object || !E.isConsumption())
        return;
      if (E.Taker || E.NeedsResult) {
        Into.Taker = E.Taker ? E.Taker : cast<CXXMethodDecl>(E.By);
        Into.TakenAt = E.Taker ? E.TakenAt : E.Location;
      } else {
        TakesAlways = false;
      }
    });
  if (!TakesAlways)
    Into.Taker = nullptr;
}

/// The statements that consume the object, where nothing else that matters happens to it and nobody
/// asks it anything; nothing otherwise.
std::vector<const Stmt *> consumersOf(const ControlFlow &Flow, const FunctionEvents &Events,
                                      ObjectId Object) {
  std::vector<const Stmt *> Result;
  bool IsPlain = !asks(Flow, Events, Object);
  for (const CFGBlock *Block : Flow.cfg())
    for (const CFGElement &Element : *Block)
      Events.forEachEvent(Element, [&](const Event &E) {
        if (E.Object != Object || E.Kind == EventKind::Bind || E.Kind == EventKind::Unbind)
          return;
        const bool Consumes = E.Kind == EventKind::Consume && E.isCertain();
        IsPlain &= Consumes;
        if (Consumes)
          Result.push_back(Element.castAs<CFGStmt>().getStmt());
      });
  return IsPlain ? Result : std::vector<const Stmt *>();
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

/// Of a function of which the rounds didn't settle what it does: whatever it is given escapes.
static Summary unsettled(const FunctionDecl *Definition, Summary Last) {
  for (Effect &Known : Last.Effects)
    Known.What = EffectKind::Escapes;
  const auto Escapes = [&Last](const Place &Where) {
    if (llvm::none_of(Last.Effects, [&](const Effect &E) { return E.Where == Where; }))
      Last.Effects.push_back({Where, EffectKind::Escapes, {}});
  };
  for (const ParmVarDecl *Parameter : Definition->parameters())
    if (Parameter->getType()->isReferenceType())
      Escapes(Place{Parameter, {}});
    else if (Parameter->getType()->isPointerType())
      Escapes(Place{Parameter, {}}.then({PlaceStep::Kind::Content}));
  if (const auto *Method = dyn_cast<CXXMethodDecl>(Definition); Method && !Method->isStatic())
    Escapes({});
  Last.Diverges = false;
  return Last;
}

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
    Result->Asked.push_back(Where);
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
        Types.isDeclaredSingleConsumption(Method->getParent()))
      return nullptr;
  if (!Callee->hasBody(Definition)) {
    auto Found = Done.find(Callee->getCanonicalDecl());
    return Found == Done.end() ? ofOtherUnit(Callee) : Found->second.get();
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

  for (const Provisional &Open : ThisRound)
    if (Open.Function == Definition) {
      LeadsBackTo = std::min(LeadsBackTo, Open.LeadsBackTo);
      return withUnknown(Open.Result.get());
    }

  // Each round can only add effects, and there are few kinds of them; a bound all the same.
  constexpr unsigned MostRounds = 32;
  const size_t Depth = Running.size(), Before = ThisRound.size();
  const size_t Outer = std::exchange(LeadsBackTo, ~size_t(0));
  std::optional<UnknownEffects> Unknown(std::in_place, *this);
  const bool ChangedOutside = std::exchange(Changed, false);
  auto Found = LastRound.find(Definition);
  Running.emplace_back(Definition, Found == LastRound.end() ? Summary() : Found->second);
  if (Found == LastRound.end())
    Running.back().second.Diverges = true;
  for (unsigned Round = 0;; ++Round) {
    ThisRound.resize(Before);
    Changed = false;
    Summary Next = compute(Definition);
    // (The functions that lead back here have been computed with that for the last time.)
    if (Round > MostRounds)
      break;
    Changed |= !(Next == Running[Depth].second);
    Running[Depth].second = std::move(Next);
    // What depends on one that is still running is computed again with that.
    if (!Changed || LeadsBackTo != Depth)
      break;
    if (Round == MostRounds)
      Running[Depth].second = unsettled(Definition, std::move(Running[Depth].second));
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
  for (Provisional &Open : llvm::drop_begin(ThisRound, Before))
    Done[Open.Function] = std::move(Open.Result);
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
  for (ObjectId Id = 0; Id < Events.objects().size(); ++Id) {
    const TrackedObject &Object = Events.objects()[Id];
    const bool Pointer = isPointerOf(Object.Where, Definition);
    if (!Pointer && !isGiven(Object.Where, Definition))
      continue;
    if (!Flow)
      Flow = Flows.of(Definition);
    if (!Flow || Object.Pinned || asks(*Flow, Events, Id))
      Result.Asked.push_back(forCaller(Object.Where));
    const Fates AtEnd = Flow && !Object.Pinned ? fatesAtEnd(*Flow, Events, Id) : Fates{Unclear};
    if (AtEnd == Fates{Untouched} || AtEnd.empty() || (Pointer && !AtEnd.has(Unclear)))
      continue;
    Effect OnObject{forCaller(Object.Where), effectOf(AtEnd), Object.Type};
    OnObject.Each = Object.IsWhole;
    if (OnObject.What == EffectKind::Consumes)
      findTaker(*Flow, Events, Id, OnObject);
    if (OnObject.What == EffectKind::MayConsume && !Object.IsWhole)
      OnObject.ConsumedAt = consumersOf(*Flow, Events, Id);
    Result.Effects.push_back(std::move(OnObject));
  }
  // A whole before its parts, as its function's end has them.
  llvm::sort(Result.Effects, [](const Effect &A, const Effect &B) {
    return A.Where.Steps.size() < B.Where.Steps.size();
  });
  return Result;
}

} // namespace valuetask
