//===--- Scan.h - which files a unit includes -*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_ANALYSIS_SCAN_H
#define VALUETASK_CHECK_ANALYSIS_SCAN_H

#include "analysis/FileRecorder.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <memory>
#include <string>
#include <vector>

namespace valuetask {

using ToolMaker = llvm::function_ref<std::unique_ptr<clang::tooling::ClangTool>(
    llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>)>;

struct ScanResult {
  bool IsWhole = false;    ///< false: the directives can't be followed
  bool HasWord = false;    ///< is a word in any of the files?
  bool HasModules = false; ///< does it import any, or belong to one? What they have is in no text

  /// Is it sure that the unit sees no word?
  bool excludesWords() const { return IsWhole && !HasWord && !HasModules; }
};

/// Follows a unit's include directives, without parsing what is between them (clang's dependency
/// scanning), and looks for words in all the files that it reaches.
///
/// \param MakeTool  makes a run over the unit on a given file system
/// \param Seen      gets what the scan saw of the disk
ScanResult scan(const std::vector<std::string> &Words, ToolMaker MakeTool,
                llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Disk, FilesSeen &Seen);

} // namespace valuetask

#endif // VALUETASK_CHECK_ANALYSIS_SCAN_H
