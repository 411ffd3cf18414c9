//===--- Selection.cpp - which files of a project to analyse --------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Selection.h"
#include "analysis/Sources.h"
#include "input/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"

namespace valuetask {

namespace {

/// What one unit sees of the files that somebody asks for.
struct UnitSight {
  bool Itself = false;     ///< it is one of them, or can't be followed: the analysis will say why
  bool HasModules = false; ///< it may see more of them
  std::vector<std::string> Headers;
};

/// Follows the directives of all \p Files.
///
/// \param IsAsked  of a path without dots
llvm::Expected<std::vector<UnitSight>> lookFor(llvm::function_ref<bool(llvm::StringRef)> IsAsked,
                                               const AnalysisContext &Context,
                                               const std::vector<std::string> &Files) {
  constexpr llvm::StringLiteral Itself = "?", Modules = "import"; // no absolute paths
  auto Work = [&](unsigned Index) {
    const std::string &File = Files[Index];
    if (IsAsked(File))
      return Itself.str();
    const std::optional<UnitScan> Scan =
        scanUnit(*Context.MakeTidyContext(), Context.Database, File, Context.Disk);
    if (!Scan)
      return Itself.str();
    std::string Asked;
    if (Scan->HasModules)
      Asked += (Modules + "\n").str();
    for (const auto &Header : Scan->Seen.Read) {
      const std::string Path = absolutePath(Header.getKey());
      if (IsAsked(Path))
        Asked += realPath(Path) + "\n"; // the same header may be reached through a link
    }
    return Asked;
  };
  std::vector<UnitSight> Result(Files.size());
  auto Done = [&](unsigned Index, llvm::Expected<std::string> Text) {
    UnitSight &Unit = Result[Index];
    Unit.Itself = !Text || *Text == Itself;
    if (!Unit.Itself) {
      llvm::SmallVector<llvm::StringRef> Headers;
      llvm::StringRef(*Text).split(Headers, '\n', -1, /*KeepEmpty=*/false);
      for (const llvm::StringRef Header : Headers)
        if (Header == Modules)
          Unit.HasModules = true;
        else
          Unit.Headers.push_back(Header.str());
    }
    llvm::consumeError(Text.takeError());
  };
  if (llvm::Error Problem = workInProcesses(Files.size(), Context.Limits, Work, Done))
    return Problem;
  return Result;
}

/// Does the unit have a header that none before it has?
///
/// \param Shown  those that the ones before it have, and then its own as well
bool showsMore(const UnitSight &Unit, llvm::StringSet<> &Shown) {
  bool More = false;
  for (const std::string &Header : Unit.Headers)
    More |= Shown.insert(Header).second;
  return More;
}

} // namespace

llvm::Expected<std::vector<std::string>> affectedBy(const Changes &Changed,
                                                    const AnalysisContext &Context,
                                                    const std::vector<std::string> &Files,
                                                    bool AllIncluders) {
  llvm::Expected<std::vector<UnitSight>> Units =
      lookFor([&](llvm::StringRef Path) { return Changed.touchesFile(Path); }, Context, Files);
  if (!Units)
    return Units.takeError();
  std::vector<std::string> Result;
  llvm::StringSet<> Shown;
  for (const auto &[File, Unit] : llvm::zip(Files, *Units))
    if (Unit.Itself || Unit.HasModules ||
        (AllIncluders ? !Unit.Headers.empty() : showsMore(Unit, Shown)))
      Result.push_back(File);
  return Result;
}

void keepChanged(RunResult &Result, const Changes &Changed) {
  Sources Texts;
  auto Touches = [&](const SourceMessage &At) {
    return Changed.touchesLine(At.FilePath, Texts.positionOf(At.FilePath, At.FileOffset).Line);
  };
  llvm::erase_if(Result.Diagnostics, [&](const FoundDiagnostic &E) {
    if (isCompilerError(E) || Touches(E.Message) || llvm::any_of(E.Notes, Touches))
      return false;
    ++Result.HiddenAsUnchanged;
    --Result.Findings;
    return true;
  });
}

llvm::Expected<Includers> includersOf(llvm::ArrayRef<std::string> Headers,
                                      const AnalysisContext &Context,
                                      const std::vector<std::string> &Files) {
  llvm::StringSet<> Asked; // the same file may be reached through a link
  for (const std::string &Header : Headers)
    Asked.insert(realPath(Header));
  llvm::Expected<std::vector<UnitSight>> Units =
      lookFor([&](llvm::StringRef Path) { return Asked.contains(realPath(Path)); }, Context, Files);
  if (!Units)
    return Units.takeError();
  Includers Result;
  llvm::StringSet<> Shown;
  for (const auto &[File, Unit] : llvm::zip(Files, *Units))
    if (showsMore(Unit, Shown))
      Result.Files.push_back(File);
  llvm::copy_if(Headers, std::back_inserter(Result.NotIncluded),
                [&](const std::string &Header) { return !Shown.contains(realPath(Header)); });
  return Result;
}

} // namespace valuetask
