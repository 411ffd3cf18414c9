//===--- OtherUnits.cpp - functions that this unit only declares ----------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/OtherUnits.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Index/USRGeneration.h"
#include "llvm/ADT/SmallString.h"

using namespace clang;

namespace valuetask {

bool KnownUnits::suspends(const FunctionDecl *Callee, bool Overriders) const {
  return Whole.isAlwaysAsync(factNameOfCall(Callee, Overriders));
}

EffectKind KnownUnits::effectOn(const FunctionDecl *Callee, unsigned Parameter) const {
  return Whole.effectOn(factNameOf(Callee), Parameter);
}

EffectKind AssumedUnits::effectOn(const FunctionDecl *Callee, unsigned Parameter) const {
  for (const Assumption &A : Assumed)
    if (A.Of == UnknownEffect(Callee->getCanonicalDecl(), Parameter))
      return A.What;
  return EffectKind::Escapes;
}

std::vector<EffectAssumption> AssumedUnits::named() const {
  std::vector<EffectAssumption> Names;
  Names.reserve(Assumed.size());
  for (const Assumption &A : Assumed)
    Names.push_back({factNameOf(A.Of.first), A.Of.second, A.What});
  return Names;
}

std::string factNameOf(const FunctionDecl *Function) {
  llvm::SmallString<128> Name;
  if (index::generateUSRForDecl(Function, Name))
    return {};
  if (!Function->isExternallyVisible()) {
    const SourceManager &Sources = Function->getASTContext().getSourceManager();
    const OptionalFileEntryRef Main = Sources.getFileEntryRefForID(Sources.getMainFileID());
    return localNameOf(Name, Main ? Main->getFileEntry().tryGetRealPathName() : "");
  }
  return Name.str().str();
}

std::string factNameOfCall(const FunctionDecl *Callee, bool Overriders) {
  const std::string Name = factNameOf(Callee);
  return Overriders ? virtualCallOf(Name, Callee->isPureVirtual()) : Name;
}

bool hasEffectFact(const FunctionDecl *Function, unsigned Parameter, const Awaitables &Types) {
  if (!Function->isExternallyVisible() || Function->isVariadic() || Function->getBuiltinID())
    return false;
  const QualType Type = Function->getParamDecl(Parameter)->getType();
  if (!Type->isLValueReferenceType() && !Type->isPointerType())
    return false;
  const QualType Object = Type->getPointeeType();
  return !Object.isConstQualified() && Types.isSingleConsumption(Object);
}

bool hasSuspensionFact(const FunctionDecl *Function, const Awaitables &Types) {
  if (isa_and_nonnull<CoroutineBodyStmt>(Function->getBody()))
    return true;
  const CXXRecordDecl *Result = Function->getReturnType()->getAsCXXRecordDecl();
  return Result && Result->hasDefinition() && !isa<CXXConstructorDecl>(Function) &&
         (Types.isSingleConsumption(Function->getReturnType()) ||
          Types.isCoroutineMachinery(Result));
}

} // namespace valuetask
