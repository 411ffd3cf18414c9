//===--- Dialects.cpp - the dialects that are in use ----------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "models/Dialects.h"
#include "text/Spelling.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/MemoryBuffer.h"
#include <optional>

using llvm::StringRef;

namespace valuetask {

namespace {

struct BuiltInFile {
  llvm::StringLiteral Name;
  llvm::StringLiteral Text;
};

constexpr BuiltInFile BuiltInFiles[] = {
#include "DialectFiles.inc"
};

llvm::Error unknownDialect(StringRef Name) {
  std::vector<StringRef> Known;
  for (const auto &D : builtInDialects())
    Known.push_back(D->Id);
  const std::string Question = didYouMean(Name, Known);
  return llvm::createStringError(
      ("'" + Name + "' is not a dialect; " +
       (Question.empty()
            ? "write 'auto', 'none', the path of a file, or one of " + llvm::join(Known, ", ")
            : Question))
          .str());
}

llvm::Expected<std::shared_ptr<const Dialect>> readFile(const std::string &File) {
  const auto Text = llvm::MemoryBuffer::getFile(File, /*IsText=*/true);
  if (!Text)
    return llvm::createStringError("the dialect '" + File +
                                   "' can't be read: " + Text.getError().message());
  llvm::Expected<Dialect> Read = readDialect((*Text)->getBuffer(), File);
  if (!Read)
    return Read.takeError();
  return std::make_shared<const Dialect>(std::move(*Read));
}

llvm::Expected<std::shared_ptr<const Dialect>> findDialect(const std::string &Element) {
  if (isDialectFile(Element))
    return readFile(Element);
  for (const auto &Known : builtInDialects())
    if (Known->Id == Element)
      return Known;
  return unknownDialect(Element);
}

/// The last parts of the paths after the key 'headers' of all dialects; nothing where one isn't
/// written as a list in one line.
std::optional<llvm::StringSet<>> headerNames() {
  llvm::StringSet<> Names;
  for (const BuiltInFile &File : BuiltInFiles) {
    auto [Before, Headers] = StringRef(File.Text).split("\nheaders: [");
    if (Headers.empty())
      return std::nullopt;
    llvm::SmallVector<StringRef> Paths;
    llvm::SplitString(Headers.take_until([](char C) { return C == ']'; }), Paths, ", '\"\n");
    for (const StringRef Header : Paths)
      Names.insert(Header.substr(Header.rfind('/') + 1));
  }
  return Names;
}

/// Adds one in the place of another one of the same name.
void add(DialectList &List, std::shared_ptr<const Dialect> One) {
  const auto Same = llvm::find_if(List, [&](const auto &D) { return D->Id == One->Id; });
  if (Same == List.end())
    List.push_back(std::move(One));
  else
    *Same = std::move(One);
}

} // namespace

const DialectList &builtInDialects() {
  static const DialectList Read = [] {
    DialectList List;
    for (const BuiltInFile &File : BuiltInFiles) {
      Dialect BuiltIn = llvm::cantFail(readDialect(File.Text, File.Name));
      BuiltIn.IsBuiltIn = true;
      List.push_back(std::make_shared<const Dialect>(std::move(BuiltIn)));
    }
    return List;
  }();
  return Read;
}

bool mayBeOfBuiltInDialect(StringRef Path) {
  static const std::optional<llvm::StringSet<>> Names = headerNames();
  return !Names || Names->contains(Path.substr(Path.rfind('/') + 1));
}

bool isDialectFile(StringRef Element) {
  return Element.contains('/') || Element.ends_with(".yaml") || Element.ends_with(".yml");
}

llvm::Expected<DialectList> selectDialects(llvm::ArrayRef<std::string> Elements) {
  DialectList Selected;
  if (llvm::is_contained(Elements, "none")) {
    if (Elements.size() > 1)
      return llvm::createStringError("'none' stands alone; leave the other dialects out, or it");
    return Selected;
  }
  if (llvm::is_contained(Elements, "auto"))
    Selected = builtInDialects();
  for (const std::string &Element : Elements) {
    if (Element == "auto")
      continue;
    llvm::Expected<std::shared_ptr<const Dialect>> Found = findDialect(Element);
    if (!Found)
      return Found.takeError();
    add(Selected, std::move(*Found));
  }
  return Selected;
}

} // namespace valuetask
