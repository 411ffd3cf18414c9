//===--- ResourceDir.cpp - where clang's own headers are ------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "input/ResourceDir.h"
#include "input/Paths.h"
#include "clang/Basic/Version.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <dlfcn.h>
#include <vector>

namespace valuetask {

namespace path = llvm::sys::path;
namespace fs = llvm::sys::fs;

std::string findResourceDir() {
  const std::string Major = llvm::utostr(CLANG_VERSION_MAJOR);
  std::vector<llvm::SmallString<256>> Candidates;
  auto Add = [&](llvm::StringRef Base, std::initializer_list<llvm::StringRef> Parts) {
    llvm::SmallString<256> Candidate(Base);
    for (const llvm::StringRef Part : Parts)
      path::append(Candidate, Part);
    Candidates.push_back(Candidate);
  };
  const std::string Executable = fs::getMainExecutable(nullptr, nullptr);
  Add(path::parent_path(path::parent_path(Executable)), {"lib", "clang", Major});
  Dl_info Library;
  if (dladdr(reinterpret_cast<void *>(&clang::getClangFullVersion), &Library) &&
      Library.dli_fname) {
    const std::string File = realPath(Library.dli_fname);
    Add(path::parent_path(File), {"clang", Major});
    // Debian keeps the library in the system's folder, and the headers in the version's own.
    Add(path::parent_path(path::parent_path(File)), {"llvm-" + Major, "lib", "clang", Major});
  }
  Add(VALUETASK_RESOURCE_DIR, {});
  for (const llvm::SmallString<256> &Candidate : Candidates) {
    llvm::SmallString<256> Probe(Candidate);
    path::append(Probe, "include", "stddef.h");
    if (fs::exists(Probe))
      return Candidate.str().str();
  }
  return {};
}

} // namespace valuetask
