//===--- Summary.h - the summary of a run on stderr -------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_REPORTS_SUMMARY_H
#define VALUETASK_CHECK_REPORTS_SUMMARY_H

#include "reports/ReportModel.h"
#include "llvm/ADT/Twine.h"
#include <string>
#include <vector>

namespace valuetask {

/// '1 file', '2 files'.
std::string counted(size_t Count, llvm::StringRef Noun);

void printError(const llvm::Twine &Message);
void printWarning(const llvm::Twine &Message);
/// One error for each file.
void printUnusable(const std::vector<Unusable> &Files);
/// How many files will be analysed, where their flags are from, and how many at a time.
///
/// \param DatabaseFile  empty where the flags were given
void printBeginning(size_t Files, llvm::StringRef DatabaseFile, unsigned Jobs);
/// What a run has to tell, each with its number: how many findings there are in how many files;
/// then what failed, was skipped or suppressed, and why.
std::vector<std::string> summaryItems(const Report &What);
/// These, how many results were known, how long it took, and how many findings each rule has.
void printSummary(const Report &What);
/// What the analysis did (--stats).
void printStatistics(const RunResult &Result);

} // namespace valuetask

#endif // VALUETASK_CHECK_REPORTS_SUMMARY_H
