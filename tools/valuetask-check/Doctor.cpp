//===--- Doctor.cpp - what is used for a file, and does it work? ===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Doctor.h"
#include "ValueTaskModule.h"
#include "analysis/ResultCache.h"
#include "analysis/Unit.h"
#include "input/Commands.h"
#include "input/Inputs.h"
#include "input/Programs.h"
#include "reports/Summary.h"
#include "clang/Basic/Version.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <set>

using namespace clang::tidy;

namespace valuetask {

namespace {

class Doctor {
public:
  explicit Doctor(const Settings &Asked) : Asked(Asked) {}

  void tell(llvm::StringRef What, const llvm::Twine &Is) {
    llvm::outs() << "ok  " << llvm::left_justify(What, 15) << Is << "\n";
  }
  void complain(llvm::StringRef What, const llvm::Twine &Is) {
    llvm::outs() << "!!  " << llvm::left_justify(What, 15) << Is << "\n";
    Healthy = false;
  }

  void lookAtClang(const std::string &ResourceDir) {
    tell("clang", clang::getClangFullVersion());
    if (ResourceDir.empty())
      complain("its headers",
               "not found; install libclang-common-" + llvm::Twine(CLANG_VERSION_MAJOR) + "-dev");
    else
      tell("its headers", ResourceDir);
  }

  /// Is it one that can be written? Says so by doing it.
  void lookAtCache() {
    if (Asked.CacheDir.empty())
      return tell("cache", "none");
    ResultCache Cache(Asked.CacheDir);
    const std::string Key = ResultCache::keyOf({"doctor"});
    if (llvm::Error E = Cache.store(Key, {}, "sound"))
      return complain("cache", llvm::toString(std::move(E)) +
                                   "; --cache-dir names another folder, --no-cache does without");
    const std::optional<ResultCache::Entry> Kept = Cache.find(Key);
    if (!Kept || Kept->Result != "sound")
      return complain("cache", "'" + Asked.CacheDir + "' doesn't give back what is written to it");
    tell("cache", Asked.CacheDir);
  }

  /// Which clang-tidy with which plugin does the program run that is installed with the plugin?
  void lookAtClangTidy() {
    llvm::SmallString<256> Launcher(
        llvm::sys::path::parent_path(llvm::sys::fs::getMainExecutable(nullptr, nullptr)));
    llvm::sys::path::append(Launcher, "valuetask-tidy");
    if (!llvm::sys::fs::can_execute(Launcher))
      return tell("clang-tidy", "not looked for: valuetask-tidy is not beside this program");
    llvm::Expected<ProgramAnswer> Answer = runProgram(Launcher, {"--which"}, "doctor");
    if (!Answer)
      return complain("clang-tidy", llvm::toString(Answer.takeError()));
    llvm::StringRef Why = Answer->Errors;
    Why.consume_front("valuetask-tidy: error: ");
    if (Answer->Code == 0)
      tell("clang-tidy", llvm::StringRef(Answer->Output).rtrim());
    else
      complain("clang-tidy", Why.rtrim());
  }

  void lookAtFile(const std::string &File, const clang::tooling::CompilationDatabase &Database) {
    llvm::outs() << "\n";
    tell("file", File);
    const std::vector<std::string> Found =
        Asked.Rules.ConfigFile ? std::vector{*Asked.Rules.ConfigFile} : configFilesOf(File);
    if (llvm::Error E =
            Asked.Rules.ConfigFile ? llvm::Error::success() : validateConfigFiles({File}))
      return complain("configuration", llvm::toString(std::move(E)));
    llvm::Expected<std::unique_ptr<ClangTidyOptionsProvider>> Provider =
        makeOptionsProvider(Asked.Rules);
    if (!Provider)
      return complain("configuration", llvm::toString(Provider.takeError()));
    tell("configuration", Found.empty() ? "none" : llvm::join(Found, ", "));
    ClangTidyContext Context(std::move(*Provider));
    const ClangTidyOptions Options = Context.getOptionsForFile(File);
    if (enablesRule(Options))
      tell("rules", Options.Checks.value_or(""));
    else
      complain("rules", "none: " + Options.Checks.value_or("") + " switches all of them off");
    const std::vector<std::string> Names = namedTypes(Options);
    NamedTypes.insert(Names.begin(), Names.end());
    tell("types", Names.empty() ? "those with VALUETASK_SINGLE_AWAIT"
                                : "those with VALUETASK_SINGLE_AWAIT, " + llvm::join(Names, ", "));
    lookAtProfile(Options, File);
    const std::vector<clang::tooling::CompileCommand> Commands = Database.getCompileCommands(File);
    for (const clang::tooling::CompileCommand &Command : Commands) {
      tell("in folder", Command.Directory);
      tell("command", llvm::join(Command.CommandLine, " "));
    }
    if (Commands.size() > 1)
      tell("commands", llvm::Twine(Commands.size()) + ", each of which is analysed");
    if (const std::optional<UnitScan> Scan = scanUnit(Context, Database, File, Disk)) {
      tell("includes", llvm::Twine(Scan->Seen.Read.size() - 1) + " files");
      lookAtDialects(Options, File, Scan->Seen);
      lookForTypes(Scan->Seen);
    } else {
      complain("includes", "not all of them are found; analyse the file to see which, and build "
                           "what the build generates");
      CanSeeTypes = false;
    }
  }

  /// Of which library does the file read a header?
  void lookAtDialects(const ClangTidyOptions &Options, const std::string &File,
                      const FilesSeen &Seen) {
    llvm::Expected<DialectList> Used = dialectsInUse(Options, File);
    if (!Used)
      return complain("dialects", llvm::toString(Used.takeError()));
    if (Used->empty())
      return tell("dialects", "none");
    const std::vector<std::string> Reached = dialectsReached(*Used, Seen);
    tell("dialects", llvm::Twine(Used->size()) + " in use; the file reads headers of " +
                         (Reached.empty() ? "none" : llvm::join(Reached, ", ")));
  }

  /// A type that is nowhere is mostly a misspelt one. Its own name is looked for, since its scope
  /// may be written in many ways.
  void lookForTypes(const FilesSeen &Seen) {
    for (const auto &File : Seen.Read)
      if (FilesRead.insert(File.getKey()).second && Declared.size() < NamedTypes.size())
        if (const auto Text = llvm::MemoryBuffer::getFile(File.getKey()))
          for (const std::string &Type : NamedTypes)
            if ((*Text)->getBuffer().contains(ownName(Type)))
              Declared.insert(Type);
  }

  /// Those of a whole database may be declared in any of its files.
  void lookForTypesIn(const std::vector<std::string> &Others,
                      const clang::tooling::CompilationDatabase &Database) {
    for (const std::string &File : Others) {
      if (Declared.size() == NamedTypes.size() || !CanSeeTypes)
        break;
      ClangTidyContext Context(llvm::cantFail(makeOptionsProvider(Asked.Rules)));
      if (const std::optional<UnitScan> Scan = scanUnit(Context, Database, File, Disk))
        lookForTypes(Scan->Seen);
    }
    for (const std::string &Type : NamedTypes)
      if (CanSeeTypes && !Declared.count(Type))
        complain("types", "no file has the name '" + ownName(Type) + "' of '" + Type +
                              "'; is it misspelled?");
  }

  static llvm::StringRef ownName(llvm::StringRef Type) {
    const size_t Scope = Type.rfind("::");
    return Scope == llvm::StringRef::npos ? Type : Type.substr(Scope + 2);
  }

  void lookAtProfile(const ClangTidyOptions &Options, const std::string &File) {
    llvm::Expected<ProfileOptions> Used = profileOptions(Options, File);
    if (!Used)
      return complain("profile", llvm::toString(Used.takeError()));
    llvm::Expected<std::shared_ptr<const Profile>> Read = ProfileStore().get(*Used);
    if (!Read)
      return complain("profile", llvm::toString(Read.takeError()));
    if (!*Read)
      return tell("profile", "none");
    std::set<std::string> Files;
    for (const Profile::Function &Entry : (*Read)->functions())
      Files.insert(Entry.File);
    tell("profile", llvm::join(Used->Files, ", ") + ", " +
                        counted((*Read)->functions().size(), "function") + " of " +
                        counted(Files.size(), "file"));
  }

  bool isHealthy() const { return Healthy; }

private:
  const Settings &Asked;
  const FileSystem Disk =
      llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(llvm::vfs::getRealFileSystem());
  std::set<std::string> NamedTypes, Declared; ///< by options; those whose name was seen
  llvm::StringSet<> FilesRead;
  bool CanSeeTypes = true;
  bool Healthy = true;
};

} // namespace

bool runDoctor(const Settings &Asked, const std::string &ResourceDir,
               std::unique_ptr<clang::tooling::CompilationDatabase> Fixed) {
  Doctor At(Asked);
  At.lookAtClang(ResourceDir);
  At.lookAtClangTidy();
  At.lookAtCache();
  At.tell("project root", Asked.Root);
  const bool HasFlags = Fixed != nullptr;
  llvm::Expected<Inputs> Input = collectInputs(Asked.Paths, Asked.BuildDir, std::move(Fixed));
  if (!Input) {
    At.complain("database", llvm::toString(Input.takeError()));
    return false;
  }
  At.tell("database", HasFlags ? "none, but the flags after '--'" : Input->DatabaseFile);
  At.tell("files", llvm::Twine(Input->Files.size()));
  if (Input->WithForeignModules)
    At.complain("modules", "those of " + counted(Input->WithForeignModules, "file") +
                               " are another compiler's; what imports them doesn't compile");
  for (const Unusable &Problem : Input->Unusables)
    At.complain("file", "'" + Problem.File + "' " + Problem.Reason);
  const auto Database = adjustCommands(std::move(Input->Database), ResourceDir);
  // Of a whole database, one file shows as much as all.
  std::vector<std::string> Others;
  if (Asked.Paths.empty() && Input->Files.size() > 1) {
    Others.assign(Input->Files.begin() + 1, Input->Files.end());
    Input->Files.resize(1);
  }
  for (const std::string &File : Input->Files)
    At.lookAtFile(File, *Database);
  At.lookForTypesIn(Others, *Database);
  llvm::outs() << (At.isHealthy() ? "\nnothing is wrong\n" : "\nsomething is wrong: see '!!'\n");
  return At.isHealthy();
}

} // namespace valuetask
