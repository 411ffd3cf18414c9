//===--- ObjectTracker.cpp - the object on a path -------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/ObjectTracker.h"
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

void ObjectTracker::apply(PathState &At, const Event &E, std::optional<Misuse> &Found) const {
  if (Found)
    return;
  if (E.Object != Wanted.Object && E.Object != NoObject)
    return applyToSource(At, E);
  EventKind Kind = E.Kind;
  if (!applies(At, E, Kind))
    return;
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
    At.Values.watchOpaqueWrites();
    At.Values.setOnlyAfterFirst(At.FirstAt >= 0 && Steps[At.FirstAt].Block == At.Block);
    break;
  case EventKind::Lend:
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
    if (Wanted.Kind == MisuseKind::Unconsumed && At.isPending() && !At.Completed && At.Born &&
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
    At.Asked = false;
    At.CreatedAt = At.LastStep;
    break;
  case EventKind::Test:
    At.Asked = true;
    answer(At, E);
    break;
  default:
    break;
  }
  const bool HeldNothing = holdsNothing(At.Object);
  At.Object = stateAfter(At.Object, Kind);
  if (HeldNothing && !holdsNothing(At.Object))
    for (const Expr *Test : Events.objects()[Wanted.Object].Tests)
      At.Values.forgetAnswer(Test);
}

/// The objects that are moved into the wanted one, by way of others perhaps.
void ObjectTracker::findSources() {
  llvm::SmallVector<ObjectId, 4> Open = {Wanted.Object};
  while (!Open.empty()) {
    const ObjectId Into = Open.pop_back_val();
    for (const CFGBlock *Block : Flow.cfg())
      Events.forEachEvent(*Block, [&](const Event &E) {
        if (E.Object != Into || E.Partner == NoObject || E.Kind == EventKind::Swap ||
            E.Partner == Wanted.Object || llvm::is_contained(Sources, E.Partner))
          return;
        Sources.push_back(E.Partner);
        Open.push_back(E.Partner);
      });
  }
}

/// An event of an object that may be moved into the wanted one: is it complete?
void ObjectTracker::applyToSource(PathState &At, const Event &E) const {
  if (!llvm::is_contained(Sources, E.Object))
    return;
  switch (E.Kind) {
  case EventKind::Create:
  case EventKind::CreateEmpty:
  case EventKind::Reinitialise:
  case EventKind::Clear: {
    const bool Completes = E.isCertain() && makesComplete(At, E);
    llvm::erase(At.CompleteSources, E.Object);
    if (Completes)
      At.CompleteSources.push_back(E.Object);
    return;
  }
  case EventKind::Escape:
  case EventKind::Swap:
    llvm::erase(At.CompleteSources, E.Object);
    return;
  default:
    return;
  }
}

/// Is an object complete that the event makes or fills: made from a value, or moved from one that
/// was?
bool ObjectTracker::makesComplete(const PathState &At, const Event &E) {
  return E.Completed ||
         (E.Partner != NoObject && llvm::is_contained(At.CompleteSources, E.Partner));
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

std::optional<Misuse> ObjectTracker::consume(PathState &At, const Event &E) const {
  if (At.Block != Wanted.Block || E.Location != Wanted.Location)
    return std::nullopt;
  Misuse Result{Wanted.Kind, Wanted.Object, std::nullopt, At.Filled, At.BeforeFilled, E};
  switch (Wanted.Kind) {
  case MisuseKind::DoubleConsumption:
    if (!isSecond(At.Object, E))
      return std::nullopt;
    break;
  case MisuseKind::UnguardedResult:
    if (!At.isPending() || At.Completed || isGuarded(At))
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
