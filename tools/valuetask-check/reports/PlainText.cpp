//===--- PlainText.cpp - a page of the docs for a terminal ----------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reports/PlainText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"
#include <cctype>
#include <optional>

namespace valuetask {

namespace {

/// The code points of a line.
size_t widthOf(llvm::StringRef Line) {
  return llvm::count_if(Line,
                        [](char C) { return (static_cast<unsigned char>(C) & 0xC0) != 0x80; });
}

/// Takes '[text](target)' off the beginning. \returns the text; nothing where there is no link
std::optional<llvm::StringRef> takeLink(llvm::StringRef &Rest) {
  const size_t Middle = Rest.find("](");
  if (!Rest.starts_with("[") || Middle != Rest.find(']'))
    return std::nullopt;
  const size_t End = Rest.find(')', Middle);
  if (Middle == llvm::StringRef::npos || End == llvm::StringRef::npos)
    return std::nullopt;
  const llvm::StringRef Text = Rest.slice(1, Middle);
  Rest = Rest.drop_front(End + 1);
  return Text;
}

/// Text that is not in a block of code.
std::string withoutMarks(llvm::StringRef Rest) {
  std::string Text;
  while (!Rest.empty()) {
    if (Rest.starts_with("<!--")) {
      Rest = Rest.split("-->").second;
    } else if (llvm::StringRef Image = Rest; Image.consume_front("!") && takeLink(Image)) {
      Rest = Image;
    } else if (const std::optional<llvm::StringRef> Link = takeLink(Rest)) {
      Text += withoutMarks(*Link);
    } else if (Rest.starts_with("`")) {
      const size_t Length = std::min(Rest.find('`', 1), Rest.size() - 1) + 1;
      Text += Rest.take_front(Length);
      Rest = Rest.drop_front(Length);
    } else if (!Rest.consume_front("**")) {
      if (Rest.size() > 1 && Rest.front() == '\\' &&
          std::ispunct(static_cast<unsigned char>(Rest[1])))
        Rest = Rest.drop_front();
      Text += Rest.front();
      Rest = Rest.drop_front();
    }
  }
  return Text;
}

/// Lines, with no more than one empty line between two others.
class Lines {
public:
  void add(const llvm::Twine &Line) {
    const std::string Text = llvm::StringRef(Line.str()).rtrim().str();
    if (Text.empty() && (All.empty() || llvm::StringRef(All).ends_with("\n\n")))
      return;
    All += Text + "\n";
  }

  void addText(llvm::StringRef Block) {
    llvm::SmallVector<llvm::StringRef> Each;
    const std::string Text = withoutMarks(Block);
    llvm::StringRef(Text).split(Each, '\n');
    for (llvm::StringRef Line : Each) {
      const bool IsTitle = Line.starts_with("# ");
      const bool IsHeading = Line.starts_with("#");
      Line = IsHeading ? Line.ltrim("#").trim() : Line;
      add(Line);
      if (IsHeading)
        add(std::string(widthOf(Line), IsTitle ? '=' : '-'));
    }
  }

  std::string take() const { return llvm::StringRef(All).rtrim().str() + "\n"; }

private:
  std::string All;
};

} // namespace

std::string plainText(llvm::StringRef Markdown) {
  constexpr llvm::StringLiteral Fence = "```";
  Lines Result;
  llvm::StringRef Rest = Markdown;
  while (!Rest.empty()) {
    const auto [Text, Code] = Rest.split(Fence);
    Result.addText(Text);
    auto [Block, After] = Code.split(Fence);
    llvm::SmallVector<llvm::StringRef> Each;
    Block.split(Each, '\n');
    for (const llvm::StringRef Line : llvm::ArrayRef(Each).drop_front()) // what language it is
      Result.add("    " + Line);
    Rest = After;
  }
  return Result.take();
}

} // namespace valuetask
