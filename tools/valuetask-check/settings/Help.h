//===--- Help.h - what --help prints ----------------------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_SETTINGS_HELP_H
#define VALUETASK_CHECK_SETTINGS_HELP_H

#include "llvm/Support/raw_ostream.h"

namespace valuetask {

/// What --help prints, from the table of options: at most 80 columns wide, and in a form of which
/// help2man makes a manual page.
void printHelp(llvm::raw_ostream &Out);

} // namespace valuetask

#endif // VALUETASK_CHECK_SETTINGS_HELP_H
