//===--- ImpliedEvents.h - events that no name stands for -------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Events on objects that no name in the body stands for: where objects begin, where views and
/// indices lead to other objects, and where an object may change without its name being mentioned.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_EVENTS_IMPLIEDEVENTS_H
#define VALUETASK_LIB_EVENTS_IMPLIEDEVENTS_H

#include "events/ObjectTable.h"
#include "events/PlaceEvents.h"

namespace valuetask {

/// The objects that the function creates begin.
void addBirths(const NameTable &Names, const ObjectTable &Objects, const BodyIndex &Body,
               EventTable &Events);

/// Views begin to refer to objects, and end to.
void addViewEvents(const ViewTable &Views, const ObjectTable &Objects, const BodyIndex &Body,
                   EventTable &Events);

/// 'values[i]' and '*it' are other objects once i or it is written.
void addIndexWrites(const ObjectTable &Objects, const BodyIndex &Body, EventTable &Events);

/// '*x.p' is another object once 'x.p' is written, in whatever way that is spelled.
void addPointerWrites(const NameTable &Names, const ObjectTable &Objects, const BodyIndex &Body,
                      EventTable &Events);

/// An object behind a reference can be filled again without its name being mentioned: by an
/// assignment to the place that it is in, or by a call that changes what it is part of.
void addSharedEscapes(const NameTable &Names, const ObjectTable &Objects, const BodyIndex &Body,
                      EventTable &Events);

/// Where a write of the variable belongs: the graph has a declaration by itself.
Anchor anchorOfWrite(const clang::ValueDecl *Written, const clang::Stmt *Write);

} // namespace valuetask

#endif // VALUETASK_LIB_EVENTS_IMPLIEDEVENTS_H
