//===--- TextReport.cpp - clang's own look --------------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/ClangPrinter.h"
#include "reports/Reports.h"

namespace valuetask {

void writeText(const Report &What, llvm::raw_ostream &Out) {
  printAsClangDoes(What.Result.Diagnostics, What.Colours, Out);
}

} // namespace valuetask
