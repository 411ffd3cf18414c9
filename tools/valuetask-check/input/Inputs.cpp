//===--- Inputs.cpp - what to analyse, and with which flags ---------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "input/Inputs.h"
#include "UpwardSearch.h"
#include "input/Commands.h"
#include "input/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <map>

using namespace clang::tooling;

namespace valuetask {

namespace path = llvm::sys::path;
namespace fs = llvm::sys::fs;

namespace {

constexpr llvm::StringLiteral Absent = "does not exist"; // as whyUnreadable() says it
constexpr llvm::StringLiteral DatabaseName = "compile_commands.json";

/// The database that belongs to a path: in its folder or one above it, there or in 'build'.
std::string findDatabase(llvm::StringRef Start) {
  const std::string InBuild = ("build/" + DatabaseName).str();
  const std::vector<std::string> Found = findUpwards(Start, {DatabaseName, InBuild}, isRegularFile);
  return Found.empty() ? "" : Found.front();
}

constexpr llvm::StringLiteral Advice =
    "; make one with 'cmake -DCMAKE_EXPORT_COMPILE_COMMANDS=ON' or 'bear', name its folder with "
    "-p, or "
    "give the flags after '--'";

llvm::Expected<std::string> databaseFileFor(llvm::StringRef BuildDir, llvm::StringRef FirstPath) {
  std::string File;
  if (BuildDir.empty()) {
    File = findDatabase(absolutePath(FirstPath.empty() ? "." : FirstPath));
    if (File.empty() && !FirstPath.empty() && !fs::exists(absolutePath(FirstPath)))
      return llvm::createStringError("there is no file or folder '" + FirstPath + "', and no " +
                                     DatabaseName + " above it" + Advice);
    if (File.empty())
      return llvm::createStringError("no " + DatabaseName + " found for '" +
                                     (FirstPath.empty() ? llvm::StringRef(".") : FirstPath) + "'" +
                                     Advice);
  } else {
    llvm::SmallString<256> Path(BuildDir);
    if (fs::is_directory(Path))
      path::append(Path, DatabaseName);
    File = Path.str().str();
    if (const std::string Why = whyUnreadable(File); !Why.empty())
      return llvm::createStringError("'" + File + "' " + Why + Advice);
  }
  return File;
}

llvm::Expected<std::unique_ptr<CompilationDatabase>> loadDatabase(const std::string &File) {
  llvm::Expected<std::unique_ptr<CompilationDatabase>> Read = readDatabase(File);
  if (!Read)
    return Read.takeError();
  std::unique_ptr<CompilationDatabase> Database = std::move(*Read);
  if (Database->getAllFiles().empty())
    return llvm::createStringError("'" + File + "' has no entries, so there is nothing to analyse" +
                                   Advice);
  Database = expandResponseFiles(std::move(Database), llvm::vfs::getRealFileSystem());
  return inferTargetAndDriverMode(std::move(Database));
}

bool isSource(llvm::StringRef File) {
  constexpr llvm::StringLiteral Extensions[] = {".cpp",  ".cc",  ".cxx",  ".c++", ".C",
                                                ".cppm", ".ccm", ".cxxm", ".c++m"};
  return llvm::is_contained(Extensions, path::extension(File));
}

bool isHeader(llvm::StringRef File) {
  constexpr llvm::StringLiteral Extensions[] = {".h",   ".hh",  ".hpp", ".hxx", ".h++",
                                                ".inl", ".ipp", ".tpp", ".tcc", ".inc"};
  return llvm::is_contained(Extensions, path::extension(File));
}

bool isBelow(llvm::StringRef File, llvm::StringRef Folder) {
  return Folder == "/" ||
         (File.starts_with(Folder) && File.drop_front(Folder.size()).starts_with("/"));
}

/// \param Unreadable  gets the folders whose content nobody knows
std::vector<std::string> sourcesBelow(llvm::StringRef Folder, std::vector<Unusable> &Unreadable) {
  std::vector<std::string> Sources;
  std::error_code Error;
  for (fs::recursive_directory_iterator It(Folder, Error), End; It != End && !Error;
       It.increment(Error))
    if (It->type() == fs::file_type::directory_file) {
      if (std::string Why = whyUnreadable(It->path()); !Why.empty())
        Unreadable.push_back({It->path(), std::move(Why)});
    } else if (isSource(It->path()) && fs::is_regular_file(It->path())) {
      Sources.push_back(absolutePath(It->path()));
    }
  return Sources;
}

/// Where the entries of the database are, by the path that a user would name.
std::map<std::string, std::string> indexOf(const CompilationDatabase &Database) {
  std::map<std::string, std::string> Index;
  for (const std::string &File : Database.getAllFiles())
    Index.try_emplace(absolutePath(File), File);
  return Index;
}

} // namespace

/// A database, or the flags after '--', as it was read.
struct KnownDatabases::Known {
  std::unique_ptr<CompilationDatabase> Database;
  std::map<std::string, std::string> Index; ///< empty for flags. \see indexOf()
  std::string File;                         ///< empty for flags
  fs::UniqueID Identity;
  llvm::sys::TimePoint<> Changed;
  uint64_t Size = 0;

  bool isAsItWas(const fs::file_status &Now) const {
    return Identity == Now.getUniqueID() && Changed == Now.getLastModificationTime() &&
           Size == Now.getSize();
  }
};

KnownDatabases::KnownDatabases(std::unique_ptr<CompilationDatabase> Fixed) {
  if (!Fixed)
    return;
  Flags = std::make_shared<Known>();
  Flags->Database = std::move(Fixed);
}

KnownDatabases::~KnownDatabases() = default;

llvm::Expected<std::shared_ptr<const KnownDatabases::Known>>
KnownDatabases::get(llvm::StringRef BuildDir, llvm::StringRef FirstPath) {
  if (Flags)
    return Flags;
  llvm::Expected<std::string> File = databaseFileFor(BuildDir, FirstPath);
  if (!File)
    return File.takeError();
  std::shared_ptr<Known> &Kept = ByFile[*File];
  // Before it is read: what is written meanwhile is read the next time.
  fs::file_status Status;
  const bool HasStatus = !fs::status(*File, Status);
  if (Kept && HasStatus && Kept->isAsItWas(Status))
    return Kept;
  Kept.reset();
  llvm::Expected<std::unique_ptr<CompilationDatabase>> Loaded = loadDatabase(*File);
  if (!Loaded)
    return Loaded.takeError();
  auto Index = indexOf(**Loaded);
  Kept = std::make_shared<Known>(Known{std::move(*Loaded), std::move(Index), *File,
                                       Status.getUniqueID(), Status.getLastModificationTime(),
                                       Status.getSize()});
  return Kept;
}

namespace {

/// One that others use, too.
class SharedDatabase : public CompilationDatabase {
public:
  explicit SharedDatabase(std::shared_ptr<const CompilationDatabase> Shared)
      : Shared(std::move(Shared)) {}

  std::vector<CompileCommand> getCompileCommands(llvm::StringRef File) const override {
    return Shared->getCompileCommands(File);
  }
  std::vector<std::string> getAllFiles() const override { return Shared->getAllFiles(); }
  std::vector<CompileCommand> getAllCompileCommands() const override {
    return Shared->getAllCompileCommands();
  }

private:
  std::shared_ptr<const CompilationDatabase> Shared;
};

/// The entry of a file, which the database may know by another path.
std::map<std::string, std::string>::const_iterator
findEntry(const std::map<std::string, std::string> &Index, const std::string &Absolute) {
  if (const auto It = Index.find(Absolute); It != Index.end())
    return It;
  const std::string Real = realPath(Absolute);
  return llvm::find_if(Index, [&](const auto &Indexed) {
    return path::filename(Indexed.first) == path::filename(Real) && realPath(Indexed.first) == Real;
  });
}

llvm::SmallVector<Language, 1> languagesOf(const std::vector<CompileCommand> &Commands) {
  return llvm::to_vector_of<Language, 1>(llvm::map_range(Commands, languageOf));
}

bool isOfOtherLanguage(llvm::ArrayRef<Language> Languages) {
  return llvm::all_of(Languages,
                      [](Language L) { return L == Language::Other || L == Language::Kernel; });
}

constexpr llvm::StringLiteral NoKernels = "is CUDA, HIP or OpenCL code, which is not supported";

/// Why a file of the database can't be analysed; empty where it can.
std::string whyNot(const std::string &Absolute, const std::vector<CompileCommand> &Commands,
                   llvm::ArrayRef<Language> Languages) {
  if (llvm::is_contained(Languages, Language::Kernel))
    return NoKernels.str();
  if (isOfOtherLanguage(Languages))
    return "is compiled as neither C nor C++";
  std::string Unreadable = whyUnreadable(Absolute);
  if (!Unreadable.empty() && Unreadable != Absent)
    return Unreadable;
  if (!fs::is_regular_file(Absolute))
    return ("is in the compile database, but " +
            (Unreadable.empty() ? llvm::StringRef("is not a file") : llvm::StringRef(Unreadable)) +
            "; make the database again")
        .str();
  if (llvm::is_contained(Languages, Language::Msvc))
    return "is compiled by MSVC's cl or in its style, which is not supported; make a database with "
           "clang++ or g++";
  for (const auto &[Command, Lang] : llvm::zip(Commands, Languages)) {
    if (!fs::is_directory(Command.Directory))
      return "is compiled in the folder '" + Command.Directory +
             "', which does not exist; make the database again";
    if (Lang == Language::Unknown)
      return "has a file name extension that clang doesn't know; add '-x c++' to its command";
  }
  return {};
}

/// Sorts what is asked for into files, headers, and what can't be analysed.
class InputCollector {
public:
  /// \param Index     of the database. \see indexOf()
  /// \param HasFlags  is it the flags after '--', which hold for every file?
  InputCollector(std::unique_ptr<CompilationDatabase> Database,
                 const std::map<std::string, std::string> &Index, bool HasFlags)
      : HasFlags(HasFlags), Index(Index) {
    Result.Database = std::move(Database);
  }

  void addAll() {
    for (const auto &[Absolute, Entry] : Index)
      addEntry(Absolute, Entry, /*IsNamed=*/false);
  }

  void addPath(const std::string &Path) {
    const std::string Absolute = absolutePath(Path);
    if (std::string Why = whyUnreadable(Absolute); !Why.empty())
      Result.Unusables.push_back({Path, std::move(Why)});
    else if (fs::is_directory(Absolute))
      addFolder(Path, Absolute);
    else
      addFile(Path, Absolute);
  }

  Inputs take(std::string DatabaseFile) {
    if (!Result.Headers.empty())
      listDatabaseFiles();
    llvm::sort(Result.Files);
    Result.Files.erase(std::unique(Result.Files.begin(), Result.Files.end()), Result.Files.end());
    if (HasFlags)
      for (const std::string &File : Result.Files)
        countLeftOut(Result.Database->getCompileCommands(File));
    Result.DatabaseFile = std::move(DatabaseFile);
    return std::move(Result);
  }

private:
  /// What somebody may miss.
  void countLeftOut(const std::vector<CompileCommand> &Commands) {
    LeftOut OfFile;
    for (const CompileCommand &Command : Commands)
      OfFile |= leftOut(Command, Modules);
    Result.WithPrecompiled += OfFile.Precompiled;
    Result.WithHeaderModules += OfFile.HeaderModules;
    Result.WithForeignModules += OfFile.ForeignModules;
  }

  /// Adds a file of the database.
  ///
  /// \param IsNamed  by somebody, so that it has to be one that can be analysed
  void addEntry(const std::string &Absolute, const std::string &Entry, bool IsNamed) {
    const std::vector<CompileCommand> Commands = Result.Database->getCompileCommands(Entry);
    const auto Languages = languagesOf(Commands);
    if (!IsNamed && isOfOtherLanguage(Languages)) {
      ++Result.OtherLanguages;
    } else if (std::string Why = whyNot(Absolute, Commands, Languages); !Why.empty()) {
      Result.Unusables.push_back({Absolute, std::move(Why)});
    } else {
      countLeftOut(Commands);
      Result.Files.push_back(Entry);
    }
  }

  size_t count() const {
    return Result.Files.size() + Result.Unusables.size() + Result.OtherLanguages;
  }

  void addFolder(const std::string &Path, const std::string &Absolute) {
    const size_t Before = count();
    const std::string Real = realPath(Absolute);
    if (HasFlags)
      for (const std::string &File : sourcesBelow(Absolute, Result.Unusables))
        addWithFlags(File, File);
    for (const auto &[File, Entry] : Index)
      if (isBelow(File, Absolute) || isBelow(File, Real) || isBelow(realPath(File), Real))
        addEntry(File, Entry, /*IsNamed=*/false);
    if (count() == Before)
      Result.Unusables.push_back({Path, HasFlags
                                            ? "contains no C++ source"
                                            : "contains no file that is in the compile database"});
  }

  /// Adds a file that the flags after '--' are for.
  void addWithFlags(const std::string &Path, const std::string &Absolute) {
    const auto Languages = languagesOf(Result.Database->getCompileCommands(Absolute));
    if (std::string Why = whyUnreadable(Absolute); !Why.empty())
      Result.Unusables.push_back({Path, std::move(Why)});
    else if (llvm::is_contained(Languages, Language::Kernel))
      Result.Unusables.push_back({Path, NoKernels.str()});
    else if (isOfOtherLanguage(Languages))
      Result.Unusables.push_back({Path, "doesn't have the name of a C or C++ source; "
                                        "write '-x c++' after '--' if it is one"});
    else
      Result.Files.push_back(Absolute);
  }

  void addFile(const std::string &Path, const std::string &Absolute) {
    if (HasFlags)
      addWithFlags(Path, Absolute);
    else if (const auto It = findEntry(Index, Absolute); It != Index.end())
      addEntry(Absolute, It->second, /*IsNamed=*/true);
    else if (isHeader(Absolute))
      Result.Headers.push_back(Absolute);
    else
      Result.Unusables.push_back({Path,
                                  "is not in the compile database, and flags are not guessed; add "
                                  "it to the build, or give its flags after '--'"});
  }

  /// Those through which headers may be reached. A header of both languages is looked at as C++
  /// where it can be.
  void listDatabaseFiles() {
    std::vector<std::string> InC;
    for (const auto &[Absolute, Entry] : Index) {
      const std::vector<CompileCommand> Commands = Result.Database->getCompileCommands(Entry);
      const auto Languages = languagesOf(Commands);
      if (whyNot(Absolute, Commands, Languages).empty())
        (Languages.front() == Language::C ? InC : Result.DatabaseFiles).push_back(Entry);
    }
    llvm::append_range(Result.DatabaseFiles, InC);
  }

  Inputs Result;
  bool HasFlags;
  const std::map<std::string, std::string> &Index;
  ModuleFlags Modules;
};

} // namespace

llvm::Expected<Inputs> collectInputs(const std::vector<std::string> &Paths,
                                     llvm::StringRef BuildDir, KnownDatabases &Databases) {
  llvm::Expected<std::shared_ptr<const KnownDatabases::Known>> Known =
      Databases.get(BuildDir, Paths.empty() ? "" : Paths.front());
  if (!Known)
    return Known.takeError();
  InputCollector Collector(std::make_unique<SharedDatabase>(std::shared_ptr<CompilationDatabase>(
                               *Known, (*Known)->Database.get())),
                           (*Known)->Index, /*HasFlags=*/(*Known)->File.empty());
  if (Paths.empty())
    Collector.addAll();
  for (const std::string &Path : Paths)
    Collector.addPath(Path);
  return Collector.take((*Known)->File);
}

llvm::Expected<Inputs> collectInputs(const std::vector<std::string> &Paths,
                                     llvm::StringRef BuildDir,
                                     std::unique_ptr<CompilationDatabase> Fixed) {
  KnownDatabases Databases(std::move(Fixed));
  return collectInputs(Paths, BuildDir, Databases);
}

} // namespace valuetask
