//===--- OpenResultsReader.h - what a part of a program left open -*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_MERGE_OPENRESULTSREADER_H
#define VALUETASK_CHECK_MERGE_OPENRESULTSREADER_H

#include "merge/MergedReports.h"
#include "llvm/Support/JSON.h"

namespace valuetask {

/// Adds what openResults() wrote. \returns false for what it didn't.
bool addOpenResults(const llvm::json::Object &Open, llvm::StringRef Root, MergedReports &To);

} // namespace valuetask

#endif // VALUETASK_CHECK_MERGE_OPENRESULTSREADER_H
