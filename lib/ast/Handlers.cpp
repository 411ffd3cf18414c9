//===--- Handlers.cpp - which handler catches what ------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ast/Handlers.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

bool catchesAllOf(const CXXCatchStmt &First, const CXXCatchStmt &Second,
                  const ASTContext &Context) {
  const QualType Wide = First.getCaughtType(), Narrow = Second.getCaughtType();
  if (Wide.isNull() || Narrow.isNull())
    return Wide.isNull();
  const auto *Base = Wide.getNonReferenceType()->getAsCXXRecordDecl();
  const auto *Derived = Narrow.getNonReferenceType()->getAsCXXRecordDecl();
  return Context.hasSameUnqualifiedType(Wide.getNonReferenceType(), Narrow.getNonReferenceType()) ||
         (Base && Derived && Derived->hasDefinition() && Derived->isDerivedFrom(Base));
}

/// Can the handler catch an exception that the standard library makes?
static bool catchesOfLibrary(const CXXCatchStmt &Handler) {
  const QualType Caught = Handler.getCaughtType();
  const auto *Class =
      Caught.isNull() ? nullptr : Caught.getNonReferenceType()->getAsCXXRecordDecl();
  // (No class of the library derives from one of anybody else.)
  return Caught.isNull() || (Class && Class->isInStdNamespace());
}

static bool runsLibraryOnly(QualType Type);

static bool runLibraryOnly(ArrayRef<TemplateArgument> Arguments) {
  return llvm::all_of(Arguments, [](const TemplateArgument &Argument) {
    switch (Argument.getKind()) {
    case TemplateArgument::Type:
      return runsLibraryOnly(Argument.getAsType());
    case TemplateArgument::Integral:
    case TemplateArgument::NullPtr:
      return true;
    case TemplateArgument::Pack:
      return runLibraryOnly(Argument.pack_elements());
    default:
      return false;
    }
  });
}

/// Is no code but the library's run for objects of this type?
static bool runsLibraryOnly(QualType Type) {
  Type = Type.getNonReferenceType().getCanonicalType();
  while (!Type->getPointeeType().isNull())
    Type = Type->getPointeeType();
  if (const auto *Array = Type->getAsArrayTypeUnsafe())
    return runsLibraryOnly(Array->getElementType());
  const auto *Class = Type->getAsCXXRecordDecl();
  if (!Class)
    return Type->isBuiltinType() || Type->isEnumeralType();
  const auto *Instance = dyn_cast<ClassTemplateSpecializationDecl>(Class);
  return Class->isInStdNamespace() &&
         (!Instance || runLibraryOnly(Instance->getTemplateArgs().asArray()));
}

static bool throwsOfLibraryOnly(const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
  if (!Callee || !(Method ? Method->getParent()->isInStdNamespace() : Callee->isInStdNamespace()))
    return false;
  const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
  const TemplateArgumentList *Instance = Callee->getTemplateSpecializationArgs();
  return (!Instance || runLibraryOnly(Instance->asArray())) && runsLibraryOnly(Call->getType()) &&
         (!Member || runsLibraryOnly(Member->getObjectType())) &&
         llvm::all_of(Call->arguments(),
                      [](const Expr *Argument) { return runsLibraryOnly(Argument->getType()); });
}

/// What 'co_return' calls: 'return_void()', 'return_value(1)'.
static bool keepsNumber(const CallExpr *Call) {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee());
  const IdentifierInfo *Name = Method ? Method->getIdentifier() : nullptr;
  return Name && (Name->isStr("return_void") || Name->isStr("return_value")) &&
         llvm::all_of(Call->arguments(),
                      [](const Expr *Argument) { return Argument->getType()->isScalarType(); });
}

bool canThrowTo(const CallExpr *Call, const CXXCatchStmt &Handler) {
  return !keepsNumber(Call) && (!throwsOfLibraryOnly(Call) || catchesOfLibrary(Handler));
}

bool canThrowTo(const CXXThrowExpr *Throw, const CXXCatchStmt &Handler, const ASTContext &Context) {
  if (!Throw->getSubExpr() || Handler.getCaughtType().isNull())
    return true;
  const QualType Thrown = Throw->getSubExpr()->getType(),
                 Caught = Handler.getCaughtType().getNonReferenceType();
  // Pointers are converted.
  const auto IsPointer = [](QualType Type) {
    return Type->isPointerType() || Type->isMemberPointerType() || Type->isNullPtrType();
  };
  const auto *Base = Caught->getAsCXXRecordDecl(), *Derived = Thrown->getAsCXXRecordDecl();
  return Context.hasSameUnqualifiedType(Thrown, Caught) ||
         (IsPointer(Thrown) && IsPointer(Caught)) ||
         (Base && Derived && (!Derived->hasDefinition() || Derived->isDerivedFrom(Base)));
}

} // namespace valuetask
