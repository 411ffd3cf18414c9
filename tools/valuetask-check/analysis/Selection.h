//===--- Selection.h - which files of a project to analyse ------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_ANALYSIS_SELECTION_H
#define VALUETASK_CHECK_ANALYSIS_SELECTION_H

#include "analysis/Analysis.h"
#include "input/Changes.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace valuetask {

/// Those of \p Files that see a changed line: that are changed themselves, or include a file that
/// is. Of the files that include one header, and see no other change, the first is enough unless
/// \p AllIncluders. Their directives are followed; none is parsed.
llvm::Expected<std::vector<std::string>> affectedBy(const Changes &Changed,
                                                    const AnalysisContext &Context,
                                                    const std::vector<std::string> &Files,
                                                    bool AllIncluders);

/// Leaves the findings that touch a changed line, by where they are or by a step of their path.
void keepChanged(RunResult &Result, const Changes &Changed);

struct Includers {
  std::vector<std::string> Files; ///< one for each header, or for several
  std::vector<std::string> NotIncluded;
};

/// Through which of \p Files the \p Headers, which are absolute, can be analysed.
llvm::Expected<Includers> includersOf(llvm::ArrayRef<std::string> Headers,
                                      const AnalysisContext &Context,
                                      const std::vector<std::string> &Files);

} // namespace valuetask

#endif // VALUETASK_CHECK_ANALYSIS_SELECTION_H
