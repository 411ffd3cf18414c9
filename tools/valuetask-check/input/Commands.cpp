//===--- Commands.cpp - compile commands, as clang can run them -----------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "input/Commands.h"
#include "compat/Versions.h"
#include "input/Paths.h"
#include "profile/Json.h"
#include "clang/Driver/Types.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Tooling/JSONCompilationDatabase.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include VALUETASK_DRIVER_OPTIONS

using namespace clang::tooling;

namespace valuetask {

namespace fs = llvm::sys::fs;
namespace json = llvm::json;
namespace options = compat::options;
namespace path = llvm::sys::path;
namespace types = clang::driver::types;

namespace {

constexpr llvm::StringLiteral PrecompiledFlag = "-include-pch";

/// An entry as clang's reader takes it; nothing for what is none.
std::optional<json::Value> normalised(const json::Value &Read, llvm::StringRef Folder) {
  const json::Object *Entry = Read.getAsObject();
  if (!Entry)
    return std::nullopt;
  const std::optional<llvm::StringRef> File = Entry->getString("file");
  llvm::SmallString<256> Directory(Entry->getString("directory").value_or(""));
  const json::Value *Command = Entry->get("command");
  const json::Array *Arguments = Entry->getArray("arguments");
  const bool AreWords = Arguments && llvm::all_of(*Arguments, [](const json::Value &Value) {
                          return Value.getAsString().has_value();
                        });
  const bool HasText = Command && Command->getAsString();
  if (!File || !Entry->getString("directory") || (Arguments ? !AreWords : !HasText))
    return std::nullopt;
  compat::makeAbsolute(Folder, Directory);
  // What else there is, is for others.
  json::Object Result{{"file", *File}, {"directory", std::string(Directory)}};
  if (Arguments)
    Result["arguments"] = json::Array(*Arguments);
  else
    Result["command"] = *Command;
  return Result;
}

} // namespace

llvm::Expected<std::unique_ptr<CompilationDatabase>> readDatabase(llvm::StringRef File) {
  auto Broken = [&](const llvm::Twine &Why) {
    return llvm::createStringError("'" + File + "' is not a valid compile database: " + Why);
  };
  const auto Buffer = llvm::MemoryBuffer::getFile(File);
  if (!Buffer)
    return Broken(Buffer.getError().message());
  const llvm::StringRef Text = (*Buffer)->getBuffer();
  // A name that is no UTF-8 costs its own entry alone: there is no such file.
  llvm::Expected<json::Value> Document =
      json::isUTF8(Text) ? parseJson(Text) : parseJson(json::fixUTF8(Text));
  if (!Document)
    return Broken(llvm::toString(Document.takeError()));
  const json::Array *Entries = Document->getAsArray();
  if (!Entries)
    return Broken("it must be an array of objects");
  llvm::SmallString<256> Folder(File);
  if (const std::error_code Problem = fs::make_absolute(Folder))
    return Broken(Problem.message());
  path::remove_filename(Folder);
  json::Array Sound;
  for (const auto &[Index, Entry] : llvm::enumerate(*Entries)) {
    std::optional<json::Value> Command = normalised(Entry, Folder);
    if (!Command)
      return Broken("entry " + llvm::Twine(Index + 1) +
                    " needs 'directory', 'file', and 'command' or 'arguments', as text");
    Sound.push_back(std::move(*Command));
  }
  std::string Again, Problem;
  llvm::raw_string_ostream(Again) << json::Value(std::move(Sound));
  std::unique_ptr<CompilationDatabase> Result =
      JSONCompilationDatabase::loadFromBuffer(Again, Problem, JSONCommandLineSyntax::AutoDetect);
  if (!Result)
    return Broken(llvm::StringRef(Problem).rtrim());
  return Result;
}

namespace {

/// Programs that run the compiler that comes after them. (Of some of them, clang's reader knows.)
constexpr llvm::StringLiteral Launchers[] = {"ccache", "sccache",   "distcc", "icecc", "buildcache",
                                             "gomacc", "rewrapper", "time",   "env"};

void dropLaunchers(CommandLineArguments &Arguments) {
  while (Arguments.size() > 1) {
    const llvm::StringRef Program = path::stem(Arguments.front());
    size_t Words = llvm::is_contained(Launchers, Program) ? 1 : 0;
    if (Program == "cmake" && Arguments.size() > 3 && Arguments[1] == "-E" && Arguments[2] == "env")
      Words = 3;
    if (!Words)
      return;
    // Their own options, and variables.
    while (Words < Arguments.size() && (llvm::StringRef(Arguments[Words]).starts_with("-") ||
                                        llvm::StringRef(Arguments[Words]).contains('=')))
      ++Words;
    if (Words == Arguments.size())
      return;
    Arguments.erase(Arguments.begin(), std::next(Arguments.begin(), static_cast<ptrdiff_t>(Words)));
  }
}

/// The driver's reading of a command without its program.
class Parsed {
public:
  explicit Parsed(const CommandLineArguments &Arguments) : Arguments(Arguments) {
    if (Arguments.empty())
      return;
    for (const std::string &Argument : llvm::drop_begin(Arguments))
      Raw.push_back(Argument.c_str());
    unsigned MissingIndex = 0, MissingCount = 0;
    All = compat::driver::getDriverOptTable().ParseArgs(
        Raw, MissingIndex, MissingCount, llvm::opt::Visibility(options::ClangOption));
  }

  const llvm::opt::InputArgList &operator*() const { return All; }

  /// Where an argument begins in the command.
  size_t indexOf(const llvm::opt::Arg &A) const { return A.getIndex() + 1; }
  llvm::StringRef textOf(const llvm::opt::Arg &A) const { return Arguments[indexOf(A)]; }

  /// Takes the arguments out that \p IsUnwanted says, with their values.
  CommandLineArguments without(llvm::function_ref<bool(const llvm::opt::Arg &)> IsUnwanted) const {
    std::vector<bool> Drop(Arguments.size());
    for (const llvm::opt::Arg *A : All) {
      if (!IsUnwanted(*A))
        continue;
      Drop[indexOf(*A)] = true;
      if (A->getOption().getKind() == llvm::opt::Option::SeparateClass &&
          indexOf(*A) + 1 < Drop.size())
        Drop[indexOf(*A) + 1] = true;
    }
    CommandLineArguments Rest;
    for (size_t Index = 0; Index < Arguments.size(); ++Index)
      if (!Drop[Index])
        Rest.push_back(Arguments[Index]);
    return Rest;
  }

private:
  const CommandLineArguments &Arguments;
  std::vector<const char *> Raw;
  llvm::opt::InputArgList All;
};

/// Takes a compiler's precompiled header out of a command. It is of another version, or was made
/// without a macro that the analysis defines; what it was made of is in the command as well, as
/// text ('-include', by CMake and Meson), and is seen like any other file.
void dropPrecompiled(CommandLineArguments &Arguments) {
  constexpr llvm::StringLiteral Through = "-Xclang"; // comes before each word for the front end
  while (true) {
    auto Begin = llvm::find(Arguments, PrecompiledFlag);
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

/// Is it one for MSVC's driver, or for clang's imitation of it?
bool isForMsvc(const CommandLineArguments &Arguments) {
  if (Arguments.empty())
    return false;
  llvm::StringRef Program = path::filename(Arguments.front(), path::Style::windows);
  if (path::extension(Program).equals_insensitive(".exe"))
    Program = path::stem(Program);
  return Program.equals_insensitive("cl") || Program.equals_insensitive("clang-cl") ||
         llvm::is_contained(Arguments, "--driver-mode=cl");
}

/// Is it a flag that clang's driver would refuse and GCC knows?
bool isGccOnly(const llvm::opt::Arg &A, llvm::StringRef Text) {
  // Known to clang under the same name, but not as a flag for users; C++20 says the same.
  return Text == "-fcoroutines" || Text == "-fconcepts" ||
         (A.getOption().matches(options::OPT_UNKNOWN) &&
          (Text.starts_with("-f") || Text.starts_with("-m")));
}

/// The inputs of a command, of which one is the file that it is about.
bool isInput(const llvm::opt::Arg &A) { return A.getOption().matches(options::OPT_INPUT); }
bool isOwnInput(const llvm::opt::Arg &A, const CompileCommand &Command) {
  return isInput(A) && absolutePath(A.getValue(), Command.Directory) ==
                           absolutePath(Command.Filename, Command.Directory);
}

/// What is left of a response file that isn't there. One with flags for modules is made by the
/// build, and a unit without modules does without.
bool isMissingResponse(const llvm::opt::Arg &A) {
  return isInput(A) && llvm::StringRef(A.getValue()).starts_with("@");
}
bool isMissingMapping(const llvm::opt::Arg &A) {
  return isMissingResponse(A) && llvm::StringRef(A.getValue()).ends_with(ModuleMapping);
}

/// What the driver itself would write, or print.
bool isOutput(const llvm::opt::Arg &A) {
  return A.getOption().matches(options::OPT_MJ) ||
         A.getOption().matches(options::OPT_gen_cdb_fragment_path) ||
         A.getOption().matches(options::OPT_save_stats) ||
         A.getOption().matches(options::OPT_save_stats_EQ) ||
         A.getOption().matches(options::OPT_v) || A.getOption().matches(options::OPT_H) ||
         A.getOption().matches(options::OPT__version) || A.getOption().matches(options::OPT_help);
}

} // namespace

void dropOutputs(clang::CompilerInvocation &Invocation) {
  Invocation.getDependencyOutputOpts() = {};
  Invocation.getDiagnosticOpts().DiagnosticSerializationFile.clear();
  Invocation.getDiagnosticOpts().DiagnosticLogFile.clear();
  Invocation.getFrontendOpts().StatsFile.clear();
}

Language languageOf(const CompileCommand &Command) {
  llvm::StringRef Extension = path::extension(Command.Filename);
  Extension.consume_front(".");
  types::ID Type = types::lookupTypeForExtension(Extension);
  CommandLineArguments Arguments = Command.CommandLine;
  dropLaunchers(Arguments);
  if (isForMsvc(Arguments))
    return Language::Msvc;
  const Parsed Options(Arguments);
  // '-x' is for the inputs after it.
  for (const llvm::opt::Arg *A : *Options) {
    if (isOwnInput(*A, Command))
      break;
    if (A->getOption().matches(options::OPT_x) && llvm::StringRef(A->getValue()) != "none")
      Type = types::lookupTypeForTypeSpecifier(A->getValue());
  }
  if (Type == types::TY_INVALID) {
    const bool IsCxxCompiler =
        !Arguments.empty() && path::filename(Arguments.front()).contains("++");
    return IsCxxCompiler ? Language::Unknown : Language::Other;
  }
  if (Type == types::TY_CXXSHeader || Type == types::TY_CXXUHeader || Type == types::TY_CXXHUHeader)
    return Language::Cxx; // which clang says not to be derived from C
  if (types::isCuda(Type) || types::isHIP(Type) || types::isOpenCL(Type))
    return Language::Kernel;
  if (!types::isDerivedFromC(Type))
    return Language::Other;
  return types::isCXX(Type) ? Language::Cxx : Language::C;
}

LeftOut leftOut(const CompileCommand &Command, ModuleFlags &Modules) {
  LeftOut Result;
  Result.Precompiled = llvm::is_contained(Command.CommandLine, PrecompiledFlag);
  // All these flags have the word; most commands have none, and needn't be taken apart.
  if (llvm::none_of(Command.CommandLine,
                    [](llvm::StringRef Argument) { return Argument.contains("module"); }))
    return Result;
  const Parsed Options(Command.CommandLine);
  for (const llvm::opt::Arg *A : *Options) {
    const ModuleUse Use = Modules.useOf(*A, Options.textOf(*A), Command.Directory);
    Result.HeaderModules |= Use == ModuleUse::OfHeaders;
    Result.ForeignModules |= Use == ModuleUse::Foreign;
  }
  return Result;
}

CommandLineArguments withoutGccOnly(const CommandLineArguments &Arguments) {
  const Parsed Options(Arguments);
  return Options.without([&](const llvm::opt::Arg &A) { return isGccOnly(A, Options.textOf(A)); });
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
  /// Without what only GCC knows, without modules that are of no use, without outputs, and without
  /// other inputs: a command that links as well has other sources, and objects, which needn't be
  /// there. (What is left of another response file that isn't there stays, to be an error.)
  CommandLineArguments plain(const CompileCommand &Command) const {
    const Parsed Options(Command.CommandLine);
    const bool NamesItself =
        llvm::any_of(*Options, [&](const llvm::opt::Arg *A) { return isOwnInput(*A, Command); });
    return Options.without([&](const llvm::opt::Arg &A) {
      // Where the file has another name, nobody knows what is what.
      const bool IsOther =
          NamesItself && isInput(A) && !isOwnInput(A, Command) && !isMissingResponse(A);
      return IsOther || isMissingMapping(A) || isGccOnly(A, Options.textOf(A)) || isOutput(A) ||
             Modules.useOf(A, Options.textOf(A), Command.Directory) != ModuleUse::None;
    });
  }

  std::vector<CompileCommand> adjusted(std::vector<CompileCommand> Commands) const {
    for (CompileCommand &Command : Commands) {
      CommandLineArguments &Arguments = Command.CommandLine;
      if (Arguments.empty())
        continue;
      dropLaunchers(Arguments);
      dropPrecompiled(Arguments);
      Arguments = plain(Command);
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
  mutable ModuleFlags Modules;
};

} // namespace

std::unique_ptr<CompilationDatabase> adjustCommands(std::unique_ptr<CompilationDatabase> Database,
                                                    const std::string &ResourceDir) {
  return std::make_unique<AdjustedDatabase>(std::move(Database), ResourceDir);
}

} // namespace valuetask
