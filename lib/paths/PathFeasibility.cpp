//===--- PathFeasibility.cpp - step two: refutation -----------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/PathFeasibility.h"
#include "ast/Expressions.h"
#include "ast/Handlers.h"
#include "models/Claims.h"
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
/// Calls in one block that consume on some of their paths, and of which both ways are followed.
constexpr unsigned MostChoices = 2;
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
  struct How {
    bool Merging = true;
    /// Whatever is asked before the object's life is looked at, too.
    bool FromEntry = false;
    /// It is another way to the candidate that is looked for, without a first consumption.
    bool WithoutFirst = false;
  };
  Search(PathFeasibility &Of, const Candidate &Wanted, How Mode);
  Answer run();
  /// Was there a path whose beginning can't run?
  bool foundBadBeginning() const { return BadBeginning; }

private:
  bool forkAtCalls(const PathState &At);
  bool isSeen(const PathState &At);
  std::optional<Misuse> execute(PathState &At);
  bool canGoOn(const PathState &At) const;
  void enterSuccessors(const PathState &At, unsigned Visits);
  bool runStatement(Constraints &Values, const Stmt *S) const;
  bool canCatch(const PathState &At, const CFGBlock &From, unsigned Successor) const;
  bool follow(PathState &Next, const CFGBlock &From, unsigned Successor,
              std::optional<Decision> &Taken) const;
  bool leavesAtTheBound(PathState &Next, const CFGBlock &From, unsigned Successor);
  bool asksContainer(const Expr *Condition) const;
  bool hangsOnElements(const Misuse &Found) const;
  bool isDoubtful(const PathState &At, const Misuse &Found);
  /// How a path goes on from a block.
  struct Leaving {
    bool MayRunOn; ///< the loop that it leaves may run longer than it was followed
    bool Decides;  ///< what the path is looked for depends on it
  };
  void assumeEdge(PathConditions &Formula, const CFGBlock &From, const PathStep &To, Leaving How,
                  llvm::DenseSet<const ValueDecl *> &Guessed) const;
  bool isHeard(const CFGBlock &From) const;
  bool canRun(const PathState &At, const Misuse &Found);
  llvm::DenseSet<const CFGBlock *> decidingBlocks(const PathState &At, const Misuse &Found) const;
  bool isConsistent(const std::vector<const PathStep *> &Path);
  bool isSatisfiable(const std::vector<const PathStep *> &Path, bool FromEntry,
                     const llvm::DenseSet<const CFGBlock *> &Deciding);
  bool isTheOnlyWay();

  PathFeasibility &Of;
  const Candidate &Wanted;
  How Mode;
  llvm::BitVector Leads; ///< the blocks from which the candidate is reached
  llvm::BitVector Focus; ///< those between the birth of the object and the candidate
  PathSteps Steps;       ///< of all paths
  std::vector<ObjectId> Sources;
  ObjectTracker Object;
  std::vector<PathState> Open;
  llvm::DenseSet<uint64_t> Seen;
  bool Bounded = false; ///< was a path left that might have led there?
  unsigned Asked = 0;   ///< questions to the solver
  bool BadBeginning = false;
  /// Questions to which the answer may become yes while the path runs. (Who takes the result after
  /// a no has to ask again.)
  std::vector<const Expr *> CompletionTests;
  std::optional<bool> OnlyWay;
};

PathFeasibility::Search::Search(PathFeasibility &Of, const Candidate &Wanted, How Mode)
    : Of(Of), Wanted(Wanted), Mode(Mode), Leads(Of.Flow.reaching(Wanted.Block)),
      Focus(Of.Flow.reachableFrom(Wanted.Births)), Sources(Of.sourcesOf(Wanted.Object)),
      Object(Wanted, Of.Flow, Of.Events, Steps, Sources, Mode.WithoutFirst),
      CompletionTests(Wanted.Kind == MisuseKind::UnguardedResult && !Wanted.CompletedByAnyCall
                          ? std::vector<const Expr *>()
                          : Object.completionTests()) {
  if (Wanted.Kind == MisuseKind::Unconsumed)
    for (const CFGBlock *Birth : Wanted.Births)
      Leads |= Of.Flow.reaching(Birth);
  Focus &= Leads;
  if (Mode.FromEntry)
    Focus = Leads;
  Of.Vocabulary.focus(Focus);
  const CFGBlock *Entry = &Of.Flow.cfg().getEntry();
  Steps = {{Entry, -1}};
  Open.push_back({Entry, 0, Constraints(Of.Vocabulary)});
  if (!llvm::is_contained(Wanted.Births, Entry))
    Open.back().Object = ObjectState::Unknown; // it isn't there yet
  else
    Open.back().Born = true;
  // A parameter is there from the beginning.
  for (const ObjectId Source : Sources)
    Open.back().Sources.push_back(
        {Of.Created.contains(Source) ? ObjectState::Unknown : ObjectState::Fresh,
         ObjectState::Unknown});
}

PathFeasibility::Answer PathFeasibility::Search::run() {
  for (unsigned Visited = 0; !Open.empty(); ++Visited) {
    if (Visited == (Mode.Merging ? BlockBudget : UnmergedBudget) || Asked == MostQuestions)
      return {std::nullopt, /*GaveUp=*/true, Asked};
    PathState At = std::move(Open.back());
    Open.pop_back();
    if (forkAtCalls(At) || (Mode.Merging && isSeen(At)))
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
    if (canRun(At, *Found))
      return {std::move(Found), false, Asked};
    if (BadBeginning)
      return {std::nullopt, false, Asked};
    ++Asked;
  }
  return {std::nullopt, Bounded, Asked};
}

/// Of a block with calls that consume on some of their paths, each way is a path of its own. False
/// where there is nothing to choose, or that is done.
bool PathFeasibility::Search::forkAtCalls(const PathState &At) {
  if (!Of.Exact || !Of.PartialIn.contains(At.Block) || !Steps[At.LastStep].Choices.empty())
    return false;
  std::vector<const PartialConsumption *> Calls;
  bool CanChoose = true;
  Of.Events.forEachEvent(*At.Block, [&](const Event &E) {
    if (!Object.isChoice(E))
      return;
    Calls.push_back(E.Partial.get());
    CanChoose &= Of.Bodies.hidesWhichWay(E.Partial->Call);
  });
  if (Calls.empty() || Calls.size() > MostChoices || !CanChoose)
    return false;
  for (unsigned Chosen = 0; Chosen < 1U << Calls.size(); ++Chosen) {
    PathStep Step = Steps[At.LastStep];
    for (unsigned Index = 0; Index < Calls.size(); ++Index)
      Step.Choices.push_back({Calls[Index], (Chosen >> Index & 1U) != 0});
    Steps.push_back(std::move(Step));
    Open.push_back(At);
    Open.back().LastStep = static_cast<int>(Steps.size()) - 1;
    Open.back().ChoicesMet = 0;
  }
  return true;
}

/// The same knowledge at the same place leads to the same end.
bool PathFeasibility::Search::isSeen(const PathState &At) {
  uint64_t Signature = llvm::hash_combine(
      llvm::hash_combine(At.Block, static_cast<unsigned>(At.Object), At.Completed, At.Asked),
      At.First.Location.getRawEncoding(), At.Uncertain, At.Guessed, At.Values.hash(),
      llvm::hash_combine_range(At.Views.begin(), At.Views.end()),
      llvm::hash_combine_range(At.EmptyContainers.begin(), At.EmptyContainers.end()));
  for (const CallChoice &Choice : Steps[At.LastStep].Choices)
    Signature = llvm::hash_combine(Signature, Choice.Consumes);
  for (const PathState::Source &Source : At.Sources)
    Signature = llvm::hash_combine(Signature, static_cast<unsigned>(Source.Now),
                                   static_cast<unsigned>(Source.Taken), Source.Complete,
                                   Source.First.Location.getRawEncoding());
  return !Seen.insert(Signature).second;
}

/// May more of the path be the misuse?
bool PathFeasibility::Search::canGoOn(const PathState &At) const {
  if (At.Ends)
    return false;
  if (!At.Born || Wanted.CanBeFreshAgain)
    return true;
  if (Mode.WithoutFirst)
    return At.Object != ObjectState::Consumed;
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

/// Runs one statement. False where the path ends there: a macro says so, or what the statement
/// takes for granted can't be.
bool PathFeasibility::Search::runStatement(Constraints &Values, const Stmt *S) const {
  const Expr *Assumed = assumedBy(S), *Behind = Of.Flow.assumedAfter(S);
  if (Of.Ends.contains(S) || (Assumed && !Values.assume(Assumed, true)))
    return false;
  Values.execute(S);
  return (!Behind || Values.assume(Behind, true)) &&
         Of.Calls.agreeWithin(
             S, [&](const Expr *Argument, bool Value) { return Values.assume(Argument, Value); });
}

/// Runs one block. The answer is there when the candidate was met, and is a misuse.
std::optional<Misuse> PathFeasibility::Search::execute(PathState &At) {
  std::optional<Misuse> Found;
  const bool Ends =
      At.Block == &Of.Flow.cfg().getExit() || (Wanted.InEndlessLoop && At.Block == Wanted.Block);
  if (Wanted.Kind == MisuseKind::Unconsumed && Ends && At.isPending() && !Object.isEmptyBySay(At))
    return Object.endsPending(At);
  At.Values.enter(At.Block);
  At.Values.setOnlyAfterFirst(At.FirstAt >= 0 &&
                              !Of.canBeReachedWithout(Steps[At.FirstAt].Block, *At.Block));
  for (const CFGElement &Element : *At.Block) {
    bool IsAwaited = false, IsOfObject = false;
    Of.Events.forEachEvent(Element, [&](const Event &E) {
      Object.apply(At, E, Found);
      IsOfObject |= E.Object == Wanted.Object;
      IsAwaited |= E.Object == Wanted.Object && E.Kind == EventKind::Consume &&
                   E.How == ConsumptionKind::Await;
    });
    if (Found)
      return Found;
    if (std::optional<CFGStmt> S = Element.getAs<CFGStmt>()) {
      At.Ends = !runStatement(At.Values, S->getStmt());
      if (At.Ends)
        return std::nullopt;
      // What await_transform() and operator co_await() are given, they don't write records into.
      if (IsAwaited)
        At.Values.watchOpaqueWrites();
      if (!CompletionTests.empty() && ObjectTracker::mayComplete(S->getStmt()))
        for (const Expr *Test : CompletionTests)
          At.Values.askAnew(Test);
      // Who called it may know that the result is there since.
      At.Asked |= Wanted.CompletedByAnyCall && !IsOfObject &&
                  Wanted.Kind == MisuseKind::UnguardedResult &&
                  ObjectTracker::mayComplete(S->getStmt());
    }
    Object.learnCompletion(At);
    if (const std::optional<GivenAnswer> Said = std::exchange(At.Answered, std::nullopt)) {
      At.Values.answer(Said->Question, Said->Value);
      Steps[At.LastStep].Answers.push_back(*Said);
    }
  }
  return std::nullopt;
}

/// Does the condition ask nothing but the container that is followed: 'while (!left.empty())'? What
/// was removed from it says nothing of what is left.
bool PathFeasibility::Search::asksContainer(const Expr *Condition) const {
  const TrackedObject &Followed = Of.Events.objects()[Wanted.Object];
  llvm::SmallVector<const ValueDecl *, 4> Reads;
  return Followed.IsWhole && isPure(Condition, Reads) &&
         llvm::all_of(Reads, [&](const ValueDecl *Read) { return Read == Followed.Where.Root; });
}

/// What a handler of an inner 'try' would have caught doesn't come to one of an outer 'try'; what a
/// function can't throw, to none.
bool PathFeasibility::Search::canCatch(const PathState &At, const CFGBlock &From,
                                       unsigned Successor) const {
  const auto *Handler =
      dyn_cast_or_null<CXXCatchStmt>((*(From.succ_begin() + Successor))->getLabel());
  if (!Handler || !isa_and_nonnull<CXXTryStmt>(From.getTerminatorStmt()) ||
      Steps[At.LastStep].Block != &From)
    return true;
  for (int Step = Steps[At.LastStep].Previous; Step >= 0; Step = Steps[Step].Previous) {
    const auto *Inner = dyn_cast_or_null<CXXTryStmt>(Steps[Step].Block->getTerminatorStmt());
    if (!Inner) {
      const CFGBlock &Threw = *Steps[Step].Block;
      const std::optional<CFGStmt> Last =
          Threw.empty() ? std::nullopt : Threw.back().getAs<CFGStmt>();
      const auto *Call = Last ? dyn_cast<CallExpr>(Last->getStmt()) : nullptr;
      if (const auto *Throw = Last ? dyn_cast<CXXThrowExpr>(Last->getStmt()) : nullptr)
        return canThrowTo(Throw, *Handler, Of.Vocabulary.context());
      return !Call || canThrowTo(Call, *Handler);
    }
    for (unsigned Index = 0; Index < Inner->getNumHandlers(); ++Index)
      if (catchesAllOf(*Inner->getHandler(Index), *Handler, Of.Vocabulary.context()))
        return false;
  }
  return true;
}

/// Takes one edge; false when that contradicts what the path knows.
bool PathFeasibility::Search::follow(PathState &Next, const CFGBlock &From, unsigned Successor,
                                     std::optional<Decision> &Taken) const {
  if (!canCatch(Next, From, Successor))
    return false;
  const Branch Along = Branch::of(From, Successor, Of.Vocabulary.context());
  if (Along.Condition) {
    // What code that isn't looked at did to the range, it did to the objects in there.
    // A question that is only asked after the write is no question whether there was one.
    Next.Uncertain |= !Along.Range && !asksContainer(Along.Condition) &&
                      Next.Values.readsOpaqueWrite(Along.Condition, [&](const CFGBlock *Written) {
                        return Of.canBeReachedWithout(Written, From);
                      });
    // (What leads to the object's life, guessed or not, is as it is.)
    Next.Guessed |= Next.Born && Next.Values.readsGuess(Along.Condition);
    if (!Next.Values.assume(Along.Condition, Along.Value))
      return false;
    if (Along.Range && !Next.Values.assumeEntered(*Along.Range, Along.Value))
      return false;
    if (Along.Range && !Along.Value && Next.Values.isAtBegin(*Along.Range))
      if (const ValueDecl *Range = variableOf(Along.Range->getRangeInit()))
        Next.EmptyContainers.push_back(Range);
  }
  if (const Expr *Assumed = Of.Flow.assumedOn(&From, Successor);
      Assumed && !Next.Values.assume(Assumed, true))
    return false;
  if (!Of.Calls.agree(From, Successor, [&](const Expr *Argument, bool Value) {
        return Next.Values.assume(Argument, Value);
      }))
    return false;
  if (Along.Switched)
    Next.Guessed |= Next.Born && Next.Values.readsGuess(Along.Switched);
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

/// 'if (first()) ...; if (again()) ...', where both are one function, and it answers the same: what
/// it keeps doesn't matter then.
static bool answersAlike(llvm::ArrayRef<Decision> Taken) {
  std::optional<std::pair<const FunctionDecl *, bool>> Answered;
  return llvm::all_of(Taken, [&](const Decision &D) {
    const Expr *Asked = D.Condition ? D.Condition->IgnoreParenImpCasts() : nullptr;
    bool Value = D.Value;
    for (const auto *Not = dyn_cast_or_null<UnaryOperator>(Asked);
         Not && Not->getOpcode() == UO_LNot; Not = dyn_cast<UnaryOperator>(Asked)) {
      Asked = Not->getSubExpr()->IgnoreParenImpCasts();
      Value = !Value;
    }
    const std::pair Now(calleeOf(Asked), Value);
    return Now.first && Now == Answered.value_or(Now) && (Answered = Now);
  });
}

/// May the misuse depend on something that the search doesn't know?
bool PathFeasibility::Search::isDoubtful(const PathState &At, const Misuse &Found) {
  if (Mode.WithoutFirst)
    return false;
  if (At.Guessed || (At.Uncertain && !Found.BeforeFirst.empty() && !isTheOnlyWay()) ||
      hangsOnElements(Found))
    return true;
  const Records &Written =
      Of.RecordsOf.try_emplace(Wanted.Object, Of.Flow, Of.Events, Wanted.Object).first->second;
  const auto MayChangeAlone = [&](const Decision &D) {
    return D.Condition && D.Block && Written.mayChangeAlone(D.Condition, D.Block);
  };
  // Of a copy of a lambda, what it answers isn't known. Where it is asked alone, it may answer
  // either, unless it changes what it keeps.
  const auto HangsOnKeeper = [&](llvm::ArrayRef<Decision> Taken) {
    const bool Alone = Taken.size() == 1;
    return (Alone || !answersAlike(Taken)) && llvm::any_of(Taken, [&](const Decision &D) {
             return D.Condition &&
                    Of.Bodies.callsKeeper(D.Condition, Of.Function, /*AndWrites=*/Alone);
           });
  };
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
                Sources.getExpansionLoc(Found.Last.Location)) ||
           llvm::any_of(llvm::concat<const Decision>(Found.BeforeFirst, Found.Between),
                        MayChangeAlone) ||
           HangsOnKeeper(
               llvm::to_vector(llvm::concat<const Decision>(Found.BeforeFirst, Found.Between)));
  }
  if (Found.Kind != MisuseKind::Unconsumed)
    return false;
  const std::vector<Decision> Past = Object.decisionsPastConsumption(At);
  if (llvm::any_of(Past, MayChangeAlone) || HangsOnKeeper(Past))
    return true;
  // A branch within an assertion that leads past what it is given is the framework's own.
  if (llvm::any_of(Object.decisionsAgainstUse(At),
                   [&](const Decision &D) { return Macro(D.Location) != TestMacro::None; }))
    return true;
  return llvm::any_of(Found.Between, [&](const Decision &D) {
    return (D.Condition && D.Block && Written.mayAnswer(D.Condition, D.Block)) ||
           Macro(D.Location) != TestMacro::None;
  });
}

/// Is what is asked there, before the object's life, about values that are asked for in it?
bool PathFeasibility::Search::isHeard(const CFGBlock &From) const {
  const auto *Condition = dyn_cast_or_null<Expr>(From.getTerminatorCondition());
  return Focus[From.getBlockID()] ||
         (Condition && llvm::any_of(mentionedIn(Condition), [&](const ValueDecl *Read) {
            return Of.Vocabulary.matters(Read);
          }));
}

/// Takes what a call says of its arguments for granted; whether that can be, the solver says later.
static auto assumesIn(PathConditions &Formula) {
  return [&Formula](const Expr *Argument, bool Value) {
    Formula.assume(Argument, Value);
    return true;
  };
}

/// What an edge says, for the solver; of what the search didn't follow, nothing.
/// \param Guessed  variables that loops may have written after what was followed of them
void PathFeasibility::Search::assumeEdge(PathConditions &Formula, const CFGBlock &From,
                                         const PathStep &To, Leaving How,
                                         llvm::DenseSet<const ValueDecl *> &Guessed) const {
  Of.Calls.agree(From, To.Index, assumesIn(Formula));
  const Branch Along = Branch::of(From, To.Index, Of.Vocabulary.context());
  const Expr *Condition = Along.Condition ? Along.Condition : Along.Switched;
  if (!Condition)
    return;
  // Clang's graph has lost the condition of a range-based for where that may throw.
  const auto IsCondition = [&](const CFGElement &Element) {
    const std::optional<CFGStmt> S = Element.getAs<CFGStmt>();
    return S && S->getStmt() == Condition;
  };
  if (Along.Range && llvm::none_of(From, IsCondition))
    Formula.execute(Condition);
  const bool RunsOn = How.MayRunOn && !To.AtTheBound && Along.Condition &&
                      Formula.excludes(Along.Condition, Along.Value);
  // A loop may have counted longer than it was followed.
  if (RunsOn || To.AtTheBound) {
    const LoopShape Loop(Of.Flow, From);
    std::vector<const ValueDecl *> Counted = Loop.counted();
    llvm::erase_if(Counted, [](const ValueDecl *Variable) {
      const QualType Type = Variable->getType().getNonReferenceType();
      const QualType Held = atomicValue(Type);
      return Type->isBooleanType() || Type->isEnumeralType() || keepsFlags(Type) ||
             (traitsOf(Type) & UniqueKeys) || (!Held.isNull() && Held->isBooleanType());
    });
    Formula.forget(Counted);
    if (RunsOn)
      Guessed.insert(Loop.written().begin(), Loop.written().end());
  }
  if (Along.Condition)
    Formula.assume(Along.Condition, Along.Value, How.Decides);
  for (const auto &[Label, IsTaken] : Along.Labels)
    Formula.assumeLabel(Along.Switched, Label, IsTaken, How.Decides);
  if (How.Decides && !RunsOn && !Guessed.empty() &&
      llvm::any_of(mentionedIn(Condition),
                   [&](const ValueDecl *Read) { return Guessed.contains(Read); }))
    Formula.doubt();
}

/// Can nobody come to the candidate without a first consumption? Then no condition can be asked to
/// know whether there was one.
bool PathFeasibility::Search::isTheOnlyWay() {
  if (Wanted.Kind != MisuseKind::DoubleConsumption)
    return false;
  if (!OnlyWay) {
    const Answer Found = Of.findPath(Wanted, /*WithoutFirst=*/true);
    Of.Vocabulary.focus(Focus);
    OnlyWay = !Found.Path && !Found.GaveUp;
  }
  return *OnlyWay;
}

/// Where is asked what the misuse depends on?
llvm::DenseSet<const CFGBlock *>
PathFeasibility::Search::decidingBlocks(const PathState &At, const Misuse &Found) const {
  llvm::DenseSet<const CFGBlock *> Blocks;
  if (Mode.WithoutFirst) // of the other way it is enough that it may run
    return Blocks;
  std::vector<Decision> Past;
  if (Found.Kind == MisuseKind::Unconsumed) {
    Past = Object.decisionsPastConsumption(At);
    llvm::append_range(Past, Object.decisionsAgainstUse(At));
  }
  for (const Decision &Taken : llvm::concat<const Decision>(Found.BeforeFirst, Found.Between, Past))
    if (Taken.Block)
      Blocks.insert(Taken.Block);
  return Blocks;
}

/// Can the whole path to the misuse run?
bool PathFeasibility::Search::canRun(const PathState &At, const Misuse &Found) {
  std::vector<const PathStep *> Path;
  for (int Step = At.LastStep; Step >= 0; Step = Steps[Step].Previous)
    Path.push_back(&Steps[Step]);
  std::reverse(Path.begin(), Path.end());
  // Of what comes before the object's life, the search took any way that leads to it.
  if (!Mode.FromEntry && !isConsistent(Path)) {
    BadBeginning = true;
    return false;
  }
  const bool HasChoices =
      llvm::any_of(Path, [](const PathStep *Step) { return !Step->Choices.empty(); });
  // Which way a call takes, only the solver knows.
  if (!Of.Exact || Of.Undecided == MostUndecided)
    return !HasChoices;
  const llvm::DenseSet<const CFGBlock *> Deciding = decidingBlocks(At, Found);
  if (isSatisfiable(Path, /*FromEntry=*/true, Deciding))
    return true;
  BadBeginning = !Mode.FromEntry && isSatisfiable(Path, /*FromEntry=*/false, Deciding);
  return false;
}

/// Does the path agree with all that is asked on it, also before the object's life? (That it does
/// from there on, the search knows.)
bool PathFeasibility::Search::isConsistent(const std::vector<const PathStep *> &Path) {
  if (Focus == Leads)
    return true;
  Of.Vocabulary.focus(Leads);
  PathState At{Path.front()->Block, 0, Constraints(Of.Vocabulary)};
  bool Agrees = true;
  for (size_t I = 0; I + 1 < Path.size() && Agrees && !Focus[Path[I]->Block->getBlockID()]; ++I) {
    for (const CFGElement &Element : *Path[I]->Block)
      if (std::optional<CFGStmt> S = Element.getAs<CFGStmt>())
        Agrees = Agrees && runStatement(At.Values, S->getStmt());
    std::optional<Decision> Unused;
    Agrees = Agrees &&
             (Path[I + 1]->AtTheBound || follow(At, *Path[I]->Block, Path[I + 1]->Index, Unused));
  }
  Of.Vocabulary.focus(Focus);
  return Agrees;
}

/// Asks the solver; of what comes before the object's life only what is asked again in it, or all.
bool PathFeasibility::Search::isSatisfiable(const std::vector<const PathStep *> &Path,
                                            bool FromEntry,
                                            const llvm::DenseSet<const CFGBlock *> &Deciding) {
  PathConditions Formula(Of.Function, Of.Bodies, *Of.Exact);
  llvm::DenseMap<const CFGBlock *, unsigned> Visits;
  llvm::DenseSet<const ValueDecl *> Guessed;
  for (size_t I = 0; I < Path.size(); ++I) {
    if (I > 0) {
      const CFGBlock &From = *Path[I - 1]->Block;
      const bool LeavesLoop =
          Of.Flow.isInCycle(&From) && !Of.Flow.reaching(&From)[Path[I]->Block->getBlockID()];
      if (FromEntry || isHeard(From))
        assumeEdge(Formula, From, *Path[I],
                   {.MayRunOn = LeavesLoop && Visits[&From] >= VisitsOfOneBlock,
                    .Decides = Deciding.contains(&From)},
                   Guessed);
    }
    ++Visits[Path[I]->Block];
    const bool EndsByException =
        I + 1 < Path.size() && isExceptionEdge(Path[I]->Block, Path[I + 1]->Index);
    const std::optional<CFGStmt> Last =
        Path[I]->Block->empty() ? std::nullopt : Path[I]->Block->back().getAs<CFGStmt>();
    for (const CFGElement &Element : *Path[I]->Block)
      if (std::optional<CFGStmt> S = Element.getAs<CFGStmt>()) {
        const bool Throws = EndsByException && Last && S->getStmt() == Last->getStmt();
        if (const Expr *Assumed = Of.assumedBy(S->getStmt()))
          Formula.assume(Assumed, true);
        const auto Choice = llvm::find_if(Path[I]->Choices, [&](const CallChoice &Choice) {
          return Choice.Of->Call == S->getStmt();
        });
        if (Choice == Path[I]->Choices.end())
          Formula.execute(S->getStmt(), Throws);
        else
          Formula.executeChosen(Choice->Of->Call, Choice->Of->At, Choice->Consumes, Throws);
        Of.Calls.agreeWithin(S->getStmt(), assumesIn(Formula));
        if (!CompletionTests.empty() && ObjectTracker::mayComplete(S->getStmt()))
          for (const Expr *Test : CompletionTests)
            Formula.askAnew(Test);
        if (const Expr *Behind = Of.Flow.assumedAfter(S->getStmt()))
          Formula.assume(Behind, true);
        for (const GivenAnswer &Said : Path[I]->Answers)
          if (Said.Question == S->getStmt())
            Formula.answer(Said.Question, Said.Value);
      }
  }
  const PathConditions::Answer Result = Formula.check();
  Of.Undecided += Result == PathConditions::Answer::Unknown;
  Bounded |= Result == PathConditions::Answer::Doubtful;
  return Result == PathConditions::Answer::Feasible ||
         (Result == PathConditions::Answer::Unknown &&
          llvm::all_of(Path, [](const PathStep *Step) { return Step->Choices.empty(); }));
}

PathFeasibility::PathFeasibility(const FunctionDecl *Function, const ControlFlow &Flow,
                                 const FunctionEvents &Events, CallOutcomes &Calls,
                                 InlinableCalls &Bodies, PathConditions::Solver *Exact)
    : Function(Function), Flow(Flow), Events(Events), Calls(Calls), Bodies(Bodies), Exact(Exact),
      Vocabulary(Function, Flow), LoopsWithin(Flow.loopsWithin()) {
  for (const TrackedObject &Object : Events.objects())
    for (const Expr *Test : Object.Tests)
      Vocabulary.keep(Test);
  const auto Keep = [this](const Expr *Argument, bool) {
    Vocabulary.keep(Argument);
    return true;
  };
  for (const CFGBlock *Block : Flow.cfg()) {
    Events.forEachEvent(*Block, [&](const Event &E) {
      if (E.Index)
        Vocabulary.keep(E.Index);
      if (E.Partial)
        PartialIn.insert(Block);
      if (E.Kind == EventKind::Create || E.Kind == EventKind::CreateEmpty)
        Created.insert(E.Object);
      if (E.Partner != NoObject)
        PartnersOf[E.Object].push_back(E.Partner);
    });
    for (unsigned Index = 0; Index < Block->succ_size(); ++Index) {
      if (const Expr *Assumed = Flow.assumedOn(Block, Index))
        Vocabulary.keep(Assumed);
      Calls.agree(*Block, Index, Keep);
    }
    for (const CFGElement &Element : *Block)
      if (std::optional<CFGStmt> S = Element.getAs<CFGStmt>()) {
        if (const Expr *Behind = Flow.assumedAfter(S->getStmt()))
          Vocabulary.keep(Behind);
        Calls.agreeWithin(S->getStmt(), Keep);
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

/// The objects from which it gets what it holds, at first or by others.
std::vector<ObjectId> PathFeasibility::sourcesOf(ObjectId Object) const {
  std::vector<ObjectId> Sources;
  for (ObjectId At = Object, Next = 0;; At = Sources[Next++]) {
    if (const auto It = PartnersOf.find(At); It != PartnersOf.end())
      for (const ObjectId Partner : It->second)
        if (Partner != Object && !llvm::is_contained(Sources, Partner))
          Sources.push_back(Partner);
    if (Next == Sources.size())
      return Sources;
  }
}

PathFeasibility::Answer PathFeasibility::findPath(const Candidate &Wanted, bool WithoutFirst) {
  // Most searches need not know how the object's life is come to. Where that can't be as it was
  // taken, the search begins anew, with all that is asked on the way.
  Search::How Mode;
  Mode.WithoutFirst = WithoutFirst;
  unsigned Refuted = 0;
  while (true) {
    Search Looking(*this, Wanted, Mode);
    Answer Found = Looking.run();
    const bool IsRefuted = !Found.Path && Found.RefutedBySolver > 0;
    Found.RefutedBySolver = Refuted += Found.RefutedBySolver;
    if (Looking.foundBadBeginning())
      Mode.FromEntry = Mode.Merging = true;
    // Paths that look the same to the built-in propagation may not be the same to the solver: when
    // it refuted one, those that were merged into it are to be looked at too.
    else if (IsRefuted && Mode.Merging)
      Mode.Merging = false;
    else
      return Found;
  }
}

/// Do other ways than by the first consumption lead to the block at hand?
bool PathFeasibility::canBeReachedWithout(const CFGBlock *First, const CFGBlock &Block) {
  auto [It, New] = AroundFirst.try_emplace(First);
  if (New)
    It->second = Flow.reachableFrom({&Flow.cfg().getEntry()}, /*Without=*/First);
  return It->second[Block.getBlockID()];
}

} // namespace valuetask
