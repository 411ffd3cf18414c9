//===--- UnitAnalysis.cpp - everything known about a translation unit -----===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "unit/UnitAnalysis.h"
#include "unit/Stopwatch.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

using namespace clang;

namespace valuetask {

static UserCode collect(ASTContext &Context, const Awaitables &Types, Statistics &Counted) {
  const Stopwatch Timed(Counted.CollectMs);
  return UserCode(Context, Types);
}

/// Where they are written, sorted.
static std::vector<TemplatePlace> placesInMainFile(llvm::ArrayRef<const FunctionDecl *> Templates,
                                                   const SourceManager &Sources) {
  std::vector<TemplatePlace> Places;
  for (const FunctionDecl *Written : Templates) {
    const SourceLocation At = Sources.getFileLoc(Written->getLocation());
    if (!Sources.isInMainFile(At))
      continue;
    const auto *Method = dyn_cast<CXXMethodDecl>(Written);
    const bool IsLambda = Method && Method->getParent()->isLambda();
    Places.push_back({Sources.getFilename(At).str(), Sources.getSpellingLineNumber(At),
                      IsLambda ? "a generic lambda" : Written->getQualifiedNameAsString()});
  }
  llvm::sort(Places);
  Places.erase(std::unique(Places.begin(), Places.end()), Places.end());
  return Places;
}

/// Where facts are collected, nothing is known, and what that concerns is counted.
static std::unique_ptr<const OtherUnits> othersOf(const AnalysisOptions &Options) {
  if (Program *Whole = Options.program())
    return std::make_unique<KnownUnits>(*Whole);
  if (Options.collectsFacts())
    return std::make_unique<AssumedUnits>();
  return nullptr;
}

UnitAnalysis::UnitAnalysis(ASTContext &Context, const AnalysisOptions &Options, MisuseKinds Wanted)
    : Context(Context), Types(Context, Options.SingleAwaitTypes, Options.Dialects),
      Code(collect(Context, Types, Counted)), Options(Options), Others(othersOf(Options)),
      Callees(Types, Flows, Others.get()),
      Search(Code, Flows, Callees, Counted, {Wanted, Options.UseSolver, Options.collectsFacts()}) {
  Counted.FunctionsSeen = Code.Functions.size();
  if (isOfInterest())
    Counted.NotLookedAt = placesInMainFile(Code.WithoutInstance, Context.getSourceManager());
  Counted.TypesFound = Types.namesFound().vec();
  Counted.DialectsFound = Types.dialectsFound().vec();
}

const Suspension &UnitAnalysis::suspension() {
  if (!Solved)
    Solved.emplace(Code.Functions, Flows, Types, Options.program() ? Others.get() : nullptr);
  return *Solved;
}

const Suspension *UnitAnalysis::suspensionIfOthersDo() {
  static const AssumedUnits AllSuspend;
  if (!Options.collectsFacts())
    return nullptr;
  if (!SolvedIfOthersDo)
    SolvedIfOthersDo.emplace(Code.Functions, Flows, Types, &AllSuspend);
  return &*SolvedIfOthersDo;
}

const Measurements *UnitAnalysis::measurements() {
  if (!Options.Measured)
    return nullptr;
  if (!Figures)
    Figures.emplace(*Options.Measured, Code, Context);
  return &*Figures;
}

const TaskUses &UnitAnalysis::taskUses() {
  if (!Uses)
    Uses.emplace(Context);
  return *Uses;
}

const FoundMisuses &UnitAnalysis::misuses() {
  if (!Misuses)
    Misuses = Search.run();
  return *Misuses;
}

const Ancestors &UnitAnalysis::parents() {
  if (!Parents) {
    Parents.emplace();
    for (const FunctionDecl *Function : Code.Functions)
      Parents->add(writtenBody(Function));
  }
  return *Parents;
}

Statistics UnitAnalysis::statistics() {
  Statistics All = Counted;
  if (const Measurements *Measured = measurements()) {
    Statistics Matches;
    Matches.ProfileMatched = Measured->matched().vec();
    Matches.ProfileUnmatched = Measured->unmatched().vec();
    All += Matches;
  }
  return All;
}

} // namespace valuetask
