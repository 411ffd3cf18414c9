//===--- ObjectTracker.cpp - the object on a path -------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/ObjectTracker.h"
#include "events/InitialState.h"
#include "models/Inspections.h"
#include "models/Library.h"
#include "models/Protocol.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

/// 'auto w = std::move(v);': what is known of v isn't carried over.
static bool isMovedFromAnother(const Expr *Init) {
  Init = Init->IgnoreUnlessSpelledInSource();
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Init);
      Construct && Construct->getNumArgs() == 1)
    Init = Construct->getArg(0)->IgnoreUnlessSpelledInSource();
  return movedFrom(Init) != nullptr;
}

/// Is it what a function returns that isn't given another such object, so that nobody can have
/// asked it? (What 'std::exchange' returns, others may have asked.)
static bool isFreshCall(const Expr *Value) {
  Value = Value->IgnoreUnlessSpelledInSource();
  const auto *Call = dyn_cast<CallExpr>(Value);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  return Callee && Call->isPRValue() && !Callee->isInStdNamespace() &&
         llvm::none_of(Call->arguments(), [&](const Expr *Argument) {
           return Argument->getType()->getAsCXXRecordDecl() &&
                  Argument->getType()->getAsCXXRecordDecl()->getCanonicalDecl() ==
                      Call->getType()->getAsCXXRecordDecl()->getCanonicalDecl();
         });
}

/// Is it known what the object holds on this path, and that this is fresh?
static bool isFilledWithCall(const PathState &At) {
  const Expr *Value = At.Filled ? At.Filled->Value : At.Born ? At.Birth.Value : nullptr;
  return Value && isFreshCall(Value);
}

/// Does it hold what a function has returned that doesn't show whether its result is there?
static bool isFilledUnseen(const TrackedObject &Object, const PathState &At) {
  // What a variable is made of is said by its birth; for a part, that is the whole.
  const Expr *Value = At.Filled                              ? At.Filled->Value
                      : At.Born && Object.Where.isVariable() ? At.Birth.Operand
                                                             : nullptr;
  return Value && isFreshCall(Value) && isMadeUnseen(Value);
}

/// Does a test of an object ask whether its result is there?
static bool asksForResult(const Expr *Test) {
  const std::optional<SelfQuestion> Asked = selfQuestion(Test);
  return Asked && asksForCompletion(Asked->About);
}

/// Is it known that there is nothing, since it was consumed, moved from or never filled?
static bool holdsNothing(ObjectState State) {
  return State == ObjectState::Empty || State == ObjectState::Consumed ||
         State == ObjectState::Emptied;
}

bool ObjectTracker::mayComplete(const Stmt *S) {
  const auto *Call = dyn_cast<CallExpr>(S);
  llvm::SmallVector<const ValueDecl *, 4> Reads;
  return Call && !isInspection(Call) && !isPure(Call, Reads);
}

std::vector<const Expr *> ObjectTracker::completionTests() const {
  std::vector<const Expr *> Result;
  for (const Expr *Test : Events.objects()[Wanted.Object].Tests)
    if (asksForResult(Test))
      Result.push_back(Test);
  return Result;
}

void ObjectTracker::learnCompletion(PathState &At) const {
  if (!std::exchange(At.IsNew, false) || !At.Completed)
    return;
  for (const Expr *Test : Events.objects()[Wanted.Object].Tests)
    if (asksForResult(Test))
      At.Values.assume(Test, true);
}

bool ObjectTracker::isEmptyBySay(const PathState &At) const {
  return llvm::any_of(Events.objects()[Wanted.Object].Tests, [&](const Expr *Test) {
    const std::optional<SelfQuestion> Asked = selfQuestion(Test);
    return Asked && Asked->asksForPresence() && At.Values.evaluate(Test) == Asked->whenEmpty();
  });
}

/// Is the event one of the wanted object, on this path? What it does to it may be less clear than
/// what it is.
bool ObjectTracker::applies(PathState &At, const Event &E, EventKind &Kind) const {
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
  const std::optional<bool> IsZero = At.Values.isZero(E.Index);
  if (IsZero)
    return *IsZero;
  Kind = EventKind::Escape;
  return E.Kind != EventKind::Consume && E.Kind != EventKind::TakeOut && E.Kind != EventKind::Test;
}

bool ObjectTracker::isChoice(const Event &E) const {
  return E.Partial && E.Object == Wanted.Object && E.isCertain() &&
         Wanted.Kind == MisuseKind::DoubleConsumption;
}

void ObjectTracker::apply(PathState &At, const Event &E, std::optional<Misuse> &Found) const {
  if (Found)
    return;
  if (E.Kind == EventKind::Swap)
    return swap(At, E);
  followSource(At, E);
  if (E.Object != Wanted.Object && E.Object != NoObject)
    return;
  EventKind Kind = E.Kind;
  if (!applies(At, E, Kind))
    return;
  if (isChoice(E) && At.ChoicesMet < Steps[At.LastStep].Choices.size()) {
    if (!Steps[At.LastStep].Choices[At.ChoicesMet++].Consumes)
      return;
    Kind = EventKind::Consume;
  }
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
      Found = consume(At, E);
    if (Found)
      return;
    if (At.Object != ObjectState::Unknown && At.Object != ObjectState::Consumed &&
        At.Object != ObjectState::Emptied) {
      At.First = E;
      At.FirstAt = At.LastStep;
    }
    At.Uncertain = false;
    At.Values.noteConsumption(Events.objects()[Wanted.Object].Where.Root);
    At.Values.watchOpaqueWrites();
    At.Values.setOnlyAfterFirst(At.FirstAt >= 0 && Steps[At.FirstAt].Block == At.Block);
    break;
  case EventKind::Lend:
    if (E.NeedsResult && Wanted.Kind == MisuseKind::UnguardedResult)
      Found = consume(At, E);
    if (Found)
      return;
    // Who waited after a no needn't ask again.
    if (Wanted.Kind == MisuseKind::UnguardedResult)
      forgetAnswers(At);
    At.Asked = true;
    if (Wanted.Kind == MisuseKind::Unconsumed)
      Kind = EventKind::Escape;
    break;
  case EventKind::Create:
  case EventKind::CreateEmpty:
    if (Wanted.Kind == MisuseKind::Unconsumed && At.isPending() && At.Born && !isEmptyBySay(At)) {
      Found = endsPending(At);
      return;
    }
    At.Views.clear();
    At.Born = true;
    At.Birth = E;
    At.Filled.reset();
    At.IsNew = true;
    At.Completed = makesComplete(At, E);
    At.Asked = E.Operand && isMovedFromAnother(E.Operand);
    At.CreatedAt = At.LastStep;
    break;
  case EventKind::Reinitialise:
  case EventKind::Clear:
    if (Wanted.Kind == MisuseKind::Unconsumed && At.isPending() && !isDefault(At) && At.Born &&
        At.Block == Wanted.Block && E.Location == Wanted.Location && !isEmptyBySay(At)) {
      Found = endsPending(At);
      Found->First = E;
      return;
    }
    if (Kind == EventKind::Clear) {
      At.Filled.reset();
      At.BeforeFilled.clear();
    } else {
      At.Filled = E;
      At.BeforeFilled = Story.decisionsThatMatter(At.CreatedAt, At.LastStep);
    }
    At.Completed = makesComplete(At, E);
    At.IsNew = true;
    At.Asked = E.Value && isMovedFromAnother(E.Value);
    At.CreatedAt = At.LastStep;
    break;
  case EventKind::Test:
    At.Asked = true;
    answer(At, E);
    break;
  default:
    break;
  }
  if (Kind == EventKind::Reinitialise || Kind == EventKind::Escape)
    llvm::erase(At.EmptyContainers, Events.objects()[Wanted.Object].Where.Root);
  const bool HeldNothing = holdsNothing(At.Object);
  At.Object = stateAfter(At.Object, Kind);
  if (E.Partner != NoObject && At.Object == ObjectState::Fresh)
    At.Object = given(At, E);
  if (HeldNothing && !holdsNothing(At.Object))
    forgetAnswers(At);
}

/// What is known on this path of an object from which the wanted one gets what it holds; null for
/// another one.
template <class State> auto *ObjectTracker::sourceOf(State &At, ObjectId Object) const {
  const auto *Source = llvm::find(Sources, Object);
  return Source == Sources.end() ? nullptr : &At.Sources[Source - Sources.begin()];
}

/// Is an object complete that the event makes or fills: made from a value, or moved from one that
/// was?
bool ObjectTracker::makesComplete(const PathState &At, const Event &E) const {
  const PathState::Source *From = sourceOf(At, E.Partner);
  return E.Completed || (From && From->Complete);
}

/// What the object says of itself, where its state tells that.
void ObjectTracker::answer(PathState &At, const Event &E) {
  if (!E.WhenEmpty)
    return;
  if (holdsNothing(At.Object))
    At.Answered = GivenAnswer{E.Operand, *E.WhenEmpty};
  else if (At.isPending() && At.Completed)
    At.Answered = GivenAnswer{E.Operand, !*E.WhenEmpty};
}

/// It holds something else from here on.
void ObjectTracker::forgetAnswers(PathState &At) const {
  for (const Expr *Test : Events.objects()[Wanted.Object].Tests)
    At.Values.forgetAnswer(Test);
}

/// Each of the two has the event: it is done with that of the first.
void ObjectTracker::swap(PathState &At, const Event &E) const {
  if (E.Object > E.Partner)
    return;
  PathState::Source *Left = sourceOf(At, E.Object), *Right = sourceOf(At, E.Partner);
  if (Left && Right)
    return std::swap(*Left, *Right);
  PathState::Source *Other = Left ? Left : Right;
  if (!Other || (E.Object != Wanted.Object && E.Partner != Wanted.Object))
    return;
  std::swap(At.Object, Other->Now);
  std::swap(At.First, Other->First);
  std::swap(At.FirstAt, Other->FirstAt);
  std::swap(At.Completed, Other->Complete);
  At.Asked = true;
  forgetAnswers(At);
  if (At.isPending()) {
    At.Filled = E;
    At.BeforeFilled = Story.decisionsThatMatter(At.CreatedAt, At.LastStep);
  }
}

void ObjectTracker::followSource(PathState &At, const Event &E) const {
  for (const auto &[Id, Source] : llvm::zip(Sources, At.Sources)) {
    if (E.Object != Id && E.Object != NoObject)
      continue;
    if (E.isConsumption())
      Source.Taken = Source.Now;
    if ((E.isConsumption() && Source.Now != ObjectState::Consumed) ||
        (E.Kind == EventKind::Suspend && Source.Now == ObjectState::Fresh)) {
      Source.First = E;
      Source.FirstAt = At.LastStep;
    }
    if (E.Kind == EventKind::Create || E.Kind == EventKind::CreateEmpty)
      Source.BeganEmpty = E.Kind == EventKind::CreateEmpty;
    switch (E.Kind) {
    case EventKind::Create:
    case EventKind::CreateEmpty:
    case EventKind::Reinitialise:
    case EventKind::Clear:
      Source.Complete = E.isCertain() && makesComplete(At, E);
      break;
    case EventKind::Show:
    case EventKind::Escape:
      Source.Complete = false;
      break;
    default:
      break;
    }
    Source.Now = E.isCertain() ? stateAfter(Source.Now, E.Kind) : ObjectState::Unknown;
    if (E.Partner != NoObject && Source.Now == ObjectState::Fresh)
      Source.Now = given(At, E);
  }
}

/// What an object holds that has got what its source held. Of what isn't known, it is taken to be
/// something, unless that began with nothing.
ObjectState ObjectTracker::given(const PathState &At, const Event &E) const {
  const PathState::Source *From = sourceOf(At, E.Partner);
  if (!From)
    return ObjectState::Fresh;
  switch (From->Taken) {
  case ObjectState::Empty:
  case ObjectState::Emptied:
  case ObjectState::Consumed:
    return ObjectState::Empty;
  case ObjectState::Shown:
  case ObjectState::Unknown:
    return From->BeganEmpty ? ObjectState::Unknown : ObjectState::Fresh;
  default:
    return ObjectState::Fresh;
  }
}

/// Is the object an element of what was seen to have none, or all of them?
bool ObjectTracker::isInEmptyContainer(const PathState &At) const {
  const TrackedObject &Object = Events.objects()[Wanted.Object];
  const Place &Where = Object.Where;
  return (Object.IsWhole || (!Where.Steps.empty() && Where.Steps.front().isElement())) &&
         llvm::is_contained(At.EmptyContainers, Where.Root);
}

std::optional<Misuse> ObjectTracker::consume(PathState &At, const Event &E) const {
  if (At.Block != Wanted.Block || E.Location != Wanted.Location || isInEmptyContainer(At))
    return std::nullopt;
  Misuse Result{Wanted.Kind, Wanted.Object, std::nullopt, At.Filled, At.BeforeFilled, E};
  switch (Wanted.Kind) {
  case MisuseKind::DoubleConsumption:
    if (isSecond(At.Object, E) == WithoutFirst)
      return std::nullopt;
    if (WithoutFirst)
      return Result;
    break;
  case MisuseKind::UnguardedResult:
    if (!At.isPending() || At.Completed || isGuarded(At) || isEmptyBySay(At))
      return std::nullopt;
    if (const TrackedObject &Object = Events.objects()[Wanted.Object];
        Wanted.CompletedByAnyCall ? !isFilledUnseen(Object, At)
                                  : !isMadeHere(Object) && !isFilledWithCall(At))
      return std::nullopt;
    // Who asked, and got an answer that the path doesn't know, may have been told that it is.
    if (At.Asked && !isKnownPending(At))
      return std::nullopt;
    Result.Between = Story.decisionsAgainst(At.CreatedAt, At.LastStep, Wanted.Object, tests());
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
                            Story.revisits(At.CreatedAt, At.FirstAt, At.LastStep);
  Result.BeforeFirst = Story.decisionsThatMatter(At.CreatedAt, At.FirstAt);
  Result.Between = Story.decisionsThatMatter(At.FirstAt, At.LastStep);
  return Result;
}

Misuse ObjectTracker::endsPending(const PathState &At) const {
  Misuse Result{Wanted.Kind, Wanted.Object, std::nullopt, At.Filled, At.BeforeFilled, At.Birth};
  Result.Between = Story.decisionsAgainst(At.CreatedAt, At.LastStep, Wanted.Object, consumptions());
  return Result;
}

/// 'value_task<int> x = 0; if (c) x = load();': a value that something else may take the place of,
/// and need not. (One that is always overwritten was for nothing.)
bool ObjectTracker::isDefault(const PathState &At) const {
  if (!At.Completed)
    return false;
  const bool IsValue = !At.Filled && At.Birth.Operand &&
                       !isa<CallExpr>(At.Birth.Operand->IgnoreUnlessSpelledInSource());
  return !IsValue || !Story.decisionsThatMatter(At.CreatedAt, At.LastStep).empty();
}

/// Does the path know that the object's result is there?
bool ObjectTracker::isGuarded(const PathState &At) const {
  return llvm::any_of(Events.objects()[Wanted.Object].Tests, [&](const Expr *Test) {
    return asksForResult(Test) && At.Values.evaluate(Test) == true;
  });
}

/// Does it know that it isn't?
bool ObjectTracker::isKnownPending(const PathState &At) const {
  return llvm::any_of(Events.objects()[Wanted.Object].Tests, [&](const Expr *Test) {
    return asksForResult(Test) && At.Values.evaluate(Test) == false;
  });
}

std::vector<const CFGBlock *> ObjectTracker::consumptions() const {
  return blocksOf([](const Event &E) { return E.isConsumption(); });
}

std::vector<Decision> ObjectTracker::decisionsAgainstUse(const PathState &At) const {
  return Story.decisionsAgainst(
      At.CreatedAt, At.LastStep, Wanted.Object, blocksOf([](const Event &E) {
        return E.isConsumption() || E.Kind == EventKind::Escape || E.Kind == EventKind::Lend;
      }));
}

std::vector<const CFGBlock *>
ObjectTracker::blocksOf(llvm::function_ref<bool(const Event &)> IsWanted) const {
  std::vector<const CFGBlock *> Blocks;
  for (const CFGBlock *Block : Flow.cfg())
    Events.forEachEvent(*Block, [&](const Event &E) {
      if (E.Object == Wanted.Object && IsWanted(E))
        Blocks.push_back(Block);
    });
  return Blocks;
}

std::vector<const CFGBlock *> ObjectTracker::tests() const {
  std::vector<const CFGBlock *> Blocks;
  for (const CFGBlock *Block : Flow.cfg())
    for (const CFGElement &Element : *Block)
      if (std::optional<CFGStmt> S = Element.getAs<CFGStmt>();
          S && llvm::is_contained(Events.objects()[Wanted.Object].Tests, S->getStmt()))
        Blocks.push_back(Block);
  return Blocks;
}

} // namespace valuetask
