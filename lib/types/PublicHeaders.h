//===--- PublicHeaders.h - which headers do others include? -----*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_TYPES_PUBLICHEADERS_H
#define VALUETASK_LIB_TYPES_PUBLICHEADERS_H

#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Regex.h"

namespace valuetask {

/// Which files are public headers; each is looked at once.
class PublicHeaders {
public:
  /// \param Pattern  a regular expression; empty: there are none
  PublicHeaders(llvm::StringRef Pattern, const clang::SourceManager &Sources)
      : Any(!Pattern.empty()), Pattern(Pattern), Sources(Sources) {}

  bool contain(clang::SourceLocation Location) {
    if (!Any)
      return false;
    const clang::FileID File = Sources.getFileID(Sources.getFileLoc(Location));
    auto [It, IsNew] = Answers.try_emplace(File);
    if (IsNew) {
      const clang::OptionalFileEntryRef Entry = Sources.getFileEntryRefForID(File);
      llvm::SmallString<256> Path(Entry ? Entry->getName() : "");
      llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
      It->second = Entry && Pattern.match(Path);
    }
    return It->second;
  }

private:
  bool Any;
  llvm::Regex Pattern;
  const clang::SourceManager &Sources;
  llvm::DenseMap<clang::FileID, bool> Answers;
};

} // namespace valuetask

#endif // VALUETASK_LIB_TYPES_PUBLICHEADERS_H
