//===--- OpenResults.h - what a part of a program leaves open ---*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A shard, or a unit that is analysed alone, doesn't know the others. Its report carries its
/// facts, and the findings that depend on functions of others, for 'merge' to settle.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_REPORTS_OPENRESULTS_H
#define VALUETASK_CHECK_REPORTS_OPENRESULTS_H

#include "reports/ReportModel.h"
#include "llvm/Support/JSON.h"

namespace valuetask {

/// With paths below the root relative to it; empty where nothing is open and nothing is told.
llvm::json::Object openResults(const Report &What);

} // namespace valuetask

#endif // VALUETASK_CHECK_REPORTS_OPENRESULTS_H
