//===--- SarifReader.h - reports in SARIF that this program wrote -*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_MERGE_SARIFREADER_H
#define VALUETASK_CHECK_MERGE_SARIFREADER_H

#include "merge/MergedReports.h"
#include "llvm/Support/JSON.h"

namespace valuetask {

/// Reads one report into what was read before.
///
/// \returns false for what is no report of this program
bool readSarif(const llvm::json::Value &Document, MergedReports &Into, llvm::StringRef Root);

} // namespace valuetask

#endif // VALUETASK_CHECK_MERGE_SARIFREADER_H
