//===--- Changes.cpp - what changed since a revision ---------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "input/Changes.h"
#include "input/Paths.h"
#include "input/Programs.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <climits>

namespace valuetask {

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

/// What git prints, in the folder.
static llvm::Expected<std::string> askGit(llvm::ArrayRef<llvm::StringRef> Arguments,
                                          llvm::StringRef Folder) {
  std::vector<llvm::StringRef> All = {"-C", Folder};
  llvm::append_range(All, Arguments);
  llvm::Expected<ProgramAnswer> Answer = runProgram("git", All, "--since");
  if (!Answer)
    return Answer.takeError();
  if (Answer->Code != 0)
    return llvm::createStringError("git " + llvm::join(Arguments, " ") + ": " +
                                   llvm::StringRef(Answer->Errors).trim());
  return std::move(Answer->Output);
}

static std::string below(llvm::StringRef Root, llvm::StringRef Name) {
  llvm::SmallString<256> Path(Root);
  path::append(Path, Name);
  return Path.str().str();
}

llvm::Expected<Changes> Changes::since(llvm::StringRef Revision, llvm::StringRef Folder) {
  llvm::Expected<std::string> Root = askGit({"rev-parse", "--show-toplevel"}, Folder);
  if (!Root)
    return llvm::createStringError("--since: " + llvm::toString(Root.takeError()));
  const llvm::StringRef Top = llvm::StringRef(*Root).trim();
  // A name that begins with '-' would be taken for an option.
  llvm::Expected<std::string> Commit = askGit(
      {"rev-parse", "--verify", "--quiet", "--end-of-options", (Revision + "^{commit}").str()},
      Top);
  if (!Commit) {
    llvm::consumeError(Commit.takeError());
    return llvm::createStringError("--since: '" + Revision +
                                   "' is not a revision of the repository in '" + Top +
                                   "'; a shallow clone may have to fetch it");
  }
  llvm::Expected<std::string> Diff = askGit(
      {"-c", "core.quotePath=off", "diff", "--unified=0", "--no-color", "--no-ext-diff",
       "--no-renames", "--src-prefix=a/", "--dst-prefix=b/", llvm::StringRef(*Commit).trim(), "--"},
      Top);
  if (!Diff)
    return Diff.takeError();
  llvm::Expected<std::string> New =
      askGit({"ls-files", "--others", "--exclude-standard", "-z"}, Top);
  if (!New)
    return New.takeError();

  Changes Result;
  Ranges *Current = nullptr;
  llvm::SmallVector<llvm::StringRef> Split;
  llvm::StringRef(*Diff).split(Split, '\n');
  for (llvm::StringRef Line : Split) {
    if (Line.consume_front("+++ b/")) {
      Line.consume_back("\t"); // after a name with spaces
      Current = &Result.Lines[below(Top, Line)];
    } else if (Line.starts_with("+++ ")) {
      Current = nullptr; // it is gone
    } else if (Current && Line.consume_front("@@ -")) {
      // '@@ -from,count +from,count @@'; without a count it is one line.
      const llvm::StringRef Added = Line.split('+').second.split(' ').first;
      const auto [From, Count] = Added.split(',');
      unsigned First = 0, Lines = 1;
      if (!From.getAsInteger(10, First) && (Count.empty() || !Count.getAsInteger(10, Lines)) &&
          Lines)
        Current->emplace_back(First, First + Lines - 1);
    }
  }
  Split.clear();
  llvm::StringRef(*New).split(Split, '\0', -1, /*KeepEmpty=*/false);
  for (const llvm::StringRef Name : Split)
    Result.Lines[below(Top, Name)] = {{1, UINT_MAX}};
  return Result;
}

const Changes::Ranges *Changes::linesOf(llvm::StringRef File) const {
  auto [Real, IsNew] = RealPaths.try_emplace(File);
  if (IsNew)
    Real->second = realPath(File);
  const auto It = Lines.find(Real->second);
  return It == Lines.end() ? nullptr : &It->second;
}

bool Changes::touchesLine(llvm::StringRef File, unsigned Line) const {
  const Ranges *Changed = linesOf(File);
  return Changed && llvm::any_of(*Changed, [Line](const auto &Range) {
           return Range.first <= Line && Line <= Range.second;
         });
}

} // namespace valuetask
