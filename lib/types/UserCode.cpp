//===--- UserCode.cpp - the declarations worth looking at -----------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "types/UserCode.h"
#include "models/Library.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

using namespace clang;

namespace valuetask {

namespace {

class Collector : public RecursiveASTVisitor<Collector> {
public:
  Collector(ASTContext &Context, UserCode &Result)
      : Sources(Context.getSourceManager()), Result(Result) {}

  bool shouldVisitTemplateInstantiations() const { return true; }

  bool TraverseDecl(Decl *D) {
    // One look at the location spares the walk through every included system header, which is most
    // of a translation unit.
    if (D && D->getLocation().isValid() && Sources.isInSystemHeader(D->getLocation()))
      return true;
    return RecursiveASTVisitor::TraverseDecl(D);
  }

  bool VisitFunctionDecl(FunctionDecl *Function) {
    addFunction(Function);
    if (Function->isExternallyVisible() && !Function->isTemplateInstantiation() &&
        !Function->isLocalExternDecl() && !Function->getParentFunctionOrMethod())
      Result.Declarations.push_back(Function);
    return true;
  }

  bool VisitFieldDecl(FieldDecl *Field) {
    const auto *Record = dyn_cast<CXXRecordDecl>(Field->getParent());
    // The fields of a closure are its captures, which VisitLambdaExpr collects where they are
    // written.
    if (Record && !Record->isLambda() && !Record->isDependentContext())
      Result.Fields.push_back(Field);
    return true;
  }

  bool VisitVarDecl(VarDecl *Variable) {
    if (!Variable->hasLocalStorage() && !isa<ParmVarDecl>(Variable) &&
        !Variable->getDeclContext()->isDependentContext() && !Variable->getDescribedVarTemplate() &&
        !isa<VarTemplatePartialSpecializationDecl>(Variable))
      Result.StaticVariables.push_back(Variable);
    if (Variable->hasLocalStorage() && Variable->getInit())
      if (const auto *Lambda =
              dyn_cast<LambdaExpr>(Variable->getInit()->IgnoreUnlessSpelledInSource()))
        NameOf[Lambda] = Variable;
    return true;
  }

  bool VisitCallExpr(CallExpr *Call) {
    const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
    const bool Calls = Operator && Operator->getOperator() == OO_Call;
    if ((Calls || functionEffect(Call) == CallEffect::Invoke) && Call->getNumArgs() > 0)
      if (const auto *Lambda = dyn_cast<LambdaExpr>(Call->getArg(0)->IgnoreUnlessSpelledInSource()))
        CalledInPlace.insert(Lambda);
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (Callee && expectsException(Callee))
      for (const Expr *Argument : Call->arguments())
        if (const auto *Lambda = dyn_cast<LambdaExpr>(Argument->IgnoreUnlessSpelledInSource()))
          Result.ExpectedToThrow.insert(Lambda->getCallOperator());
    const auto *Name =
        Calls ? dyn_cast<DeclRefExpr>(Operator->getArg(0)->IgnoreParenImpCasts()) : nullptr;
    if (Name)
      ++CallsOf[Name->getDecl()];
    return true;
  }

  bool VisitDeclRefExpr(DeclRefExpr *Name) {
    ++NamesOf[Name->getDecl()];
    return true;
  }

  bool VisitLambdaExpr(LambdaExpr *Lambda) {
    if (Lambda->isTypeDependent() || Lambda->getCallOperator()->getParent()->isDependentContext()) {
      WrittenAt[Lambda->getBeginLoc()] = Lambda;
      return true;
    }
    // A template is walked before its instantiations.
    Result.Lambdas.push_back(
        {Lambda, WrittenAt.lookup(Lambda->getBeginLoc()), CalledInPlace.contains(Lambda)});
    if (const FunctionTemplateDecl *Generic = Lambda->getDependentCallOperator()) {
      for (const FunctionDecl *Instance : Generic->specializations())
        addFunction(Instance);
    } else {
      addFunction(Lambda->getCallOperator());
    }
    return true;
  }

  // Nothing in an unevaluated operand runs.
  bool TraverseDecltypeTypeLoc(DecltypeTypeLoc) { return true; }
  bool TraverseUnaryExprOrTypeTraitExpr(UnaryExprOrTypeTraitExpr *) { return true; }
  bool TraverseCXXNoexceptExpr(CXXNoexceptExpr *) { return true; }
  bool TraverseRequiresExpr(RequiresExpr *) { return true; }
  bool TraverseConceptDecl(ConceptDecl *) { return true; }

  /// To be called when all was visited.
  void finish() {
    for (LambdaUse &Use : Result.Lambdas) {
      const VarDecl *Name = NameOf.lookup(Use.Lambda);
      const unsigned Calls = Name ? CallsOf.lookup(Name) : 0;
      Use.CalledInPlace |= Calls > 0 && Calls == NamesOf.lookup(Name);
    }
  }

private:
  void addFunction(const FunctionDecl *Function) {
    if (Function->isThisDeclarationADefinition() && !Function->isDependentContext() &&
        Function->getBody() && !Function->isDefaulted() && Seen.insert(Function).second)
      Result.Functions.push_back(Function);
  }

  const SourceManager &Sources;
  UserCode &Result;
  llvm::DenseSet<const FunctionDecl *> Seen;
  llvm::DenseSet<const LambdaExpr *> CalledInPlace;
  llvm::DenseMap<const LambdaExpr *, const VarDecl *> NameOf;
  llvm::DenseMap<const ValueDecl *, unsigned> NamesOf, CallsOf;
  llvm::DenseMap<SourceLocation, const LambdaExpr *> WrittenAt;
};

} // namespace

UserCode::UserCode(ASTContext &Context) {
  Collector Visitor(Context, *this);
  Visitor.TraverseDecl(Context.getTranslationUnitDecl());
  Visitor.finish();
}

std::string UserCode::functionAround(SourceLocation Location, const SourceManager &Sources) const {
  const SourceLocation At = Sources.getFileLoc(Location);
  const FunctionDecl *Outermost = nullptr;
  for (const FunctionDecl *Function : Functions) {
    const SourceLocation Begin = Sources.getFileLoc(Function->getBeginLoc());
    const SourceLocation End = Sources.getFileLoc(Function->getEndLoc());
    if (!Sources.isWrittenInSameFile(Begin, At) || !Sources.isPointWithin(At, Begin, End))
      continue;
    if (!Outermost ||
        Sources.isBeforeInTranslationUnit(Begin, Sources.getFileLoc(Outermost->getBeginLoc())))
      Outermost = Function;
  }
  if (!Outermost)
    return {};
  // All instantiations are one function to the reader.
  if (const FunctionDecl *Pattern = Outermost->getTemplateInstantiationPattern())
    Outermost = Pattern;
  return Outermost->getQualifiedNameAsString();
}

} // namespace valuetask
