//===--- UnitFacts.cpp - the facts about a translation unit ---------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "unit/UnitFacts.h"
#include "unit/Assumptions.h"
#include "unit/UnitAnalysis.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

namespace {

/// Virtual functions that a call of may reach \p Method.
void addOverridden(const CXXMethodDecl *Method, std::vector<std::string> &Names) {
  for (const CXXMethodDecl *Overridden : Method->overridden_methods()) {
    if (std::string Name = factNameOf(Overridden); !llvm::is_contained(Names, Name))
      Names.push_back(std::move(Name));
    addOverridden(Overridden, Names);
  }
}

/// Do others call it without seeing its body?
bool isDefinedForOthers(const FunctionDecl *Function) {
  return Function->isExternallyVisible() && !Function->isInlined() &&
         Function->getTemplateSpecializationKind() != TSK_ImplicitInstantiation;
}

std::optional<SuspensionFact> suspensionFact(const FunctionDecl *Function, UnitAnalysis &Unit) {
  SuspensionFact Fact{factNameOf(Function), {}, {}};
  if (Fact.Function.empty() || !hasSuspensionFact(Function, Unit.types()))
    return std::nullopt;
  if (const auto *Method = dyn_cast<CXXMethodDecl>(Function))
    addOverridden(Method, Fact.Overrides);
  if (Unit.suspensionIfOthersDo()->isAlwaysAsync(Function))
    Fact.Ways = Unit.suspensionIfOthersDo()->ways(Function, Unit.suspension()).Points;
  else if (!isDefinedForOthers(Function) && Fact.Overrides.empty())
    return std::nullopt;
  return Fact;
}

/// What a call does to the object of a parameter.
EffectKind effectOn(const Summary &Called, const ParmVarDecl *Parameter) {
  Place Where{Parameter, {}};
  if (Parameter->getType()->isPointerType())
    Where = Where.then({PlaceStep::Kind::Content});
  EffectKind What = EffectKind::Looks;
  if (Called.Diverges)
    return EffectKind::Escapes;
  for (const Effect &E : Called.Effects)
    if (E.Where.Root == Parameter) {
      if (!(E.Where == Where) || What != EffectKind::Looks)
        return EffectKind::Escapes;
      What = E.What;
    }
  return What;
}

ParameterFact parameterFact(const FunctionDecl *Function, unsigned Index, UnitAnalysis &Unit) {
  const ParmVarDecl *Parameter = Function->getParamDecl(Index);
  const SourceManager &Sources = Unit.context().getSourceManager();
  const SourceLocation At = Sources.getFileLoc(Parameter->getLocation());
  const OptionalFileEntryRef File = Sources.getFileEntryRefForID(Sources.getFileID(At));
  ParameterFact Fact{factNameOf(Function),
                     Index,
                     {},
                     /*SameAs=*/{},
                     0,
                     Function->getNameAsString(),
                     File ? File->getFileEntry().tryGetRealPathName().str() : "",
                     Sources.getFileOffset(At)};
  const Summary *Called = Unit.summaries().of(Function);
  if (!Called || Called->Returned || Called->ReturnsSomething)
    return Fact;
  const std::vector<UnknownEffect> Unknown = Called->Unknown;
  if (const EffectKind What = effectOn(*Called, Parameter); What != EffectKind::Escapes)
    Fact.Cases.push_back({{}, What});
  else if (const ControlFlow *Flow = Unit.flows().of(Function))
    for (const AssumedUnits &Assumed : assumptionsAbout(Unknown, *Flow)) {
      Summaries Then(Unit.types(), Unit.flows(), &Assumed);
      const Summary *If = Then.of(Function);
      if (const EffectKind Effect = If ? effectOn(*If, Parameter) : EffectKind::Escapes;
          Effect != EffectKind::Escapes)
        Fact.Cases.push_back({Assumed.named(), Effect});
    }
  const bool IsHandedOn =
      Unknown.size() == 1 && Fact.Cases.size() == std::size(AssumableEffects) &&
      llvm::all_of(Fact.Cases, [](const EffectCase &C) { return C.What == C.If.front().What; });
  if (IsHandedOn) {
    Fact.SameAs = Fact.Cases.front().If.front().Function;
    Fact.SameParameter = Fact.Cases.front().If.front().Parameter;
    Fact.Cases.clear();
  }
  return Fact;
}

} // namespace

Facts factsOf(UnitAnalysis &Unit) {
  Facts All;
  if (!Unit.options().collectsFacts() || Unit.hasErrors())
    return All;
  for (const FunctionDecl *Function : Unit.code().Functions) {
    if (std::optional<SuspensionFact> Fact = suspensionFact(Function, Unit))
      All.Suspensions.push_back(std::move(*Fact));
    for (unsigned Index = 0; isDefinedForOthers(Function) && Index < Function->getNumParams();
         ++Index)
      if (hasEffectFact(Function, Index, Unit.types()))
        All.Parameters.push_back(parameterFact(Function, Index, Unit));
  }
  // Only who has a profile asks, and all of the unit has to be looked through for it.
  if (Unit.options().Measured) {
    All.UsedOtherwise = Unit.taskUses().otherwiseUsed();
    All.UsesKnown = true;
  }
  return All;
}

} // namespace valuetask
