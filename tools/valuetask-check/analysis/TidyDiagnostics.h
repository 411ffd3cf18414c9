//===--- TidyDiagnostics.h - diagnostics from and for clang-tidy -*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_ANALYSIS_TIDYDIAGNOSTICS_H
#define VALUETASK_CHECK_ANALYSIS_TIDYDIAGNOSTICS_H

#include "analysis/FoundDiagnostic.h"
#include "clang-tidy/ClangTidyDiagnosticConsumer.h"

namespace valuetask {

/// What clang-tidy made of a diagnostic; it knows no function.
/// \param HasHelp  the last note is the help
FoundDiagnostic fromTidy(const clang::tidy::ClangTidyError &Error, bool HasHelp);

/// For what clang-tidy does with it.
clang::tidy::ClangTidyError toTidy(const FoundDiagnostic &Diagnostic);

} // namespace valuetask

#endif // VALUETASK_CHECK_ANALYSIS_TIDYDIAGNOSTICS_H
