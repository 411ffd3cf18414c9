//===--- DepFile.h - what a result was made from -----------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_ANALYSIS_DEPFILE_H
#define VALUETASK_CHECK_ANALYSIS_DEPFILE_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <set>
#include <string>

namespace valuetask {

/// Writes a rule without commands, \p Target on \p Files, in the syntax that make and ninja read.
llvm::Error writeDepFile(llvm::StringRef File, llvm::StringRef Target,
                         const std::set<std::string> &Files);

} // namespace valuetask

#endif // VALUETASK_CHECK_ANALYSIS_DEPFILE_H
