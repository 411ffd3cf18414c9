//===--- ValueTaskModule.h - the rules as clang-tidy checks -----*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The adapter from findings to clang-tidy's diagnostics. All of the module's checks share one
/// analysis of a translation unit.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECKS_VALUETASKMODULE_H
#define VALUETASK_CHECKS_VALUETASKMODULE_H

#include "UnitAnalysis.h"
#include "clang-tidy/ClangTidyModule.h"
#include "clang-tidy/ClangTidyOptions.h"
#include <optional>
#include <string>
#include <vector>

namespace valuetask {

class ValueTaskModule : public clang::tidy::ClangTidyModule {
public:
  void addCheckFactories(clang::tidy::ClangTidyCheckFactories &Factories) override;
};

/// The names in a value of the option valuetask.SingleAwaitTypes.
std::vector<std::string> splitNames(llvm::StringRef List);

/// Ends the message of a finding that hangs on other units, and begins its number: clang-tidy takes
/// two of the same words at one place for one.
constexpr llvm::StringLiteral NumberMark = " #";

/// The facts of the program from the file that valuetask.Facts names.
/// \returns an error that tells the file and what is wrong with it.
llvm::Expected<Facts> readFacts(const std::string &File);

/// The file that the option valuetask.Facts names; empty: none.
std::string factsFile(const clang::tidy::ClangTidyOptions &Options);

/// The types that the option names.
std::vector<std::string> namedTypes(const clang::tidy::ClangTidyOptions &Options);

/// What a diagnostic has no room for: in which function a finding is.
struct FoundIn {
  std::string Rule;
  std::string File; ///< as the diagnostic names it
  unsigned Offset;
  std::string Function;
  std::string Message;
  std::optional<Condition> If; ///< it hangs on other units
};

/// What the checks of this process did so far. Not thread-safe, as clang-tidy itself.
struct ModuleRecord {
  /// Asked for by who joins the facts of several units. Without it, no finding hangs on others.
  bool CollectFacts = false;
  Statistics Counted;
  std::vector<FoundIn> Functions;
  Facts Told;
};
ModuleRecord &moduleRecord();

} // namespace valuetask

#endif // VALUETASK_CHECKS_VALUETASKMODULE_H
