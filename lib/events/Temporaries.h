//===--- Temporaries.h - values without a name ------------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Temporaries that nothing consumes where they are made.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_EVENTS_TEMPORARIES_H
#define VALUETASK_LIB_EVENTS_TEMPORARIES_H

#include "events/Events.h"

namespace valuetask {

/// Appends the values that \p S makes its children drop, and those of which it calls a member that
/// takes the result.
void findTemporaries(const clang::Stmt *S, const Awaitables &Types, bool InCoroutine,
                     std::vector<TemporaryUse> &Found);

} // namespace valuetask

#endif // VALUETASK_LIB_EVENTS_TEMPORARIES_H
