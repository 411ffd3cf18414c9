//===--- Uri.cpp - files as an editor names them --------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/Uri.h"
#include "input/Paths.h"
#include "llvm/ADT/StringExtras.h"

namespace valuetask {

std::string fileUri(llvm::StringRef Path) { return "file://" + uriOf(Path); }

std::optional<std::string> pathOfUri(llvm::StringRef Uri) {
  if (!Uri.consume_front_insensitive("file:"))
    return std::nullopt;
  if (Uri.consume_front("//"))
    Uri.consume_front("localhost");
  Uri = Uri.take_until([](char C) { return C == '?' || C == '#'; });
  if (!Uri.starts_with("/"))
    return std::nullopt;
  std::string Path;
  while (!Uri.empty()) {
    char C = Uri.front();
    Uri = Uri.drop_front();
    if (C == '%') {
      if (Uri.size() < 2 || !llvm::isHexDigit(Uri[0]) || !llvm::isHexDigit(Uri[1]))
        return std::nullopt;
      C = static_cast<char>(llvm::hexFromNibbles(Uri[0], Uri[1]));
      Uri = Uri.drop_front(2);
    }
    if (C == '\0')
      return std::nullopt; // the system would end the name there
    Path += C;
  }
  return absolutePath(Path);
}

} // namespace valuetask
