//===--- Configuration.h - rules and options, from the command line and from files -*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_INPUT_CONFIGURATION_H
#define VALUETASK_CHECK_INPUT_CONFIGURATION_H

#include "ProfileStore.h"
#include "input/ProfilesInUse.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace clang::tidy {
struct ClangTidyOptions;
class ClangTidyOptionsProvider;
} // namespace clang::tidy

namespace valuetask {

/// What the command line says; unset where it says nothing, and the files decide.
struct Configuration {
  std::optional<std::string> Checks;
  std::optional<std::string> ConfigFile;
  std::optional<std::string> HeaderFilter;
  std::optional<std::string> SingleAwaitTypes;
  std::optional<std::string> Dialects; ///< with absolute paths
  std::vector<std::string> Profiles;   ///< absolute
  std::vector<std::string> ProfilePrefixMap;
  std::string MoreChecks{};       ///< globs that come after those of the files
  std::string WarningsAsErrors{}; ///< so, too
  std::vector<std::pair<std::string, std::string>> Options{}; ///< others, by their names
};

/// Checks that every rule that \p Checks names exists and that some are left.
llvm::Error validateChecks(llvm::StringRef Checks);

/// Is any rule left by the checks that hold for a file?
bool enablesRule(const clang::tidy::ClangTidyOptions &Options);

/// The .clang-tidy files beside a file and above it, the nearest first.
std::vector<std::string> configFilesOf(llvm::StringRef File);

/// Finds the .clang-tidy files that apply to \p Files and parses each, so that a broken one, or one
/// that names an option or a rule that doesn't exist, stops the run and isn't passed over.
llvm::Error validateConfigFiles(const std::vector<std::string> &Files);

/// clang-tidy's own lookup of .clang-tidy files, CheckOptions included. (Who uses it includes
/// clang-tidy's header.) Where no file that applies switches a rule on ('-*,bugprone-*'), they are
/// about other checks and switch none off, except by name.
llvm::Expected<std::unique_ptr<clang::tidy::ClangTidyOptionsProvider>>
makeOptionsProvider(const Configuration &Settings);

/// The options that hold for files, each looked up once: they are those of the file's folder.
class OptionsOfFiles {
public:
  static llvm::Expected<OptionsOfFiles> read(const Configuration &Settings);

  const clang::tidy::ClangTidyOptions &of(llvm::StringRef File);

private:
  explicit OptionsOfFiles(std::shared_ptr<clang::tidy::ClangTidyOptionsProvider> Provider)
      : Provider(std::move(Provider)) {}

  std::shared_ptr<clang::tidy::ClangTidyOptionsProvider> Provider;
  llvm::StringMap<std::shared_ptr<const clang::tidy::ClangTidyOptions>> ByFolder;
};

/// Reads the profiles that hold for \p Files. A damaged one is an error, which stops the run.
///
/// \param Store  keeps them for the analysis
llvm::Expected<ProfilesInUse>
profilesInUse(OptionsOfFiles &Options, const std::vector<std::string> &Files, ProfileStore &Store);

} // namespace valuetask

#endif // VALUETASK_CHECK_INPUT_CONFIGURATION_H
