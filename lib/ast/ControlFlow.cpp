//===--- ControlFlow.cpp - the control flow graph of a function -----------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ast/ControlFlow.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/Analyses/Dominators.h"
#include "clang/Analysis/Analyses/PostOrderCFGView.h"
#include "llvm/ADT/DenseSet.h"
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

namespace {

bool neverDies(QualType Type) {
  const CXXRecordDecl *Record = Type.isNull() ? nullptr : Type->getAsCXXRecordDecl();
  return Record && Record->hasDefinition() && Record->isAnyDestructorNoReturn();
}

/// Is there a local variable whose destructor doesn't return?
bool hasLocalThatNeverDies(const Stmt *S) {
  if (!S || isa<LambdaExpr>(S))
    return false;
  if (const auto *Declaration = dyn_cast<DeclStmt>(S))
    return llvm::any_of(Declaration->decls(), [](const Decl *D) {
      const auto *Variable = dyn_cast<VarDecl>(D);
      return Variable && Variable->hasLocalStorage() && neverDies(Variable->getType());
    });
  return llvm::any_of(S->children(), hasLocalThatNeverDies);
}

/// The temporaries that variables are, and end with those.
llvm::DenseSet<const Expr *> variablesMadeInPlace(const CFG &Graph) {
  llvm::DenseSet<const Expr *> Made;
  for (const CFGBlock *Block : Graph)
    for (const CFGElement &Element : *Block) {
      const std::optional<CFGStmt> S = Element.getAs<CFGStmt>();
      const auto *Declaration = S ? dyn_cast<DeclStmt>(S->getStmt()) : nullptr;
      if (!Declaration)
        continue;
      for (const Decl *D : Declaration->decls())
        if (const auto *Variable = dyn_cast<VarDecl>(D); Variable && Variable->getInit()) {
          const Expr *Init = Variable->getInit();
          if (const auto *Full = dyn_cast<FullExpr>(Init))
            Init = Full->getSubExpr();
          Made.insert(Init);
        }
    }
  return Made;
}

/// 'log(fatal) << ...' and the like of glog and Abseil: the path ends with the temporary. clang's
/// graph can have its destructor, but not on which of the ways to it the temporary was made.
void endAtTemporariesThatNeverDie(CFG &Graph) {
  std::optional<llvm::DenseSet<const Expr *>> OfVariables;
  for (CFGBlock *Block : Graph) {
    const bool Ends = llvm::any_of(*Block, [&](const CFGElement &Element) {
      const std::optional<CFGStmt> S = Element.getAs<CFGStmt>();
      const auto *Temporary = S ? dyn_cast<CXXBindTemporaryExpr>(S->getStmt()) : nullptr;
      if (!Temporary || !neverDies(Temporary->getType()))
        return false;
      if (!OfVariables)
        OfVariables = variablesMadeInPlace(Graph);
      return !OfVariables->contains(Temporary);
    });
    if (!Ends)
      continue;
    for (unsigned Index = 0; Index < Block->succ_size(); ++Index) {
      CFGBlock::AdjacentBlock &Edge = *(Block->succ_begin() + Index);
      CFGBlock *Target = Edge;
      if (!Target || isExceptionEdge(Block, Index))
        continue;
      Edge = CFGBlock::AdjacentBlock(Target, /*IsReachable=*/false);
      for (CFGBlock::AdjacentBlock &Back : Target->preds())
        if (static_cast<CFGBlock *>(Back) == Block)
          Back = CFGBlock::AdjacentBlock(Block, /*IsReachable=*/false);
    }
  }
}

} // namespace

std::unique_ptr<ControlFlow> ControlFlow::build(const FunctionDecl *Function) {
  CFG::BuildOptions Options;
  // Without it the graph holds no co_await.
  Options.setAllAlwaysAdd();
  // Without it nothing leads into a handler.
  Options.AddEHEdges = true;
  Options.AddInitializers = true;
  Options.PruneTriviallyFalseEdges = true;
  auto *Body = const_cast<Stmt *>(writtenBody(Function)); // buildCFG takes, but doesn't change it
  // It makes the graphs larger, and is needed where a scope may not be left alone.
  Options.AddImplicitDtors = hasLocalThatNeverDies(Body);
  std::unique_ptr<CFG> Graph = CFG::buildCFG(Function, Body, &Function->getASTContext(), Options);
  if (Graph)
    endAtTemporariesThatNeverDie(*Graph);
  if (!Graph)
    return nullptr;
  std::unique_ptr<ControlFlow> Flow(new ControlFlow(std::move(Graph)));
  Flow->findAssumptions(Body);
  return Flow;
}

/// The condition of '[[assume(c)]];'.
static const Expr *assumedBy(const Stmt *S) {
  const auto *Attributed = dyn_cast_or_null<AttributedStmt>(S);
  if (Attributed)
    for (const Attr *A : Attributed->getAttrs())
      if (const auto *Assume = dyn_cast<CXXAssumeAttr>(A))
        return Assume->getAssumption();
  return nullptr;
}

/// The same, where it is the first thing that a branch does.
static const Expr *assumedFirst(const Stmt *Branch) {
  if (const auto *Block = dyn_cast_or_null<CompoundStmt>(Branch))
    Branch = Block->body_empty() ? nullptr : Block->body_front();
  return assumedBy(Branch);
}

void ControlFlow::findAssumptions(const Stmt *S) {
  if (!S || isa<LambdaExpr>(S))
    return;
  const auto Note = [this](const Stmt *At, unsigned Way, const Expr *Condition) {
    if (Condition)
      Assumed[{At, Way}] = Condition;
  };
  if (const auto *Block = dyn_cast<CompoundStmt>(S)) {
    const Stmt *Before = nullptr;
    for (const Stmt *Child : Block->body()) {
      if (Before)
        Note(Before, 0, assumedBy(Child));
      Before = Child;
      if (const auto *Full = dyn_cast<FullExpr>(Child))
        Before = Full->getSubExpr();
    }
  } else if (const auto *If = dyn_cast<IfStmt>(S)) {
    Note(If, 1, assumedFirst(If->getThen()));
    Note(If, 2, assumedFirst(If->getElse()));
  } else if (const auto *Case = dyn_cast<SwitchCase>(S)) {
    Note(Case, 1, assumedFirst(Case->getSubStmt()));
  }
  if (!isa<Expr>(S))
    for (const Stmt *Child : S->children())
      findAssumptions(Child);
}

const Expr *ControlFlow::assumedOn(const CFGBlock *Block, unsigned Index) const {
  if (Assumed.empty())
    return nullptr;
  const CFGBlock *Target = *(Block->succ_begin() + Index);
  if (const auto *Case = dyn_cast_or_null<SwitchCase>(Target ? Target->getLabel() : nullptr))
    if (const Expr *Condition = Assumed.lookup({Case, 1}))
      return Condition;
  const auto *If = dyn_cast_or_null<IfStmt>(Block->getTerminatorStmt());
  return If ? Assumed.lookup({If, Index + 1}) : nullptr;
}

/// Strongly connected components (Kosaraju): a component of several blocks, or of one that is its
/// own successor, is a cycle. clang's CFG can have null successors, which llvm::scc_iterator
/// doesn't expect.
ControlFlow::ControlFlow(std::unique_ptr<CFG> G)
    : Graph(std::move(G)), InCycle(Graph->getNumBlockIDs()) {
  const PostOrderCFGView Order(Graph.get());
  // A block to which no way leads is before others, and in no cycle with them.
  llvm::BitVector Assigned(Graph->getNumBlockIDs(), true);
  for (const CFGBlock *Block : Order)
    Assigned.reset(Block->getBlockID());
  for (const CFGBlock *Head : Order) {
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
