//===--- Assumptions.h - what other units may do ----------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_UNIT_ASSUMPTIONS_H
#define VALUETASK_LIB_UNIT_ASSUMPTIONS_H

#include "ast/ControlFlow.h"
#include "program/OtherUnits.h"
#include "llvm/ADT/ArrayRef.h"
#include <vector>

namespace valuetask {

/// What can make a difference to who calls the function.
inline constexpr EffectKind AssumableEffects[] = {EffectKind::Consumes,      EffectKind::Looks,
                                                  EffectKind::Reinitialises, EffectKind::Renews,
                                                  EffectKind::Clears,        EffectKind::TakesOut};

/// What may be assumed of parameters that aren't known, to look at a function under each: the
/// fewest assumptions first, and fewer of them the larger the function is.
std::vector<AssumedUnits> assumptionsAbout(llvm::ArrayRef<UnknownEffect> Unknown,
                                           const ControlFlow &Flow);

} // namespace valuetask

#endif // VALUETASK_LIB_UNIT_ASSUMPTIONS_H
