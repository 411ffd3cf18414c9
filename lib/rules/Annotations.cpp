//===--- Annotations.cpp - annotations that mean nothing ------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Annotations.h"
#include "compat/Versions.h"
#include "types/Awaitables.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

namespace {

/// Looks at all declarations of the project, as they are written, and at no body.
class AnnotationFinder : public RecursiveASTVisitor<AnnotationFinder> {
public:
  AnnotationFinder(ASTContext &Context, const Awaitables &Types)
      : Sources(Context.getSourceManager()), Types(Types) {}

  bool TraverseDecl(Decl *D) {
    if (D && D->getLocation().isValid() && Sources.isInSystemHeader(D->getLocation()))
      return true;
    return RecursiveASTVisitor::TraverseDecl(D);
  }
  bool TraverseStmt(Stmt *) { return true; }

  bool VisitCXXRecordDecl(CXXRecordDecl *Record) {
    if (Record->isThisDeclarationADefinition() && isSingle(Record))
      noteBases(Record);
    return true;
  }

  bool VisitDecl(Decl *D) {
    for (const AnnotateAttr *Attr : D->specific_attrs<AnnotateAttr>()) {
      if (Attr->isInherited())
        continue;
      if (Attr->getAnnotation() == SingleAwaitAnnotation)
        lookAtSingleAwait(D);
      else if (Attr->getAnnotation() == ConsumesAnnotation)
        lookAtConsumes(D);
    }
    return true;
  }

  std::vector<Note> finish() && {
    for (const CXXMethodDecl *Member : Members)
      // A class may be there for others to derive from.
      if (const CXXRecordDecl *Class = Member->getParent();
          !isSingle(Class) && !Bases.contains(Class->getLocation()) && !mayBeBase(Class))
        add(Member, "'VALUETASK_CONSUMES' has no effect: '" + Class->getNameAsString() +
                        "' is not a single-consumption type");
    return std::move(Found);
  }

private:
  bool isSingle(const CXXRecordDecl *Record) const {
    return Types.isSingleConsumption(compat::recordType(Record->getASTContext(), Record));
  }

  /// A template that others pass themselves to, or that derives from what it is given.
  static bool mayBeBase(const CXXRecordDecl *Class) {
    return Class->isDependentContext() && !Class->isEffectivelyFinal();
  }

  /// A member of a base consumes what derives from it. A class and its template are in one place.
  void noteBases(const CXXRecordDecl *Record) {
    for (const CXXBaseSpecifier &Base : Record->bases()) {
      const CXXRecordDecl *Class = Base.getType()->getAsCXXRecordDecl();
      Class = Class ? Class->getDefinition() : nullptr;
      if (Class && Bases.insert(Class->getLocation()).second)
        noteBases(Class);
    }
  }

  void lookAtSingleAwait(const Decl *D) {
    if (!isa<CXXRecordDecl>(D))
      add(D, "'VALUETASK_SINGLE_AWAIT' has no effect: '" + nameOf(D) + "' is not a class");
  }

  void lookAtConsumes(const Decl *D) {
    if (const auto *Parameter = dyn_cast<ParmVarDecl>(D)) {
      if (!canBeConsumed(Parameter->getType()))
        add(D, "'VALUETASK_CONSUMES' has no effect: parameter '" + nameOf(D) +
                   "' cannot take a single-consumption object");
      return;
    }
    const auto *Member = dyn_cast<CXXMethodDecl>(D);
    if (Member && Member->isInstance() && !isa<CXXConstructorDecl, CXXDestructorDecl>(Member))
      Members.push_back(Member);
    else
      add(D, "'VALUETASK_CONSUMES' has no effect: '" + nameOf(D) +
                 "' is neither a parameter nor a non-static member function");
  }

  /// May an object be bound to a parameter of the type? What can't be seen may be made from one.
  bool canBeConsumed(QualType Type) const {
    Type = Type.getNonReferenceType();
    if (Type->isDependentType() || Types.leadsToSingleConsumption(Type))
      return true;
    while (Type->isPointerType())
      Type = Type->getPointeeType();
    return !Type->isArithmeticType() && !Type->isEnumeralType() && !Type->isNullPtrType();
  }

  static std::string nameOf(const Decl *D) {
    const auto *Named = dyn_cast<NamedDecl>(D);
    return Named ? Named->getNameAsString() : std::string();
  }

  void add(const Decl *D, std::string Message) {
    Found.push_back({D->getLocation(), std::move(Message)});
  }

  const SourceManager &Sources;
  const Awaitables &Types;
  std::vector<Note> Found;
  std::vector<const CXXMethodDecl *> Members;
  llvm::DenseSet<SourceLocation> Bases;
};

} // namespace

std::vector<Note> findMisplacedAnnotations(ASTContext &Context, const AnalysisOptions &Options) {
  const Awaitables Types(Context, Options.SingleAwaitTypes);
  AnnotationFinder Finder(Context, Types);
  Finder.TraverseDecl(Context.getTranslationUnitDecl());
  std::vector<Note> Found = std::move(Finder).finish();
  const SourceManager &Sources = Context.getSourceManager();
  llvm::sort(Found, [&](const Note &A, const Note &B) {
    return Sources.isBeforeInTranslationUnit(A.Location, B.Location);
  });
  return Found;
}

} // namespace valuetask
