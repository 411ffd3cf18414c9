//===--- InlinedCalls.h - calls that are run as a part of a path -*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The path says which way the caller takes, and not which ways the functions that it calls take.
/// All ways through the body are run, each from the memory at the call, and what they leave behind
/// is joined under the conditions on which they are taken.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_PATHS_INLINEDCALLS_H
#define VALUETASK_LIB_PATHS_INLINEDCALLS_H

#include "paths/PathReplay.h"

namespace valuetask {

/// A call, or a construction, whose body may be run.
struct PathConditions::Path::Invocation {
  const clang::FunctionDecl *Callee;
  std::optional<Storage> Object; ///< of a member function
  llvm::ArrayRef<const clang::Expr *> Arguments;
  const clang::FunctionDecl *Forwards = nullptr; ///< whose parameters are the arguments
};

/// A body that is being run.
struct PathConditions::Path::Body {
  /// One way through it.
  struct Ending {
    llvm::SMTExprRef Taken; ///< null where it is the only one
    PathMemory After;
    llvm::SMTExprRef Value;       ///< what is returned
    std::optional<Storage> Place; ///< what a reference that is returned refers to
    bool Passes;                  ///< one of the statements that it was asked for
  };

  const ControlFlow &Flow;
  const PathMemory Before; ///< when the call is made
  bool ReturnsReference = false;
  std::optional<Storage> Result{}; ///< where an object that is returned goes
  std::optional<PathMemory> AtEntry{};
  std::vector<Ending> Endings{};
  unsigned Blocks = 0; ///< that were run
  llvm::ArrayRef<const clang::Stmt *> Asked{};
  bool Passes = false; ///< the way at hand
  /// What is returned on the way at hand.
  llvm::SMTExprRef Value = nullptr;
  std::optional<Storage> Place{};
};

} // namespace valuetask

#endif // VALUETASK_LIB_PATHS_INLINEDCALLS_H
