//===--- Analysis.h - one run over some files -------------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_ANALYSIS_H
#define VALUETASK_CHECK_ANALYSIS_H

#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <memory>
#include <string>
#include <vector>

namespace valuetask {

using FileSystem = llvm::IntrusiveRefCntPtr<llvm::vfs::OverlayFileSystem>;

struct RunResult {
  /// Findings, and the compiler's errors, each once, ordered by place.
  std::vector<clang::tidy::ClangTidyError> Diagnostics;
  /// Files that clang could not compile; what was found in them may not be all.
  std::vector<std::string> Failed;
  unsigned Findings = 0;
  unsigned HiddenByNolint = 0;
  unsigned HiddenByHeaderFilter = 0;
};

using ContextMaker = llvm::function_ref<std::unique_ptr<clang::tidy::ClangTidyContext>()>;

/// Analyses \p Files one after another. A finding in a header is there once, however many of the
/// files include it.
RunResult analyse(ContextMaker MakeContext, const clang::tooling::CompilationDatabase &Database,
                  const std::vector<std::string> &Files, const FileSystem &Disk);

} // namespace valuetask

#endif // VALUETASK_CHECK_ANALYSIS_H
