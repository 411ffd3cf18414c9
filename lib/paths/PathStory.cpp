//===--- PathStory.cpp - what a report says of its path -------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/PathStory.h"
#include "ast/ControlFlow.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

std::vector<Decision> PathStory::decisionsThatMatter(int From, int To) const {
  std::vector<Decision> Result;
  // What the goal depends on, and what that depends on: control dependence, along the path.
  llvm::SmallVector<const CFGBlock *> Needed = {Steps[To].Block};
  for (int At = To; At > From; At = Steps[At].Previous) {
    const PathStep &S = Steps[At];
    if (!S.Entered || S.Entered->What == Decision::Kind::LoopEnd)
      continue;
    const bool Leads = llvm::any_of(Needed, [&](const CFGBlock *Goal) {
      return !canAvoid(S.Block, Goal) &&
             anyOtherWay(S, [&](const CFGBlock *Other) { return canAvoid(Other, Goal); });
    });
    if (S.Entered->What != Decision::Kind::Exception && !Leads)
      continue;
    Needed.push_back(Steps[S.Previous].Block);
    addDecision(At, Result);
  }
  std::reverse(Result.begin(), Result.end());
  return Result;
}

/// Of several decisions at one place, the last one is what a reader needs.
void PathStory::addDecision(int At, std::vector<Decision> &Result) const {
  const Decision &Made = *Steps[At].Entered;
  const auto IsAtThatPlace = [&](const Decision &D) { return D.Location == Made.Location; };
  if (llvm::any_of(Result, IsAtThatPlace))
    return;
  Result.push_back(Made);
  for (int Before = Steps[At].Previous; Before > 0; Before = Steps[Before].Previous)
    if (Steps[Before].Entered && IsAtThatPlace(*Steps[Before].Entered))
      Result.back().Repeated = true;
}

std::vector<Decision> PathStory::decisionsAgainst(int From, int To, ObjectId Object,
                                                  llvm::ArrayRef<const CFGBlock *> Blocks) const {
  llvm::BitVector Leads(Flow.cfg().getNumBlockIDs()), Begins(Flow.cfg().getNumBlockIDs());
  std::vector<const CFGBlock *> Worklist = Blocks.vec();
  for (const CFGBlock *Block : Flow.cfg())
    Events.forEachEvent(*Block, [&](const Event &E) {
      if (E.Object == Object && (E.Kind == EventKind::Create || E.Kind == EventKind::CreateEmpty))
        Begins.set(Block->getBlockID());
    });
  while (!Worklist.empty()) {
    const CFGBlock *Block = Worklist.back();
    Worklist.pop_back();
    if (!Block || Leads[Block->getBlockID()])
      continue;
    Leads.set(Block->getBlockID());
    if (!Begins[Block->getBlockID()])
      Worklist.insert(Worklist.end(), Block->pred_begin(), Block->pred_end());
  }
  std::vector<Decision> Result;
  for (int At = To; At > From; At = Steps[At].Previous) {
    const PathStep &S = Steps[At];
    if (!S.Entered)
      continue;
    const bool Matters =
        S.Entered->What == Decision::Kind::Exception ||
        (!Leads[S.Block->getBlockID()] &&
         anyOtherWay(S, [&](const CFGBlock *Other) { return Leads[Other->getBlockID()]; }));
    if (Matters && Leads.any())
      addDecision(At, Result);
  }
  std::reverse(Result.begin(), Result.end());
  return Result;
}

/// Of the ways that weren't taken where this one was, is any such a one?
bool PathStory::anyOtherWay(const PathStep &Taken,
                            llvm::function_ref<bool(const CFGBlock *)> Is) const {
  return llvm::any_of(Steps[Taken.Previous].Block->succs(), [&](const CFGBlock *Other) {
    return Other && Other != Taken.Block && Is(Other);
  });
}

std::vector<Decision> PathStory::decisionsPast(int From, int To,
                                               llvm::ArrayRef<const CFGBlock *> Blocks) const {
  std::vector<Decision> Result;
  for (int At = To; At > From; At = Steps[At].Previous)
    if (Steps[At].Entered &&
        anyOtherWay(Steps[At], [&](const CFGBlock *Other) { return !canAvoid(Other, Blocks); }))
      Result.push_back(*Steps[At].Entered);
  return Result;
}

/// Can the function end without passing one of \p Goals, no exception being thrown?
bool PathStory::canAvoid(const CFGBlock *From, llvm::ArrayRef<const CFGBlock *> Goals) const {
  llvm::BitVector Seen(Flow.cfg().getNumBlockIDs());
  std::vector<const CFGBlock *> Worklist = {From};
  while (!Worklist.empty()) {
    const CFGBlock *Block = Worklist.back();
    Worklist.pop_back();
    if (!Block || llvm::is_contained(Goals, Block) || Seen[Block->getBlockID()])
      continue;
    if (Block == &Flow.cfg().getExit())
      return true;
    Seen.set(Block->getBlockID());
    for (unsigned Index = 0; Index < Block->succ_size(); ++Index)
      if (!isExceptionEdge(Block, Index))
        Worklist.push_back(*(Block->succ_begin() + Index));
  }
  return false;
}

bool PathStory::revisits(int From, int Middle, int To) const {
  llvm::DenseSet<const CFGBlock *> Before;
  for (int At = Middle; At >= From && At >= 0; At = Steps[At].Previous)
    Before.insert(Steps[At].Block);
  for (int At = To; At > Middle; At = Steps[At].Previous)
    if (Before.contains(Steps[At].Block))
      return true;
  return false;
}

} // namespace valuetask
