//===--- ObjectState.h - the life of an object ------------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The automaton of a single-consumption object, which the flow, the path search and the summaries
/// share. Each event leads from one state to another:
///
///   event         | as given  empty     fresh     held      consumed  emptied   shown     unknown
///   --------------+-------------------------------------------------------------------------------
///   create        | fresh     fresh     fresh     fresh     fresh     fresh     fresh     fresh
///   create empty  | empty     empty     empty     empty     empty     empty     empty     empty
///   reinitialise  | fresh     fresh     fresh     fresh     fresh     fresh     fresh     fresh
///   clear         | empty     empty     empty     empty     empty     empty     empty     empty
///   suspend       | as given  empty     held      held      consumed  emptied   shown     unknown
///   consume       | consumed  consumed  consumed  consumed  unknown   unknown   consumed  unknown
///   consume whole | consumed  consumed  consumed  consumed  consumed  consumed  unknown   unknown
///   take out      | emptied   emptied   emptied   emptied   unknown   emptied   emptied   unknown
///   test          | as given  empty     fresh     held      consumed  empty     shown     unknown
///   show          | shown     shown     shown     shown     shown     shown     shown     unknown
///   escape, swap  | unknown   unknown   unknown   unknown   unknown   unknown   unknown   unknown
///
/// 'As given' is what a summary begins with: what the caller's object is, only the caller knows.
/// 'Held' is fresh, and there was a suspension since it was created. 'Emptied' is empty since what
/// it held was given away; who asks whether it is empty knows. What was shown
/// may be anything, but is consumed when it is consumed then. After a second consumption the object
/// is unknown, so that a third is no second report. Other events change nothing.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_EVENTS_OBJECTSTATE_H
#define VALUETASK_LIB_EVENTS_OBJECTSTATE_H

#include "events/Events.h"

namespace valuetask {

enum class ObjectState : unsigned char {
  AsGiven,
  Empty,
  Fresh,
  Held,
  Consumed,
  Emptied,
  Shown,
  Unknown
};

constexpr ObjectState AllStates[] = {
    ObjectState::AsGiven,  ObjectState::Empty,   ObjectState::Fresh, ObjectState::Held,
    ObjectState::Consumed, ObjectState::Emptied, ObjectState::Shown, ObjectState::Unknown};

/// The state after an event; the table above.
ObjectState stateAfter(ObjectState Before, EventKind Event);

/// Is an event a second consumption of an object in that state? What is empty since it was given
/// away may be given away again, for that changes nothing.
bool isSecond(ObjectState Before, const Event &E);

} // namespace valuetask

#endif // VALUETASK_LIB_EVENTS_OBJECTSTATE_H
