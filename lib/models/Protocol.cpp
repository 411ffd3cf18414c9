//===--- Protocol.cpp - the members that task types have ------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "models/Protocol.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;

namespace valuetask {

bool hasAsTask(QualType Type) {
  const CXXRecordDecl *Record = Type.getNonReferenceType()->getAsCXXRecordDecl();
  if (!Record || !Record->hasDefinition())
    return false;
  const IdentifierInfo &Name = Record->getASTContext().Idents.get("as_task");
  return !Record->getDefinition()->lookup(&Name).empty();
}

} // namespace valuetask
