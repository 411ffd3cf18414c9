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

#include "clang-tidy/ClangTidyModule.h"
#include "clang-tidy/ClangTidyOptions.h"
#include "rules/AllRules.h"
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
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

/// What the options say about profiles.
struct ProfileOptions {
  std::vector<std::string> Files; ///< absolute
  /// 'old=new' each.
  std::vector<std::pair<std::string, std::string>> PrefixMap;
  uint64_t MinCalls = 1000;
  double MinSyncRatio = 0.5;
};

/// Does an option name a profile?
bool hasProfile(const clang::tidy::ClangTidyOptions &Options);

/// Reads the options valuetask.Profile, ProfilePrefixMap, MinCalls and MinSyncRatio that hold for a
/// file. A profile's relative path is looked for in the folder of the file and those above it, as
/// configuration files are: which of these says it isn't known here.
///
/// \returns an error, in one sentence that says what to do, for a value that is none.
llvm::Expected<ProfileOptions> profileOptions(const clang::tidy::ClangTidyOptions &Options,
                                              llvm::StringRef File);

/// The profiles that were read, so that a process reads each once. Null where none is named.
class ProfileStore {
public:
  llvm::Expected<std::shared_ptr<const Profile>> get(const ProfileOptions &Wanted);

  /// As if it had been read from a file of this name.
  void add(llvm::StringRef File, Profile Read);

private:
  std::map<std::string, std::shared_ptr<const Profile>> Known;
};
ProfileStore &profileStore();

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
