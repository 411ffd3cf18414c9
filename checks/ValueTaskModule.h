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

#include "ProfileStore.h"
#include "clang-tidy/ClangTidyModule.h"
#include "clang-tidy/ClangTidyOptions.h"
#include "models/Dialects.h"
#include "program/Facts.h"
#include <string>
#include <vector>

namespace valuetask {

class ValueTaskModule : public clang::tidy::ClangTidyModule {
public:
  void addCheckFactories(clang::tidy::ClangTidyCheckFactories &Factories) override;
};

/// The names in a value of the option valuetask.SingleAwaitTypes.
std::vector<std::string> splitNames(llvm::StringRef List);

/// The facts of the program from the file that valuetask.Facts names.
/// \returns an error that tells the file and what is wrong with it.
llvm::Expected<Facts> readFacts(const std::string &File);

/// The file that the option valuetask.Facts names; empty: none.
std::string factsFile(const clang::tidy::ClangTidyOptions &Options);

/// The types that the option names.
std::vector<std::string> namedTypes(const clang::tidy::ClangTidyOptions &Options);

/// What the option valuetask.Dialects is where it isn't given.
constexpr llvm::StringLiteral DefaultDialects = "auto";

/// The elements of that option that hold for a file.
/// The relative path of a dialect's file is looked for as that of a profile is.
std::vector<std::string> dialectElements(const clang::tidy::ClangTidyOptions &Options,
                                         llvm::StringRef File);

/// The dialects that they select.
/// \returns an error, in one sentence that says what to do, where one can't be used.
llvm::Expected<DialectList> dialectsInUse(const clang::tidy::ClangTidyOptions &Options,
                                          llvm::StringRef File);

/// Does an option name a profile?
bool hasProfile(const clang::tidy::ClangTidyOptions &Options);

/// Reads the options valuetask.Profile, ProfilePrefixMap, MinCalls and MinSyncRatio that hold for a
/// file. A profile's relative path is looked for in the folder of the file and those above it, as
/// configuration files are: which of these says it isn't known here.
///
/// \returns an error, in one sentence that says what to do, for a value that is none.
llvm::Expected<ProfileOptions> profileOptions(const clang::tidy::ClangTidyOptions &Options,
                                              llvm::StringRef File);

} // namespace valuetask

#endif // VALUETASK_CHECKS_VALUETASKMODULE_H
