//===--- Inputs.cpp - what to analyse, and with which flags ---------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "input/Inputs.h"
#include "input/Commands.h"
#include "input/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <map>

using namespace clang::tooling;

namespace valuetask {

namespace path = llvm::sys::path;
namespace fs = llvm::sys::fs;

namespace {

constexpr llvm::StringLiteral DatabaseName = "compile_commands.json";

/// The database that belongs to a path: in its folder or one above it, there or in 'build'.
std::string findDatabase(llvm::StringRef Start) {
  for (llvm::StringRef Folder = Start; !Folder.empty(); Folder = path::parent_path(Folder))
    for (const llvm::StringRef Inner : {"", "build"}) {
      llvm::SmallString<256> Candidate(Folder);
      path::append(Candidate, Inner, DatabaseName);
      if (fs::is_regular_file(Candidate))
        return Candidate.str().str();
    }
  return {};
}

llvm::Expected<std::unique_ptr<CompilationDatabase>>
loadDatabase(llvm::StringRef BuildDir, llvm::StringRef FirstPath, std::string &File) {
  constexpr llvm::StringLiteral Advice =
      "; make one with 'cmake -DCMAKE_EXPORT_COMPILE_COMMANDS=ON' or 'bear', name its folder with "
      "-p, or "
      "give the flags after '--'";
  if (BuildDir.empty()) {
    File = findDatabase(absolutePath(FirstPath.empty() ? "." : FirstPath));
    if (File.empty())
      return llvm::createStringError("no " + DatabaseName + " found for '" +
                                     (FirstPath.empty() ? llvm::StringRef(".") : FirstPath) + "'" +
                                     Advice);
  } else {
    llvm::SmallString<256> Given(BuildDir);
    if (fs::is_directory(Given))
      path::append(Given, DatabaseName);
    File = Given.str().str();
    if (!fs::exists(File))
      return llvm::createStringError("'" + File + "' does not exist" + Advice);
  }
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
  return llvm::StringSwitch<bool>(path::extension(File))
      .Cases(".cpp", ".cc", ".cxx", ".c++", ".C", true)
      .Cases(".cppm", ".ccm", ".cxxm", ".c++m", true)
      .Default(false);
}

bool isHeader(llvm::StringRef File) {
  return llvm::StringSwitch<bool>(path::extension(File))
      .Cases(".h", ".hh", ".hpp", ".hxx", ".h++", true)
      .Cases(".inl", ".ipp", ".tpp", ".tcc", ".inc", true)
      .Default(false);
}

bool isBelow(llvm::StringRef File, llvm::StringRef Folder) {
  return Folder == "/" ||
         (File.starts_with(Folder) && File.drop_front(Folder.size()).starts_with("/"));
}

std::vector<std::string> sourcesBelow(llvm::StringRef Folder) {
  std::vector<std::string> Sources;
  std::error_code Error;
  for (fs::recursive_directory_iterator It(Folder, Error), End; It != End && !Error;
       It.increment(Error))
    if (isSource(It->path()) && fs::is_regular_file(It->path()))
      Sources.push_back(absolutePath(It->path()));
  return Sources;
}

/// Where the entries of the database are, by the path that a user would name.
std::map<std::string, std::string> indexOf(const CompilationDatabase &Database) {
  std::map<std::string, std::string> Index;
  for (const std::string &File : Database.getAllFiles())
    Index.try_emplace(absolutePath(File), File);
  return Index;
}

/// The entry of a file, which the database may know by another path.
std::map<std::string, std::string>::const_iterator
findEntry(const std::map<std::string, std::string> &Index, const std::string &Absolute) {
  if (const auto It = Index.find(Absolute); It != Index.end())
    return It;
  const std::string Real = realPath(Absolute);
  return llvm::find_if(Index, [&](const auto &Each) {
    return path::filename(Each.first) == path::filename(Real) && realPath(Each.first) == Real;
  });
}

llvm::SmallVector<Language, 1> languagesOf(const std::vector<CompileCommand> &Commands) {
  return llvm::to_vector_of<Language, 1>(llvm::map_range(Commands, languageOf));
}

bool isOfOtherLanguage(llvm::ArrayRef<Language> Languages) {
  return llvm::all_of(Languages, [](Language Each) { return Each == Language::Other; });
}

/// Why a file of the database can't be analysed; empty where it can.
std::string whyNot(const std::string &Absolute, const std::vector<CompileCommand> &Commands,
                   llvm::ArrayRef<Language> Languages) {
  if (isOfOtherLanguage(Languages))
    return "is compiled as neither C nor C++";
  if (!fs::is_regular_file(Absolute))
    return std::string(fs::exists(Absolute) ? "is in the compile database, but is no file"
                                            : "is in the compile database, but does not exist") +
           "; make the database again";
  if (llvm::is_contained(Languages, Language::Msvc))
    return "is compiled by MSVC's cl or in its style, which is not supported; make a database with "
           "clang++ or g++";
  for (const auto &[Command, Each] : llvm::zip(Commands, Languages)) {
    if (!fs::is_directory(Command.Directory))
      return "is compiled in the folder '" + Command.Directory +
             "', which does not exist; make the database again";
    if (Each == Language::Unknown)
      return "has a name that says no language to clang; '-x c++' in its command does";
  }
  return {};
}

} // namespace

llvm::Expected<Inputs> collectInputs(const std::vector<std::string> &Paths,
                                     llvm::StringRef BuildDir,
                                     std::unique_ptr<CompilationDatabase> Fixed) {
  Inputs Result;
  const bool HasFlags = Fixed != nullptr;
  std::map<std::string, std::string> Known;
  if (HasFlags) {
    Result.Database = std::move(Fixed);
  } else {
    llvm::Expected<std::unique_ptr<CompilationDatabase>> Loaded =
        loadDatabase(BuildDir, Paths.empty() ? "" : Paths.front(), Result.DatabaseFile);
    if (!Loaded)
      return Loaded.takeError();
    Result.Database = std::move(*Loaded);
    Known = indexOf(*Result.Database);
  }
  ModuleFlags Modules;
  // What somebody may miss.
  auto CountLeftOut = [&](const std::vector<CompileCommand> &Commands) {
    LeftOut OfFile;
    for (const CompileCommand &Command : Commands)
      OfFile |= leftOut(Command, Modules);
    Result.WithPrecompiled += OfFile.Precompiled;
    Result.WithHeaderModules += OfFile.HeaderModules;
    Result.WithForeignModules += OfFile.ForeignModules;
  };
  /// \param Asked  by name, so that it has to be one that can be analysed
  auto AddKnown = [&](const std::string &Absolute, const std::string &Entry, bool Asked) {
    const std::vector<CompileCommand> Commands = Result.Database->getCompileCommands(Entry);
    const auto Languages = languagesOf(Commands);
    if (!Asked && isOfOtherLanguage(Languages)) {
      ++Result.OtherLanguages;
    } else if (std::string Why = whyNot(Absolute, Commands, Languages); !Why.empty()) {
      Result.Unusables.push_back({Absolute, std::move(Why)});
    } else {
      CountLeftOut(Commands);
      Result.Files.push_back(Entry);
    }
  };

  if (Paths.empty())
    for (const auto &[Absolute, Entry] : Known)
      AddKnown(Absolute, Entry, /*Asked=*/false);
  for (const std::string &Path : Paths) {
    const std::string Absolute = absolutePath(Path);
    if (!fs::exists(Absolute)) {
      Result.Unusables.push_back({Path, "does not exist"});
    } else if (fs::is_directory(Absolute)) {
      auto Count = [&] {
        return Result.Files.size() + Result.Unusables.size() + Result.OtherLanguages;
      };
      const size_t Before = Count();
      const std::string Real = realPath(Absolute);
      if (HasFlags)
        llvm::append_range(Result.Files, sourcesBelow(Absolute));
      for (const auto &[File, Entry] : Known)
        if (isBelow(File, Absolute) || isBelow(File, Real) || isBelow(realPath(File), Real))
          AddKnown(File, Entry, /*Asked=*/false);
      if (Count() == Before)
        Result.Unusables.push_back({Path, HasFlags
                                              ? "is a folder without C++ sources"
                                              : "is a folder of which the compile database has no "
                                                "file"});
    } else if (HasFlags) {
      Result.Files.push_back(Absolute);
    } else if (auto It = findEntry(Known, Absolute); It != Known.end()) {
      AddKnown(Absolute, It->second, /*Asked=*/true);
    } else if (isHeader(Absolute)) {
      Result.Headers.push_back(Absolute);
    } else {
      Result.Unusables.push_back({Path,
                                  "is not in the compile database, and flags are not guessed; add "
                                  "it to the build, or give its flags after '--'"});
    }
  }
  // A header of both languages is looked at as C++ where it can be.
  if (!Result.Headers.empty()) {
    std::vector<std::string> InC;
    for (const auto &[Absolute, Entry] : Known) {
      const std::vector<CompileCommand> Commands = Result.Database->getCompileCommands(Entry);
      const auto Languages = languagesOf(Commands);
      if (whyNot(Absolute, Commands, Languages).empty())
        (Languages.front() == Language::C ? InC : Result.DatabaseFiles).push_back(Entry);
    }
    llvm::append_range(Result.DatabaseFiles, InC);
  }
  llvm::sort(Result.Files);
  Result.Files.erase(std::unique(Result.Files.begin(), Result.Files.end()), Result.Files.end());
  if (HasFlags)
    for (const std::string &File : Result.Files)
      CountLeftOut(Result.Database->getCompileCommands(File));
  return Result;
}

} // namespace valuetask
