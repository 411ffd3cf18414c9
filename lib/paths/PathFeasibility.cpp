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
#include "clang/AST/ASTContext.h"
#include "clang/AST/StmtCXX.h"
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

std::optional<int64_t> labelValue(const CaseStmt *Case, const ASTContext &Context) {
  Expr::EvalResult Result;
  if (Case->getRHS() || !Case->getLHS()->EvaluateAsInt(Result, Context) ||
      !Result.Val.getInt().isRepresentableByInt64())
    return std::nullopt;
  return Result.Val.getInt().getExtValue();
}

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

/// 'auto w = std::move(v);': what is known of v isn't carried over.
bool isMovedFromAnother(const Expr *Init) {
  Init = Init->IgnoreUnlessSpelledInSource();
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Init);
      Construct && Construct->getNumArgs() == 1)
    Init = Construct->getArg(0)->IgnoreUnlessSpelledInSource();
  return movedFrom(Init) != nullptr;
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
  bool Born = false;
  bool IsNew = false; ///< made or filled by the statement at hand
  /// Its result is there: it was made from a value.
  bool Completed = false;
  /// Somebody looked whether its result is there, by the object itself or in a way that isn't
  /// followed.
  bool Asked = false;
  Event First{};
  Event Birth{};
  std::optional<Event> Filled{};
  std::vector<Decision> BeforeFilled{};
  int CreatedAt = 0; // steps, for the report
  int FirstAt = -1;
  /// The pointers, iterators and references that refer to the object now.
  llvm::SmallVector<const ValueDecl *, 2> Views{};
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
                                 const FunctionEvents &Events, PathConditions::Solver *Exact)
    : Flow(Flow), Events(Events), Exact(Exact), Vocabulary(Function, Flow),
      LoopsWithin(Flow.loopsWithin()) {
  for (const TrackedObject &Object : Events.objects())
    for (const Expr *Test : Object.Tests)
      Vocabulary.keep(Test);
  for (const CFGBlock *Block : Flow.cfg())
    Events.forEachEvent(*Block, [&](const Event &E) {
      if (E.Index)
        Vocabulary.keep(E.Index);
    });
}

PathFeasibility::Answer PathFeasibility::findPath(const Candidate &Wanted) {
  Answer First = search(Wanted, /*Merging=*/true);
  // Paths that look the same to the built-in propagation may not be the same to the solver: when it
  // refuted one, those that were merged into it are to be looked at too.
  if (First.Path || First.RefutedBySolver == 0)
    return First;
  Answer Second = search(Wanted, /*Merging=*/false);
  Second.RefutedBySolver += First.RefutedBySolver;
  return Second;
}

PathFeasibility::Answer PathFeasibility::search(const Candidate &Wanted, bool Merging) {
  llvm::BitVector Leads = Flow.reaching(Wanted.Block);
  if (Wanted.Kind == MisuseKind::Unconsumed)
    for (const CFGBlock *Birth : Wanted.Births)
      Leads |= Flow.reaching(Birth);
  llvm::BitVector Between = Flow.reachableFrom(Wanted.Births);
  Between &= Leads;
  Vocabulary.focus(Between);
  Focus = std::move(Between);
  const CFGBlock *Entry = &Flow.cfg().getEntry();
  Steps = {{Entry, -1, std::nullopt, 0}};
  std::vector<State> Open;
  Open.push_back({Entry, 0, Constraints(Vocabulary)});
  if (!llvm::is_contained(Wanted.Births, Entry))
    Open.back().Object = ObjectState::Unknown; // it isn't there yet
  else
    Open.back().Born = true;
  llvm::DenseSet<uint64_t> Seen;
  bool Bounded = false; // was a path left that might have led there?
  unsigned Asked = 0;   // the solver
  for (unsigned Visited = 0; !Open.empty(); ++Visited) {
    if (Visited == (Merging ? BlockBudget : UnmergedBudget) || Asked == MostQuestions)
      return {std::nullopt, /*GaveUp=*/true, Asked};
    State At = std::move(Open.back());
    Open.pop_back();
    // The same knowledge at the same place leads to the same end.
    const uint64_t Signature = llvm::hash_combine(
        llvm::hash_combine(At.Block, static_cast<unsigned>(At.Object), At.Completed, At.Asked),
        At.First.Location.getRawEncoding(), At.Uncertain, At.Guessed, At.Known.hash(),
        llvm::hash_combine_range(At.Views.begin(), At.Views.end()));
    if (Merging && !Seen.insert(Signature).second)
      continue;
    const unsigned Visits = Flow.isInCycle(At.Block) ? At.countVisit(At.Block->getBlockID()) : 1;
    // With each iteration of a loop, those within it begin anew.
    if (auto Inner = LoopsWithin.find(At.Block->getBlockID()); Inner != LoopsWithin.end())
      llvm::erase_if(At.Visits, [&](const auto &Visit) { return Inner->second[Visit.first]; });
    if (Visits > VisitsOfOneBlock) {
      Bounded = true; // a longer path might do it
      continue;
    }
    if (std::optional<Misuse> Found = execute(At, Wanted)) {
      // 'if (early) { consume(x); mark(done); } if (!done) ...': whether the first consumption
      // happened may be just what is asked for. Where it always happens, no answer makes the second
      // one right.
      if (isDoubtful(At, Wanted, *Found)) {
        Bounded = true;
        continue;
      }
      if (canRun(At.LastStep))
        return {std::move(Found), false, Asked};
      ++Asked;
      continue;
    }
    if (At.Object == ObjectState::Unknown && At.Born && !Wanted.CanBeFreshAgain)
      continue; // nothing more can be said of it on this path
    const bool IsPending = At.Object == ObjectState::Fresh || At.Object == ObjectState::Held;
    // Only a second consumption comes after a first.
    if (Wanted.Kind != MisuseKind::DoubleConsumption && At.Born && !IsPending &&
        !Wanted.CanBeFreshAgain)
      continue;
    // Pushed in reverse, so that the first successor is explored first: the way that the source is
    // read.
    for (unsigned Index = At.Block->succ_size(); Index-- > 0;) {
      const CFGBlock *Successor = *(At.Block->succ_begin() + Index);
      if (!Successor || !Leads[Successor->getBlockID()])
        continue;
      // A path on which something else fails is no normal one.
      if (Wanted.Kind == MisuseKind::Unconsumed && IsPending && !endsNormally(At.Block, Index))
        continue;
      State Next = At;
      std::optional<Decision> Taken;
      bool Possible = follow(Next, *At.Block, Index, Taken), AtTheBound = false;
      if (!Possible && Visits == VisitsOfOneBlock) {
        Next = At;
        Possible = AtTheBound = leavesAtTheBound(Next, *At.Block, Index, Wanted, Bounded);
      }
      if (!Possible)
        continue;
      Steps.push_back({Successor, At.LastStep, Taken, Index, AtTheBound});
      Next.Block = Successor;
      Next.LastStep = static_cast<int>(Steps.size()) - 1;
      Open.push_back(std::move(Next));
    }
  }
  return {std::nullopt, Bounded, Asked};
}

/// 'if (!done[i]) co_await values[i];': a table beside the elements may say which of them were
/// consumed, and what its elements are isn't followed.
bool PathFeasibility::hangsOnElements(const Misuse &Found) const {
  if (Found.Last.isCertain() && (!Found.First || Found.First->isCertain()))
    return false;
  return llvm::any_of(llvm::concat<const Decision>(Found.BeforeFirst, Found.Between),
                      [](const Decision &D) { return D.Condition && readsElement(D.Condition); });
}

/// May the misuse hang on something that the search doesn't know?
bool PathFeasibility::isDoubtful(const State &At, const Candidate &Wanted, const Misuse &Found) {
  if (At.Guessed || (At.Uncertain && !Found.BeforeFirst.empty()) || hangsOnElements(Found))
    return true;
  const auto Macro = [&](SourceLocation Location) {
    return testMacroAt(Location, Vocabulary.context());
  };
  const SourceManager &Sources = Vocabulary.context().getSourceManager();
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
      RecordsOf.try_emplace(Wanted.Object, Flow, Events, Wanted.Object).first->second;
  return llvm::any_of(Found.Between, [&](const Decision &D) {
    return (D.Condition && D.Block && Written.mayAnswer(D.Condition, D.Block)) ||
           Macro(D.Location) != TestMacro::None;
  });
}

/// A counting loop that runs longer than it is followed ends some time.
///
/// \param Hidden  set where nothing can be said of what happens until then
bool PathFeasibility::leavesAtTheBound(State &Next, const CFGBlock &From, unsigned Successor,
                                       const Candidate &Wanted, bool &Hidden) const {
  const CFGBlock *Target = *(From.succ_begin() + Successor);
  const auto *Condition = dyn_cast_or_null<Expr>(From.getTerminatorCondition());
  if (!Condition || From.succ_size() != 2)
    return false;
  // Of a loop within another one it is the second successor; otherwise what doesn't come back.
  const bool IsLoop =
      isa_and_nonnull<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(From.getTerminatorStmt());
  if (Flow.reaching(&From)[Target->getBlockID()] && !(IsLoop && Successor == 1))
    return false;
  const llvm::BitVector Loop = loopOf(From);
  const std::vector<const ValueDecl *> Written = writtenIn(Loop);
  if (hidesEvents(Loop, From, Written, Wanted.Object)) {
    Hidden = true;
    return false;
  }
  Next.Known.leaveLoop(Condition, Written);
  const bool Guessed = Next.Guessed;
  std::optional<Decision> Unused;
  const bool Leaves = follow(Next, From, Successor, Unused);
  Next.Guessed = Guessed; // that the loop ends is no guess
  return Leaves;
}

/// 'if (i == 7) co_await x;': may an iteration that isn't followed do something to the object that
/// those didn't that were?
bool PathFeasibility::hidesEvents(const llvm::BitVector &Loop, const CFGBlock &From,
                                  llvm::ArrayRef<const ValueDecl *> Written,
                                  ObjectId Object) const {
  // By 'break' and 'return' more is reached than by the loop's own end.
  llvm::BitVector Within = Loop, Afterwards(Loop.size());
  for (const CFGBlock *Block : Flow.cfg())
    if (Loop[Block->getBlockID()])
      for (const CFGBlock *Successor : Block->succs())
        if (Successor && !Loop[Successor->getBlockID()])
          (Block == &From ? Afterwards : Within) |= Flow.reachableFrom(Successor);
  Within.reset(Afterwards);
  Within |= Loop;
  bool Happens = false, Depends = false;
  for (const CFGBlock *Block : Flow.cfg()) {
    if (!Within[Block->getBlockID()])
      continue;
    Events.forEachEvent(*Block, [&](const Event &E) {
      Happens |= E.Object == Object && E.Kind != EventKind::Test && E.Kind != EventKind::Bind &&
                 E.Kind != EventKind::Unbind;
    });
    const Stmt *Condition =
        Block == &From || !Loop[Block->getBlockID()] ? nullptr : Block->getTerminatorCondition();
    Depends |= Condition && llvm::any_of(mentionedIn(Condition), [&](const ValueDecl *Read) {
                 return llvm::is_contained(Written, Read);
               });
  }
  return Happens && Depends;
}

/// The blocks of the loop that a condition ends.
llvm::BitVector PathFeasibility::loopOf(const CFGBlock &From) const {
  // From the condition round to itself; the loops around it come by as well, but only by way of
  // where it is left to.
  const llvm::BitVector Back = Flow.reaching(&From);
  llvm::BitVector Loop(Flow.cfg().getNumBlockIDs());
  const CFGBlock *Exit = nullptr;
  for (const CFGBlock *Successor : From.succs())
    if (Successor && !Back[Successor->getBlockID()])
      Exit = Successor;
  if (!Exit && From.succ_size() == 2)
    Exit = *(From.succ_begin() + 1); // 'while (c)', 'for (; c;)': not c
  std::vector<const CFGBlock *> Worklist = {&From};
  while (!Worklist.empty()) {
    const CFGBlock *Block = Worklist.back();
    Worklist.pop_back();
    if (Loop[Block->getBlockID()])
      continue;
    Loop.set(Block->getBlockID());
    for (const CFGBlock *Successor : Block->succs())
      if (Successor && Successor != Exit && Back[Successor->getBlockID()])
        Worklist.push_back(Successor);
  }
  return Loop;
}

std::vector<const ValueDecl *> PathFeasibility::writtenIn(const llvm::BitVector &Blocks) const {
  std::vector<const ValueDecl *> Written;
  for (const CFGBlock *Block : Flow.cfg())
    if (Blocks[Block->getBlockID()])
      for (const CFGElement &Element : *Block)
        if (std::optional<CFGStmt> S = Element.getAs<CFGStmt>())
          forEachWrite(S->getStmt(), [&](const ValueDecl *V) { Written.push_back(V); });
  return Written;
}

/// Do other ways than by the first consumption lead to the block at hand?
bool PathFeasibility::canBeReachedWithout(const CFGBlock *First, const State &At) const {
  auto [It, New] = AroundFirst.try_emplace(First);
  if (New)
    It->second = Flow.reachableFrom({&Flow.cfg().getEntry()}, /*Without=*/First);
  return It->second[At.Block->getBlockID()];
}

/// Runs one block. The answer is there when the candidate was met, and is a misuse.
std::optional<Misuse> PathFeasibility::execute(State &At, const Candidate &Wanted) const {
  std::optional<Misuse> Found;
  if (Wanted.Kind == MisuseKind::Unconsumed && At.Block == &Flow.cfg().getExit() &&
      (At.Object == ObjectState::Fresh || At.Object == ObjectState::Held) &&
      !isEmptyBySay(At, Wanted.Object))
    return endsPending(At, Wanted);
  At.Known.setOnlyAfterFirst(At.FirstAt >= 0 && !canBeReachedWithout(Steps[At.FirstAt].Block, At));
  for (const CFGElement &Element : *At.Block) {
    Events.forEachEvent(Element, [&](const Event &E) { apply(At, E, Wanted, Found); });
    if (Found)
      return Found;
    if (std::optional<CFGStmt> S = Element.getAs<CFGStmt>())
      At.Known.execute(S->getStmt());
    learnCompletion(At, Wanted.Object);
  }
  return std::nullopt;
}

/// What a test of an object asks.
static ProtocolRole roleOf(const Expr *Test) {
  const auto *Call = dyn_cast<CXXMemberCallExpr>(Test);
  return Call ? protocolRole(Call->getMethodDecl()) : ProtocolRole::None;
}

/// What was just made from a value is complete, and says so.
void PathFeasibility::learnCompletion(State &At, ObjectId Object) const {
  if (!std::exchange(At.IsNew, false) || !At.Completed)
    return;
  for (const Expr *Test : Events.objects()[Object].Tests)
    if (asksForCompletion(roleOf(Test)))
      At.Known.assume(Test, true);
}

/// Has a test of the object, 'if (x)', 'x.valid()', answered that it holds nothing?
bool PathFeasibility::isEmptyBySay(const State &At, ObjectId Object) const {
  return llvm::any_of(Events.objects()[Object].Tests, [&](const Expr *Test) {
    const auto *Call = dyn_cast<CXXMemberCallExpr>(Test);
    const CXXMethodDecl *Method = Call ? Call->getMethodDecl() : nullptr;
    const bool AsksForSomething =
        isa_and_nonnull<CXXConversionDecl>(Method) || roleOf(Test) == ProtocolRole::HoldsResult;
    return AsksForSomething && At.Known.evaluate(Test) == false;
  });
}

/// Is the event one of the wanted object, on this path? What it does to it may be less clear than
/// what it is.
bool PathFeasibility::applies(State &At, const Event &E, EventKind &Kind) const {
  if (E.Kind == EventKind::Bind || E.Kind == EventKind::Unbind) {
    llvm::erase(At.Views, E.View);
    if (E.Kind == EventKind::Bind)
      At.Views.push_back(E.View);
    return false;
  }
  if (E.View && !llvm::is_contained(At.Views, E.View))
    return false;
  if (!E.Index)
    return true;
  const std::optional<bool> IsZero = At.Known.isZero(E.Index);
  if (IsZero)
    return *IsZero;
  Kind = EventKind::Escape;
  return E.Kind != EventKind::Consume && E.Kind != EventKind::TakeOut && E.Kind != EventKind::Test;
}

void PathFeasibility::apply(State &At, const Event &E, const Candidate &Wanted,
                            std::optional<Misuse> &Found) const {
  if (Found || (E.Object != Wanted.Object && E.Object != NoObject))
    return;
  EventKind Kind = E.Kind;
  if (!applies(At, E, Kind))
    return;
  const bool IsPending = At.Object == ObjectState::Fresh || At.Object == ObjectState::Held;
  switch (Kind) {
  case EventKind::Suspend:
    if (At.Object == ObjectState::Fresh && Wanted.Kind == MisuseKind::DelayedConsumption) {
      At.First = E;
      At.FirstAt = At.LastStep;
    }
    break;
  case EventKind::Consume:
  case EventKind::ConsumeWhole:
  case EventKind::TakeOut:
    if (Kind != EventKind::ConsumeWhole)
      Found = consume(At, E, Wanted);
    if (Found)
      return;
    if (At.Object != ObjectState::Unknown && At.Object != ObjectState::Consumed &&
        At.Object != ObjectState::Emptied) {
      At.First = E;
      At.FirstAt = At.LastStep;
    }
    At.Uncertain = false;
    At.Known.watchOpaqueWrites();
    At.Known.setOnlyAfterFirst(At.FirstAt >= 0 && Steps[At.FirstAt].Block == At.Block);
    break;
  case EventKind::Lend:
    At.Asked = true;
    if (Wanted.Kind == MisuseKind::Unconsumed)
      Kind = EventKind::Escape;
    break;
  case EventKind::Create:
  case EventKind::CreateEmpty:
    if (Wanted.Kind == MisuseKind::Unconsumed && IsPending && At.Born &&
        !isEmptyBySay(At, Wanted.Object)) {
      Found = endsPending(At, Wanted);
      return;
    }
    At.Views.clear();
    At.Born = true;
    At.Birth = E;
    At.Filled.reset();
    At.IsNew = true;
    At.Completed = E.Completed;
    At.Asked = E.Operand && isMovedFromAnother(E.Operand);
    At.CreatedAt = At.LastStep;
    break;
  case EventKind::Reinitialise:
  case EventKind::Clear:
    if (Wanted.Kind == MisuseKind::Unconsumed && IsPending && !At.Completed && At.Born &&
        At.Block == Wanted.Block && E.Location == Wanted.Location &&
        !isEmptyBySay(At, Wanted.Object)) {
      Found = endsPending(At, Wanted);
      Found->First = E;
      return;
    }
    if (Kind == EventKind::Clear) {
      At.Filled.reset();
      At.BeforeFilled.clear();
    } else {
      At.Filled = E;
      At.BeforeFilled = decisionsThatMatter(At.CreatedAt, At.LastStep);
    }
    At.Completed = E.Completed;
    At.IsNew = true;
    At.Asked = false;
    At.CreatedAt = At.LastStep;
    break;
  case EventKind::Test:
    At.Asked = true;
    break;
  default:
    break;
  }
  At.Object = stateAfter(At.Object, Kind);
}

std::optional<Misuse> PathFeasibility::consume(State &At, const Event &E,
                                               const Candidate &Wanted) const {
  if (At.Block != Wanted.Block || E.Location != Wanted.Location)
    return std::nullopt;
  const bool IsPending = At.Object == ObjectState::Fresh || At.Object == ObjectState::Held;
  Misuse Result{Wanted.Kind, Wanted.Object, std::nullopt, At.Filled, At.BeforeFilled, E};
  switch (Wanted.Kind) {
  case MisuseKind::DoubleConsumption:
    if (!isSecond(At.Object, E))
      return std::nullopt;
    break;
  case MisuseKind::UnguardedResult:
    if (!IsPending || At.Completed || isGuarded(At, Wanted.Object))
      return std::nullopt;
    // Who asked, and got an answer that the path doesn't know, may have been told that it is.
    if (At.Asked && !isKnownPending(At, Wanted.Object))
      return std::nullopt;
    Result.Between =
        decisionsAgainst(At.CreatedAt, At.LastStep, Wanted.Object, testsOf(Wanted.Object));
    return Result;
  case MisuseKind::DelayedConsumption:
    if (At.Object != ObjectState::Held || At.Completed)
      return std::nullopt;
    break;
  case MisuseKind::Unconsumed:
    return std::nullopt;
  }
  Result.First = At.First;
  // Both in one loop, and the path came back to its head.
  Result.EarlierIteration = Flow.reaching(Steps[At.FirstAt].Block)[At.Block->getBlockID()] &&
                            revisits(At.CreatedAt, At.FirstAt, At.LastStep);
  Result.BeforeFirst = decisionsThatMatter(At.CreatedAt, At.FirstAt);
  Result.Between = decisionsThatMatter(At.FirstAt, At.LastStep);
  return Result;
}

Misuse PathFeasibility::endsPending(const State &At, const Candidate &Wanted) const {
  Misuse Result{Wanted.Kind, Wanted.Object, std::nullopt, At.Filled, At.BeforeFilled, At.Birth};
  Result.Between =
      decisionsAgainst(At.CreatedAt, At.LastStep, Wanted.Object, consumptionsOf(Wanted.Object));
  return Result;
}

/// Does the path know that the object's result is there?
bool PathFeasibility::isGuarded(const State &At, ObjectId Object) const {
  return llvm::any_of(Events.objects()[Object].Tests, [&](const Expr *Test) {
    return asksForCompletion(roleOf(Test)) && At.Known.evaluate(Test) == true;
  });
}

/// Does it know that it isn't?
bool PathFeasibility::isKnownPending(const State &At, ObjectId Object) const {
  return llvm::any_of(Events.objects()[Object].Tests, [&](const Expr *Test) {
    return asksForCompletion(roleOf(Test)) && At.Known.evaluate(Test) == false;
  });
}

PathFeasibility::Edge PathFeasibility::edge(const CFGBlock &From, unsigned Successor) const {
  Edge Result;
  const Stmt *Terminator = From.getTerminatorStmt();
  const CFGBlock &Target = **(From.succ_begin() + Successor);
  if (!Terminator)
    return Result;
  if (isa<CXXTryStmt>(Terminator)) {
    if (const auto *Handler = dyn_cast_or_null<CXXCatchStmt>(Target.getLabel()))
      Result.Taken = Decision{Decision::Kind::Exception, Handler->getCatchLoc()};
    return Result;
  }
  if (From.succ_size() < 2)
    return Result;
  if (const auto *Switch = dyn_cast<SwitchStmt>(Terminator)) {
    switchEdge(*Switch, Target, Result);
    return Result;
  }
  const Expr *Condition = From.getLastCondition();
  // A call that may throw ends its block, so that the branch on its result is alone in the next
  // one.
  if (!Condition)
    Condition = dyn_cast_or_null<Expr>(From.getTerminatorCondition());
  if (!Condition || From.succ_size() != 2)
    return Result;
  Result.Condition = Condition;
  Result.Value = Successor == 0;
  // The condition of a range-based for is clang's, and no text that a reader could look at.
  if (const auto *Loop = dyn_cast<CXXForRangeStmt>(Terminator)) {
    Result.Range = Loop;
    if (!Result.Value)
      Result.Taken = Decision{Decision::Kind::LoopEnd, Loop->getForLoc()};
  } else
    Result.Taken =
        Decision{Decision::Kind::Condition, Condition->getBeginLoc(), Condition, Result.Value};
  return Result;
}

void PathFeasibility::switchEdge(const SwitchStmt &Switch, const CFGBlock &Target,
                                 Edge &Result) const {
  const ASTContext &Context = Vocabulary.context();
  Result.Switched = Switch.getCond();
  const Stmt *Label = Target.getLabel();
  if (const auto *Case = dyn_cast_or_null<CaseStmt>(Label); Case && belongsTo(Case, Switch)) {
    Result.Taken = Decision{Decision::Kind::Label, Case->getBeginLoc(), Case->getLHS(), true};
    if (std::optional<int64_t> Value = labelValue(Case, Context))
      Result.Labels.emplace_back(*Value, true);
    return;
  }
  for (const SwitchCase *Each = Switch.getSwitchCaseList(); Each; Each = Each->getNextSwitchCase())
    if (const auto *Case = dyn_cast<CaseStmt>(Each))
      if (std::optional<int64_t> Value = labelValue(Case, Context))
        Result.Labels.emplace_back(*Value, false);
  const bool HasLabel = isa_and_nonnull<DefaultStmt>(Label) && belongsTo(Label, Switch);
  Result.Taken =
      Decision{Decision::Kind::Default, HasLabel ? Label->getBeginLoc() : Switch.getBeginLoc(),
               Switch.getCond(), HasLabel};
}

/// Takes one edge; false when that contradicts what the path knows.
bool PathFeasibility::follow(State &Next, const CFGBlock &From, unsigned Successor,
                             std::optional<Decision> &Taken) const {
  const Edge Along = edge(From, Successor);
  if (Along.Condition) {
    // What code that isn't looked at did to the range, it did to the objects in there.
    Next.Uncertain |= !Along.Range && Next.Known.readsOpaqueWrite(Along.Condition);
    Next.Guessed |= Next.Known.readsGuess(Along.Condition);
    if (!Next.Known.assume(Along.Condition, Along.Value))
      return false;
    if (Along.Range && !Next.Known.assumeEntered(*Along.Range, Along.Value))
      return false;
  }
  if (Along.Switched)
    Next.Guessed |= Next.Known.readsGuess(Along.Switched);
  for (const auto &[Label, IsTaken] : Along.Labels)
    if (!Next.Known.assumeLabel(Along.Switched, Label, IsTaken))
      return false;
  Taken = Along.Taken;
  if (Taken)
    Taken->Block = &From;
  return true;
}

/// What an edge says, for the solver; of what the search didn't follow, nothing.
void PathFeasibility::assumeEdge(PathConditions &Formula, const CFGBlock &From, unsigned Successor,
                                 bool AtTheBound) const {
  const Edge Along = edge(From, Successor);
  const Expr *Condition = Along.Condition ? Along.Condition : Along.Switched;
  if (!Condition)
    return;
  // Before the object's life, the search took any way that leads to it, whatever it says of values
  // that no condition of that life reads.
  if (!Focus[From.getBlockID()]) {
    llvm::SmallVector<const ValueDecl *, 4> Reads;
    isPure(Condition, Reads);
    if (llvm::none_of(Reads, [&](const ValueDecl *Read) { return Vocabulary.matters(Read); }))
      return;
  }
  // A loop may have counted longer than it was followed.
  if (AtTheBound) {
    std::vector<const ValueDecl *> Counted = writtenIn(loopOf(From));
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
bool PathFeasibility::canRun(int Last) {
  if (!Exact || Undecided == MostUndecided)
    return true;
  std::vector<const Step *> Path;
  for (int At = Last; At >= 0; At = Steps[At].Previous)
    Path.push_back(&Steps[At]);
  std::reverse(Path.begin(), Path.end());
  PathConditions Formula(Vocabulary.context(), *Exact);
  llvm::DenseMap<const CFGBlock *, unsigned> Visits;
  for (size_t I = 0; I < Path.size(); ++I) {
    if (I > 0) {
      const CFGBlock &From = *Path[I - 1]->Block;
      const bool LeavesLoop =
          Flow.isInCycle(&From) && !Flow.reaching(&From)[Path[I]->Block->getBlockID()];
      assumeEdge(Formula, From, Path[I]->Index,
                 Path[I]->AtTheBound || (LeavesLoop && Visits[&From] >= VisitsOfOneBlock));
    }
    ++Visits[Path[I]->Block];
    for (const CFGElement &Element : *Path[I]->Block)
      if (std::optional<CFGStmt> S = Element.getAs<CFGStmt>())
        Formula.execute(S->getStmt());
  }
  const PathConditions::Answer Result = Formula.check();
  Undecided += Result == PathConditions::Answer::Unknown;
  return Result != PathConditions::Answer::Infeasible;
}

/// The decisions on the way from one step to a later one without which the path would have missed
/// it.
std::vector<Decision> PathFeasibility::decisionsThatMatter(int From, int To) const {
  std::vector<Decision> Result;
  const CFGBlock *Goal = Steps[To].Block;
  for (int At = To; At > From; At = Steps[At].Previous) {
    const Step &S = Steps[At];
    if (!S.Entered || S.Entered->What == Decision::Kind::LoopEnd)
      continue;
    if (S.Entered->What != Decision::Kind::Exception &&
        !anyOtherWay(S, [&](const CFGBlock *Other) { return canAvoid(Other, Goal); }))
      continue;
    const bool Told =
        llvm::any_of(Result, [&](const Decision &D) { return D.Location == S.Entered->Location; });
    if (!Told)
      Result.push_back(*S.Entered);
  }
  std::reverse(Result.begin(), Result.end());
  return Result;
}

std::vector<const CFGBlock *> PathFeasibility::consumptionsOf(ObjectId Object) const {
  std::vector<const CFGBlock *> Blocks;
  for (const CFGBlock *Block : Flow.cfg())
    Events.forEachEvent(*Block, [&](const Event &E) {
      if (E.Object == Object && E.isConsumption())
        Blocks.push_back(Block);
    });
  return Blocks;
}

std::vector<const CFGBlock *> PathFeasibility::testsOf(ObjectId Object) const {
  std::vector<const CFGBlock *> Blocks;
  for (const CFGBlock *Block : Flow.cfg())
    for (const CFGElement &Element : *Block)
      if (std::optional<CFGStmt> S = Element.getAs<CFGStmt>();
          S && llvm::is_contained(Events.objects()[Object].Tests, S->getStmt()))
        Blocks.push_back(Block);
  return Blocks;
}

/// The decisions on the way of which the other way leads to one of \p Blocks within the same life
/// of the object, and the way taken doesn't; and those that are made in one of them.
std::vector<Decision>
PathFeasibility::decisionsAgainst(int From, int To, ObjectId Object,
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
    const Step &S = Steps[At];
    if (!S.Entered)
      continue;
    const bool Told =
        llvm::any_of(Result, [&](const Decision &D) { return D.Location == S.Entered->Location; });
    const bool Matters =
        S.Entered->What == Decision::Kind::Exception ||
        (!Leads[S.Block->getBlockID()] &&
         anyOtherWay(S, [&](const CFGBlock *Other) { return Leads[Other->getBlockID()]; }));
    if (!Told && Matters && Leads.any())
      Result.push_back(*S.Entered);
  }
  std::reverse(Result.begin(), Result.end());
  return Result;
}

/// Of the ways that weren't taken where this one was, is any such a one?
bool PathFeasibility::anyOtherWay(const Step &Taken,
                                  llvm::function_ref<bool(const CFGBlock *)> Is) const {
  return llvm::any_of(Steps[Taken.Previous].Block->succs(), [&](const CFGBlock *Other) {
    return Other && Other != Taken.Block && Is(Other);
  });
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
