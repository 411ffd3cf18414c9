//===--- Analysis.cpp - one run over some files ---------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Analysis.h"
#include "ValueTaskModule.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang::tidy;

namespace valuetask {

namespace {

/// All that has influence on a unit's result but the disk.
std::string keyOf(const std::string &File, ClangTidyContext &Options,
                  const clang::tooling::CompilationDatabase &Database, const Extras &Wanted) {
  std::vector<std::string> Influences = {File, configurationAsText(Options.getOptionsForFile(File)),
                                         Wanted.Suppressions ? "with suppressions" : "",
                                         Wanted.Facts ? "with facts" : ""};
  for (const clang::tooling::CompileCommand &Command : Database.getCompileCommands(File)) {
    llvm::SmallString<256> Directory(Command.Directory);
    if (llvm::sys::fs::make_absolute(Directory))
      Directory = Command.Directory; // there is no current folder either
    Influences.push_back(Directory.str().str());
    llvm::append_range(Influences, Command.CommandLine);
  }
  return ResultCache::keyOf(Influences);
}

/// As it is kept: what it took then isn't what it takes now.
UnitResult withoutTimes(UnitResult Unit) {
  for (double *Milliseconds : {&Unit.Counted.CollectMs, &Unit.Counted.EventsMs,
                               &Unit.Counted.CandidatesMs, &Unit.Counted.RefutationMs})
    *Milliseconds = 0;
  return Unit;
}

/// What the cache has of units, if there is a cache.
class KeptUnits {
public:
  KeptUnits(const AnalysisContext &Context, const std::vector<std::string> &Files,
            ResultCache *Cache, const Extras &Wanted)
      : Context(Context), Files(Files), Cache(Cache), Wanted(Wanted), Keys(Files.size()),
        Options(Context.MakeTidyContext()) {}

  /// What an earlier run found, if nothing has changed since.
  std::optional<UnitResult> find(unsigned Index) {
    if (!Cache)
      return std::nullopt;
    Keys[Index] = keyOf(Files[Index], *Options, Context.Database, Wanted);
    std::optional<ResultCache::Entry> Kept = Cache->find(Keys[Index]);
    if (!Kept)
      return std::nullopt;
    llvm::Expected<UnitResult> Unit = fromText(Kept->Result);
    if (!Unit) {
      llvm::consumeError(Unit.takeError());
      return std::nullopt;
    }
    if (Wanted.FilesRead)
      Unit->FilesRead = std::move(Kept->FilesRead);
    return std::move(*Unit);
  }

  /// Keeps what this run found of a unit that find() was asked for.
  void store(unsigned Index, const FilesSeen &Seen, UnitResult &Unit) const {
    if (!Cache)
      return;
    if (llvm::Error Problem = Cache->store(Keys[Index], Seen, toText(withoutTimes(Unit))))
      Unit.CacheProblem = llvm::toString(std::move(Problem));
  }

private:
  const AnalysisContext &Context;
  const std::vector<std::string> &Files;
  ResultCache *Cache;
  const Extras &Wanted;
  std::vector<std::string> Keys; ///< of those that find() was asked for
  std::unique_ptr<ClangTidyContext> Options;
};

/// Do its errors look like those of coroutines under an older standard?
bool hasErrorsOfCoroutines(const UnitResult &Unit) {
  static constexpr llvm::StringLiteral Words[] = {
      "coroutine", "co_await", "co_return", "co_yield", "concept", "constinit", "source_location"};
  return llvm::any_of(Unit.Diagnostics, [](const FoundDiagnostic &E) {
    return isCompilerError(E) && llvm::any_of(Words, [&](llvm::StringRef Word) {
             return llvm::StringRef(E.Message.Message).contains(Word);
           });
  });
}

bool isCxx20(const clang::tooling::CompileCommand &Command) {
  static constexpr llvm::StringLiteral Names[] = {"20", "2a", "23", "2b", "26", "2c"};
  return llvm::any_of(Command.CommandLine, [](llvm::StringRef Argument) {
    return (Argument.consume_front("-std=") || Argument.consume_front("--std=")) &&
           llvm::any_of(Names, [&](llvm::StringRef Name) { return Argument.ends_with(Name); });
  });
}

} // namespace

llvm::Expected<RunResult> analyse(const AnalysisContext &Context,
                                  const std::vector<std::string> &Files, ResultCache *Cache,
                                  const Extras &Wanted,
                                  llvm::function_ref<void(llvm::StringRef, bool)> OnDone) {
  RunResult Result;
  Result.Whole = Program(Context.ClosedWorld);
  KeptUnits Kept(Context, Files, Cache, Wanted);
  std::vector<unsigned> ToDo;
  auto Add = [&](UnitResult Unit, const std::string &File) {
    const bool LacksCxx20 = hasErrorsOfCoroutines(Unit) &&
                            llvm::none_of(Context.Database.getCompileCommands(File), isCxx20);
    addUnit(std::move(Unit), File, Result);
    if (LacksCxx20)
      Result.Failed.back().Reason += "; C++20 is needed: -std=c++20";
  };
  for (unsigned Index = 0; Index < Files.size(); ++Index)
    if (std::optional<UnitResult> Unit = Kept.find(Index)) {
      Add(std::move(*Unit), Files[Index]);
      ++Result.FromCache;
      OnDone(Files[Index], /*WasKnown=*/true);
    } else {
      ToDo.push_back(Index);
    }
  auto Work = [&](unsigned Number) {
    FilesSeen Seen;
    UnitResult Unit = analyseUnit(*Context.MakeTidyContext(), Context.Profiles, Context.Database,
                                  Files[ToDo[Number]], Context.Disk, Seen, Wanted);
    Kept.store(ToDo[Number], Seen, Unit);
    if (Wanted.FilesRead)
      for (const auto &File : Seen.Read)
        Unit.FilesRead.push_back(File.getKey().str());
    return toText(Unit);
  };
  auto Done = [&](unsigned Number, llvm::Expected<std::string> Text) {
    const std::string &File = Files[ToDo[Number]];
    llvm::Expected<UnitResult> Unit =
        Text ? fromText(*Text) : llvm::Expected<UnitResult>(Text.takeError());
    if (Unit) {
      Add(std::move(*Unit), File);
    } else {
      Result.Failed.push_back({File, llvm::toString(Unit.takeError())});
      Result.GaveUp = true;
    }
    OnDone(File, /*WasKnown=*/false);
  };
  if (llvm::Error Problem = workInProcesses(ToDo.size(), Context.Limits, Work, Done))
    return Problem;
  putInOrder(Result);
  return Result;
}

} // namespace valuetask
