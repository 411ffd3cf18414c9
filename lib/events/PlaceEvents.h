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
