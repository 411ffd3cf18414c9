//===--- Formats.h - the table of report formats ----------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_REPORTS_FORMATS_H
#define VALUETASK_CHECK_REPORTS_FORMATS_H

#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace valuetask {

enum class Format {
#define VALUETASK_FORMAT(Id, Name) Id,
#include "reports/Formats.def"
};

/// What a name on the command line means.
std::optional<Format> formatNamed(llvm::StringRef Name);

/// The names of all formats in a sentence: 'text, sarif and json', with this word before the last.
std::string listOfFormats(llvm::StringRef Conjunction);

/// A report that somebody asks for.
struct Output {
  Format As = Format::Text;
  std::string File; ///< "-" for stdout
};

} // namespace valuetask

#endif // VALUETASK_CHECK_REPORTS_FORMATS_H
