//===--- Sources.h - lines and columns of files -------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_ANALYSIS_SOURCES_H
#define VALUETASK_CHECK_ANALYSIS_SOURCES_H

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/MemoryBuffer.h"
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace valuetask {

/// Counted from 1; columns in code points of UTF-8.
struct Position {
  unsigned Line = 1;
  unsigned Column = 1;
};

/// Counted from 0; in UTF-16 code units, as the Language Server Protocol counts.
struct Utf16Position {
  unsigned Line = 0;
  unsigned Character = 0;
};

/// The text of source files, to find where an offset is. Reads each file once.
class Sources {
public:
  /// The beginning of a file that can't be read any more.
  Position positionOf(llvm::StringRef File, unsigned Offset);

  /// The same for an editor: lines end where it ends them, it doesn't show a byte order mark, and
  /// shows each byte that is no UTF-8 as one character.
  Utf16Position utf16PositionOf(llvm::StringRef File, unsigned Offset);

  /// The text of a line, without its end; nothing where the file or the line can't be read.
  std::optional<llvm::StringRef> line(llvm::StringRef File, unsigned Line);

  /// What somebody who has the file said; it is not looked up then.
  void remember(llvm::StringRef File, unsigned Offset, Position At) {
    Remembered[File][Offset] = At;
  }

private:
  struct Text {
    std::unique_ptr<llvm::MemoryBuffer> Buffer; // null for a file that can't be read
    std::vector<unsigned> Lines;                // the offset at which each begins
  };
  const Text &textOf(llvm::StringRef File);

  llvm::StringMap<Text> Files;
  llvm::StringMap<std::map<unsigned, Position>> Remembered;
};

} // namespace valuetask

#endif // VALUETASK_CHECK_ANALYSIS_SOURCES_H
