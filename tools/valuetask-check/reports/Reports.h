//===--- Reports.h - where results go ---------------------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_REPORTS_REPORTS_H
#define VALUETASK_CHECK_REPORTS_REPORTS_H

#include "reports/Formats.h"
#include "reports/ReportModel.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"
#include <optional>

namespace valuetask {

/// Writes one report. All but the text have nothing in them that depends on the machine or the
/// hour, so that two of the same run are the same bytes. O(findings), and each file that has one is
/// read once.
void write(const Report &What, Format As, llvm::raw_ostream &Out);

// writeText(), writeSarif() and so on, each in a file of its own.
#define VALUETASK_FORMAT(Id, Name) void write##Id(const Report &What, llvm::raw_ostream &Out);
#include "reports/Formats.def"

/// Writes all reports. Each is tried: that one file can't be written costs no other.
///
/// \param Colours  of the text; unset: if stdout is a terminal, and NO_COLOR isn't set
llvm::Error writeAll(const Report &What, llvm::ArrayRef<Output> Outputs,
                     std::optional<bool> Colours);

/// Adds a table of the findings to the page that GitHub shows of a job, where there is one
/// (GITHUB_STEP_SUMMARY).
llvm::Error appendJobSummary(const Report &What);

} // namespace valuetask

#endif // VALUETASK_CHECK_REPORTS_REPORTS_H
