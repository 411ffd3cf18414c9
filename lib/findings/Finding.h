//===--- Finding.h - what a rule reports ------------------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A finding is a plain struct: the analysis makes it, a front end prints it. Neither knows the
/// other.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_FINDINGS_FINDING_H
#define VALUETASK_LIB_FINDINGS_FINDING_H

#include "findings/Rules.h"
#include "program/Condition.h"
#include "clang/Basic/SourceLocation.h"
#include <optional>
#include <string>
#include <vector>

namespace valuetask {

struct Note {
  clang::SourceLocation Location;
  std::string Message;
  /// What it is about, to be underlined; invalid where the location says all.
  clang::CharSourceRange Range{};
};

/// A change of the source: the text that replaces a range of tokens, or that is inserted before an
/// empty one.
struct Replacement {
  clang::CharSourceRange Range;
  std::string Text;
};

struct Finding {
  RuleId Rule;
  clang::SourceLocation Location;
  /// The headline: what is wrong.
  std::string Message;
  /// The path that leads there, in the order in which it runs.
  std::vector<Note> Notes{};
  /// What to do about it.
  std::string Help{};
  /// The changes that do it, where that is safe. All of them, or none.
  std::vector<Replacement> Fix{};
  /// It depends on functions of other units, and holds if this is so.
  std::optional<Condition> If{};
  /// The outermost function around it, with its qualified name; empty outside of functions.
  std::string Function{};
  /// As of a note.
  clang::CharSourceRange Range{};
};

} // namespace valuetask

#endif // VALUETASK_LIB_FINDINGS_FINDING_H
