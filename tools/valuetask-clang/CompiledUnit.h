//===--- CompiledUnit.h - the analysis of a unit while it is compiled -*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CLANG_COMPILEDUNIT_H
#define VALUETASK_CLANG_COMPILEDUNIT_H

#include "PluginSettings.h"
#include "llvm/ADT/StringRef.h"
#include <memory>

namespace clang {
class ASTConsumer;
class CompilerInstance;
} // namespace clang

namespace valuetask {

/// What analyses a unit when the compiler has read it, reports the findings as the compiler's own
/// warnings, and writes the unit's report. It changes nothing of the tree.
std::unique_ptr<clang::ASTConsumer> makeUnitConsumer(const PluginSettings &Settings,
                                                     clang::CompilerInstance &Compiler,
                                                     llvm::StringRef File);

} // namespace valuetask

#endif // VALUETASK_CLANG_COMPILEDUNIT_H
