//===--- ValueTaskModule.h - the rules as clang-tidy checks -----*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The adapter from findings to clang-tidy's diagnostics. All of the module's checks share one
/// analysis of a translation unit.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECKS_VALUETASKMODULE_H
#define VALUETASK_CHECKS_VALUETASKMODULE_H

#include "UnitAnalysis.h"
#include "clang-tidy/ClangTidyModule.h"

namespace valuetask {

class ValueTaskModule : public clang::tidy::ClangTidyModule {
public:
  void addCheckFactories(clang::tidy::ClangTidyCheckFactories &Factories) override;
};

/// What the checks of this process did so far. Not thread-safe, as clang-tidy itself.
Statistics &totalStatistics();

} // namespace valuetask

#endif // VALUETASK_CHECKS_VALUETASKMODULE_H
