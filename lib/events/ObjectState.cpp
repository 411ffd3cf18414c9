//===--- ObjectState.cpp - the life of an object --------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "events/ObjectState.h"

namespace valuetask {

ObjectState stateAfter(ObjectState Before, EventKind Event) {
  switch (Event) {
  case EventKind::Create:
  case EventKind::Reinitialise:
    return ObjectState::Fresh;
  case EventKind::CreateEmpty:
  case EventKind::Clear:
    return ObjectState::Empty;
  case EventKind::Consume:
    return Before == ObjectState::Consumed || Before == ObjectState::Emptied ||
                   Before == ObjectState::Unknown
               ? ObjectState::Unknown
               : ObjectState::Consumed;
  case EventKind::TakeOut:
    return Before == ObjectState::Consumed || Before == ObjectState::Unknown ? ObjectState::Unknown
                                                                             : ObjectState::Emptied;
  case EventKind::Test:
    return Before == ObjectState::Emptied ? ObjectState::Empty : Before;
  case EventKind::ConsumeWhole:
    return Before == ObjectState::Unknown || Before == ObjectState::Shown ? ObjectState::Unknown
                                                                          : ObjectState::Consumed;
  case EventKind::Show:
    return Before == ObjectState::Unknown ? ObjectState::Unknown : ObjectState::Shown;
  case EventKind::Escape:
  case EventKind::Swap:
    return ObjectState::Unknown;
  case EventKind::Suspend:
    return Before == ObjectState::Fresh ? ObjectState::Held : Before;
  case EventKind::Lend:
  case EventKind::Remove:
  case EventKind::Bind:
  case EventKind::Unbind:
  case EventKind::Diverge:
    return Before;
  }
  llvm_unreachable("an event without a transition");
}

bool isSecond(ObjectState Before, const Event &E) {
  return Before == ObjectState::Consumed ||
         (Before == ObjectState::Emptied && E.Kind == EventKind::Consume &&
          E.How != ConsumptionKind::GivenAway);
}

} // namespace valuetask
