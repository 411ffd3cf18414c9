//===--- ConsumptionFlow.cpp - step one: candidates -----------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ConsumptionFlow.h"
#include "clang/Analysis/FlowSensitive/DataflowWorklist.h"

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
  for (ObjectState State : {ObjectState::Fresh, ObjectState::Consumed, ObjectState::Unknown})
    if (Before & only(State))
      After |= only(stateAfter(State, Event));
  return After;
}

struct PlacedEvent {
  const CFGBlock *Block;
  Event What;
};

/// The flow of one object. Only blocks that it reaches are touched.
class ObjectFlow {
public:
  ObjectFlow(const CFG &Graph, ObjectId Object, llvm::ArrayRef<PlacedEvent> Events)
      : Graph(Graph), Object(Object), AtEntry(Graph.getNumBlockIDs(), 0) {
    for (const PlacedEvent &Placed : Events)
      ByBlock[Placed.Block->getBlockID()].push_back(Placed.What);
  }

  std::vector<Candidate> run() {
    ForwardDataflowWorklist Worklist(Graph, &Order);
    AtEntry[Graph.getEntry().getBlockID()] = only(ObjectState::Fresh);
    Worklist.enqueueBlock(&Graph.getEntry());
    while (const CFGBlock *Block = Worklist.dequeue()) {
      const StateSet AtEnd = through(*Block, nullptr);
      for (const CFGBlock *Successor : Block->succs()) {
        if (!Successor)
          continue;
        StateSet &Joined = AtEntry[Successor->getBlockID()];
        if ((Joined | AtEnd) == Joined)
          continue;
        Joined |= AtEnd;
        Worklist.enqueueBlock(Successor);
      }
    }
    std::vector<Candidate> Candidates;
    for (const CFGBlock *Block : Order)
      if (AtEntry[Block->getBlockID()])
        through(*Block, &Candidates);
    return Candidates;
  }

private:
  StateSet through(const CFGBlock &Block, std::vector<Candidate> *Candidates) const {
    StateSet State = AtEntry[Block.getBlockID()];
    auto It = ByBlock.find(Block.getBlockID());
    if (It == ByBlock.end())
      return State;
    for (const Event &E : It->second) {
      if (Candidates && E.Kind == EventKind::Consume && (State & only(ObjectState::Consumed)))
        Candidates->push_back({Object, &Block, E.Location});
      State = transfer(State, E.Kind);
    }
    return State;
  }

  const CFG &Graph;
  ObjectId Object;
  mutable PostOrderCFGView Order{&Graph};
  std::vector<StateSet> AtEntry;
  llvm::DenseMap<unsigned, llvm::SmallVector<Event, 2>> ByBlock;
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
    std::vector<const CFGBlock *> Consuming;
    for (const PlacedEvent &Placed : ByObject[Object])
      if (Placed.What.Kind == EventKind::Consume)
        Consuming.push_back(Placed.Block);
    if (Consuming.empty() || (Consuming.size() == 1 && !Flow.isInCycle(Consuming.front())))
      continue;
    std::vector<Candidate> Found = ObjectFlow(Flow.cfg(), Object, ByObject[Object]).run();
    Result.insert(Result.end(), Found.begin(), Found.end());
  }
  return Result;
}

} // namespace valuetask
