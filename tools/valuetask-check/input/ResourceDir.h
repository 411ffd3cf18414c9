//===--- ResourceDir.h - where clang's own headers are ----------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_INPUT_RESOURCEDIR_H
#define VALUETASK_CHECK_INPUT_RESOURCEDIR_H

#include <string>

namespace valuetask {

/// The folder with stddef.h and the other headers that belong to the compiler; empty when there is
/// none. clang looks for it beside its own executable, which this program is not, so it is looked
/// for beside this executable (an installation that brings its own), beside the clang library that
/// is loaded, and where it was when this program was built.
std::string findResourceDir();

} // namespace valuetask

#endif // VALUETASK_CHECK_INPUT_RESOURCEDIR_H
