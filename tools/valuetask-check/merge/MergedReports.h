//===--- MergedReports.h - what several reports have together ---*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_MERGE_MERGEDREPORTS_H
#define VALUETASK_CHECK_MERGE_MERGEDREPORTS_H

#include "analysis/RunResult.h"
#include "analysis/Sources.h"
#include "input/InputFiles.h"

namespace valuetask {

struct MergedReports {
  RunResult Result;
  InputFiles Input; ///< without a database
  Sources Files;    ///< knows the places that the reports name, without their files
};

} // namespace valuetask

#endif // VALUETASK_CHECK_MERGE_MERGEDREPORTS_H
