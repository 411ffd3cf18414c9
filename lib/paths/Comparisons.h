//===--- Comparisons.h - objects that are compared --------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What a comparison of two objects says: of the library's, by what they hold; of those whose class
/// has a defaulted '<=>', by their parts; of any other, by where they stand among all.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_PATHS_COMPARISONS_H
#define VALUETASK_LIB_PATHS_COMPARISONS_H

#include "paths/PathReplay.h"

namespace valuetask {

/// How one object stands to another one.
struct PathConditions::Path::Order {
  llvm::SMTExprRef IsLess, IsEqual;
};

} // namespace valuetask

#endif // VALUETASK_LIB_PATHS_COMPARISONS_H
