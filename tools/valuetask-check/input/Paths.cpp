//===--- Paths.cpp - the names of files ---------------------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "input/Paths.h"
#include "UpwardSearch.h"
#include "compat/Versions.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace valuetask {

std::string absolutePath(llvm::StringRef Path, llvm::StringRef Folder) {
  llvm::SmallString<256> Result(Path);
  if (!Folder.empty())
    compat::makeAbsolute(Folder, Result);
  else if (llvm::sys::fs::make_absolute(Result))
    return Path.str(); // there is no current folder; the file won't be found either
  llvm::sys::path::remove_dots(Result, /*remove_dot_dot=*/true);
  return Result.str().str();
}

std::string realPath(llvm::StringRef Path) {
  llvm::SmallString<256> Real;
  return llvm::sys::fs::real_path(Path, Real) ? Path.str() : Real.str().str();
}

std::string relativePath(llvm::StringRef File, llvm::StringRef Root) {
  llvm::StringRef Rest = File;
  if (!Root.empty() && Rest.consume_front(Root) && (Root.ends_with("/") || Rest.consume_front("/")))
    return llvm::sys::path::convert_to_slash(Rest);
  return File.str();
}

std::string uriOf(llvm::StringRef Path) {
  std::string Uri;
  for (const char C : Path)
    if (llvm::isAlnum(C) || llvm::StringRef("-._~/").contains(C))
      Uri += C;
    else
      Uri += "%" + llvm::toHex(llvm::StringRef(&C, 1));
  return Uri;
}

std::string projectRoot() {
  llvm::SmallString<256> Here;
  if (llvm::sys::fs::current_path(Here))
    return {};
  const std::vector<std::string> Found = findUpwards(Here, {".git"}, exists);
  return Found.empty() ? Here.str().str() : llvm::sys::path::parent_path(Found.front()).str();
}

std::string whyUnreadable(llvm::StringRef Path) {
  namespace fs = llvm::sys::fs;
  fs::file_status Status;
  std::error_code Problem = fs::status(Path, Status);
  if (Problem == std::errc::no_such_file_or_directory || Problem == std::errc::not_a_directory)
    return "does not exist";
  if (!Problem && Status.type() == fs::file_type::directory_file) {
    const fs::directory_iterator Opened(Path, Problem);
  } else if (!Problem && Status.type() == fs::file_type::regular_file) { // a pipe would block
    int Descriptor = 0;
    Problem = fs::openFileForRead(Path, Descriptor);
    if (!Problem)
      Problem = fs::closeFile(Descriptor);
  }
  return Problem ? "can't be read: " + Problem.message() : "";
}

} // namespace valuetask
