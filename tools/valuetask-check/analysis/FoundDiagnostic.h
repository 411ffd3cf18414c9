//===--- FoundDiagnostic.h - a finding after the analysis -------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_ANALYSIS_FOUNDDIAGNOSTIC_H
#define VALUETASK_CHECK_ANALYSIS_FOUNDDIAGNOSTIC_H

#include "program/Condition.h"
#include "llvm/ADT/StringRef.h"
#include <compare>
#include <string>
#include <vector>

namespace valuetask {

/// The text that takes the place of a part of a file.
struct SourceChange {
  std::string File;
  unsigned Offset = 0;
  unsigned Length = 0;
  std::string Text;

  friend auto operator<=>(const SourceChange &, const SourceChange &) = default;
};

/// A part of a file that a message is about.
struct FileRange {
  std::string File;
  unsigned Offset = 0;
  unsigned Length = 0;

  friend auto operator<=>(const FileRange &, const FileRange &) = default;
};

/// A message, and the place that it is about.
struct SourceMessage {
  std::string Message;
  std::string FilePath; ///< empty where it is about no place
  unsigned FileOffset = 0;
  std::vector<SourceChange> Fix; ///< sorted; no two of them overlap
  std::vector<FileRange> Ranges;

  friend auto operator<=>(const SourceMessage &, const SourceMessage &) = default;
};

/// Adds a change to a message's fix. \returns false, and adds nothing, where it doesn't fit.
bool addToFix(SourceMessage &Message, SourceChange Change);

/// A finding, or an error of the compiler, as plain data: what clang-tidy's ClangTidyError has, and
/// more. Reports are made of it, with or without the sources.
struct FoundDiagnostic {
  enum class Level { Warning, Error, Remark };

  std::string DiagnosticName; ///< of the rule
  SourceMessage Message{};
  std::vector<SourceMessage> Notes{}; ///< the path that leads there
  SourceMessage Help{};               ///< what to do, with the fix; empty where there is none
  Level DiagLevel = Level::Warning;
  bool IsWarningAsError = false;
  std::string BuildDirectory{}; ///< relative paths are below it
  std::string Function{};       ///< in which it is, qualified; empty outside of functions

  friend auto operator<=>(const FoundDiagnostic &, const FoundDiagnostic &) = default;
};

/// Is it one that keeps the file from being compiled, and no finding?
bool isCompilerError(const FoundDiagnostic &Diagnostic);

/// A finding that depends on functions of other units.
struct OpenFinding {
  FoundDiagnostic Found;
  Condition If;
};

} // namespace valuetask

#endif // VALUETASK_CHECK_ANALYSIS_FOUNDDIAGNOSTIC_H
