//===--- Configuration.cpp - rules and options, from the command line and from files ===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "input/Configuration.h"
#include "ModuleOptions.h"
#include "UpwardSearch.h"
#include "ValueTaskModule.h"
#include "clang-tidy/ClangTidyOptions.h"
#include "findings/MisplacedAnnotation.h"
#include "findings/Rules.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <set>

using namespace clang::tidy;

namespace valuetask {

namespace path = llvm::sys::path;

namespace {

constexpr llvm::StringLiteral AllRules = "valuetask-*";

llvm::SmallVector<llvm::StringRef> entriesOf(llvm::StringRef Checks) {
  llvm::SmallVector<llvm::StringRef> Entries;
  llvm::SplitString(Checks, Entries, ",\n");
  for (llvm::StringRef &Entry : Entries)
    Entry = Entry.trim();
  llvm::erase_if(Entries, [](llvm::StringRef Entry) { return Entry.empty(); });
  return Entries;
}

/// Does an entry of a list of checks name a rule, so that the list is about this program?
bool namesRule(llvm::StringRef Entry) { return matchesRule(Entry.ltrim('-').trim()); }

/// Of a list of checks what is about rules. '*' and '-*' are, of rules alone: clang-tidy would
/// switch on the compiler's warnings as well.
std::string onlyRules(llvm::StringRef Checks, bool WithNone) {
  std::vector<std::string> Ours;
  for (const llvm::StringRef Entry : entriesOf(Checks))
    if (Entry == "*")
      Ours.push_back(AllRules.str());
    else if (Entry.ltrim('-').trim() != "*" ? namesRule(Entry) : WithNone)
      Ours.push_back(Entry.str());
  return llvm::join(Ours, ",");
}

/// Reads the Checks of configuration files as clang-tidy does. Files that switch no rule on, such
/// as '-*,bugprone-*', are about other checks: their '-*' switches none of the rules off.
template <class Base> class OnlyRules : public Base {
public:
  using Base::Base;

  std::vector<ClangTidyOptionsProvider::OptionsSource>
  getRawOptions(llvm::StringRef File) override {
    auto Sources = Base::getRawOptions(File);
    const auto IsOfFile = [](const ClangTidyOptionsProvider::OptionsSource &Source) {
      return Source.first.Checks &&
             Source.second != ClangTidyOptionsProvider::OptionsSourceTypeCheckCommandLineOption &&
             Source.second != ClangTidyOptionsProvider::OptionsSourceTypeDefaultBinary;
    };
    const bool SwitchesOn = llvm::any_of(Sources, [&](const auto &Source) {
      return IsOfFile(Source) &&
             llvm::any_of(entriesOf(*Source.first.Checks), [](llvm::StringRef Entry) {
               return !Entry.starts_with("-") && namesRule(Entry);
             });
    });
    // clang-tidy begins with none of the rules, and so do files that switch some on.
    if (SwitchesOn && !Sources.empty())
      Sources.front().first.Checks = "";
    for (auto &Source : Sources)
      if (IsOfFile(Source))
        Source.first.Checks = onlyRules(*Source.first.Checks, /*WithNone=*/SwitchesOn);
    return Sources;
  }
};

llvm::Expected<ClangTidyOptions> parseFile(llvm::StringRef File) {
  llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>> Text = llvm::MemoryBuffer::getFile(File);
  if (!Text)
    return llvm::createStringError("can't read the configuration file '" + File +
                                   "': " + Text.getError().message());
  std::string Problem;
  llvm::ErrorOr<ClangTidyOptions> Parsed = parseConfigurationWithDiags(
      (*Text)->getMemBufferRef(), [&](const llvm::SMDiagnostic &Diagnostic) {
        if (Problem.empty())
          Problem = llvm::utostr(Diagnostic.getLineNo()) + ": " + Diagnostic.getMessage().str();
      });
  if (!Parsed)
    return llvm::createStringError(
        "the configuration file '" + File + "' is broken, line " +
        (Problem.empty() ? "1: " + Parsed.getError().message() : Problem));
  std::vector<std::string> Problems = optionProblems(*Parsed);
  llvm::append_range(Problems, ruleProblems(Parsed->Checks.value_or("")));
  if (!Problems.empty())
    return llvm::createStringError("in the configuration file '" + File +
                                   "': " + llvm::join(Problems, "\n  "));
  return *Parsed;
}

} // namespace

llvm::Error validateChecks(llvm::StringRef Checks) {
  for (const llvm::StringRef Entry : entriesOf(Checks)) {
    const llvm::StringRef Name = Entry.ltrim('-').trim();
    if (matchesRule(Name) || Name == "*" || Name == MisplacedAnnotation)
      continue;
    const std::string Question = didYouMeanRule(Name);
    return llvm::createStringError("no rule matches '" + Name + "'; " + Question +
                                   (Question.empty() ? "" : " ") + "--list-rules shows the rules");
  }
  if (!matchesRule(Checks))
    return llvm::createStringError("--checks=" + Checks +
                                   " leaves no rule to run; --list-rules shows the rules");
  return llvm::Error::success();
}

bool enablesRule(const ClangTidyOptions &Options) {
  return matchesRule(Options.Checks.value_or(""));
}

std::vector<std::string> configFilesOf(llvm::StringRef File) {
  return findUpwards(path::parent_path(File), {".clang-tidy"}, isRegularFile);
}

llvm::Error validateConfigFiles(const std::vector<std::string> &Files) {
  llvm::StringSet<> Folders, Configurations;
  for (const std::string &File : Files) {
    if (!Folders.insert(path::parent_path(File)).second)
      continue;
    for (const std::string &Name : configFilesOf(File))
      if (Configurations.insert(Name).second)
        if (llvm::Expected<ClangTidyOptions> Parsed = parseFile(Name); !Parsed)
          return Parsed.takeError();
  }
  return llvm::Error::success();
}

llvm::Expected<std::unique_ptr<ClangTidyOptionsProvider>>
makeOptionsProvider(const Configuration &Settings) {
  ClangTidyOptions Defaults = ClangTidyOptions::getDefaults();
  Defaults.Checks = Settings.Checks ? "" : AllRules.str();
  // A library's misuse is mostly in its headers, and a filter that hides all of them hides it for
  // months.
  Defaults.HeaderFilterRegex = ".*";
  ClangTidyOptions Overrides;
  if (Settings.Checks)
    Overrides.Checks = "-*," + *Settings.Checks;
  if (!Settings.MoreChecks.empty())
    Overrides.Checks = (Overrides.Checks ? *Overrides.Checks + "," : "") + Settings.MoreChecks;
  if (!Settings.WarningsAsErrors.empty())
    Overrides.WarningsAsErrors = Settings.WarningsAsErrors;
  Overrides.HeaderFilterRegex = Settings.HeaderFilter;
  const auto Override = [&](llvm::StringRef Name, const std::optional<std::string> &Value) {
    if (Value)
      Overrides.CheckOptions[Name] = ClangTidyOptions::ClangTidyValue(*Value, /*Priority=*/10000);
  };
  const auto Joined = [](const std::vector<std::string> &List) {
    return List.empty() ? std::nullopt : std::optional(llvm::join(List, ";"));
  };
  Override("valuetask.SingleAwaitTypes", Settings.SingleAwaitTypes);
  Override("valuetask.Dialects", Settings.Dialects);
  Override("valuetask.Profile", Joined(Settings.Profiles));
  Override("valuetask.ProfilePrefixMap", Joined(Settings.ProfilePrefixMap));
  for (const auto &[Name, Value] : Settings.Options)
    Override((OptionPrefix + "." + Name).str(), Value);
  if (!Settings.ConfigFile)
    return std::make_unique<OnlyRules<FileOptionsProvider>>(ClangTidyGlobalOptions(), Defaults,
                                                            Overrides);
  llvm::Expected<ClangTidyOptions> Parsed = parseFile(*Settings.ConfigFile);
  if (!Parsed)
    return Parsed.takeError();
  return std::make_unique<OnlyRules<ConfigOptionsProvider>>(ClangTidyGlobalOptions(), Defaults,
                                                            *Parsed, Overrides);
}

llvm::Expected<OptionsOfFiles> OptionsOfFiles::read(const Configuration &Settings) {
  llvm::Expected<std::unique_ptr<ClangTidyOptionsProvider>> Provider =
      makeOptionsProvider(Settings);
  if (!Provider)
    return Provider.takeError();
  return OptionsOfFiles(std::move(*Provider));
}

const ClangTidyOptions &OptionsOfFiles::of(llvm::StringRef File) {
  std::shared_ptr<const ClangTidyOptions> &Known = ByFolder[path::parent_path(File)];
  if (!Known)
    Known = std::make_shared<const ClangTidyOptions>(Provider->getOptions(File));
  return *Known;
}

llvm::Expected<ProfilesInUse>
profilesInUse(OptionsOfFiles &Options, const std::vector<std::string> &Files, ProfileStore &Store) {
  ProfileOptions All;
  ProfilesInUse Result;
  llvm::StringSet<> Folders;
  auto AddNew = [](auto &To, const auto &Some) {
    llvm::copy_if(Some, std::back_inserter(To),
                  [&](const auto &Value) { return !llvm::is_contained(To, Value); });
  };
  for (const std::string &File : Files) {
    if (!Folders.insert(path::parent_path(File)).second)
      continue;
    llvm::Expected<ProfileOptions> Wanted = profileOptions(Options.of(File), File);
    if (!Wanted)
      return Wanted.takeError();
    if (Wanted->Files.empty())
      continue;
    if (llvm::Expected<std::shared_ptr<const Profile>> Read = Store.get(*Wanted); !Read)
      return Read.takeError();
    AddNew(All.Files, Wanted->Files);
    AddNew(All.PrefixMap, Wanted->PrefixMap);
    Result.Limits.emplace(Wanted->MinSyncRatio, Wanted->MinCalls);
  }
  llvm::Expected<std::shared_ptr<const Profile>> Sum = Store.get(All);
  if (!Sum)
    return Sum.takeError();
  Result.Names = std::move(All.Files);
  Result.Measured = std::move(*Sum);
  return Result;
}

} // namespace valuetask
