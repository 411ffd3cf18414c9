//===--- UpwardSearch.cpp - a file in a folder or above it ----------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UpwardSearch.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace valuetask {

std::vector<std::string> findUpwards(llvm::StringRef Folder, llvm::ArrayRef<llvm::StringRef> Names,
                                     llvm::function_ref<bool(llvm::StringRef)> Accepts) {
  std::vector<std::string> Found;
  for (; !Folder.empty(); Folder = llvm::sys::path::parent_path(Folder))
    for (const llvm::StringRef Name : Names) {
      llvm::SmallString<256> Candidate(Folder);
      llvm::sys::path::append(Candidate, Name);
      if (Accepts(Candidate))
        Found.push_back(Candidate.str().str());
    }
  return Found;
}

bool isRegularFile(llvm::StringRef Path) { return llvm::sys::fs::is_regular_file(Path); }
bool exists(llvm::StringRef Path) { return llvm::sys::fs::exists(Path); }

} // namespace valuetask
