//===--- EventSink.cpp - where the events on places go --------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "events/EventSink.h"
#include "events/BodyIndex.h"
#include "events/InitialState.h"

using namespace clang;

namespace valuetask {

void Use::follow(const Access &By, const BodyIndex &Body) {
  if (By.Index)
    Index = By.Index;
  PlaceSteps Steps = By.Steps;
  for (PlaceStep &Step : Steps)
    if (Step.What == PlaceStep::Kind::ElementAt && Body.isWrittenIndirectly(Step.Declaration))
      Step = {PlaceStep::Kind::AnyElement};
  follow(Steps);
}

void EventSink::put(PlaceEvent Event) { Found.Events.push_back(std::move(Event)); }

void EventSink::put(const Use &U, const Stmt *At, EventKind Kind, SourceLocation Location) {
  putOn(U.Where, U, At, Kind, Location);
}

void EventSink::putOn(const Place &Where, const Use &U, const Stmt *At, EventKind Kind,
                      SourceLocation Location) {
  Event E{Kind, NoObject, Location};
  E.Index = U.Index;
  put({{At}, Where, E});
}

void EventSink::consume(const Use &U, const Stmt *At, SourceLocation Location, ConsumptionKind How,
                        const NamedDecl *By) {
  Event E{EventKind::Consume, NoObject, Location, How, By};
  E.Operand = U.expression();
  E.Index = U.Index;
  put({{At}, U.Where, E});
}

void EventSink::read(const Use &U, const Stmt *At, SourceLocation Location) {
  // A summary doesn't tell who called the function, or is around the lambda, that somebody waited.
  const auto *Name = dyn_cast<DeclRefExpr>(U.Name);
  const auto *Variable = Name ? dyn_cast<VarDecl>(Name->getDecl()) : nullptr;
  if (Variable && Variable->hasLocalStorage() && !Name->refersToEnclosingVariableOrCapture() &&
      !Variable->getType()->isReferenceType() && !Variable->getType()->isPointerType())
    put(U, At, EventKind::Lend, Location);
  else
    escape(U, At);
}

void EventSink::give(const Use &U, const Stmt *At, EventKind Kind) {
  Event E{Kind, NoObject, U.Name->getExprLoc(), ConsumptionKind::GivenAway};
  E.Operand = U.expression();
  E.Index = U.Index;
  put({{At}, U.Where, E});
}

void EventSink::refill(const Use &U, const Stmt *At, SourceLocation Location, const Expr *Value) {
  const InitialState Begins = Value ? initialState(Value, Types) : InitialState::Pending;
  Event E{Begins == InitialState::Empty     ? EventKind::Clear
          : Begins == InitialState::Unclear ? EventKind::Escape
                                            : EventKind::Reinitialise,
          NoObject, Location};
  E.Completed = Begins == InitialState::Completed;
  E.Index = U.Index;
  put({{At}, U.Where, E});
}

void EventSink::swap(const Use &U, const Stmt *At, SourceLocation Location,
                     const DeclRefExpr *Partner) {
  Event E{EventKind::Swap, NoObject, Location};
  E.Operand = Partner;
  E.Index = U.Index;
  put({{At}, U.Where, E});
}

void EventSink::test(const Use &U, const Expr *Question) {
  Found.Tests.emplace_back(U.Where, Question);
}

void EventSink::escape(const Use &U, const Stmt *At) {
  if (isAddress(U.Where))
    return pin(U);
  put(U, At, EventKind::Escape, U.Name->getExprLoc());
}

void EventSink::pin(const Place &Where, const Expr *Name) {
  const Event E{EventKind::Escape, NoObject, Name->getExprLoc()};
  put({{Name}, withoutAddress(Where), E, /*Pins=*/true});
}

void EventSink::noteReturned(const Place &Where) {
  if (!HasReturned)
    Found.Returned = Where;
  else if (Found.Returned && !(*Found.Returned == Where))
    Found.Returned.reset();
  HasReturned = true;
}

void EventSink::noteObject(const Place &Where, QualType Type) {
  if (!isIndefinite(Where))
    Found.Affected.push_back({Where, Type});
}

void EventSink::noteObject(const Use &U, QualType Type) {
  noteObject(U.Where, Type);
  if (!U.Index)
    return;
  if (std::optional<Place> First = withFirstElement(U.Where))
    Found.Affected.push_back({*First, Type});
}

} // namespace valuetask
