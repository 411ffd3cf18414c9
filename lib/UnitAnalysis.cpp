//===--- UnitAnalysis.cpp - everything known about a translation unit -----===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnitAnalysis.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include <tuple>

using namespace clang;

namespace valuetask {

Statistics &Statistics::operator+=(const Statistics &Other) {
  FunctionsSeen += Other.FunctionsSeen;
  FunctionsAnalysed += Other.FunctionsAnalysed;
  Candidates += Other.Candidates;
  Refuted += Other.Refuted;
  Dropped += Other.Dropped;
  return *this;
}

UnitAnalysis::UnitAnalysis(ASTContext &Context, const AnalysisOptions &Options)
    : Context(Context), Types(Context, Options.SingleAwaitTypes), Code(Context), Known(Types) {
  Counted.FunctionsSeen = Code.Functions.size();
}

const Suspension &UnitAnalysis::suspension() {
  if (!Solved)
    Solved.emplace(Code.Functions, Flows);
  return *Solved;
}

std::vector<Finding> findMisuses(UnitAnalysis &Unit, llvm::function_ref<bool(RuleId)> Enabled) {
  std::vector<Finding> Findings;
  auto Run = [&](RuleId Rule, std::vector<Finding> (*Find)(UnitAnalysis &)) {
    if (Enabled(Rule))
      llvm::append_range(Findings, Find(Unit));
  };
#define VALUETASK_RULE(Id, Name, Summary) Run(RuleId::Id, find##Id);
#include "Rules.def"

  const SourceManager &Sources = Unit.context().getSourceManager();
  llvm::sort(Findings, [&](const Finding &A, const Finding &B) {
    if (A.Location != B.Location)
      return Sources.isBeforeInTranslationUnit(A.Location, B.Location);
    return std::tie(A.Rule, A.Message) < std::tie(B.Rule, B.Message);
  });
  auto Same = [](const Finding &A, const Finding &B) {
    return A.Location == B.Location && A.Rule == B.Rule;
  };
  Findings.erase(std::unique(Findings.begin(), Findings.end(), Same), Findings.end());
  return Findings;
}

std::string quote(const Expr *E, const ASTContext &Context) {
  constexpr size_t Longest = 60;
  if (E->getBeginLoc().isMacroID() || E->getEndLoc().isMacroID())
    return {};
  const StringRef Text = Lexer::getSourceText(CharSourceRange::getTokenRange(E->getSourceRange()),
                                              Context.getSourceManager(), Context.getLangOpts());
  if (Text.empty() || Text.size() > Longest || Text.contains('\n'))
    return {};
  return Text.str();
}

} // namespace valuetask
