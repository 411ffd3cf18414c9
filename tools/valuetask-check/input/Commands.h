//===--- Commands.h - compile commands, as clang can run them ---*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_INPUT_COMMANDS_H
#define VALUETASK_CHECK_INPUT_COMMANDS_H

#include "input/Modules.h"
#include "clang/Tooling/ArgumentsAdjusters.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/Support/Error.h"
#include <memory>
#include <string>

namespace clang {
class CompilerInvocation;
} // namespace clang

namespace valuetask {

/// Reads a compile database (the format of clang's JSONCompilationDatabase), and of it all or
/// nothing. A relative folder is one below the database's own.
llvm::Expected<std::unique_ptr<clang::tooling::CompilationDatabase>>
readDatabase(llvm::StringRef File);

enum class Language {
  C,       ///< Objective-C too
  Cxx,     ///< Objective-C++ too
  Kernel,  ///< CUDA, HIP, OpenCL
  Other,   ///< assembler, Fortran, ...
  Msvc,    ///< whatever MSVC's driver compiles, or clang's imitation of it
  Unknown, ///< a compiler for C++ is given a file whose name says nothing to clang
};
Language languageOf(const clang::tooling::CompileCommand &Command);

/// What adjustCommands() takes out of a command that somebody may miss.
struct LeftOut {
  bool Precompiled = false;    ///< a precompiled header
  bool HeaderModules = false;  ///< clang's modules in place of headers
  bool ForeignModules = false; ///< another compiler's modules

  LeftOut &operator|=(const LeftOut &Other) {
    Precompiled |= Other.Precompiled;
    HeaderModules |= Other.HeaderModules;
    ForeignModules |= Other.ForeignModules;
    return *this;
  }
};
LeftOut leftOut(const clang::tooling::CompileCommand &Command, ModuleFlags &Modules);

/// Without the flags that clang's driver would refuse and GCC knows.
///
/// \param Arguments  the first is the program
clang::tooling::CommandLineArguments
withoutGccOnly(const clang::tooling::CommandLineArguments &Arguments);

/// Takes out what a compiler writes besides its result: the build's files are the build's.
void dropOutputs(clang::CompilerInvocation &Invocation);

/// The database's commands as clang can run them: of one source, the compiler itself first, with
/// the resource directory, without flags that only GCC knows, without precompiled headers and
/// modules that can't be read, and without compiler warnings, which are not what this program is
/// asked for.
std::unique_ptr<clang::tooling::CompilationDatabase>
adjustCommands(std::unique_ptr<clang::tooling::CompilationDatabase> Database,
               const std::string &ResourceDir);

} // namespace valuetask

#endif // VALUETASK_CHECK_INPUT_COMMANDS_H
