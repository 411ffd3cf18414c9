//===--- PlaceEvents.h - what a function does to places ---------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What the names in a function's body say: events on places, in the function's own words, before
/// it is known which objects there are.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_EVENTS_PLACEEVENTS_H
#define VALUETASK_LIB_EVENTS_PLACEEVENTS_H

#include "events/NameTable.h"
#include <optional>
#include <utility>
#include <vector>

namespace valuetask {

class BodyIndex;
class Summaries;

/// An event on a place: of whatever object is there, or in it.
struct PlaceEvent {
  Anchor At;
  Place Where;
  Event What;
  /// The address is kept, so that anything may happen to it at any time.
  bool Pins = false;
  /// The variable from which what it gets is moved.
  const clang::DeclRefExpr *FillsFrom = nullptr;
  /// The class as which it is named: of an object of a derived class, that is only a part.
  const clang::CXXRecordDecl *As = nullptr;
};

struct PlaceEvents {
  NameTable Names;
  ViewTable Views;
  std::vector<PlaceEvent> Events{};
  /// Objects that something is done to.
  std::vector<ObjectPlace> Affected{};
  /// Questions whether there is something.
  std::vector<std::pair<Place, const clang::Expr *>> Tests{};
  /// What all 'return' statements refer to, where the function returns a reference or a pointer.
  std::optional<Place> Returned{};
};

/// Follows every name of the body to what happens to it.
PlaceEvents readPlaceEvents(const BodyIndex &Body, Summaries &Callees);

/// The base class, where the event is one of the part that an object has of that; null where it is
/// one of the whole object at \p Where.
const clang::CXXRecordDecl *partOf(const PlaceEvent &E, const Place &Where, const BodyIndex &Body);
/// Does a base class have a member, as itself or by its own bases?
bool hasMember(const clang::CXXRecordDecl *Base, const clang::ValueDecl *Member);

/// Is it the address of something, and no object itself?
bool isAddress(const Place &Where);
/// What it is the address of.
Place withoutAddress(Place Where);
/// Does the place stand for no single object: an element that isn't known, or an address?
bool isIndefinite(const Place &Where);
/// The place with its one variable index taken for 0; nothing where it has none, or several.
std::optional<Place> withFirstElement(const Place &Where);

} // namespace valuetask

#endif // VALUETASK_LIB_EVENTS_PLACEEVENTS_H
