//===--- UnitFacts.h - the facts about a translation unit -------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_UNIT_UNITFACTS_H
#define VALUETASK_LIB_UNIT_UNITFACTS_H

#include "program/Facts.h"

namespace valuetask {

class UnitAnalysis;

/// The facts of the functions that the unit defines, if facts are collected.
Facts factsOf(UnitAnalysis &Unit);

} // namespace valuetask

#endif // VALUETASK_LIB_UNIT_UNITFACTS_H
