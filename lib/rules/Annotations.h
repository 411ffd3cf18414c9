//===--- Annotations.h - annotations that mean nothing ----------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_RULES_ANNOTATIONS_H
#define VALUETASK_LIB_RULES_ANNOTATIONS_H

#include "findings/Finding.h"
#include "unit/UnitAnalysis.h"
#include <vector>

namespace valuetask {

/// VALUETASK_SINGLE_AWAIT on what is no class, and VALUETASK_CONSUMES on what consumes nothing: a
/// function that is no member of a single-consumption type, or a parameter that can't be given one.
std::vector<Note> findMisplacedAnnotations(clang::ASTContext &Context,
                                           const AnalysisOptions &Options);

} // namespace valuetask

#endif // VALUETASK_LIB_RULES_ANNOTATIONS_H
