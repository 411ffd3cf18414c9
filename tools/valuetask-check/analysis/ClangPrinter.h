//===--- ClangPrinter.h - diagnostics in clang's own look -------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_ANALYSIS_CLANGPRINTER_H
#define VALUETASK_CHECK_ANALYSIS_CLANGPRINTER_H

#include "analysis/FoundDiagnostic.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/raw_ostream.h"

namespace valuetask {

/// Prints diagnostics, which may be of several files, by the compiler's own printer. This is why it
/// isn't with the reports, which know nothing of the compiler.
void printAsClangDoes(llvm::ArrayRef<FoundDiagnostic> Diagnostics, bool Colours,
                      llvm::raw_ostream &Out);

} // namespace valuetask

#endif // VALUETASK_CHECK_ANALYSIS_CLANGPRINTER_H
