//===--- Completion.h - completing options in a shell -----------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_SETTINGS_COMPLETION_H
#define VALUETASK_CHECK_SETTINGS_COMPLETION_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"
#include <string>

namespace valuetask {

/// Prints the script that completes options, their values, and commands, from the table of options.
///
/// \param Shells  what follows the command; one name
/// \returns an error for what is no shell that there is a script for
llvm::Error printCompletion(llvm::ArrayRef<std::string> Shells, llvm::raw_ostream &Out);

} // namespace valuetask

#endif // VALUETASK_CHECK_SETTINGS_COMPLETION_H
