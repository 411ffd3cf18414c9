//===--- Inputs.cpp - what to analyse, and with which flags ---------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Inputs.h"
#include "clang/Driver/Options.h"
#include "clang/Tooling/ArgumentsAdjusters.h"
#include "clang/Tooling/JSONCompilationDatabase.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
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

std::string absolutePath(llvm::StringRef Name) {
  llvm::SmallString<256> Path(Name);
  if (fs::make_absolute(Path))
    return Name.str(); // there is no current directory; the file won't be found either
  path::remove_dots(Path, /*remove_dot_dot=*/true);
  return Path.str().str();
}

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
  std::string Problem;
  std::unique_ptr<CompilationDatabase> Database =
      JSONCompilationDatabase::loadFromFile(File, Problem, JSONCommandLineSyntax::AutoDetect);
  if (!Database)
    return llvm::createStringError("'" + File +
                                   "' is no compile database: " + llvm::StringRef(Problem).rtrim());
  if (Database->getAllFiles().empty())
    return llvm::createStringError("'" + File + "' has no entries, so there is nothing to analyse" +
                                   Advice);
  Database = expandResponseFiles(std::move(Database), llvm::vfs::getRealFileSystem());
  return inferTargetAndDriverMode(std::move(Database));
}

bool isSource(llvm::StringRef File) {
  return llvm::StringSwitch<bool>(path::extension(File))
      .Cases(".cpp", ".cc", ".cxx", ".c++", ".C", ".cppm", ".ixx", true)
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

/// Indices of the arguments that clang's driver would refuse and GCC knows.
std::vector<unsigned> gccOnlyArguments(const CommandLineArguments &Arguments) {
  std::vector<const char *> Raw;
  for (const std::string &Argument : llvm::drop_begin(Arguments))
    Raw.push_back(Argument.c_str());
  unsigned MissingIndex = 0, MissingCount = 0;
  const llvm::opt::InputArgList Parsed = clang::driver::getDriverOptTable().ParseArgs(
      Raw, MissingIndex, MissingCount, llvm::opt::Visibility(clang::driver::options::ClangOption));
  std::vector<unsigned> Refused;
  for (const llvm::opt::Arg *A : Parsed) {
    const llvm::StringRef Text = Arguments[A->getIndex() + 1];
    const bool Unknown = A->getOption().matches(clang::driver::options::OPT_UNKNOWN) &&
                         (Text.starts_with("-f") || Text.starts_with("-m"));
    // Known to clang under the same name, but not as a flag for users; C++20 says the same.
    if (Unknown || Text == "-fcoroutines" || Text == "-fconcepts")
      Refused.push_back(A->getIndex() + 1);
  }
  return Refused;
}

/// Takes a compiler's precompiled header out of a command. It is of another version, or was made
/// without a macro that the analysis defines; what it was made of is in the command as well, as
/// text
/// ('-include', by CMake and Meson), and is seen like any other file.
void dropPrecompiled(CommandLineArguments &Arguments) {
  constexpr llvm::StringLiteral Through = "-Xclang"; // comes before each word for the front end
  while (true) {
    auto Begin = llvm::find(Arguments, "-include-pch");
    if (Begin == Arguments.end())
      return;
    auto End = std::next(Begin);
    if (End != Arguments.end() && *End == Through)
      ++End;
    if (End != Arguments.end())
      ++End;
    if (Begin != Arguments.begin() && *std::prev(Begin) == Through)
      --Begin;
    Arguments.erase(Begin, End);
  }
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
  auto AddKnown = [&](const std::string &Absolute, const std::string &Entry) {
    if (fs::exists(Absolute))
      Result.Files.push_back(Entry);
    else
      Result.Unusables.push_back({Absolute,
                                  "is in the compile database, but does not exist; make the "
                                  "database again"});
  };

  if (Paths.empty())
    for (const auto &[Absolute, Entry] : Known)
      AddKnown(Absolute, Entry);
  for (const std::string &Path : Paths) {
    const std::string Absolute = absolutePath(Path);
    if (!fs::exists(Absolute)) {
      Result.Unusables.push_back({Path, "does not exist"});
    } else if (fs::is_directory(Absolute)) {
      const size_t Before = Result.Files.size() + Result.Unusables.size();
      if (HasFlags)
        llvm::append_range(Result.Files, sourcesBelow(Absolute));
      for (const auto &[File, Entry] : Known)
        if (isBelow(File, Absolute))
          AddKnown(File, Entry);
      if (Result.Files.size() + Result.Unusables.size() == Before)
        Result.Unusables.push_back({Path, HasFlags
                                              ? "is a folder without C++ sources"
                                              : "is a folder of which the compile database has no "
                                                "file"});
    } else if (HasFlags) {
      Result.Files.push_back(Absolute);
    } else if (auto It = Known.find(Absolute); It != Known.end()) {
      Result.Files.push_back(It->second);
    } else {
      Result.Unusables.push_back({Path,
                                  "is not in the compile database, and flags are not guessed; add "
                                  "it to the build, or give its flags after '--'"});
    }
  }
  llvm::sort(Result.Files);
  Result.Files.erase(std::unique(Result.Files.begin(), Result.Files.end()), Result.Files.end());
  return Result;
}

namespace {

/// The commands of another database, changed.
class AdjustedDatabase : public CompilationDatabase {
public:
  AdjustedDatabase(std::unique_ptr<CompilationDatabase> Base, std::string ResourceDir)
      : Base(std::move(Base)), ResourceDir(std::move(ResourceDir)) {}

  std::vector<CompileCommand> getCompileCommands(llvm::StringRef File) const override {
    return adjusted(Base->getCompileCommands(File));
  }
  std::vector<std::string> getAllFiles() const override { return Base->getAllFiles(); }
  std::vector<CompileCommand> getAllCompileCommands() const override {
    return adjusted(Base->getAllCompileCommands());
  }

private:
  std::vector<CompileCommand> adjusted(std::vector<CompileCommand> Commands) const {
    for (CompileCommand &Command : Commands) {
      CommandLineArguments &Arguments = Command.CommandLine;
      if (Arguments.empty())
        continue;
      const std::vector<unsigned> Refused = gccOnlyArguments(Arguments);
      for (const unsigned Index : llvm::reverse(Refused))
        Arguments.erase(Arguments.begin() + Index);
      dropPrecompiled(Arguments);
      const bool HasResourceDir = llvm::any_of(Arguments, [](llvm::StringRef Argument) {
        return Argument.starts_with("-resource-dir");
      });
      // The count of warnings that clang would print belongs to compilers.
      std::vector<std::string> Extra = {"-w", "-fno-caret-diagnostics"};
      if (!HasResourceDir)
        Extra.push_back("-resource-dir=" + ResourceDir);
      // Before a '--', after which everything is a file.
      Arguments.insert(llvm::find(Arguments, "--"), Extra.begin(), Extra.end());
    }
    return Commands;
  }

  std::unique_ptr<CompilationDatabase> Base;
  std::string ResourceDir;
};

} // namespace

std::unique_ptr<CompilationDatabase> adjustCommands(std::unique_ptr<CompilationDatabase> Database,
                                                    const std::string &ResourceDir) {
  return std::make_unique<AdjustedDatabase>(std::move(Database), ResourceDir);
}

} // namespace valuetask
