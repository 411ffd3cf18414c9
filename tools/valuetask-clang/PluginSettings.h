//===--- PluginSettings.h - what the compiler's command line asks of the plugin -*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CLANG_PLUGINSETTINGS_H
#define VALUETASK_CLANG_PLUGINSETTINGS_H

#include "input/Configuration.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <string>

namespace valuetask {

struct PluginSettings {
  Configuration Rules;
  std::string Unit; ///< where the report of the unit goes; empty: there is none
  std::string Root; ///< to which its paths are relative
};

/// Reads what is behind '-fplugin-arg-valuetask-', and the compiler's warning flags, of which those
/// of the rules are unknown to clang: '-Wno-valuetask-unconsumed'.
///
/// \param Warnings  without '-W', in their order
/// \param Object  the compiler's output file
/// \returns an error, in one sentence that says what to do
llvm::Expected<PluginSettings> readPluginSettings(llvm::ArrayRef<std::string> Arguments,
                                                  llvm::ArrayRef<std::string> Warnings,
                                                  bool WarningsAreErrors, llvm::StringRef Object);

} // namespace valuetask

#endif // VALUETASK_CLANG_PLUGINSETTINGS_H
