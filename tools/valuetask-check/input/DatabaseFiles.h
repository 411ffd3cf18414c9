//===--- DatabaseFiles.h - which files a compile database has ---*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_INPUT_DATABASEFILES_H
#define VALUETASK_CHECK_INPUT_DATABASEFILES_H

#include "input/InputFiles.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace valuetask {

/// The files in C and C++ of a compile database, absolute. Those that can't be analysed have a
/// reason.
///
/// \param BuildDir  as of collectInputs()
/// \param Exclude   regular expressions of files to leave out
llvm::Expected<std::vector<Unusable>> databaseFiles(llvm::StringRef BuildDir,
                                                    const std::vector<std::string> &Exclude);

} // namespace valuetask

#endif // VALUETASK_CHECK_INPUT_DATABASEFILES_H
