//===--- PagePlot.h - the plot on the page for people -----------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_REPORTS_PAGEPLOT_H
#define VALUETASK_CHECK_REPORTS_PAGEPLOT_H

#include "reports/PageFunctions.h"

namespace valuetask {

/// Calls against the share that was complete at once, as SVG with its legend.
void writePlot(const FunctionRows &Rows, const ProfilesInUse &Profiles, llvm::raw_ostream &Out);

} // namespace valuetask

#endif // VALUETASK_CHECK_REPORTS_PAGEPLOT_H
