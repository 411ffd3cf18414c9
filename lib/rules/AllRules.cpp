//===--- AllRules.cpp - the rules, over one unit --------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/AllRules.h"
#include "findings/Yielding.h"
#include "unit/UnitFacts.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include <optional>
#include <tuple>

using namespace clang;

namespace valuetask {

namespace {

/// The names in the table's column of misuses.
struct MisuseColumn {
  using enum MisuseKind;
  static constexpr std::optional<MisuseKind> NoPath = std::nullopt;
};

struct RuleCode {
  RuleId Id;
  std::optional<MisuseKind> Misuse;
  std::vector<Finding> (*Find)(const UnitView &);
};

constexpr RuleCode Rules[] = {
#define VALUETASK_RULE(Id, Name, Severity, Needs, Misuse, YieldsTo, Summary)                       \
  {RuleId::Id, MisuseColumn::Misuse, find##Id},
#include "findings/Rules.def"
};

MisuseKinds kindsOf(llvm::function_ref<bool(RuleId)> Enabled, const ASTContext &Context) {
  const bool HasErrors = Context.getDiagnostics().hasUncompilableErrorOccurred();
  MisuseKinds Kinds;
  for (const RuleCode &Rule : Rules)
    // After an error, statements are missing, and what consumed the object may be one of them.
    if (Rule.Misuse && Enabled(Rule.Id) && !(HasErrors && Rule.Misuse == MisuseKind::Unconsumed))
      Kinds.add(*Rule.Misuse);
  return Kinds;
}

bool hasInput(RuleInput Needed, const AnalysisOptions &Options) {
  switch (Needed) {
  case RuleInput::Nothing:
    return true;
  case RuleInput::Profile:
    return Options.Measured != nullptr;
  case RuleInput::PublicHeaders:
    return !Options.PublicHeaders.empty();
  }
  llvm_unreachable("an input that no option gives");
}

/// In source order, each once.
void putInOrder(std::vector<Finding> &Findings, const SourceManager &Sources) {
  llvm::sort(Findings, [&](const Finding &A, const Finding &B) {
    if (A.Location != B.Location)
      return Sources.isBeforeInTranslationUnit(A.Location, B.Location);
    const bool IfA = A.If.has_value(), IfB = B.If.has_value();
    return std::tie(A.Rule, IfA, A.Message) < std::tie(B.Rule, IfB, B.Message);
  });
  // Of those that depend on other units, one of a kind may hold where another doesn't.
  auto Same = [](const Finding &A, const Finding &B) {
    return A.Location == B.Location && A.Rule == B.Rule && (!A.If || A.If == B.If);
  };
  Findings.erase(std::unique(Findings.begin(), Findings.end(), Same), Findings.end());
}

} // namespace

UnitFindings findMisuses(ASTContext &Context, const AnalysisOptions &Options,
                         llvm::function_ref<bool(RuleId)> Enabled) {
  UnitAnalysis Unit(Context, Options, kindsOf(Enabled, Context));
  UnitFindings Result;
  if (Options.CanAskForBodies && Unit.isOfInterest() && Unit.code().HandedToSkipped) {
    Result.AsksForBodies = true;
    return Result;
  }
  for (const RuleCode &Rule : Rules)
    if (Enabled(Rule.Id) && hasInput(infoOf(Rule.Id).Needs, Options))
      llvm::append_range(Result.Findings, Rule.Find(UnitView(Unit)));
  dropYielding(
      Result.Findings, [](const Finding &Found) { return &infoOf(Found.Rule); },
      [](const Finding &Found) { return Found.Location; },
      [](const Finding &Found) { return !Found.If; });
  const SourceManager &Sources = Context.getSourceManager();
  putInOrder(Result.Findings, Sources);
  for (Finding &Found : Result.Findings)
    Found.Function = Unit.code().functionAround(Found.Location, Sources);
  Result.ForOthers = factsOf(Unit);
  Result.Counted = Unit.statistics();
  return Result;
}

} // namespace valuetask
