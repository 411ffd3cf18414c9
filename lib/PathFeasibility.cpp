//===--- PathFeasibility.cpp - step two: refutation -----------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PathFeasibility.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

namespace {

/// Blocks visited for one candidate before the search gives up.
constexpr unsigned BlockBudget = 20'000;
/// A loop's condition is looked at three times when its body runs twice.
constexpr unsigned VisitsOfOneBlock = 3;

std::optional<int64_t> labelValue(const CaseStmt *Case, const ASTContext &Context) {
  Expr::EvalResult Result;
  if (Case->getRHS() || !Case->getLHS()->EvaluateAsInt(Result, Context) ||
      !Result.Val.getInt().isRepresentableByInt64())
    return std::nullopt;
  return Result.Val.getInt().getExtValue();
}

bool belongsTo(const Stmt *Label, const SwitchStmt &Switch) {
  for (const SwitchCase *Case = Switch.getSwitchCaseList(); Case; Case = Case->getNextSwitchCase())
    if (Case == Label)
      return true;
  return false;
}

} // namespace

struct PathFeasibility::State {
  const CFGBlock *Block;
  int LastStep;
  Constraints Known;
  ObjectState Object = ObjectState::Fresh;
  /// A decision since the first consumption hangs on what code that isn't looked at wrote.
  bool Uncertain = false;
  /// A decision hangs on what a loop did beyond the iterations that were followed.
  bool Guessed = false;
  Event First{};
  int CreatedAt = 0; // steps, for the report
  int FirstAt = -1;
  llvm::SmallVector<std::pair<unsigned, unsigned>, 8> Visits{}; // of blocks in cycles

  unsigned countVisit(unsigned BlockId) {
    for (auto &[Id, Count] : Visits)
      if (Id == BlockId)
        return ++Count;
    Visits.emplace_back(BlockId, 1);
    return 1;
  }
};

PathFeasibility::PathFeasibility(const FunctionDecl *Function, const ControlFlow &Flow,
                                 const FunctionEvents &Events)
    : Flow(Flow), Events(Events), Vocabulary(Function, Flow) {}

PathFeasibility::Answer PathFeasibility::findPath(const Candidate &Wanted) {
  const llvm::BitVector Leads = Flow.reaching(Wanted.Block);
  llvm::BitVector Between = Flow.reachableFrom(Wanted.Births);
  Between &= Leads;
  Vocabulary.focus(Between);
  const CFGBlock *Entry = &Flow.cfg().getEntry();
  Steps = {{Entry, -1, std::nullopt, nullptr}};
  std::vector<State> Open;
  Open.push_back({Entry, 0, Constraints(Vocabulary)});
  llvm::DenseSet<uint64_t> Seen;
  bool Bounded = false; // was a path left that might have led there?
  for (unsigned Visited = 0; !Open.empty(); ++Visited) {
    if (Visited == BlockBudget)
      return {std::nullopt, /*GaveUp=*/true};
    State At = std::move(Open.back());
    Open.pop_back();
    // The same knowledge at the same place leads to the same end.
    const uint64_t Signature = llvm::hash_combine(At.Block, static_cast<unsigned>(At.Object),
                                                  At.First.Location.getRawEncoding(), At.Uncertain,
                                                  At.Guessed, At.Known.hash());
    if (!Seen.insert(Signature).second)
      continue;
    const unsigned Visits = Flow.isInCycle(At.Block) ? At.countVisit(At.Block->getBlockID()) : 1;
    if (Visits > VisitsOfOneBlock) {
      Bounded = true; // a longer path might do it
      continue;
    }
    if (std::optional<DoubleConsumption> Found = execute(At, Wanted)) {
      // 'if (early) { consume(x); mark(done); } if (!done) ...': whether the first consumption
      // happened may be just what is asked for. Where it always happens, no answer makes the second
      // one right.
      if (!At.Guessed && (!At.Uncertain || Found->BeforeFirst.empty()))
        return {std::move(Found), false};
      Bounded = true;
      continue;
    }
    if (At.Object == ObjectState::Unknown && !Wanted.CanBeFreshAgain)
      continue; // nothing more can be said of it on this path
    // Pushed in reverse, so that the first successor is explored first: the way that the source is
    // read.
    for (unsigned Index = At.Block->succ_size(); Index-- > 0;) {
      const CFGBlock *Successor = *(At.Block->succ_begin() + Index);
      if (!Successor || !Leads[Successor->getBlockID()])
        continue;
      State Next = At;
      std::optional<Decision> Taken;
      bool Possible = follow(Next, *At.Block, Index, Taken);
      if (!Possible && Visits == VisitsOfOneBlock) {
        Next = At;
        Possible = leavesAtTheBound(Next, *At.Block, Index);
      }
      if (!Possible)
        continue;
      const CFGBlock *Alternative = nullptr;
      if (At.Block->succ_size() == 2)
        Alternative = *(At.Block->succ_begin() + (1 - Index));
      Steps.push_back({Successor, At.LastStep, Taken, Alternative});
      Next.Block = Successor;
      Next.LastStep = static_cast<int>(Steps.size()) - 1;
      Open.push_back(std::move(Next));
    }
  }
  return {std::nullopt, Bounded};
}

/// A counting loop that runs longer than it is followed ends some time.
bool PathFeasibility::leavesAtTheBound(State &Next, const CFGBlock &From,
                                       unsigned Successor) const {
  const CFGBlock *Target = *(From.succ_begin() + Successor);
  const auto *Condition = dyn_cast_or_null<Expr>(From.getTerminatorCondition());
  if (!Condition || From.succ_size() != 2)
    return false;
  llvm::BitVector Loop = Flow.reaching(&From);
  if (Loop[Target->getBlockID()])
    return false;
  Loop &= Flow.reachableFrom(&From);
  std::vector<const ValueDecl *> Written;
  for (const CFGBlock *Block : Flow.cfg())
    if (Loop[Block->getBlockID()])
      for (const CFGElement &Element : *Block)
        if (std::optional<CFGStmt> S = Element.getAs<CFGStmt>())
          forEachWrite(S->getStmt(), [&](const ValueDecl *V) { Written.push_back(V); });
  Next.Known.leaveLoop(Condition, Written);
  const bool Guessed = Next.Guessed;
  std::optional<Decision> Unused;
  const bool Leaves = follow(Next, From, Successor, Unused);
  Next.Guessed = Guessed; // that the loop ends is no guess
  return Leaves;
}

/// Runs one block. The answer is there when the wanted consumption was met, and was the second.
std::optional<DoubleConsumption> PathFeasibility::execute(State &At,
                                                          const Candidate &Wanted) const {
  std::optional<DoubleConsumption> Found;
  auto Apply = [&](const Event &E) {
    if (E.Object != Wanted.Object || Found)
      return;
    if (E.Kind == EventKind::Consume) {
      if (At.Object == ObjectState::Consumed && At.Block == Wanted.Block &&
          E.Location == Wanted.Location) {
        Found = {At.First, E, revisits(At.CreatedAt, At.FirstAt, At.LastStep),
                 decisionsThatMatter(At.CreatedAt, At.FirstAt),
                 decisionsThatMatter(At.FirstAt, At.LastStep)};
        return;
      }
      At.First = E;
      At.FirstAt = At.LastStep;
      At.Uncertain = false;
      At.Known.watchOpaqueWrites();
    } else if (E.Kind != EventKind::Escape) {
      At.CreatedAt = At.LastStep;
    }
    At.Object = stateAfter(At.Object, E.Kind);
  };
  for (const CFGElement &Element : *At.Block) {
    Events.forEachEvent(Element, Apply);
    if (Found)
      return Found;
    if (std::optional<CFGStmt> S = Element.getAs<CFGStmt>())
      At.Known.execute(S->getStmt());
  }
  return std::nullopt;
}

/// Takes one edge; false when that contradicts what the path knows.
bool PathFeasibility::follow(State &Next, const CFGBlock &From, unsigned Successor,
                             std::optional<Decision> &Taken) const {
  const Stmt *Terminator = From.getTerminatorStmt();
  const CFGBlock &Target = **(From.succ_begin() + Successor);
  if (!Terminator)
    return true;
  if (isa<CXXTryStmt>(Terminator)) {
    if (const auto *Handler = dyn_cast_or_null<CXXCatchStmt>(Target.getLabel()))
      Taken = Decision{Decision::Kind::Exception, Handler->getCatchLoc()};
    return true;
  }
  if (From.succ_size() < 2)
    return true;
  if (const auto *Switch = dyn_cast<SwitchStmt>(Terminator))
    return followSwitch(Next, *Switch, Target, Taken);
  const Expr *Condition = From.getLastCondition();
  // A call that may throw ends its block, so that the branch on its result is alone in the next
  // one.
  if (!Condition)
    Condition = dyn_cast_or_null<Expr>(From.getTerminatorCondition());
  if (!Condition || From.succ_size() != 2)
    return true;
  const bool Value = Successor == 0;
  Next.Uncertain |= Next.Known.readsOpaqueWrite(Condition);
  Next.Guessed |= Next.Known.readsGuess(Condition);
  if (!Next.Known.assume(Condition, Value))
    return false;
  // The condition of a range-based for is clang's, and no text that a reader could look at.
  if (!isa<CXXForRangeStmt>(Terminator))
    Taken = Decision{Decision::Kind::Condition, Condition->getBeginLoc(), Condition, Value};
  return true;
}

bool PathFeasibility::followSwitch(State &Next, const SwitchStmt &Switch, const CFGBlock &Target,
                                   std::optional<Decision> &Taken) const {
  const ASTContext &Context = Vocabulary.context();
  const Stmt *Label = Target.getLabel();
  if (const auto *Case = dyn_cast_or_null<CaseStmt>(Label); Case && belongsTo(Case, Switch)) {
    Taken = Decision{Decision::Kind::Label, Case->getBeginLoc(), Case->getLHS(), true};
    std::optional<int64_t> Value = labelValue(Case, Context);
    return !Value || Next.Known.assumeLabel(Switch.getCond(), *Value, true);
  }
  for (const SwitchCase *Each = Switch.getSwitchCaseList(); Each; Each = Each->getNextSwitchCase())
    if (const auto *Case = dyn_cast<CaseStmt>(Each))
      if (std::optional<int64_t> Value = labelValue(Case, Context))
        if (!Next.Known.assumeLabel(Switch.getCond(), *Value, false))
          return false;
  Taken = Decision{Decision::Kind::Default, Switch.getBeginLoc(), Switch.getCond(), true};
  return true;
}

/// The decisions on the way from one step to a later one without which the path would have missed
/// it.
std::vector<Decision> PathFeasibility::decisionsThatMatter(int From, int To) const {
  std::vector<Decision> Result;
  const CFGBlock *Goal = Steps[To].Block;
  for (int At = To; At > From; At = Steps[At].Previous) {
    const Step &S = Steps[At];
    if (!S.Entered)
      continue;
    const bool Binary = S.Entered->What == Decision::Kind::Condition;
    if (Binary && !(S.Alternative && canAvoid(S.Alternative, Goal)))
      continue;
    const bool Told =
        llvm::any_of(Result, [&](const Decision &D) { return D.Location == S.Entered->Location; });
    if (!Told)
      Result.push_back(*S.Entered);
  }
  std::reverse(Result.begin(), Result.end());
  return Result;
}

/// Can the function end without passing \p Goal, no exception being thrown?
bool PathFeasibility::canAvoid(const CFGBlock *From, const CFGBlock *Goal) const {
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

/// Does the way from \p Middle to \p To come back to a block of the way from \p From to \p Middle?
bool PathFeasibility::revisits(int From, int Middle, int To) const {
  llvm::DenseSet<const CFGBlock *> Before;
  for (int At = Middle; At >= From && At >= 0; At = Steps[At].Previous)
    Before.insert(Steps[At].Block);
  for (int At = To; At > Middle; At = Steps[At].Previous)
    if (Before.contains(Steps[At].Block))
      return true;
  return false;
}

} // namespace valuetask
