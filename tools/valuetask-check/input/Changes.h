//===--- Changes.h - what changed since a revision --*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_INPUT_CHANGES_H
#define VALUETASK_CHECK_INPUT_CHANGES_H

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <utility>
#include <vector>

namespace valuetask {

/// The lines of the working tree that a git revision doesn't have.
class Changes {
public:
  /// Asks git, in the repository of \p Folder. Files that git doesn't know yet, and doesn't ignore,
  /// are new from their first line on.
  static llvm::Expected<Changes> since(llvm::StringRef Revision, llvm::StringRef Folder);

  /// \param File  absolute
  bool touchesFile(llvm::StringRef File) const { return linesOf(File) != nullptr; }
  bool touchesLine(llvm::StringRef File, unsigned Line) const;

private:
  using Ranges = std::vector<std::pair<unsigned, unsigned>>; // first and last
  const Ranges *linesOf(llvm::StringRef File) const;

  llvm::StringMap<Ranges> Lines; // by the path without links, as git has it
  mutable llvm::StringMap<std::string> RealPaths;
};

} // namespace valuetask

#endif // VALUETASK_CHECK_INPUT_CHANGES_H
