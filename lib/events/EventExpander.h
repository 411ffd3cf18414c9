//===--- EventExpander.h - from events on places to events on objects -*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// An event on a place becomes one on every object that is there or in there.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_EVENTS_EVENTEXPANDER_H
#define VALUETASK_LIB_EVENTS_EVENTEXPANDER_H

#include "events/ObjectTable.h"
#include "events/PlaceEvents.h"

namespace valuetask {

class EventExpander {
public:
  EventExpander(const BodyIndex &Body, const PlaceEvents &Found, ObjectTable &Objects,
                EventTable &Events)
      : Body(Body), Names(Found.Names), Views(Found.Views), Objects(Objects), Events(Events) {}

  void expand(const PlaceEvent &E);

private:
  void expandAt(const PlaceEvent &E, const Place &Where, const clang::ValueDecl *View);
  std::optional<Event> eventOn(ObjectId Id, Relation Lies, const PlaceEvent &E, const Place &Where,
                               const clang::ValueDecl *View) const;
  void findSource(Event &Refill, const clang::DeclRefExpr &From) const;
  std::optional<Event> eventOnWhole(ObjectId Id, const PlaceEvent &E, const Place &Where,
                                    const clang::ValueDecl *View) const;
  void findPartner(Event &Swap, const PlaceEvent &E, bool IsWholePlace) const;

  const BodyIndex &Body;
  const NameTable &Names;
  const ViewTable &Views;
  ObjectTable &Objects;
  EventTable &Events;
};

} // namespace valuetask

#endif // VALUETASK_LIB_EVENTS_EVENTEXPANDER_H
