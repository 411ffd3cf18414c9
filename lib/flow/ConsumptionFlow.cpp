//===--- ConsumptionFlow.cpp - step one: candidates -----------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/ConsumptionFlow.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

namespace {

using StateSet = unsigned char;

constexpr StateSet only(ObjectState State) { return 1U << static_cast<unsigned>(State); }
constexpr StateSet Pending = only(ObjectState::Fresh) | only(ObjectState::Held);

/// What one of two may hold that change places, where both are followed.
constexpr StateSet Followed =
    Pending | only(ObjectState::Empty) | only(ObjectState::Consumed) | only(ObjectState::Emptied);

StateSet transfer(StateSet Before, EventKind Event) {
  StateSet After = 0;
  for (const ObjectState State : AllStates)
    if (Before & only(State))
      After |= only(stateAfter(State, Event));
  return After;
}

struct PlacedEvent {
  const CFGBlock *Block;
  Event What;
  unsigned SuspensionsBefore; // in the same block
};

bool isBirth(const Event &E) {
  return E.Kind == EventKind::Create || E.Kind == EventKind::CreateEmpty;
}

bool isOverwriting(const Event &E) {
  return E.Kind == EventKind::Reinitialise || E.Kind == EventKind::Clear;
}

/// The flow of one object.
class ObjectFlow {
public:
  ObjectFlow(const ControlFlow &Flow, ObjectId Id, const TrackedObject &Object, MisuseKinds Wanted,
             bool Eager, llvm::ArrayRef<PlacedEvent> Events, llvm::ArrayRef<unsigned> Suspensions,
             const llvm::BitVector &Endless)
      : Flow(Flow), Id(Id), Object(Object), Wanted(Wanted), Eager(Eager), Suspensions(Suspensions),
        Endless(Endless) {
    for (const PlacedEvent &Placed : Events) {
      ByBlock[Placed.Block].push_back(Placed);
      Consumed |= Placed.What.isConsumption();
      ConsumedInPart |= Placed.What.Partial != nullptr;
      NeedsResult |= Placed.What.NeedsResult;
      Refilled |=
          Placed.What.Kind == EventKind::Reinitialise || Placed.What.Kind == EventKind::Swap;
      FilledHere |= Placed.What.Value != nullptr;
      if (isBirth(Placed.What))
        Births.push_back(Placed.Block);
    }
    if (Births.empty())
      Births.push_back(&Flow.cfg().getEntry());
  }

  /// Is there anything to look for at all?
  bool isOfInterest() const { return Consumed || ConsumedInPart || NeedsResult || wantsEnd(); }

  /// The states at each swap, by its place.
  std::map<unsigned, StateSet> atSwaps() {
    solve();
    std::map<unsigned, StateSet> Result;
    for (const auto &[Block, States] : AtEntry) {
      StateSet Here = States;
      for (const PlacedEvent &Placed : ByBlock.lookup(Block)) {
        if (Placed.What.Kind == EventKind::Swap)
          Result[Placed.What.Location.getRawEncoding()] |= Here;
        const StateSet After = transfer(Here, Placed.What.Kind);
        Here = Placed.What.isCertain() ? After : Here | After;
      }
    }
    return Result;
  }

  std::vector<Candidate> run() {
    SwapsAreSettled = true;
    solve();
    std::vector<Candidate> Candidates;
    std::vector<const CFGBlock *> Reached;
    for (const auto &[Block, States] : AtEntry)
      Reached.push_back(Block);
    // clang numbers blocks from the exit up.
    llvm::sort(Reached, [](const CFGBlock *A, const CFGBlock *B) {
      return A->getBlockID() > B->getBlockID();
    });
    for (const CFGBlock *Block : Reached)
      through(Block, &Candidates);
    if (EndsPending && wantsEnd())
      add(Candidates, MisuseKind::Unconsumed, &Flow.cfg().getExit(),
          Object.Declaration->getLocation());
    else if (const CFGBlock *Loop = Endless.any() && wantsEnd() ? loopThatForgets() : nullptr) {
      add(Candidates, MisuseKind::Unconsumed, Loop, Object.Declaration->getLocation());
      Candidates.back().InEndlessLoop = true;
    }
    return Candidates;
  }

private:
  /// A parameter that is nowhere consumed is what its function is for; one that is forgotten on a
  /// path only is a mistake.
  bool wantsEnd() const {
    return Wanted.has(MisuseKind::Unconsumed) && Object.OwnedHere &&
           (Consumed || !isa<ParmVarDecl>(Object.Declaration));
  }

  /// The first block of a loop that never ends, to which the object comes without having been
  /// consumed, and after which nothing happens to it any more.
  const CFGBlock *loopThatForgets() const {
    std::vector<const CFGBlock *> Worklist = Births;
    llvm::DenseSet<const CFGBlock *> Seen;
    for (size_t Next = 0; Next < Worklist.size(); ++Next) {
      const CFGBlock *Block = Worklist[Next];
      if (!Block || !Seen.insert(Block).second)
        continue;
      const auto States = AtEntry.find(Block);
      if (Endless[Block->getBlockID()] && States != AtEntry.end() && (States->second & Pending) &&
          !happensAnythingFrom(Block))
        return Block;
      Worklist.insert(Worklist.end(), Block->succ_begin(), Block->succ_end());
    }
    return nullptr;
  }

  bool happensAnythingFrom(const CFGBlock *Block) const {
    const llvm::BitVector Reached = Flow.reachableFrom(Block);
    return llvm::any_of(ByBlock, [&](const auto &Placed) {
      return Reached[Placed.first->getBlockID()] &&
             llvm::any_of(Placed.second, [](const PlacedEvent &E) {
               return E.What.Kind != EventKind::Test && E.What.Kind != EventKind::Bind &&
                      E.What.Kind != EventKind::Unbind;
             });
    });
  }

  void solve() {
    findLiveBlocks();
    std::vector<const CFGBlock *> Worklist;
    auto Join = [&](const CFGBlock *Block, StateSet States) {
      if (!Block || (!Live.contains(Block) && !(wantsEnd() && (Refilled || (States & Pending)))))
        return;
      StateSet &Joined = AtEntry[Block];
      if ((Joined | States) == Joined)
        return;
      Joined |= States;
      Worklist.push_back(Block);
    };
    for (const CFGBlock *Birth : Births) {
      const bool AtEntryToo = Birth == &Flow.cfg().getEntry();
      AtEntry[Birth] = only(AtEntryToo ? ObjectState::Fresh : ObjectState::Unknown);
      Worklist.push_back(Birth);
    }
    while (!Worklist.empty()) {
      const CFGBlock *Block = Worklist.back();
      Worklist.pop_back();
      const StateSet AtEnd = through(Block, nullptr);
      for (unsigned Index = 0; Index < Block->succ_size(); ++Index) {
        const CFGBlock *Successor = *(Block->succ_begin() + Index);
        if (Successor == &Flow.cfg().getExit())
          EndsPending |= (AtEnd & Pending) && endsNormally(Block, Index);
        Join(Successor, AtEnd);
      }
    }
  }

  /// The blocks from which a consumption can be reached within one life of the object.
  void findLiveBlocks() {
    std::vector<const CFGBlock *> Worklist;
    for (const auto &[Block, Events] : ByBlock)
      if (llvm::any_of(Events, [](const PlacedEvent &Placed) {
            return Placed.What.isConsumption() || Placed.What.Partial || Placed.What.NeedsResult ||
                   Placed.What.Kind == EventKind::Swap;
          }))
        Worklist.push_back(Block);
    while (!Worklist.empty()) {
      const CFGBlock *Block = Worklist.back();
      Worklist.pop_back();
      if (!Block || !Live.insert(Block).second || llvm::is_contained(Births, Block))
        continue;
      Worklist.insert(Worklist.end(), Block->pred_begin(), Block->pred_end());
    }
  }

  StateSet through(const CFGBlock *Block, std::vector<Candidate> *Candidates) {
    StateSet States = AtEntry[Block];
    unsigned Suspended = 0;
    if (auto It = ByBlock.find(Block); It != ByBlock.end())
      for (const PlacedEvent &Placed : It->second) {
        if (Placed.SuspensionsBefore > Suspended)
          States = transfer(States, EventKind::Suspend);
        Suspended = Placed.SuspensionsBefore;
        if (Candidates)
          collect(Block, Placed.What, States, *Candidates);
        // (Which of these it is, the path tells; the other one is in any of them.)
        const bool IsOpen = SwapsAreSettled && Placed.What.Kind == EventKind::Swap;
        StateSet After = IsOpen ? Followed : transfer(States, Placed.What.Kind);
        if (Placed.What.Partial) // it does, or leaves it alone
          After |= transfer(States, EventKind::Consume) | (States & only(ObjectState::Consumed));
        States = Placed.What.isCertain() ? After : States | After;
      }
    if (Suspensions[Block->getBlockID()] > Suspended)
      States = transfer(States, EventKind::Suspend);
    return States;
  }

  void collect(const CFGBlock *Block, const Event &E, StateSet States,
               std::vector<Candidate> &Candidates) const {
    const bool Ends = isBirth(E) || (isOverwriting(E) && E.isCertain());
    if (Ends && (States & Pending) && wantsEnd())
      add(Candidates, MisuseKind::Unconsumed, Block, E.Location);
    const bool Consumes = E.Kind == EventKind::Consume || E.Kind == EventKind::TakeOut;
    if (!Consumes && !E.Partial && !E.NeedsResult)
      return;
    if ((Consumes || E.Partial) && llvm::any_of(AllStates, [&](ObjectState State) {
          return (States & only(State)) && isSecond(State, E);
        }))
      add(Candidates, MisuseKind::DoubleConsumption, Block, E.Location);
    if (E.Partial)
      return;
    if ((States & Pending) && (E.Taker || E.NeedsResult) && (isMadeHere(Object) || FilledHere))
      add(Candidates, MisuseKind::UnguardedResult, Block, E.Location);
    if (!Consumes || !Eager || !Object.OwnedHere)
      return;
    if (States & only(ObjectState::Held))
      add(Candidates, MisuseKind::DelayedConsumption, Block, E.Location);
  }

  void add(std::vector<Candidate> &Candidates, MisuseKind Kind, const CFGBlock *Block,
           SourceLocation Location) const {
    if (Wanted.has(Kind))
      Candidates.push_back({Kind, Id, Block, Location, Births, canBeFreshAgain(),
                            /*InEndlessLoop=*/false, /*CompletedByAnyCall=*/!Eager});
  }

  bool canBeFreshAgain() const {
    return llvm::any_of(Births, [this](const CFGBlock *B) { return Flow.isInCycle(B); }) ||
           llvm::any_of(ByBlock, [](const auto &Placed) {
             return llvm::any_of(Placed.second, [](const PlacedEvent &Placed) {
               return Placed.What.Kind == EventKind::Reinitialise ||
                      Placed.What.Kind == EventKind::Swap || Placed.What.Kind == EventKind::Clear ||
                      !Placed.What.isCertain();
             });
           });
  }

  const ControlFlow &Flow;
  ObjectId Id;
  const TrackedObject &Object;
  MisuseKinds Wanted;
  bool
      Eager; // does it start at once, so that holding it, and asking for its result, has a meaning?
  llvm::ArrayRef<unsigned> Suspensions; // by block
  const llvm::BitVector &Endless;       // the blocks of loops that never end
  bool Consumed = false;
  bool ConsumedInPart = false; ///< by a call, on some of its paths
  bool NeedsResult = false;    ///< some member does
  bool Refilled = false;
  bool SwapsAreSettled = false; ///< those that are left are to be followed on paths
  bool FilledHere = false;      // with something that is seen
  bool EndsPending = false;
  std::vector<const CFGBlock *> Births;
  llvm::DenseMap<const CFGBlock *, llvm::SmallVector<PlacedEvent, 1>> ByBlock;
  llvm::DenseSet<const CFGBlock *> Live;
  llvm::DenseMap<const CFGBlock *, StateSet> AtEntry;
};

} // namespace

namespace {

/// The events of each object, in each block in order, and the suspensions of each block.
struct EventsByObject {
  EventsByObject(const ControlFlow &Flow, const FunctionEvents &Events)
      : Of(Events.objects().size()), Suspensions(Flow.cfg().getNumBlockIDs()),
        Endless(Flow.endless()) {
    for (const CFGBlock *Block : Flow.cfg())
      Events.forEachEvent(*Block, [&](const Event &E) {
        unsigned &Before = Suspensions[Block->getBlockID()];
        if (E.Kind == EventKind::Suspend)
          ++Before;
        else
          Of[E.Object].push_back({Block, E, Before});
      });
  }
  std::vector<std::vector<PlacedEvent>> Of;
  std::vector<unsigned> Suspensions;
  llvm::BitVector Endless;
};

/// What a swap does to the one of which the other is in one of these states: what it held is there
/// now, and what the other held is here.
llvm::SmallVector<EventKind, 3> meaningOfSwap(StateSet Other) {
  if (Other && !(Other & ~Pending))
    return {EventKind::ConsumeWhole, EventKind::Reinitialise};
  if (Other == only(ObjectState::Consumed))
    return {EventKind::ConsumeWhole};
  if (Other && !(Other & ~(only(ObjectState::Empty) | only(ObjectState::Emptied))))
    return {EventKind::ConsumeWhole, EventKind::Clear, EventKind::TakeOut};
  return {EventKind::Escape};
}

} // namespace

void settleSwaps(const ControlFlow &Flow, FunctionEvents &Events) {
  if (!Events.hasSwaps())
    return;
  const EventsByObject Placed(Flow, Events);
  std::vector<std::map<unsigned, StateSet>> AtSwaps;
  AtSwaps.reserve(Placed.Of.size());
  for (ObjectId Id = 0; Id < Placed.Of.size(); ++Id)
    AtSwaps.push_back(ObjectFlow(Flow, Id, Events.objects()[Id], {}, /*Eager=*/false, Placed.Of[Id],
                                 Placed.Suspensions, Placed.Endless)
                          .atSwaps());
  // What somebody else's object holds isn't known.
  const auto StatesOf = [&](ObjectId Object, const Event &Swap) {
    const auto At = AtSwaps[Object].find(Swap.Location.getRawEncoding());
    return At != AtSwaps[Object].end() && Events.objects()[Object].OwnedHere ? At->second
                                                                             : StateSet();
  };
  Events.replaceSwaps([&](const Event &Swap) {
    const StateSet Own = StatesOf(Swap.Object, Swap), Other = StatesOf(Swap.Partner, Swap);
    llvm::SmallVector<EventKind, 3> Meaning = meaningOfSwap(Other);
    // Where one of them may hold this or that, both are followed on each path.
    const auto IsMixed = [](StateSet States) {
      return meaningOfSwap(States).front() == EventKind::Escape;
    };
    if (Swap.Object != Swap.Partner && Own && Other && (IsMixed(Own) || IsMixed(Other)))
      Meaning = {EventKind::Swap};
    llvm::SmallVector<Event, 2> Result;
    for (const EventKind Kind : Meaning) {
      Result.push_back(Swap);
      Result.back().Kind = Kind;
      Result.back().How = ConsumptionKind::GivenAway;
      Result.back().Operand = nullptr;
      if (Kind != EventKind::Swap)
        Result.back().Partner = NoObject;
    }
    return Result;
  });
}

std::vector<Candidate> findCandidates(const ControlFlow &Flow, const FunctionEvents &Events,
                                      const Awaitables &Types, MisuseKinds Wanted) {
  const EventsByObject Placed(Flow, Events);
  std::vector<Candidate> Result;
  for (ObjectId Id = 0; Id < Placed.Of.size(); ++Id) {
    const TrackedObject &Object = Events.objects()[Id];
    // What 'this' holds can be filled by any other member while this one is suspended.
    if (Object.Pinned || !Object.Where.Root || Object.Type.isNull())
      continue;
    ObjectFlow OfObject(Flow, Id, Object, Wanted, Types.isAnnotated(Object.Type), Placed.Of[Id],
                        Placed.Suspensions, Placed.Endless);
    if (OfObject.isOfInterest())
      llvm::append_range(Result, OfObject.run());
  }
  return Result;
}

} // namespace valuetask
