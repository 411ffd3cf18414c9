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
/// Where shards say that there are more of them, the result names those.
///
/// \param Root      the folder that the reports' paths are relative to, on this machine
/// \param Expected  the files that are to be in a report, and what to say of one that is in none;
///                  absolute
/// \returns an error for a file that is no such report, for a shard that is there twice, and for
/// shards of different runs
llvm::Expected<MergedReports> mergeReports(const std::vector<std::string> &Reports,
                                           llvm::StringRef Root, bool ClosedWorld,
                                           const std::vector<Unusable> &Expected);

} // namespace valuetask

#endif // VALUETASK_CHECK_MERGE_MERGE_H
