//===--- Arguments.cpp - what a call declares for its arguments -----------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ast/Arguments.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

FormalParameter formalParameter(const FunctionDecl *Callee, unsigned Index) {
  if (Callee && Index < Callee->getNumParams())
    return {Callee->getParamDecl(Index), Callee->getParamDecl(Index)->getType()};
  return {};
}

FormalParameter formalParameterOf(const CallExpr *Call, const Stmt *Argument) {
  const auto Position = llvm::find(Call->arguments(), Argument);
  if (Position == Call->arg_end())
    return {};
  unsigned Index = Position - Call->arg_begin();
  const FunctionDecl *Callee = Call->getDirectCallee();
  // The object of a member operator is its first argument, and no parameter.
  if (isa<CXXOperatorCallExpr>(Call) && isa_and_nonnull<CXXMethodDecl>(Callee) &&
      !cast<CXXMethodDecl>(Callee)->isExplicitObjectMemberFunction()) {
    if (Index == 0)
      return {};
    --Index;
  }
  if (Callee)
    return formalParameter(Callee, Index);
  QualType Type = Call->getCallee()->getType();
  if (const auto *Pointer = Type->getAs<PointerType>())
    Type = Pointer->getPointeeType();
  if (const auto *Prototype = Type->getAs<FunctionProtoType>())
    if (Index < Prototype->getNumParams())
      return {nullptr, Prototype->getParamType(Index)};
  return {};
}

} // namespace valuetask
