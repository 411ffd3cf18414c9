//===--- Sources.cpp - lines and columns of files --------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Sources.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/ConvertUTF.h"
#include <algorithm>

namespace valuetask {

const Sources::Text &Sources::textOf(llvm::StringRef File) {
  auto [It, New] = Files.try_emplace(File);
  Text &Result = It->second;
  if (!New)
    return Result;
  Result.Lines = {0};
  auto Buffer = llvm::MemoryBuffer::getFile(File);
  if (!Buffer)
    return Result;
  Result.Buffer = std::move(*Buffer);
  const llvm::StringRef Contents = Result.Buffer->getBuffer();
  for (size_t At = Contents.find('\n'); At != llvm::StringRef::npos;
       At = Contents.find('\n', At + 1))
    Result.Lines.push_back(At + 1);
  return Result;
}

std::optional<llvm::StringRef> Sources::line(llvm::StringRef File, unsigned Line) {
  const Text &In = textOf(File);
  if (!In.Buffer || Line == 0 || Line > In.Lines.size())
    return std::nullopt;
  const llvm::StringRef Rest = In.Buffer->getBuffer().drop_front(In.Lines[Line - 1]);
  if (Rest.empty()) // behind the end of the last line
    return std::nullopt;
  return Rest.take_until([](char C) { return C == '\n'; }).rtrim('\r');
}

Position Sources::positionOf(llvm::StringRef File, unsigned Offset) {
  if (const auto OfFile = Remembered.find(File); OfFile != Remembered.end())
    if (const auto At = OfFile->getValue().find(Offset); At != OfFile->getValue().end())
      return At->second;
  const Text &In = textOf(File);
  if (!In.Buffer || Offset > In.Buffer->getBufferSize())
    return {};
  const auto Next = llvm::upper_bound(In.Lines, Offset);
  const unsigned Begin = *std::prev(Next);
  const llvm::StringRef Before = In.Buffer->getBuffer().slice(Begin, Offset);
  // Of each code point, one byte doesn't continue another one.
  const auto Points = llvm::count_if(
      Before, [](char Byte) { return (static_cast<unsigned char>(Byte) & 0xC0) != 0x80; });
  return {static_cast<unsigned>(Next - In.Lines.begin()), static_cast<unsigned>(Points) + 1};
}

/// How many UTF-16 code units an editor has for the text.
static unsigned utf16Length(llvm::StringRef Text) {
  unsigned Units = 0;
  while (!Text.empty()) {
    const auto *Bytes = reinterpret_cast<const llvm::UTF8 *>(Text.data());
    const unsigned Length = llvm::getNumBytesForUTF8(*Bytes);
    const bool IsLegal = Length <= Text.size() && llvm::isLegalUTF8Sequence(Bytes, Bytes + Length);
    constexpr unsigned OfSurrogates = 4;
    Units += IsLegal && Length == OfSurrogates ? 2 : 1;
    Text = Text.drop_front(IsLegal ? Length : 1);
  }
  return Units;
}

Utf16Position Sources::utf16PositionOf(llvm::StringRef File, unsigned Offset) {
  const Text &In = textOf(File);
  if (!In.Buffer || Offset > In.Buffer->getBufferSize())
    return {};
  const auto Next = llvm::upper_bound(In.Lines, Offset);
  unsigned Line = Next - In.Lines.begin() - 1;
  // A carriage return alone ends a line, too.
  const llvm::StringRef Contents = In.Buffer->getBuffer();
  size_t Begin = 0;
  for (size_t At = Contents.find('\r'); At < Offset; At = Contents.find('\r', At + 1))
    if (!Contents.substr(At + 1).starts_with("\n")) {
      ++Line;
      Begin = At + 1;
    }
  Begin = std::max<size_t>(Begin, *std::prev(Next));
  llvm::StringRef Before = Contents.slice(Begin, Offset);
  if (Begin == 0)
    Before.consume_front("\xef\xbb\xbf");
  return {Line, utf16Length(Before)};
}

} // namespace valuetask
