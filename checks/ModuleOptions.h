//===--- ModuleOptions.h - the options of all rules -------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The options of the module, as users write them under CheckOptions of a .clang-tidy file or in
/// --config: 'valuetask.SingleAwaitTypes'. They hold for all rules. clang-tidy asks nobody whether
/// an option exists, so that a misspelt one would be silent.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECKS_MODULEOPTIONS_H
#define VALUETASK_CHECKS_MODULEOPTIONS_H

#include "clang-tidy/ClangTidyOptions.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace valuetask {

constexpr llvm::StringLiteral OptionPrefix = "valuetask";

namespace option {
constexpr llvm::StringLiteral SingleAwaitTypes = "SingleAwaitTypes";
constexpr llvm::StringLiteral Dialects = "Dialects";
constexpr llvm::StringLiteral UseSolver = "UseSolver";
constexpr llvm::StringLiteral PublicHeaders = "PublicHeaders";
constexpr llvm::StringLiteral Facts = "Facts";
constexpr llvm::StringLiteral ClosedWorld = "ClosedWorld";
constexpr llvm::StringLiteral Profile = "Profile";
constexpr llvm::StringLiteral ProfilePrefixMap = "ProfilePrefixMap";
constexpr llvm::StringLiteral MinCalls = "MinCalls";
constexpr llvm::StringLiteral MinSyncRatio = "MinSyncRatio";
} // namespace option

/// The names of all of them.
llvm::ArrayRef<llvm::StringRef> optionNames();

/// The value of an option, or an empty one.
llvm::StringRef optionValue(const clang::tidy::ClangTidyOptions &Options, llvm::StringRef Name);

/// What is wrong with the names of options that are meant for this module, and with values that
/// don't depend on the file at hand; each a sentence that says what to write instead. In the order
/// of the names.
std::vector<std::string> optionProblems(const clang::tidy::ClangTidyOptions &Options);

/// Does a list of checks, or one glob of it, match any rule?
bool matchesRule(llvm::StringRef Checks);

/// What is wrong with the rules that a list of checks names: those that don't exist.
std::vector<std::string> ruleProblems(llvm::StringRef Checks);

} // namespace valuetask

#endif // VALUETASK_CHECKS_MODULEOPTIONS_H
