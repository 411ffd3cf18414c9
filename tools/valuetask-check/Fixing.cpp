//===--- Fixing.cpp - applying the fixes of findings ----------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fixing.h"
#include "input/Paths.h"
#include "input/Programs.h"
#include "output/OutputFile.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MemoryBuffer.h"

using clang::tooling::Replacement;
using clang::tooling::Replacements;

namespace valuetask {

FixPlan planFixes(const RunResult &Result) {
  FixPlan Plan;
  for (const FoundDiagnostic &E : Result.Diagnostics) {
    if (E.Help.Fix.empty())
      continue;
    std::map<std::string, Replacements> With; // of the files that it changes
    bool Fits = true;
    for (const SourceChange &Edit : E.Help.Fix) {
      const auto Before = Plan.ByFile.find(Edit.File);
      Replacements &Together =
          With.try_emplace(Edit.File, Before == Plan.ByFile.end() ? Replacements() : Before->second)
              .first->second;
      const Replacement Change(Edit.File, Edit.Offset, Edit.Length, Edit.Text);
      // What two findings both want is done once: two insertions of one text would both be made.
      if (llvm::is_contained(Together, Change))
        continue;
      if (llvm::Error Problem = Together.add(Change)) {
        llvm::consumeError(std::move(Problem));
        Fits = false;
      }
    }
    if (Fits) {
      for (auto &[File, Together] : With)
        Plan.ByFile[File] = std::move(Together);
      ++Plan.Taken;
    } else {
      Plan.Refused.push_back(&E);
    }
  }
  return Plan;
}

std::string describe(const FixPlan &Plan, const RunResult &Result, Sources &Files,
                     llvm::StringRef Root, bool IsDone) {
  constexpr unsigned MostNamed = 20;
  unsigned Left = 0;
  std::string Names;
  for (const FoundDiagnostic &E : Result.Diagnostics) {
    const bool IsRefused = llvm::is_contained(Plan.Refused, &E);
    if (isCompilerError(E) || (!E.Help.Fix.empty() && !IsRefused) || ++Left > MostNamed)
      continue;
    const Position At = Files.positionOf(E.Message.FilePath, E.Message.FileOffset);
    Names += llvm::formatv(
        "\n  {0}:{1}:{2}: {3} [{4}]", relativePath(E.Message.FilePath, Root), At.Line, At.Column,
        IsRefused ? "another fix changes the same text; run --fix again" : "no safe fix",
        E.DiagnosticName);
  }
  if (Left > MostNamed)
    Names += llvm::formatv("\n  and {0} more", Left - MostNamed);
  return llvm::formatv("{0} {1}, {2} left{3}{4}", Plan.Taken, IsDone ? "fixed" : "would be fixed",
                       Left, Left ? ":" : "", Names);
}

namespace {

struct Change {
  std::string File;
  std::string Before;
  std::string After;
};

llvm::Expected<std::vector<Change>> changesOf(const FixPlan &Plan) {
  std::vector<Change> Changes;
  for (const auto &[File, Wanted] : Plan.ByFile) {
    const auto Buffer = llvm::MemoryBuffer::getFile(File);
    if (!Buffer)
      return llvm::createStringError("can't read '" + File + "': " + Buffer.getError().message());
    const std::string Before = (*Buffer)->getBuffer().str();
    llvm::Expected<std::string> After = clang::tooling::applyAllReplacements(Before, Wanted);
    if (!After)
      return llvm::createStringError(
          "the fixes don't fit '" + File +
          "', which changed since it was analysed: " + llvm::toString(After.takeError()));
    Changes.push_back({File, Before, *After});
  }
  return Changes;
}

llvm::Error noneChanged(llvm::Error Because) {
  return llvm::createStringError(llvm::toString(std::move(Because)) + "; no file was changed");
}

/// Puts the files in place, all of them or none.
llvm::Error commitAll(llvm::MutableArrayRef<OutputFile> Files, llvm::ArrayRef<Change> Changes) {
  for (size_t Index = 0; Index < Files.size(); ++Index) {
    llvm::Error Problem = Files[Index].commit();
    if (!Problem)
      continue;
    llvm::Error Undone = llvm::Error::success();
    for (const Change &Done : Changes.take_front(Index))
      Undone = llvm::joinErrors(
          std::move(Undone),
          writeFile(Done.File, [&](llvm::raw_ostream &Out) { Out << Done.Before; }));
    return Undone ? llvm::joinErrors(std::move(Problem), std::move(Undone))
                  : noneChanged(std::move(Problem));
  }
  return llvm::Error::success();
}

} // namespace

llvm::Error applyFixes(const FixPlan &Plan) {
  llvm::Expected<std::vector<Change>> Changes = changesOf(Plan);
  if (!Changes)
    return Changes.takeError();
  // All are complete before the first one is put in place, so that a full disk changes none.
  std::vector<OutputFile> Files;
  for (const Change &Edit : *Changes) {
    llvm::Expected<OutputFile> File =
        OutputFile::write(Edit.File, [&](llvm::raw_ostream &Out) { Out << Edit.After; });
    if (!File)
      return noneChanged(File.takeError());
    Files.push_back(std::move(*File));
  }
  return commitAll(Files, *Changes);
}

llvm::Error printFixes(const FixPlan &Plan, llvm::StringRef Root, llvm::raw_ostream &Out) {
  llvm::Expected<std::vector<Change>> Changes = changesOf(Plan);
  if (!Changes)
    return Changes.takeError();
  std::string All;
  for (const Change &Edit : *Changes) {
    llvm::Expected<MemoryFile> After = MemoryFile::create();
    if (!After)
      return After.takeError();
    if (llvm::Error E = After->write(Edit.After))
      return E;
    const std::string Name = relativePath(Edit.File, Root);
    const std::string From = "a/" + Name, To = "b/" + Name;
    llvm::Expected<ProgramAnswer> Diff = runProgram(
        "diff", {"-u", "--label", From, "--label", To, Edit.File, After->name()}, "--dry-run");
    if (!Diff)
      return Diff.takeError();
    // It says 1 where there are differences, and 2 when it failed.
    if (Diff->Code > 1 || Diff->Code < 0)
      return llvm::createStringError("'diff' failed for '" + Edit.File + "'");
    All += Diff->Output;
  }
  Out << All;
  return llvm::Error::success();
}

} // namespace valuetask
