//===--- ObjectResolver.h - from places to objects --------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The last step: which objects there are, and what happens to each.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_EVENTS_OBJECTRESOLVER_H
#define VALUETASK_LIB_EVENTS_OBJECTRESOLVER_H

#include "events/BodyIndex.h"
#include "events/PlaceEvents.h"

namespace valuetask {

/// Finds the objects that the events on places are about, and what happens to each.
ObjectEvents resolveObjects(const BodyIndex &Body, const PlaceEvents &Found);

} // namespace valuetask

#endif // VALUETASK_LIB_EVENTS_OBJECTRESOLVER_H
