//===--- Protocol.cpp - the members that task types have ------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "models/Protocol.h"
#include "models/Library.h"
#include "clang/AST/ASTContext.h"

using namespace clang;

namespace valuetask {

static const CXXMethodDecl *asTaskOf(const CXXRecordDecl *Record) {
  if (!Record || !Record->hasDefinition())
    return nullptr;
  const IdentifierInfo &Name = Record->getASTContext().Idents.get("as_task");
  const auto Found = Record->getDefinition()->lookup(&Name);
  return Found.empty()                    ? nullptr
         : Found.front()->getAsFunction() ? dyn_cast<CXXMethodDecl>(Found.front()->getAsFunction())
                                          : nullptr;
}

bool hasAsTask(QualType Type) {
  return asTaskOf(Type.getNonReferenceType()->getAsCXXRecordDecl()) != nullptr;
}

bool isSharedToo(const CXXMethodDecl *Member) {
  const ProtocolRole Role = protocolRole(Member);
  if (!asksForCompletion(Role) && Role != ProtocolRole::AwaiterMember)
    return false;
  const CXXMethodDecl *AsTask = asTaskOf(Member->getParent());
  const CXXRecordDecl *Shared = AsTask ? AsTask->getReturnType()->getAsCXXRecordDecl() : nullptr;
  return Shared && Shared->hasDefinition() &&
         !Shared->getDefinition()->lookup(Member->getDeclName()).empty();
}

} // namespace valuetask
