//===--- Figures.cpp - how numbers are written ----------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "profile/Figures.h"
#include "llvm/ADT/StringExtras.h"

namespace valuetask {

std::string withCommas(uint64_t Number) {
  std::string Text = llvm::utostr(Number);
  for (size_t At = Text.size(); At > 3; At -= 3)
    Text.insert(At - 3, 1, ',');
  return Text;
}

std::string percentage(const Counts &Measured) {
  const auto Share = static_cast<unsigned>(Measured.synchronousShare() * 1000);
  const std::string Tenths = Share % 10 ? "." + llvm::utostr(Share % 10) : "";
  return llvm::utostr(Share / 10) + Tenths + "%";
}

} // namespace valuetask
