//===--- Merge.h - joining the reports of several machines -*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_MERGE_MERGE_H
#define VALUETASK_CHECK_MERGE_MERGE_H

#include "merge/MergedReports.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace valuetask {

/// Reads reports in JSON or SARIF, of the shards or units of one run: a finding that several of
/// them have is there once. What is made of it is, byte for byte, what one run would have reported.
///
/// \param Root  the folder that the reports' paths are relative to, on this machine
/// \returns an error for a file that is no such report
llvm::Expected<MergedReports> mergeReports(const std::vector<std::string> &Reports,
                                           llvm::StringRef Root, bool ClosedWorld);

} // namespace valuetask

#endif // VALUETASK_CHECK_MERGE_MERGE_H
