//===--- MergeRun.h - the command 'merge' -----------------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_MERGE_MERGERUN_H
#define VALUETASK_CHECK_MERGE_MERGERUN_H

#include "settings/Settings.h"

namespace valuetask {

/// Joins what several machines, or the actions of a build, reported.
///
/// \returns the exit code
int runMerge(const Settings &Asked);

} // namespace valuetask

#endif // VALUETASK_CHECK_MERGE_MERGERUN_H
