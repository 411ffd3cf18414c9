//===--- Server.h - the command 'lsp' ---------------------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_LSP_SERVER_H
#define VALUETASK_CHECK_LSP_SERVER_H

#include "analysis/RunResult.h"
#include "input/Inputs.h"
#include "settings/Settings.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/Support/Error.h"
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace valuetask {

/// Analyses the files that the settings name. \see analyseFiles()
using FileAnalysis = std::function<llvm::Expected<AnalysedFiles>(
    const Settings &, KnownDatabases &, const std::vector<std::string> &NearHeader)>;

/// Speaks the Language Server Protocol (3.17) on stdin and stdout until the client ends it. A file
/// is analysed when it is opened or saved, as it is on the disk, in a process of its own, which a
/// later save ends.
///
/// \param Fixed  the flags after '--'; may be null
/// \returns the exit code: 0 after 'shutdown', 1 without it; WrongUsage where stdout is closed
int runServer(const Settings &Asked, std::unique_ptr<clang::tooling::CompilationDatabase> Fixed,
              FileAnalysis Analyse);

} // namespace valuetask

#endif // VALUETASK_CHECK_LSP_SERVER_H
