//===--- ControlFlow.cpp - the control flow graph of a function -----------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ast/ControlFlow.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/Analyses/Dominators.h"
#include "clang/Analysis/Analyses/PostOrderCFGView.h"
#include "llvm/ADT/STLExtras.h"
#include <vector>

using namespace clang;

namespace valuetask {

const Stmt *writtenBody(const FunctionDecl *Function) {
  const Stmt *Body = Function->getBody();
  if (const auto *Coroutine = dyn_cast_or_null<CoroutineBodyStmt>(Body))
    return Coroutine->getBody();
  return Body;
}

bool isExceptionEdge(const CFGBlock *Block, unsigned Index) {
  return Index > 0 && !Block->getTerminatorStmt();
}

/// 'co_yield' may be the last that a coroutine does: nobody resumes it, and so the awaiter's
/// await_resume is [[noreturn]].
static bool endsInSuspension(const CFGBlock *Block) {
  return llvm::any_of(*Block, [](const CFGElement &Element) {
    const std::optional<CFGStmt> S = Element.getAs<CFGStmt>();
    const auto *Call = S ? dyn_cast<CXXMemberCallExpr>(S->getStmt()) : nullptr;
    const CXXMethodDecl *Method = Call ? Call->getMethodDecl() : nullptr;
    return Method && Method->isNoReturn() && Method->getIdentifier() &&
           Method->getName() == "await_resume";
  });
}

bool endsNormally(const CFGBlock *Block, unsigned Index) {
  if (isExceptionEdge(Block, Index) || (Block->hasNoReturnElement() && !endsInSuspension(Block)))
    return false;
  return llvm::none_of(*Block, [](const CFGElement &Element) {
    const std::optional<CFGStmt> S = Element.getAs<CFGStmt>();
    return S && isa<CXXThrowExpr>(S->getStmt());
  });
}

std::unique_ptr<ControlFlow> ControlFlow::build(const FunctionDecl *Function) {
  CFG::BuildOptions Options;
  // Without it the graph holds no co_await.
  Options.setAllAlwaysAdd();
  // Without it nothing leads into a handler.
  Options.AddEHEdges = true;
  Options.AddInitializers = true;
  Options.PruneTriviallyFalseEdges = true;
  auto *Body = const_cast<Stmt *>(writtenBody(Function)); // buildCFG takes, but doesn't change it
  std::unique_ptr<CFG> Graph = CFG::buildCFG(Function, Body, &Function->getASTContext(), Options);
  return Graph ? std::unique_ptr<ControlFlow>(new ControlFlow(std::move(Graph))) : nullptr;
}

/// Strongly connected components (Kosaraju): a component of several blocks, or of one that is its
/// own successor, is a cycle. clang's CFG can have null successors, which llvm::scc_iterator
/// doesn't expect.
ControlFlow::ControlFlow(std::unique_ptr<CFG> G)
    : Graph(std::move(G)), InCycle(Graph->getNumBlockIDs()) {
  llvm::BitVector Assigned(Graph->getNumBlockIDs());
  for (const CFGBlock *Head : PostOrderCFGView(Graph.get())) {
    if (Assigned[Head->getBlockID()])
      continue;
    std::vector<const CFGBlock *> Component = {Head};
    Assigned.set(Head->getBlockID());
    bool Cyclic = false;
    for (size_t Next = 0; Next < Component.size(); ++Next)
      for (const CFGBlock *Predecessor : Component[Next]->preds()) {
        if (!Predecessor)
          continue;
        Cyclic |= Predecessor == Component[Next];
        if (Assigned[Predecessor->getBlockID()])
          continue;
        Assigned.set(Predecessor->getBlockID());
        Component.push_back(Predecessor);
      }
    if (Cyclic || Component.size() > 1)
      for (const CFGBlock *Block : Component)
        InCycle.set(Block->getBlockID());
  }
}

namespace {

template <class Range, class Next>
llvm::BitVector closure(unsigned Blocks, const Range &Start, Next Neighbours,
                        const CFGBlock *Without = nullptr) {
  llvm::BitVector Seen(Blocks);
  std::vector<const CFGBlock *> Worklist(Start.begin(), Start.end());
  while (!Worklist.empty()) {
    const CFGBlock *Block = Worklist.back();
    Worklist.pop_back();
    if (!Block || Block == Without || Seen[Block->getBlockID()])
      continue;
    Seen.set(Block->getBlockID());
    for (const CFGBlock *Neighbour : Neighbours(Block))
      Worklist.push_back(Neighbour);
  }
  return Seen;
}

} // namespace

llvm::BitVector ControlFlow::reaching(const CFGBlock *Target) const {
  return closure(Graph->getNumBlockIDs(), llvm::ArrayRef(Target),
                 [](const CFGBlock *Block) { return Block->preds(); });
}

llvm::BitVector ControlFlow::reachableFrom(llvm::ArrayRef<const CFGBlock *> Sources,
                                           const CFGBlock *Without) const {
  return closure(
      Graph->getNumBlockIDs(), Sources, [](const CFGBlock *Block) { return Block->succs(); },
      Without);
}

llvm::BitVector ControlFlow::endless() const {
  llvm::BitVector Ends(Graph->getNumBlockIDs());
  std::vector<const CFGBlock *> Worklist = {&Graph->getExit()};
  Ends.set(Graph->getExit().getBlockID());
  while (!Worklist.empty()) {
    const CFGBlock *Block = Worklist.back();
    Worklist.pop_back();
    for (const CFGBlock *Before : Block->preds()) {
      if (!Before || Ends[Before->getBlockID()])
        continue;
      for (unsigned Index = 0; Index < Before->succ_size(); ++Index)
        if (*(Before->succ_begin() + Index) == Block && !isExceptionEdge(Before, Index) &&
            (Block != &Graph->getExit() || endsNormally(Before, Index)))
          Ends.set(Before->getBlockID());
      if (Ends[Before->getBlockID()])
        Worklist.push_back(Before);
    }
  }
  llvm::BitVector Endless = InCycle;
  return Endless.reset(Ends);
}

llvm::DenseMap<unsigned, llvm::BitVector> ControlFlow::loopsWithin() const {
  const CFGDomTree Dominators(Graph.get());
  // By the block to which they come back: the loop's blocks are those that lead to the jump back.
  llvm::DenseMap<unsigned, llvm::BitVector> Loops, Within;
  for (const CFGBlock *Block : *Graph)
    for (const CFGBlock *Head : Block->succs()) {
      if (!Head || !InCycle[Block->getBlockID()] || !Dominators.dominates(Head, Block))
        continue;
      llvm::BitVector &Loop = Loops[Head->getBlockID()];
      Loop.resize(Graph->getNumBlockIDs());
      Loop.set(Head->getBlockID());
      Loop |= closure(
          Graph->getNumBlockIDs(), llvm::ArrayRef(Block),
          [](const CFGBlock *Here) { return Here->preds(); }, /*Without=*/Head);
    }
  for (const auto &[Head, Loop] : Loops)
    for (const auto &[Other, Inner] : Loops)
      if (Other != Head && Loop[Other]) {
        llvm::BitVector &Blocks = Within[Head];
        Blocks.resize(Graph->getNumBlockIDs());
        Blocks |= Inner;
        Blocks.reset(Head);
      }
  return Within;
}

const ControlFlow *ControlFlowCache::of(const FunctionDecl *Function) {
  auto [It, New] = Cache.try_emplace(Function);
  if (New)
    It->second = ControlFlow::build(Function);
  return It->second.get();
}

} // namespace valuetask
