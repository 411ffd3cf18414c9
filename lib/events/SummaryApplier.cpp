//===--- SummaryApplier.cpp - what a call does by its summary -------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "events/SummaryApplier.h"
#include "compat/Versions.h"

using namespace clang;

namespace valuetask {

namespace {

/// The events that an effect is, in their order; none for one that only looks.
llvm::SmallVector<EventKind, 2> eventsOf(Effect::Kind What) {
  switch (What) {
  case Effect::Kind::Consumes:
    return {EventKind::Consume};
  case Effect::Kind::TakesOut:
    return {EventKind::TakeOut};
  case Effect::Kind::Renews:
    return {EventKind::Consume, EventKind::Reinitialise};
  case Effect::Kind::Reinitialises:
    return {EventKind::Reinitialise};
  case Effect::Kind::Clears:
    return {EventKind::Clear};
  case Effect::Kind::Looks:
    return {};
  case Effect::Kind::MayConsume:
  case Effect::Kind::Escapes:
    return {EventKind::Escape};
  }
  llvm_unreachable("an effect without an event");
}

} // namespace

/// The class as which the callee knows what the effect is on, where that is all that it was given.
static const CXXRecordDecl *classKnown(const Effect &E, const FunctionDecl *Callee) {
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  const QualType This =
      Method ? compat::recordType(Callee->getASTContext(), Method->getParent()) : QualType();
  const QualType Type = typeAt(E.Where, This);
  return Type.isNull() ? nullptr : Type->getAsCXXRecordDecl();
}

bool SummaryApplier::apply(const Summary &CalleeSummary, Use &U, const CallExpr *Call,
                           const ValueDecl *Parameter, const FunctionDecl *Callee, const Stmt *At) {
  if (CalleeSummary.ReturnsSomething) // perhaps this
    Sink.put(U, At, EventKind::Escape, Call->getBeginLoc());
  if (CalleeSummary.Diverges)
    Sink.put(U, At, EventKind::Diverge, Call->getBeginLoc());
  for (const Effect &E : CalleeSummary.Effects)
    if (E.Where.Root == Parameter)
      applyEffect(E, U.Where.then(E.Where.Steps), Callee, U.Name, At, Call, classKnown(E, Callee));
  if (!CalleeSummary.Returned || CalleeSummary.Returned->Root != Parameter)
    return false;
  U.follow(CalleeSummary.Returned->Steps);
  return true;
}

void SummaryApplier::applyEffect(const Effect &E, const Place &Where, const FunctionDecl *Callee,
                                 const Expr *Name, const Stmt *At, const CallExpr *Call,
                                 const CXXRecordDecl *As) {
  if (isAddress(Where)) { // the pointer's own fate
    if (E.What != Effect::Kind::Reinitialises && E.What != Effect::Kind::Clears)
      Sink.pin(Where, Name);
    return;
  }
  if (!E.Type.isNull())
    Sink.noteObject(Where, E.Type);
  for (const EventKind Kind : eventsOf(E.What)) {
    Event OnPlace{Kind,   NoObject,        Name->getExprLoc(), ConsumptionKind::Call,
                  Callee, /*Operand=*/Name};
    OnPlace.Each = E.Each;
    OnPlace.Taker = E.Taker;
    OnPlace.TakenAt = E.TakenAt;
    if (Call && !E.ConsumedAt.empty())
      OnPlace.Partial =
          std::make_shared<const PartialConsumption>(PartialConsumption{Call, E.ConsumedAt});
    Sink.put({{At}, Where, OnPlace, /*Pins=*/false, /*FillsFrom=*/nullptr, As});
  }
}

} // namespace valuetask
