//===--- RunResult.cpp - what a run over some files found -----------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/RunResult.h"
#include "compat/Versions.h"
#include "findings/Rules.h"
#include "findings/Yielding.h"
#include "output/OutputFile.h"
#include "unit/Stopwatch.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <functional>
#include <tuple>

namespace valuetask {

namespace {

/// One spelling for one file, whichever unit included it and from which folder that was compiled.
void normalise(std::string &Path, llvm::StringRef BuildDirectory) {
  if (Path.empty())
    return;
  llvm::SmallString<256> Whole(Path);
  compat::makeAbsolute(BuildDirectory, Whole);
  llvm::sys::path::remove_dots(Whole, /*remove_dot_dot=*/true);
  Path = Whole.str().str();
}

void normalise(SourceMessage &Message, llvm::StringRef BuildDirectory) {
  normalise(Message.FilePath, BuildDirectory);
  for (FileRange &Range : Message.Ranges)
    normalise(Range.File, BuildDirectory);
  for (SourceChange &Change : Message.Fix)
    normalise(Change.File, BuildDirectory);
}

auto placeOf(const FoundDiagnostic &E) {
  return std::tie(E.Message.FilePath, E.Message.FileOffset, E.DiagnosticName, E.Message.Message);
}

void normalise(FoundDiagnostic &E) {
  normalise(E.Message, E.BuildDirectory);
  for (SourceMessage &Note : E.Notes)
    normalise(Note, E.BuildDirectory);
  normalise(E.Help, E.BuildDirectory);
}

} // namespace

void addUnit(UnitResult Unit, const std::string &File, RunResult &Result) {
  Result.Skipped += Unit.Skipped;
  Result.HasHeader |= Unit.HasHeader;
  if (!Unit.CacheProblem.empty())
    Result.CacheProblem = Unit.CacheProblem;
  Result.FilesRead.insert(Unit.FilesRead.begin(), Unit.FilesRead.end());
  llvm::append_range(Result.Suppressions, Unit.Suppressions);
  Result.HiddenByNolint += Unit.HiddenByNolint;
  Result.HiddenByHeaderFilter += Unit.HiddenByHeaderFilter;
  Result.Counted += Unit.Counted;
  // Here, where it is known which file is meant: the error may be one in a header.
  if (llvm::any_of(Unit.Diagnostics, isCompilerError))
    Result.Failed.push_back(
        {File, "does not compile with clang, so that not all of it could be analysed"});
  for (FoundDiagnostic &E : Unit.Diagnostics) {
    normalise(E);
    Result.Diagnostics.push_back(std::move(E));
  }
  for (OpenFinding &Open : Unit.Open) {
    normalise(Open.Found);
    Result.Open.push_back(std::move(Open));
  }
  const Stopwatch Timed(Result.LinkMs);
  Result.Whole.add(std::move(Unit.OwnFacts));
}

/// The finding as it is when its condition holds.
static FoundDiagnostic settled(const OpenFinding &Open, const Assumptions *Because,
                               Program &Whole) {
  FoundDiagnostic E = Open.Found;
  if (!Open.If.PointOfNote.empty()) {
    const std::vector<unsigned> Met = Whole.suspensionsOn(Open.If.Ways);
    E.Notes.clear();
    for (const auto &[Note, Point] : llvm::zip(Open.Found.Notes, Open.If.PointOfNote))
      if (llvm::is_contained(Met, Point))
        E.Notes.push_back(Note);
  }
  if (!Because)
    return E;
  for (const EffectAssumption &Assumed : Because->All) {
    const ParameterFact *Fact = Whole.definitionOf(Assumed.Function, Assumed.Parameter);
    if (!Fact || !consumes(Assumed.What))
      continue;
    SourceMessage Note;
    Note.Message = noteOn(*Fact);
    Note.FilePath = Fact->File;
    Note.FileOffset = Fact->Offset;
    E.Notes.push_back(std::move(Note));
  }
  return E;
}

void join(RunResult &Result, RunResult Other) {
  llvm::append_range(Result.Diagnostics, Other.Diagnostics);
  llvm::append_range(Result.Open, Other.Open);
  Result.Whole.add(Other.Whole.facts());
  Result.LinkMs += Other.LinkMs;
  llvm::append_range(Result.Failed, Other.Failed);
  Result.GaveUp |= Other.GaveUp;
  Result.FromCache += Other.FromCache;
  Result.Skipped += Other.Skipped;
  Result.HasHeader |= Other.HasHeader;
  if (!Other.CacheProblem.empty())
    Result.CacheProblem = std::move(Other.CacheProblem);
  Result.FilesRead.merge(Other.FilesRead);
  llvm::append_range(Result.Suppressions, Other.Suppressions);
  Result.HiddenByNolint += Other.HiddenByNolint;
  Result.HiddenByHeaderFilter += Other.HiddenByHeaderFilter;
  Result.HiddenByBaseline += Other.HiddenByBaseline;
  Result.HiddenAsUnchanged += Other.HiddenAsUnchanged;
  Result.Counted += Other.Counted;
  putInOrder(Result);
}

void putInOrder(RunResult &Result) {
  // By all of it: which of two about one place stays must not depend on which unit ended first.
  llvm::sort(Result.Diagnostics, [](const FoundDiagnostic &A, const FoundDiagnostic &B) {
    return std::tuple(placeOf(A), std::cref(A)) < std::tuple(placeOf(B), std::cref(B));
  });
  auto Same = [](const FoundDiagnostic &A, const FoundDiagnostic &B) {
    return placeOf(A) == placeOf(B);
  };
  Result.Diagnostics.erase(std::unique(Result.Diagnostics.begin(), Result.Diagnostics.end(), Same),
                           Result.Diagnostics.end());
  Result.Findings = llvm::count_if(Result.Diagnostics,
                                   [](const FoundDiagnostic &E) { return !isCompilerError(E); });
  llvm::sort(Result.Failed, [](const Unusable &A, const Unusable &B) { return A.File < B.File; });
  llvm::sort(Result.Counted.DroppedIn);
}

void settle(RunResult &Result) {
  const Stopwatch Timed(Result.LinkMs);
  // Of several about one place, the first in a fixed order; what holds anyhow comes before it.
  llvm::sort(Result.Open, [](const OpenFinding &A, const OpenFinding &B) {
    if (placeOf(A.Found) != placeOf(B.Found))
      return placeOf(A.Found) < placeOf(B.Found);
    return std::tie(A.If.AlwaysAsync, A.If.AnyOf, A.Found) <
           std::tie(B.If.AlwaysAsync, B.If.AnyOf, B.Found);
  });
  auto KeyOf = [](const FoundDiagnostic &E) {
    return std::tuple(E.Message.FilePath, E.Message.FileOffset, E.DiagnosticName);
  };
  std::set<std::tuple<std::string, unsigned, std::string>> Reported;
  for (const FoundDiagnostic &E : Result.Diagnostics)
    Reported.insert(KeyOf(E));
  for (const OpenFinding &Open : std::exchange(Result.Open, {}))
    if (const Program::Verdict Verdict = Result.Whole.settle(Open.If);
        Verdict.Holds && Reported.insert(KeyOf(Open.Found)).second)
      Result.Diagnostics.push_back(settled(Open, Verdict.Because, Result.Whole));
  // What held only if other units did something holds now, and may make others yield.
  dropYielding(
      Result.Diagnostics, [](const FoundDiagnostic &E) { return findRule(E.DiagnosticName); },
      [](const FoundDiagnostic &E) { return std::pair(E.Message.FilePath, E.Message.FileOffset); },
      [](const FoundDiagnostic &) { return true; });
  putInOrder(Result);
}

llvm::Error writeFacts(const Program &Whole, llvm::StringRef File) {
  if (File.empty())
    return llvm::Error::success();
  return writeFile(File, [&](llvm::raw_ostream &Out) { Out << toText(Whole.facts()); });
}

} // namespace valuetask
