//===--- MisplacedAnnotation.h - a report that no rule makes ----*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_FINDINGS_MISPLACEDANNOTATION_H
#define VALUETASK_LIB_FINDINGS_MISPLACEDANNOTATION_H

#include "llvm/ADT/StringRef.h"

namespace valuetask {

/// The name by which users switch off the warning about an annotation without an effect. It isn't a
/// rule: it warns that the rules don't see what the author meant.
constexpr llvm::StringLiteral MisplacedAnnotation = "valuetask-misplaced-annotation";

} // namespace valuetask

#endif // VALUETASK_LIB_FINDINGS_MISPLACEDANNOTATION_H
