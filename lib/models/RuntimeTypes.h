//===--- RuntimeTypes.h - the runtime's own classes -------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Rules that depend on a profile are about the types that the profiled runtime counts, and no
/// others.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_MODELS_RUNTIMETYPES_H
#define VALUETASK_LIB_MODELS_RUNTIMETYPES_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/Type.h"
#include "clang/Basic/SourceManager.h"

namespace valuetask {

/// Is it declared in the runtime's namespace, by this name?
inline bool isOfRuntime(const clang::NamedDecl *D, llvm::StringRef Name) {
  const clang::IdentifierInfo *Identifier = D->getIdentifier();
  if (!Identifier || Identifier->getName() != Name)
    return false;
  // The modes are inline namespaces.
  const auto *Scope =
      clang::dyn_cast<clang::NamespaceDecl>(D->getDeclContext()->getEnclosingNamespaceContext());
  while (Scope && Scope->isInline())
    Scope = clang::dyn_cast<clang::NamespaceDecl>(Scope->getParent());
  return Scope && Scope->getParent()->isTranslationUnit() && Scope->getName() == "valuetask";
}

/// The specialisation of the runtime's class template of this name that a type is; else null.
inline const clang::ClassTemplateSpecializationDecl *runtimeType(clang::QualType Type,
                                                                 llvm::StringRef Name) {
  const auto *Spec = clang::dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(
      Type.isNull() ? nullptr : Type->getAsCXXRecordDecl());
  return Spec && isOfRuntime(Spec, Name) ? Spec : nullptr;
}

inline bool isTask(clang::QualType Type) { return runtimeType(Type, "task") != nullptr; }
inline bool isValueTask(clang::QualType Type) { return runtimeType(Type, "value_task") != nullptr; }

/// The runtime's headers, whose functions are none of the program's. Empty where a unit doesn't
/// include them.
class RuntimeHeaders {
public:
  explicit RuntimeHeaders(clang::ASTContext &Context);

  bool contain(clang::SourceLocation Location) const;

private:
  const clang::SourceManager &Sources;
  llvm::StringRef Folder;
};

} // namespace valuetask

#endif // VALUETASK_LIB_MODELS_RUNTIMETYPES_H
