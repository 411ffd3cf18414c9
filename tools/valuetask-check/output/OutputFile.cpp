//===--- OutputFile.cpp - files that are written as a whole ---------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "output/OutputFile.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Errno.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/Signals.h"
#include <climits>
#include <unistd.h>
#include <utility>

// Not llvm::writeToOutput() and llvm::sys::fs::TempFile: they replace devices and symbolic links,
// lose the permissions, abort when the disk is full, and copy where they can't rename.

namespace valuetask {

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace {

llvm::Error cannotWrite(llvm::StringRef File, std::error_code Why, const llvm::Twine &Help = "") {
  return llvm::createStringError("cannot write '" + File + "': " + Why.message() + Help);
}

llvm::StringRef folderOf(llvm::StringRef File) {
  const llvm::StringRef Folder = path::parent_path(File);
  return Folder.empty() ? "." : Folder;
}

/// Files of the kernel, among them the links to open files, to which '/dev/stdout' leads.
bool isInProc(llvm::StringRef File) {
  llvm::SmallString<256> Folder;
  return !fs::real_path(folderOf(File), Folder) && Folder.starts_with("/proc/");
}

/// The name of what the symbolic links lead to, whether it exists or not.
llvm::ErrorOr<std::string> followLinks(llvm::StringRef File) {
  constexpr int MostLinks = 40; // as in the kernel
  llvm::SmallString<256> Path(File);
  for (int Links = 0; Links < MostLinks; ++Links) {
    char Link[PATH_MAX];
    const ssize_t Size = isInProc(Path) ? -1 : readlink(Path.c_str(), Link, sizeof(Link));
    if (Size < 0)
      return Path.str().str(); // what is wrong, if anything, its use shows
    const llvm::StringRef Next(Link, static_cast<size_t>(Size));
    if (path::is_absolute(Next))
      Path = Next;
    else {
      path::remove_filename(Path);
      path::append(Path, Next);
    }
  }
  return std::make_error_code(std::errc::too_many_symbolic_link_levels);
}

/// For a file that is written as it is: without truncating it, which means nothing to a device, and
/// would damage a file that the shell opened.
std::error_code openInPlace(llvm::StringRef Target, int &Descriptor) {
  llvm::SmallString<64> OwnDescriptors, Folder;
  unsigned Number = 0;
  // Another opening of the same file would begin at its start, and a socket has no other one.
  if (!fs::real_path("/proc/self/fd", OwnDescriptors) && !fs::real_path(folderOf(Target), Folder) &&
      Folder == OwnDescriptors && !path::filename(Target).getAsInteger(10, Number)) {
    llvm::outs().flush(); // which comes before what is written now
    Descriptor = dup(static_cast<int>(Number));
    return Descriptor == -1 ? llvm::errnoAsErrorCode() : std::error_code();
  }
  return fs::openFile(Target, Descriptor, fs::CD_OpenExisting, fs::FA_Write, fs::OF_None);
}

/// Closes the descriptor.
std::error_code writeTo(int Descriptor, WriteFunction Write) {
  llvm::raw_fd_ostream Out(Descriptor, /*shouldClose=*/true);
  Write(Out);
  Out.close();
  const std::error_code Problem = Out.error();
  Out.clear_error(); // or its destructor ends the program
  return Problem;
}

/// Makes a file that no other program has, and that a signal removes.
std::error_code createTemporary(llvm::StringRef Folder, llvm::StringRef Prefix, int &Descriptor,
                                std::string &Temporary) {
  std::error_code Problem = std::make_error_code(std::errc::file_exists);
  for (int Tries = 0; Tries < 100 && Problem == std::errc::file_exists; ++Tries) {
    const unsigned Random = llvm::sys::Process::GetRandomNumber();
    llvm::SmallString<256> Path(Folder);
    path::append(Path, Prefix + llvm::utohexstr(static_cast<unsigned>(getpid())) + "-" +
                           llvm::utohexstr(Random));
    Temporary = Path.str().str();
    llvm::sys::RemoveFileOnSignal(Temporary); // first: the signal may come at any time
    Problem = fs::openFileForWrite(Temporary, Descriptor, fs::CD_CreateNew);
    if (Problem)
      llvm::sys::DontRemoveFileOnSignal(Temporary);
  }
  return Problem;
}

/// What a new file in the folder needs, where the reason alone doesn't say it.
std::string helpForFolder(llvm::StringRef Folder, std::error_code Why) {
  if (Why == std::errc::no_such_file_or_directory)
    return ("; create the folder '" + Folder + "' first").str();
  if (Why == std::errc::permission_denied || Why == std::errc::read_only_file_system)
    return ("; a new file must be created in the folder '" + Folder + "'").str();
  return "";
}

/// For what is only tried.
void ignore(std::error_code /*Problem*/) {}

void takeAttributes(const fs::file_status &Old, int Descriptor) {
  // Only root may give files away; others may at least keep one of their groups.
  if (fs::changeFileOwnership(Descriptor, Old.getUser(), Old.getGroup()))
    ignore(fs::changeFileOwnership(Descriptor, static_cast<uint32_t>(-1), Old.getGroup()));
  ignore(fs::setPermissions(Descriptor, Old.permissions())); // of one's own file; can't fail
}

} // namespace

OutputFile::OutputFile(llvm::StringRef Name, std::string Target, std::string Temporary)
    : Name(Name), Target(std::move(Target)), Temporary(std::move(Temporary)) {}

OutputFile::OutputFile(OutputFile &&Other) noexcept
    : Name(std::move(Other.Name)), Target(std::move(Other.Target)),
      Temporary(std::exchange(Other.Temporary, {})) {}

OutputFile::~OutputFile() { removeTemporary(); }

void OutputFile::removeTemporary() {
  if (Temporary.empty())
    return;
  ignore(fs::remove(Temporary));
  llvm::sys::DontRemoveFileOnSignal(Temporary);
  Temporary.clear();
}

llvm::Expected<OutputFile> OutputFile::write(llvm::StringRef File, WriteFunction Write,
                                             llvm::StringRef Prefix) {
  if (File == "-") {
    Write(llvm::outs());
    llvm::outs().flush();
    return OutputFile(File, "", "");
  }
  const llvm::ErrorOr<std::string> Target = followLinks(File);
  if (!Target)
    return cannotWrite(File, Target.getError());
  fs::file_status Old;
  std::error_code Problem = fs::status(*Target, Old);
  if (Problem && Problem != std::errc::no_such_file_or_directory)
    return cannotWrite(File, Problem);
  const bool Exists = !Problem;
  if (fs::is_directory(Old))
    return cannotWrite(File, std::make_error_code(std::errc::is_a_directory));
  int Descriptor = -1;
  if (Exists && (!fs::is_regular_file(Old) || isInProc(*Target))) {
    Problem = openInPlace(*Target, Descriptor);
    if (!Problem)
      Problem = writeTo(Descriptor, Write);
    if (Problem)
      return cannotWrite(File, Problem);
    return OutputFile(File, "", "");
  }
  if (Exists)
    if (const std::error_code Refused = fs::access(*Target, fs::AccessMode::Write))
      return cannotWrite(File, Refused);
  const llvm::StringRef Folder = folderOf(*Target);
  std::string Temporary;
  Problem = createTemporary(Folder, Prefix, Descriptor, Temporary);
  if (Problem)
    return cannotWrite(File, Problem, helpForFolder(Folder, Problem));
  OutputFile Result(File, *Target, std::move(Temporary));
  if (Exists)
    takeAttributes(Old, Descriptor);
  Problem = writeTo(Descriptor, Write);
  if (Problem)
    return cannotWrite(File, Problem);
  return Result;
}

llvm::Error OutputFile::commit() {
  if (Temporary.empty())
    return llvm::Error::success();
  if (const std::error_code Problem = fs::rename(Temporary, Target)) {
    removeTemporary();
    return cannotWrite(Name, Problem,
                       Problem == std::errc::device_or_resource_busy
                           ? "; something is mounted there, which can't be replaced"
                           : "");
  }
  llvm::sys::DontRemoveFileOnSignal(Temporary);
  Temporary.clear();
  return llvm::Error::success();
}

llvm::Error writeFile(llvm::StringRef File, WriteFunction Write, llvm::StringRef Prefix) {
  llvm::Expected<OutputFile> Written = OutputFile::write(File, Write, Prefix);
  return Written ? Written->commit() : Written.takeError();
}

llvm::Error appendToFile(llvm::StringRef File, llvm::StringRef Text) {
  int Descriptor = -1;
  if (const std::error_code Problem =
          fs::openFileForWrite(File, Descriptor, fs::CD_OpenAlways, fs::OF_Append))
    return cannotWrite(File, Problem);
  fs::file_status Before;
  const bool CanBeUndone = !fs::status(Descriptor, Before) && fs::is_regular_file(Before);
  std::error_code Problem;
  {
    llvm::raw_fd_ostream Out(Descriptor, /*shouldClose=*/false);
    Out << Text;
    Out.flush();
    Problem = Out.error();
    Out.clear_error();
  }
  if (Problem && CanBeUndone)
    ignore(fs::resize_file(Descriptor, Before.getSize()));
  const std::error_code AtEnd = fs::closeFile(Descriptor);
  if (!Problem)
    Problem = AtEnd;
  return Problem ? cannotWrite(File, Problem) : llvm::Error::success();
}

} // namespace valuetask
