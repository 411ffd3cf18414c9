//===--- Paths.h - the names of files -------------------------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_INPUT_PATHS_H
#define VALUETASK_CHECK_INPUT_PATHS_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace valuetask {

/// Below \p Folder, or the current folder where that is empty; without dots.
std::string absolutePath(llvm::StringRef Path, llvm::StringRef Folder = "");

/// Without links; the path itself where there is no such file.
std::string realPath(llvm::StringRef Path);

/// The path from \p Root to a file below it, with '/' between its parts; other paths as they are.
std::string relativePath(llvm::StringRef File, llvm::StringRef Root);

/// A path as part of a URI (RFC 3986): whatever has a meaning of its own there is escaped.
std::string uriOf(llvm::StringRef Path);

/// The folder of a repository, the current one or one above it; else the current one.
std::string projectRoot();

/// Why a file or a folder can't be read, as the end of a sentence about it: "does not exist". Empty
/// where it can be. Opens it.
std::string whyUnreadable(llvm::StringRef Path);

} // namespace valuetask

#endif // VALUETASK_CHECK_INPUT_PATHS_H
