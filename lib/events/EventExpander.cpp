//===--- EventExpander.cpp - from events on places to events on objects ---===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "events/EventExpander.h"

using namespace clang;

namespace valuetask {

using Kind = PlaceStep::Kind;

namespace {

/// Is it '*p' of a pointer, which is the first of what it points to?
bool isDereferencedPointer(const Place &Where) {
  return Where.Root && Where.Root->getType()->isPointerType() && Where.Steps.size() == 1 &&
         Where.Steps.front().What == Kind::Content;
}

/// Is \p Object an element of what a pointer points to?
bool isElementBehindPointer(const Place &Object) {
  return Object.Steps.size() > 1 && Object.Steps[1].isElement();
}

bool isFirstBehindPointer(const Place &Object) {
  return Object.Steps.size() == 2 && Object.Steps[1].What == Kind::Element &&
         Object.Steps[1].Number == 0;
}

/// Is \p Object what \p Where leads to when its only variable index is 0?
bool isFirstElement(const Place &Where, const Place &Object) {
  const std::optional<Place> First = withFirstElement(Where);
  return First && relate(*First, Object) == Relation::Within;
}

/// Does an object lie in the part that the object around it has of a base class?
bool isInPart(const CXXRecordDecl *Base, const Place &Around, const TrackedObject &Object) {
  if (Object.Where.Steps.size() == Around.Steps.size())
    return !Object.Type.isNull(); // of a whole, its members tell
  const PlaceStep &Into = Object.Where.Steps[Around.Steps.size()];
  return Into.What != Kind::Field || hasMember(Base, Into.Declaration);
}

} // namespace

void EventExpander::expand(const PlaceEvent &E) {
  expandAt(E, E.Where, nullptr);
  if (Views.isContentOfView(E.Where)) {
    for (const Place &Referent : Views.referents(E.Where))
      if (!Views.isContentOfView(Referent))
        expandAt(E, Referent, E.Where.Root);
  } else if (E.What.Kind == EventKind::Escape && E.Where.Steps.empty()) {
    // A pointer itself is given away, and with it all that it refers to.
    for (const ViewBinding &Binding : Views.bindingsOf(E.Where.Root)) {
      PlaceEvent Through = E;
      Through.Pins = true;
      expandAt(Through, Binding.To.then({Kind::Content}), nullptr);
    }
  }
}

void EventExpander::expandAt(const PlaceEvent &E, const Place &Where, const ValueDecl *View) {
  const CXXRecordDecl *Part = partOf(E, Where, Body);
  for (const ObjectId Id : Objects.rootedIn(Where.Root)) {
    TrackedObject &Object = Objects[Id];
    if (Object.IsWhole) {
      if (E.Pins)
        Object.Pinned = true;
      else if (const std::optional<Event> OnWhole = eventOnWhole(Id, E, Where, View))
        Events.add(E.At, *OnWhole);
      continue;
    }
    const Relation Lies = relate(Where, Object.Where);
    if (Lies == Relation::Apart || (Part && !isInPart(Part, Where, Object)))
      continue;
    if (E.Pins)
      Object.Pinned = true;
    else if (std::optional<Event> OnObject = eventOn(Id, Lies, E, Where, View)) {
      // It may be one of what the class has beside the type that it derives from.
      if (Part && Object.Where == Where && Body.types().hasOtherParts(Object.Type))
        OnObject->Kind = EventKind::Escape;
      Events.add(E.At, *OnObject);
    }
  }
}

/// What an event on the place is for an object that is there, or in there; nothing where it may as
/// well happen to another object.
std::optional<Event> EventExpander::eventOn(ObjectId Id, Relation Lies, const PlaceEvent &E,
                                            const Place &Where, const ValueDecl *View) const {
  const Place &Object = Objects[Id].Where;
  Event OnObject = E.What;
  OnObject.Object = Id;
  OnObject.View = View;
  OnObject.Index = nullptr;
  if (OnObject.Kind == EventKind::Swap)
    findPartner(OnObject, E, !View && Object == Where);
  else if (E.FillsFrom && !View && Object == Where)
    findSource(OnObject, *E.FillsFrom);
  if (isDereferencedPointer(Where) && isElementBehindPointer(Object)) {
    if (!isFirstBehindPointer(Object))
      return std::nullopt;
  } else if ((OnObject.Kind == EventKind::Consume || OnObject.Kind == EventKind::TakeOut) &&
             !OnObject.Each && Object.Steps.size() > Where.Steps.size()) {
    // What was consumed already may well be moved on with the rest of it.
    OnObject.Kind = EventKind::ConsumeWhole;
  }
  if (OnObject.Kind == EventKind::Remove) // which of them is gone isn't followed
    OnObject.Kind = EventKind::Escape;
  if (Lies == Relation::Maybe) {
    if (E.What.Index && isFirstElement(Where, Object))
      OnObject.Index = E.What.Index;
    else if (OnObject.isConsumption() || OnObject.Kind == EventKind::Test)
      return std::nullopt; // of one of them: which, isn't known
    else
      OnObject.Kind = EventKind::Escape;
  }
  return OnObject;
}

/// What it gets is what the variable holds, which the search follows.
void EventExpander::findSource(Event &Refill, const DeclRefExpr &From) const {
  Refill.Partner = Objects.find(Names.placeOf(From.getDecl()));
  if (Refill.Partner != NoObject)
    Refill.Kind = EventKind::Reinitialise;
}

/// What an event on a container, or on an element of it, is for all that it holds together: that
/// is consumed when each of them is, and nothing is known any more when one of them is another.
std::optional<Event> EventExpander::eventOnWhole(ObjectId Id, const PlaceEvent &E,
                                                 const Place &Where, const ValueDecl *View) const {
  Event OnWhole = E.What;
  OnWhole.Object = Id;
  OnWhole.View = View;
  OnWhole.Index = nullptr;
  const bool IsElement = !(Where == Objects[Id].Where);
  if (IsElement) // what refers to an element isn't bound to the container
    OnWhole.View = nullptr;
  switch (E.What.Kind) {
  case EventKind::Consume:
    if (IsElement)
      return std::nullopt;
    if (!E.What.Each || !E.What.Operand || !E.What.Operand->isLValue())
      OnWhole.Kind = EventKind::Escape;
    return OnWhole;
  case EventKind::ConsumeWhole:
  case EventKind::TakeOut:
    if (IsElement)
      return std::nullopt;
    OnWhole.Kind = EventKind::Escape;
    return OnWhole;
  case EventKind::Remove: // those that are left are what they were
    if (!Objects[Id].Shared)
      return std::nullopt;
    OnWhole.Kind = EventKind::Escape;
    return OnWhole;
  case EventKind::Reinitialise:
  case EventKind::Clear:
    if (IsElement)
      OnWhole.Kind = EventKind::Escape;
    return OnWhole;
  case EventKind::Swap:
    OnWhole.Kind = EventKind::Escape;
    return OnWhole;
  case EventKind::Escape:
    return OnWhole;
  default:
    return std::nullopt;
  }
}

/// Two whole variables swap; of anything else it isn't followed what it holds afterwards.
void EventExpander::findPartner(Event &Swap, const PlaceEvent &E, bool IsWholePlace) const {
  Swap.Partner = Objects.find(Names.placeOf(cast<DeclRefExpr>(Swap.Operand)->getDecl()));
  if (Swap.Partner == NoObject || E.What.Index || !IsWholePlace)
    Swap.Kind = EventKind::Escape;
}

} // namespace valuetask
