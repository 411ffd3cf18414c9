//===--- ConsumptionFlow.cpp - step one: candidates -----------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ConsumptionFlow.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

ObjectState stateAfter(ObjectState Before, EventKind Event) {
  switch (Event) {
  case EventKind::Create:
  case EventKind::Reinitialise:
    return ObjectState::Fresh;
  case EventKind::Consume:
    return Before == ObjectState::Fresh ? ObjectState::Consumed : ObjectState::Unknown;
  case EventKind::Escape:
    return ObjectState::Unknown;
  }
  llvm_unreachable("an event without a transition");
}

namespace {

using StateSet = unsigned char;

constexpr StateSet only(ObjectState State) { return 1U << static_cast<unsigned>(State); }

StateSet transfer(StateSet Before, EventKind Event) {
  StateSet After = 0;
  for (const ObjectState State : {ObjectState::Fresh, ObjectState::Consumed, ObjectState::Unknown})
    if (Before & only(State))
      After |= only(stateAfter(State, Event));
  return After;
}

struct PlacedEvent {
  const CFGBlock *Block;
  Event What;
};

/// The flow of one object.
class ObjectFlow {
public:
  ObjectFlow(const ControlFlow &Flow, ObjectId Object, llvm::ArrayRef<PlacedEvent> Events)
      : Flow(Flow), Object(Object) {
    for (const PlacedEvent &Placed : Events) {
      ByBlock[Placed.Block].push_back(Placed.What);
      if (Placed.What.Kind == EventKind::Create)
        Births.push_back(Placed.Block);
    }
    if (Births.empty())
      Births.push_back(&Flow.cfg().getEntry());
  }

  /// Is there a second consumption to look for at all?
  bool isOfInterest() const {
    unsigned Consumptions = 0;
    bool InCycle = false;
    for (const auto &[Block, Events] : ByBlock)
      for (const Event &E : Events)
        if (E.Kind == EventKind::Consume) {
          ++Consumptions;
          InCycle |= Flow.isInCycle(Block);
        }
    return Consumptions > 1 || InCycle;
  }

  std::vector<Candidate> run() {
    findLiveBlocks();
    std::vector<const CFGBlock *> Worklist;
    auto Join = [&](const CFGBlock *Block, StateSet States) {
      if (!Block || !Live.contains(Block))
        return;
      StateSet &Joined = AtEntry[Block];
      if ((Joined | States) == Joined)
        return;
      Joined |= States;
      Worklist.push_back(Block);
    };
    for (const CFGBlock *Birth : Births)
      Join(Birth, only(ObjectState::Fresh));
    while (!Worklist.empty()) {
      const CFGBlock *Block = Worklist.back();
      Worklist.pop_back();
      const StateSet AtEnd = through(Block, nullptr);
      for (const CFGBlock *Successor : Block->succs())
        Join(Successor, AtEnd);
    }
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
    return Candidates;
  }

private:
  /// The blocks from which a consumption can be reached within one life of the object.
  void findLiveBlocks() {
    std::vector<const CFGBlock *> Worklist;
    for (const auto &[Block, Events] : ByBlock)
      if (llvm::any_of(Events, [](const Event &E) { return E.Kind == EventKind::Consume; }))
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
    auto It = ByBlock.find(Block);
    if (It == ByBlock.end())
      return States;
    for (const Event &E : It->second) {
      if (Candidates && E.Kind == EventKind::Consume && (States & only(ObjectState::Consumed)))
        Candidates->push_back({Object, Block, E.Location, Births, canBeFreshAgain()});
      States = transfer(States, E.Kind);
    }
    return States;
  }

  bool canBeFreshAgain() const {
    return llvm::any_of(Births, [this](const CFGBlock *B) { return Flow.isInCycle(B); }) ||
           llvm::any_of(ByBlock, [](const auto &Placed) {
             return llvm::any_of(Placed.second,
                                 [](const Event &E) { return E.Kind == EventKind::Reinitialise; });
           });
  }

  const ControlFlow &Flow;
  ObjectId Object;
  std::vector<const CFGBlock *> Births;
  llvm::DenseMap<const CFGBlock *, llvm::SmallVector<Event, 2>> ByBlock;
  llvm::DenseSet<const CFGBlock *> Live;
  llvm::DenseMap<const CFGBlock *, StateSet> AtEntry;
};

} // namespace

std::vector<Candidate> findCandidates(const ControlFlow &Flow, const FunctionEvents &Events) {
  std::vector<std::vector<PlacedEvent>> ByObject(Events.objects().size());
  for (const CFGBlock *Block : Flow.cfg())
    Events.forEachEvent(*Block, [&](const Event &E) { ByObject[E.Object].push_back({Block, E}); });

  std::vector<Candidate> Result;
  for (ObjectId Object = 0; Object < ByObject.size(); ++Object) {
    if (Events.objects()[Object].Pinned)
      continue;
    ObjectFlow OfObject(Flow, Object, ByObject[Object]);
    if (OfObject.isOfInterest())
      llvm::append_range(Result, OfObject.run());
  }
  return Result;
}

} // namespace valuetask
