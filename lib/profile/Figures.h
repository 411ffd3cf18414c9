//===--- Figures.h - how numbers are written --------------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_PROFILE_FIGURES_H
#define VALUETASK_LIB_PROFILE_FIGURES_H

#include "profile/Profile.h"
#include <cstdint>
#include <string>

namespace valuetask {

/// '1,000,000'.
std::string withCommas(uint64_t Number);

/// '90%', '46.2%': the share of calls that were complete at once, rounded down, so that 100% are
/// all.
std::string percentage(const Counts &Measured);

} // namespace valuetask

#endif // VALUETASK_LIB_PROFILE_FIGURES_H
