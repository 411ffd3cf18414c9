//===--- PathFeasibility.cpp - step two: refutation -----------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/PathFeasibility.h"
#include "ast/Expressions.h"
#include "models/Inspections.h"
#include "models/Library.h"
#include "models/TestMacros.h"
#include "paths/Branch.h"
#include "paths/LoopShape.h"
#include "paths/ObjectTracker.h"
#include "paths/PathState.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/Builtins.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

namespace {

/// Blocks visited for one candidate before the search gives up.
constexpr unsigned BlockBudget = 20'000;
/// The same where paths aren't merged.
constexpr unsigned UnmergedBudget = 4'000;
/// Paths of one candidate that the solver refutes before the search gives up.
constexpr unsigned MostQuestions = 64;
/// Questions of one function that the solver gives up before it isn't asked any more.
constexpr unsigned MostUndecided = 8;
/// A loop's condition is looked at three times when its body runs twice.
constexpr unsigned VisitsOfOneBlock = 3;

bool readsElement(const Stmt *S) {
  if (isa<ArraySubscriptExpr>(S))
    return true;
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(S);
  if (Operator && Operator->getOperator() == OO_Subscript)
    return true;
  const auto *Member = dyn_cast<MemberExpr>(S);
  if (Member && selectsElement(memberEffect(Member->getMemberDecl())))
    return true;
  // Which element it is: '&x != &first', 'std::next(it) == values.end()'.
  if (const auto *Unary = dyn_cast<UnaryOperator>(S); Unary && Unary->getOpcode() == UO_AddrOf)
    return true;
  if (const auto *Call = dyn_cast<CallExpr>(S); Call && selectsElement(functionEffect(Call)))
    return true;
  return llvm::any_of(S->children(),
                      [](const Stmt *Child) { return Child && readsElement(Child); });
}

} // namespace

/// The search for one path to one candidate.
class PathFeasibility::Search {
public:
  Search(PathFeasibility &Of, const Candidate &Wanted, bool Merging);
  Answer run();

private:
  bool isSeen(const PathState &At);
  std::optional<Misuse> execute(PathState &At);
  bool canGoOn(const PathState &At) const;
  void enterSuccessors(const PathState &At, unsigned Visits);
  bool follow(PathState &Next, const CFGBlock &From, unsigned Successor,
              std::optional<Decision> &Taken) const;
  bool leavesAtTheBound(PathState &Next, const CFGBlock &From, unsigned Successor);
  bool hangsOnElements(const Misuse &Found) const;
  bool isDoubtful(const PathState &At, const Misuse &Found);
  void assumeEdge(PathConditions &Formula, const CFGBlock &From, unsigned Successor,
                  bool AtTheBound) const;
  bool canRun(int Last);

  PathFeasibility &Of;
  const Candidate &Wanted;
  bool Merging;
  llvm::BitVector Leads; ///< the blocks from which the candidate is reached
  llvm::BitVector Focus; ///< those between the birth of the object and the candidate
  PathSteps Steps;       ///< of all paths
  ObjectTracker Object;
  std::vector<PathState> Open;
  llvm::DenseSet<uint64_t> Seen;
  bool Bounded = false; ///< was a path left that might have led there?
  unsigned Asked = 0;   ///< questions to the solver
};

PathFeasibility::Search::Search(PathFeasibility &Of, const Candidate &Wanted, bool Merging)
    : Of(Of), Wanted(Wanted), Merging(Merging), Leads(Of.Flow.reaching(Wanted.Block)),
      Focus(Of.Flow.reachableFrom(Wanted.Births)), Object(Wanted, Of.Flow, Of.Events, Steps) {
  if (Wanted.Kind == MisuseKind::Unconsumed)
    for (const CFGBlock *Birth : Wanted.Births)
      Leads |= Of.Flow.reaching(Birth);
  Focus &= Leads;
  Of.Vocabulary.focus(Focus);
  const CFGBlock *Entry = &Of.Flow.cfg().getEntry();
  Steps = {{Entry, -1}};
  Open.push_back({Entry, 0, Constraints(Of.Vocabulary)});
  if (!llvm::is_contained(Wanted.Births, Entry))
    Open.back().Object = ObjectState::Unknown; // it isn't there yet
  else
    Open.back().Born = true;
}

PathFeasibility::Answer PathFeasibility::Search::run() {
  for (unsigned Visited = 0; !Open.empty(); ++Visited) {
    if (Visited == (Merging ? BlockBudget : UnmergedBudget) || Asked == MostQuestions)
      return {std::nullopt, /*GaveUp=*/true, Asked};
    PathState At = std::move(Open.back());
    Open.pop_back();
    if (Merging && isSeen(At))
      continue;
    const unsigned Visits = Of.Flow.isInCycle(At.Block) ? At.countVisit(At.Block->getBlockID()) : 1;
    // With each iteration of a loop, those within it begin anew.
    if (auto Inner = Of.LoopsWithin.find(At.Block->getBlockID()); Inner != Of.LoopsWithin.end())
      llvm::erase_if(At.Visits, [&](const auto &Visit) { return Inner->second[Visit.first]; });
    if (Visits > VisitsOfOneBlock) {
      Bounded = true; // a longer path might do it
      continue;
    }
    std::optional<Misuse> Found = execute(At);
    if (!Found) {
      if (canGoOn(At))
        enterSuccessors(At, Visits);
      continue;
    }
    // 'if (early) { consume(x); mark(done); } if (!done) ...': whether the first consumption
    // happened may be just what is asked for. Where it always happens, no answer makes the second
    // one right.
    if (isDoubtful(At, *Found)) {
      Bounded = true;
      continue;
    }
    if (canRun(At.LastStep))
      return {std::move(Found), false, Asked};
    ++Asked;
  }
  return {std::nullopt, Bounded, Asked};
}

/// The same knowledge at the same place leads to the same end.
bool PathFeasibility::Search::isSeen(const PathState &At) {
  const uint64_t Signature = llvm::hash_combine(
      llvm::hash_combine(At.Block, static_cast<unsigned>(At.Object), At.Completed, At.Asked),
      At.First.Location.getRawEncoding(), At.Uncertain, At.Guessed, At.Values.hash(),
      llvm::hash_combine_range(At.Views.begin(), At.Views.end()),
      llvm::hash_combine_range(At.CompleteSources.begin(), At.CompleteSources.end()));
  return !Seen.insert(Signature).second;
}

/// May more of the path be the misuse?
bool PathFeasibility::Search::canGoOn(const PathState &At) const {
  if (At.Ends)
    return false;
  if (!At.Born || Wanted.CanBeFreshAgain)
    return true;
  // Only a second consumption comes after a first.
  return At.Object != ObjectState::Unknown &&
         (Wanted.Kind == MisuseKind::DoubleConsumption || At.isPending());
}

void PathFeasibility::Search::enterSuccessors(const PathState &At, unsigned Visits) {
  // Pushed in reverse, so that the first successor is explored first: the way that the source is
  // read.
  for (unsigned Index = At.Block->succ_size(); Index-- > 0;) {
    const CFGBlock *Successor = *(At.Block->succ_begin() + Index);
    if (!Successor || !Leads[Successor->getBlockID()])
      continue;
    // A path on which something else fails is no normal one.
    if (Wanted.Kind == MisuseKind::Unconsumed && At.isPending() && !endsNormally(At.Block, Index))
      continue;
    PathState Next = At;
    std::optional<Decision> Taken;
    bool Possible = follow(Next, *At.Block, Index, Taken), AtTheBound = false;
    if (!Possible && Visits == VisitsOfOneBlock) {
      Next = At;
      Possible = AtTheBound = leavesAtTheBound(Next, *At.Block, Index);
    }
    if (!Possible)
      continue;
    Steps.push_back({Successor, At.LastStep, Taken, Index, AtTheBound});
    Next.Block = Successor;
    Next.LastStep = static_cast<int>(Steps.size()) - 1;
    Open.push_back(std::move(Next));
  }
}

/// Runs one block. The answer is there when the candidate was met, and is a misuse.
std::optional<Misuse> PathFeasibility::Search::execute(PathState &At) {
  std::optional<Misuse> Found;
  if (Wanted.Kind == MisuseKind::Unconsumed && At.Block == &Of.Flow.cfg().getExit() &&
      At.isPending() && !Object.isEmptyBySay(At))
    return Object.endsPending(At);
  At.Values.setOnlyAfterFirst(At.FirstAt >= 0 &&
                              !Of.canBeReachedWithout(Steps[At.FirstAt].Block, *At.Block));
  for (const CFGElement &Element : *At.Block) {
    Of.Events.forEachEvent(Element, [&](const Event &E) { Object.apply(At, E, Found); });
    if (Found)
      return Found;
    if (std::optional<CFGStmt> S = Element.getAs<CFGStmt>()) {
      const Expr *Assumed = Of.assumedBy(S->getStmt());
      At.Ends = Of.Ends.contains(S->getStmt()) || (Assumed && !At.Values.assume(Assumed, true));
      if (At.Ends)
        return std::nullopt;
      At.Values.execute(S->getStmt());
      const Expr *Behind = Of.Flow.assumedAfter(S->getStmt());
      At.Ends = Behind && !At.Values.assume(Behind, true);
      if (At.Ends)
        return std::nullopt;
    }
    Object.learnCompletion(At);
    if (const std::optional<GivenAnswer> Said = std::exchange(At.Answered, std::nullopt)) {
      At.Values.answer(Said->Question, Said->Value);
      Steps[At.LastStep].Answers.push_back(*Said);
    }
  }
  return std::nullopt;
}

/// Takes one edge; false when that contradicts what the path knows.
bool PathFeasibility::Search::follow(PathState &Next, const CFGBlock &From, unsigned Successor,
                                     std::optional<Decision> &Taken) const {
  const Branch Along = Branch::of(From, Successor, Of.Vocabulary.context());
  if (Along.Condition) {
    // What code that isn't looked at did to the range, it did to the objects in there.
    Next.Uncertain |= !Along.Range && Next.Values.readsOpaqueWrite(Along.Condition);
    Next.Guessed |= Next.Values.readsGuess(Along.Condition);
    if (!Next.Values.assume(Along.Condition, Along.Value))
      return false;
    if (Along.Range && !Next.Values.assumeEntered(*Along.Range, Along.Value))
      return false;
  }
  if (const Expr *Assumed = Of.Flow.assumedOn(&From, Successor);
      Assumed && !Next.Values.assume(Assumed, true))
    return false;
  if (Along.Switched)
    Next.Guessed |= Next.Values.readsGuess(Along.Switched);
  for (const auto &[Label, IsTaken] : Along.Labels)
    if (!Next.Values.assumeLabel(Along.Switched, Label, IsTaken))
      return false;
  Taken = Along.Taken;
  if (Taken)
    Taken->Block = &From;
  return true;
}

/// A counting loop that runs longer than it is followed ends some time. False, and the search is
/// bounded, where nothing can be said of what happens until then.
bool PathFeasibility::Search::leavesAtTheBound(PathState &Next, const CFGBlock &From,
                                               unsigned Successor) {
  const CFGBlock *Target = *(From.succ_begin() + Successor);
  const auto *Condition = dyn_cast_or_null<Expr>(From.getTerminatorCondition());
  if (!Condition || From.succ_size() != 2)
    return false;
  // Of a loop within another one it is the second successor; otherwise what doesn't come back.
  const bool IsLoop =
      isa_and_nonnull<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(From.getTerminatorStmt());
  if (Of.Flow.reaching(&From)[Target->getBlockID()] && !(IsLoop && Successor == 1))
    return false;
  const LoopShape Loop(Of.Flow, From);
  if (Loop.hidesEvents(Of.Events, Wanted.Object)) {
    Bounded = true;
    return false;
  }
  Next.Values.leaveLoop(Condition, Loop.written());
  const bool Guessed = Next.Guessed;
  std::optional<Decision> Unused;
  const bool Leaves = follow(Next, From, Successor, Unused);
  Next.Guessed = Guessed; // that the loop ends is no guess
  return Leaves;
}

/// 'if (!done[i]) co_await values[i];': a table beside the elements may say which of them were
/// consumed, and what its elements are isn't followed.
bool PathFeasibility::Search::hangsOnElements(const Misuse &Found) const {
  if (Found.Last.isCertain() && (!Found.First || Found.First->isCertain()))
    return false;
  return llvm::any_of(llvm::concat<const Decision>(Found.BeforeFirst, Found.Between),
                      [](const Decision &D) { return D.Condition && readsElement(D.Condition); });
}

/// May the misuse depend on something that the search doesn't know?
bool PathFeasibility::Search::isDoubtful(const PathState &At, const Misuse &Found) {
  if (At.Guessed || (At.Uncertain && !Found.BeforeFirst.empty()) || hangsOnElements(Found))
    return true;
  const auto Macro = [&](SourceLocation Location) {
    return testMacroAt(Location, Of.Vocabulary.context());
  };
  const SourceManager &Sources = Of.Vocabulary.context().getSourceManager();
  const auto EntersSection = [&](const Decision &D) {
    return D.Value && Macro(D.Location) == TestMacro::Section;
  };
  if (Found.Kind == MisuseKind::DoubleConsumption) {
    // Of two sections of a test, the other one runs in another run; and what dies, dies elsewhere.
    return (llvm::any_of(Found.BeforeFirst, EntersSection) &&
            llvm::any_of(Found.Between, EntersSection)) ||
           (Found.First && Macro(Found.First->Location) == TestMacro::Death &&
            Sources.getExpansionLoc(Found.First->Location) !=
                Sources.getExpansionLoc(Found.Last.Location));
  }
  if (Found.Kind != MisuseKind::Unconsumed)
    return false;
  const Records &Written =
      Of.RecordsOf.try_emplace(Wanted.Object, Of.Flow, Of.Events, Wanted.Object).first->second;
  // A branch within an assertion that leads past what it is given is the framework's own.
  if (llvm::any_of(Object.decisionsAgainstUse(At),
                   [&](const Decision &D) { return Macro(D.Location) != TestMacro::None; }))
    return true;
  return llvm::any_of(Found.Between, [&](const Decision &D) {
    return (D.Condition && D.Block && Written.mayAnswer(D.Condition, D.Block)) ||
           Macro(D.Location) != TestMacro::None;
  });
}

/// What an edge says, for the solver; of what the search didn't follow, nothing.
void PathFeasibility::Search::assumeEdge(PathConditions &Formula, const CFGBlock &From,
                                         unsigned Successor, bool AtTheBound) const {
  const Branch Along = Branch::of(From, Successor, Of.Vocabulary.context());
  const Expr *Condition = Along.Condition ? Along.Condition : Along.Switched;
  if (!Condition)
    return;
  // Before the object's life, the search took any way that leads to it, whatever it says of values
  // that no condition of that life reads.
  if (!Focus[From.getBlockID()]) {
    llvm::SmallVector<const ValueDecl *, 4> Reads;
    isPure(Condition, Reads);
    if (llvm::none_of(Reads, [&](const ValueDecl *Read) { return Of.Vocabulary.matters(Read); }))
      return;
  }
  // A loop may have counted longer than it was followed.
  if (AtTheBound) {
    std::vector<const ValueDecl *> Counted = LoopShape(Of.Flow, From).written().vec();
    llvm::erase_if(Counted, [](const ValueDecl *Variable) {
      const QualType Type = Variable->getType().getNonReferenceType();
      return Type->isBooleanType() || Type->isEnumeralType();
    });
    Formula.forget(Counted);
  }
  if (Along.Condition)
    Formula.assume(Along.Condition, Along.Value);
  for (const auto &[Label, IsTaken] : Along.Labels)
    Formula.assumeLabel(Along.Switched, Label, IsTaken);
}

/// Asks the solver whether the whole path to a step can run.
bool PathFeasibility::Search::canRun(int Last) {
  if (!Of.Exact || Of.Undecided == MostUndecided)
    return true;
  std::vector<const PathStep *> Path;
  for (int At = Last; At >= 0; At = Steps[At].Previous)
    Path.push_back(&Steps[At]);
  std::reverse(Path.begin(), Path.end());
  PathConditions Formula(Of.Vocabulary.context(), *Of.Exact);
  llvm::DenseMap<const CFGBlock *, unsigned> Visits;
  for (size_t I = 0; I < Path.size(); ++I) {
    if (I > 0) {
      const CFGBlock &From = *Path[I - 1]->Block;
      const bool LeavesLoop =
          Of.Flow.isInCycle(&From) && !Of.Flow.reaching(&From)[Path[I]->Block->getBlockID()];
      assumeEdge(Formula, From, Path[I]->Index,
                 Path[I]->AtTheBound || (LeavesLoop && Visits[&From] >= VisitsOfOneBlock));
    }
    ++Visits[Path[I]->Block];
    for (const CFGElement &Element : *Path[I]->Block)
      if (std::optional<CFGStmt> S = Element.getAs<CFGStmt>()) {
        if (const Expr *Assumed = Of.assumedBy(S->getStmt()))
          Formula.assume(Assumed, true);
        Formula.execute(S->getStmt());
        if (const Expr *Behind = Of.Flow.assumedAfter(S->getStmt()))
          Formula.assume(Behind, true);
        for (const GivenAnswer &Said : Path[I]->Answers)
          if (Said.Question == S->getStmt())
            Formula.answer(Said.Question, Said.Value);
      }
  }
  const PathConditions::Answer Result = Formula.check();
  Of.Undecided += Result == PathConditions::Answer::Unknown;
  return Result != PathConditions::Answer::Infeasible;
}

PathFeasibility::PathFeasibility(const FunctionDecl *Function, const ControlFlow &Flow,
                                 const FunctionEvents &Events, PathConditions::Solver *Exact)
    : Flow(Flow), Events(Events), Exact(Exact), Vocabulary(Function, Flow),
      LoopsWithin(Flow.loopsWithin()) {
  for (const TrackedObject &Object : Events.objects())
    for (const Expr *Test : Object.Tests)
      Vocabulary.keep(Test);
  for (const CFGBlock *Block : Flow.cfg()) {
    Events.forEachEvent(*Block, [&](const Event &E) {
      if (E.Index)
        Vocabulary.keep(E.Index);
    });
    for (unsigned Index = 0; Index < Block->succ_size(); ++Index)
      if (const Expr *Assumed = Flow.assumedOn(Block, Index))
        Vocabulary.keep(Assumed);
    for (const CFGElement &Element : *Block)
      if (std::optional<CFGStmt> S = Element.getAs<CFGStmt>()) {
        if (const Expr *Behind = Flow.assumedAfter(S->getStmt()))
          Vocabulary.keep(Behind);
        if (endsByMacro(S->getStmt(), Vocabulary.context()))
          Ends.insert(S->getStmt());
        if (const Expr *Assumed = assumedBy(S->getStmt()))
          Vocabulary.keep(Assumed);
      }
  }
}

/// '__builtin_assume(c)' says that c is true.
const Expr *PathFeasibility::assumedBy(const Stmt *S) {
  const auto *Call = dyn_cast<CallExpr>(S);
  return Call && Call->getBuiltinCallee() == Builtin::BI__builtin_assume ? Call->getArg(0)
                                                                         : nullptr;
}

PathFeasibility::Answer PathFeasibility::findPath(const Candidate &Wanted) {
  Answer First = Search(*this, Wanted, /*Merging=*/true).run();
  // Paths that look the same to the built-in propagation may not be the same to the solver: when it
  // refuted one, those that were merged into it are to be looked at too.
  if (First.Path || First.RefutedBySolver == 0)
    return First;
  Answer Second = Search(*this, Wanted, /*Merging=*/false).run();
  Second.RefutedBySolver += First.RefutedBySolver;
  return Second;
}

/// Do other ways than by the first consumption lead to the block at hand?
bool PathFeasibility::canBeReachedWithout(const CFGBlock *First, const CFGBlock &Block) {
  auto [It, New] = AroundFirst.try_emplace(First);
  if (New)
    It->second = Flow.reachableFrom({&Flow.cfg().getEntry()}, /*Without=*/First);
  return It->second[Block.getBlockID()];
}

} // namespace valuetask
