//===--- EventSink.cpp - where the events on places go --------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "events/EventSink.h"
#include "events/BodyIndex.h"
#include "events/InitialState.h"
#include "models/Library.h"

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

/// The class as which the use names what is there, or what is at that address.
static const CXXRecordDecl *classOf(const Use &U) {
  const auto *E = dyn_cast<Expr>(U.Here);
  const QualType Type = E ? E->getType() : QualType();
  if (Type.isNull())
    return nullptr;
  return Type->isPointerType() ? Type->getPointeeCXXRecordDecl() : Type->getAsCXXRecordDecl();
}

void EventSink::putAs(const Use &U, const Stmt *At, const Event &E, const DeclRefExpr *FillsFrom) {
  put({{At}, U.Where, E, /*Pins=*/false, FillsFrom, classOf(U)});
}

void EventSink::put(PlaceEvent Event) { Found.Events.push_back(std::move(Event)); }

void EventSink::put(const Use &U, const Stmt *At, EventKind Kind, SourceLocation Location) {
  putOn(U.Where, U, At, Kind, Location);
}

void EventSink::putOn(const Place &Where, const Use &U, const Stmt *At, EventKind Kind,
                      SourceLocation Location) {
  Event E{Kind, NoObject, Location};
  E.Index = U.Index;
  put({{At}, Where, E, /*Pins=*/false, /*FillsFrom=*/nullptr, classOf(U)});
}

/// What a class has beside a single-consumption type that it derives from can be moved on after
/// that was consumed: the function that gets it may want nothing else.
EventKind EventSink::kindOfMove(const Use &U) const {
  const CXXRecordDecl *Class = classOf(U);
  return Class && Types.hasOtherParts(Class) ? EventKind::ConsumeWhole : EventKind::Consume;
}

void EventSink::consume(const Use &U, const Stmt *At, SourceLocation Location, ConsumptionKind How,
                        const NamedDecl *By, bool NeedsResult) {
  Event E{How == ConsumptionKind::GivenAway ? kindOfMove(U) : EventKind::Consume, NoObject,
          Location, How, By};
  E.Operand = U.expression();
  E.Index = U.Index;
  E.NeedsResult = NeedsResult;
  putAs(U, At, E);
}

void EventSink::consumeEach(const Use &U, const Stmt *At, const NamedDecl *By) {
  Event E{EventKind::Consume, NoObject, U.Name->getExprLoc(), ConsumptionKind::Call, By};
  E.Operand = U.expression();
  E.Index = U.Index;
  E.Each = true;
  // A container that was moved is empty; one that wasn't keeps what was consumed.
  const QualType Element = Types.elementType(U.type().getNonReferenceType());
  if (!Element.isNull() && U.expression()->isLValue() && U.Where.isVariable())
    noteObject(U.Where, Element);
  putAs(U, At, E);
}

void EventSink::fill(const Use &U, const Stmt *At, SourceLocation Location, const Expr *Value) {
  Event E{EventKind::Reinitialise, NoObject, Location};
  E.Index = U.Index;
  if (Value && Types.isSingleConsumption(Value->getType())) {
    E.Completed = initialState(Value, Types) == InitialState::Completed;
    E.Value = Value;
  }
  putAs(U, At, E);
}

void EventSink::read(const Use &U, const Stmt *At, SourceLocation Location, const NamedDecl *By,
                     bool NeedsResult) {
  // A summary doesn't tell who called the function, or is around the lambda, that somebody waited.
  const auto *Name = dyn_cast<DeclRefExpr>(U.Name);
  const auto *Variable = Name ? dyn_cast<VarDecl>(Name->getDecl()) : nullptr;
  if (Variable && Variable->hasLocalStorage() && !Name->refersToEnclosingVariableOrCapture() &&
      !Variable->getType()->isReferenceType() && !Variable->getType()->isPointerType()) {
    Event E{EventKind::Lend, NoObject, Location, ConsumptionKind::Call, By};
    E.Operand = U.expression();
    E.Index = U.Index;
    E.NeedsResult = NeedsResult;
    putAs(U, At, E);
  } else {
    escape(U, At);
  }
}

void EventSink::give(const Use &U, const Stmt *At, EventKind Kind) {
  Event E{Kind == EventKind::Consume ? kindOfMove(U) : Kind, NoObject, U.Name->getExprLoc(),
          ConsumptionKind::GivenAway};
  E.Operand = U.expression();
  E.Index = U.Index;
  putAs(U, At, E);
}

void EventSink::refill(const Use &U, const Stmt *At, SourceLocation Location, const Expr *Value) {
  const InitialState Begins = Value ? initialState(Value, Types) : InitialState::Pending;
  Event E{Begins == InitialState::Empty     ? EventKind::Clear
          : Begins == InitialState::Unclear ? EventKind::Escape
                                            : EventKind::Reinitialise,
          NoObject, Location};
  E.Completed = Begins == InitialState::Completed;
  E.Value = Value;
  E.Index = U.Index;
  putAs(U, At, E, Value ? variableTakenFrom(Value) : nullptr);
}

void EventSink::swap(const Use &U, const Stmt *At, SourceLocation Location,
                     const DeclRefExpr *Partner) {
  Event E{EventKind::Swap, NoObject, Location};
  E.Operand = Partner;
  E.Index = U.Index;
  putAs(U, At, E);
}

void EventSink::test(const Use &U, const Stmt *At, const SelfQuestion &Asked,
                     const CallExpr *Question, bool IsUsed) {
  Found.Tests.emplace_back(U.Where, Question);
  if (IsUsed)
    putAs(U, At, answerOf(U.type(), Asked, Question, U.Index));
}

void EventSink::test(const Place &Where, QualType Type, const Stmt *At, const SelfQuestion &Asked,
                     const CallExpr *Question) {
  Found.Tests.emplace_back(Where, Question);
  put({{At}, Where, answerOf(Type, Asked, Question, nullptr)});
}

/// \p Type is that of the object, or of a pointer to it.
Event EventSink::answerOf(QualType Type, const SelfQuestion &Asked, const CallExpr *Question,
                          const Expr *Index) const {
  Event E{EventKind::Test, NoObject, Question->getExprLoc()};
  E.Operand = Question;
  E.Index = Index;
  if (Asked.IsClear || Types.isAnnotated(Type->isPointerType() ? Type->getPointeeType() : Type))
    E.WhenEmpty = Asked.whenEmpty();
  return E;
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
