//===--- Modules.h - which modules of a build serve the analysis -*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_INPUT_MODULES_H
#define VALUETASK_CHECK_INPUT_MODULES_H

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Option/Arg.h"

namespace valuetask {

/// How CMake names the flags for a unit's modules. The build makes these files.
constexpr llvm::StringLiteral ModuleMapping = ".modmap";

/// What an argument of a compile command has to do with modules.
enum class ModuleUse {
  None,      ///< nothing, or it serves the analysis as it is
  OfHeaders, ///< it has clang take headers for modules, which are read as text instead
  Foreign,   ///< it is about modules that another compiler made
  Idle,      ///< it means nothing without what is left out, or checks what this program doesn't
};

/// Tells what to leave out. It remembers what it has seen of module files, so that each is opened
/// once.
class ModuleFlags {
public:
  /// \param Text       the argument as it is in the command
  /// \param Directory  where the command runs
  ModuleUse useOf(const llvm::opt::Arg &A, llvm::StringRef Text, llvm::StringRef Directory);

private:
  ModuleUse useOfFile(const std::string &Path);
  ModuleUse useOfFolder(const std::string &Path);

  llvm::StringMap<ModuleUse> Uses;
};

} // namespace valuetask

#endif // VALUETASK_CHECK_INPUT_MODULES_H
