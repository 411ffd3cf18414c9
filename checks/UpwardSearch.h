//===--- UpwardSearch.h - a file in a folder or above it --------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECKS_UPWARDSEARCH_H
#define VALUETASK_CHECKS_UPWARDSEARCH_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace valuetask {

/// Looks for a file by its name, or by several names in turn, in a folder and in each one above it:
/// all that are accepted, the nearest first.
///
/// \param Names  relative paths
std::vector<std::string> findUpwards(llvm::StringRef Folder, llvm::ArrayRef<llvm::StringRef> Names,
                                     llvm::function_ref<bool(llvm::StringRef)> Accepts);

bool isRegularFile(llvm::StringRef Path);
bool exists(llvm::StringRef Path);

} // namespace valuetask

#endif // VALUETASK_CHECKS_UPWARDSEARCH_H
