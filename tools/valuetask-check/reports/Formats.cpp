//===--- Formats.cpp - the table of report formats ------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reports/Formats.h"
#include <iterator>

namespace valuetask {

namespace {

struct FormatRow {
  Format Id;
  llvm::StringLiteral Name;
};

constexpr FormatRow Rows[] = {
#define VALUETASK_FORMAT(Id, Name) {Format::Id, Name},
#include "reports/Formats.def"
};

} // namespace

std::optional<Format> formatNamed(llvm::StringRef Name) {
  for (const FormatRow &Row : Rows)
    if (Row.Name == Name)
      return Row.Id;
  return std::nullopt;
}

std::string listOfFormats(llvm::StringRef Conjunction) {
  std::string List;
  for (const FormatRow &Row : Rows) {
    if (&Row == std::prev(std::end(Rows)))
      List += " " + Conjunction.str() + " ";
    else if (&Row != std::begin(Rows))
      List += ", ";
    List += Row.Name;
  }
  return List;
}

} // namespace valuetask
