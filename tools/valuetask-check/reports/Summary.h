//===--- Summary.h - what a run tells on stderr -----*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_REPORTS_SUMMARY_H
#define VALUETASK_CHECK_REPORTS_SUMMARY_H

#include "reports/ReportModel.h"
#include "llvm/ADT/Twine.h"

namespace valuetask {

/// '1 file', '2 files'.
std::string counted(size_t Count, llvm::StringRef Noun);

void printError(const llvm::Twine &Message);
void printWarning(const llvm::Twine &Message);
/// One error for each file.
void printUnusable(const std::vector<Unusable> &Files);
/// How many findings, of which rules, in how many files, what was hidden, and how long it took.
void printSummary(const Report &What);
/// What the analysis did (--stats).
void printStatistics(const RunResult &Result);

} // namespace valuetask

#endif // VALUETASK_CHECK_REPORTS_SUMMARY_H
