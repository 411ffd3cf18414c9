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
  const CFGBlock *Goal = Steps[To].Block;
  for (int At = To; At > From; At = Steps[At].Previous) {
    const PathStep &S = Steps[At];
    if (!S.Entered || S.Entered->What == Decision::Kind::LoopEnd)
      continue;
    if (S.Entered->What != Decision::Kind::Exception &&
        !anyOtherWay(S, [&](const CFGBlock *Other) { return canAvoid(Other, Goal); }))
      continue;
    const bool IsThere =
        llvm::any_of(Result, [&](const Decision &D) { return D.Location == S.Entered->Location; });
    if (!IsThere)
      Result.push_back(*S.Entered);
  }
  std::reverse(Result.begin(), Result.end());
  return Result;
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
    const bool IsThere =
        llvm::any_of(Result, [&](const Decision &D) { return D.Location == S.Entered->Location; });
    const bool Matters =
        S.Entered->What == Decision::Kind::Exception ||
        (!Leads[S.Block->getBlockID()] &&
         anyOtherWay(S, [&](const CFGBlock *Other) { return Leads[Other->getBlockID()]; }));
    if (!IsThere && Matters && Leads.any())
      Result.push_back(*S.Entered);
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

/// Can the function end without passing \p Goal, no exception being thrown?
bool PathStory::canAvoid(const CFGBlock *From, const CFGBlock *Goal) const {
  llvm::BitVector Seen(Flow.cfg().getNumBlockIDs());
  std::vector<const CFGBlock *> Worklist = {From};
  while (!Worklist.empty()) {
    const CFGBlock *Block = Worklist.back();
    Worklist.pop_back();
    if (!Block || Block == Goal || Seen[Block->getBlockID()])
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
