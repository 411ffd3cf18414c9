//===--- Constructions.h - the objects that a path makes --------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What the parts of an object are when it has been made: by a constructor, which is run where it
/// is visible and simple; by a list in braces; by a copy; or by a call that returns it. It is made
/// as a temporary at first, and becomes what is initialised with it.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_PATHS_CONSTRUCTIONS_H
#define VALUETASK_LIB_PATHS_CONSTRUCTIONS_H

#include "paths/PathReplay.h"

namespace valuetask {

/// A part of what an object gets, to be set when all of it has been read.
struct PathConditions::Path::Content {
  Aspect About;
  Storage Where;
  Shape Of;
  llvm::SMTExprRef Value;
  /// Instead, what its pointers and references lead to: the same as those of the object there.
  std::optional<Storage> LinksOf{};
  /// Instead, what a reference refers to.
  std::optional<Storage> Referent{};
};

} // namespace valuetask

#endif // VALUETASK_LIB_PATHS_CONSTRUCTIONS_H
