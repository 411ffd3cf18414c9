//===--- Workers.h - work in processes of its own ---------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_ANALYSIS_WORKERS_H
#define VALUETASK_CHECK_ANALYSIS_WORKERS_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <sys/types.h>

namespace valuetask {

struct WorkLimits {
  unsigned Jobs = 1;           ///< processes at a time
  unsigned TimeoutSeconds = 0; ///< for each piece of work, on the wall clock; 0: none
};

/// Does \p Count pieces of work, each in a process of its own (a fork of this one), so that one
/// that crashes or never ends costs nothing but itself.
///
/// \param Work  called in the process of a piece, with its number; what it returns is handed back
/// \param Done  called here, in the order in which the pieces end, with that text; or with an error
///              that ends a sentence about the piece: "crashed (Segmentation fault)"
/// \returns an error when processes can't be made.
///
/// Not to be called while other threads run.
llvm::Error workInProcesses(unsigned Count, const WorkLimits &Limits,
                            llvm::function_ref<std::string(unsigned)> Work,
                            llvm::function_ref<void(unsigned, llvm::Expected<std::string>)> Done);

/// One piece of work, for those who do other things meanwhile.
struct WorkProcess {
  pid_t Process;
  int Answer; ///< the file that gets it
};

/// \param Work  called in the process
/// \returns an error when a process can't be made
llvm::Expected<WorkProcess> startWork(const WorkLimits &Limits,
                                      llvm::function_ref<std::string()> Work);

/// The answer of a process that ended. \returns an error as workInProcesses() hands it on
///
/// \param Status  that wait() gave
llvm::Expected<std::string> endWork(const WorkProcess &Ended, int Status, const WorkLimits &Limits);

} // namespace valuetask

#endif // VALUETASK_CHECK_ANALYSIS_WORKERS_H
