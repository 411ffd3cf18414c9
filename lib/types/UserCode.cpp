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
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SetVector.h"

using namespace clang;

namespace valuetask {

namespace {

/// May something happen to an object in this code of a template? It awaits, or calls what isn't
/// known before it is instantiated, or what gives an object.
bool mayConcern(const Stmt *S, bool DependentCallsDo = true) {
  if (!S)
    return false;
  if (isa<CoroutineSuspendExpr, DependentCoawaitExpr, CoreturnStmt, CoroutineBodyStmt>(S))
    return true;
  if (const auto *Call = dyn_cast<CallExpr>(S);
      Call && (Call->isTypeDependent() ? DependentCallsDo : Call->getType()->isRecordType()))
    return true;
  return llvm::any_of(S->children(), [DependentCallsDo](const Stmt *Part) {
    return mayConcern(Part, DependentCallsDo);
  });
}

/// A body that the rules would look at, if there were an instance of it.
bool isOfInterest(const FunctionDecl *Written) {
  return Written && Written->isThisDeclarationADefinition() && !Written->isDefaulted() &&
         !Written->isDeleted() && mayConcern(Written->getBody());
}

/// One for which a unit is worth a second parse. A member that only calls what depends on its
/// arguments, as a deleter does, is unlikely to be about an object; a generic lambda isn't.
bool isWorthInstance(const FunctionDecl *Written) {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Written);
  const bool IsLambda = Method && Method->getParent()->isLambda();
  return isOfInterest(Written) && mayConcern(Written->getBody(), IsLambda);
}

/// As it is written in its template; the function itself where it is of none.
const FunctionDecl *asWritten(const FunctionDecl *Function) {
  const FunctionDecl *Pattern = Function->getTemplateInstantiationPattern();
  return Pattern ? Pattern : Function;
}

const FunctionDecl *asWritten(const FunctionTemplateDecl *Template) {
  while (const FunctionTemplateDecl *From = Template->getInstantiatedFromMemberTemplate())
    Template = From;
  const FunctionDecl *Function = Template->getTemplatedDecl(), *Definition = nullptr;
  return Function->isDefined(Definition) ? Definition : Function;
}

bool hasInstance(const FunctionTemplateDecl *Template) {
  return llvm::any_of(Template->specializations(),
                      [](const FunctionDecl *Instance) { return Instance->hasBody(); });
}

/// Finds out whether a function gets something, by its template arguments, whose members have no
/// instance.
class InstanceSearch {
public:
  explicit InstanceSearch(const SourceManager &Sources) : Sources(Sources) {}

  bool lacksInstance(const FunctionDecl *Handed) {
    const TemplateArgumentList *Own = Handed->getTemplateSpecializationArgs();
    if (Own && lacksInstance(Own->asArray()))
      return true;
    // A coroutine's handle calls nothing of its promise.
    const auto *Class = dyn_cast<ClassTemplateSpecializationDecl>(Handed->getParent());
    return Class && !(traitsOf(Class) & CoroutineHandle) &&
           lacksInstance(Class->getTemplateArgs().asArray());
  }

private:
  bool lacksInstance(llvm::ArrayRef<TemplateArgument> Arguments) {
    return llvm::any_of(Arguments, [this](const TemplateArgument &Argument) {
      if (Argument.getKind() == TemplateArgument::Pack)
        return lacksInstance(Argument.pack_elements());
      return Argument.getKind() == TemplateArgument::Type && lacksInstance(Argument.getAsType());
    });
  }

  bool lacksInstance(QualType Type) {
    Type = Type.getNonReferenceType();
    while (Type->isPointerType() || Type->isArrayType())
      Type = Type->isPointerType() ? Type->getPointeeType()
                                   : QualType(Type->getArrayElementTypeNoTypeQual(), 0);
    const CXXRecordDecl *Class = Type->getAsCXXRecordDecl();
    const auto *Of = dyn_cast_or_null<ClassTemplateSpecializationDecl>(Class);
    if (!Class || !Asked.insert(Class->getCanonicalDecl()).second)
      return false;
    if (Of && lacksInstance(Of->getTemplateArgs().asArray()))
      return true;
    // A class that nothing has completed yet has the members that its template has.
    const bool IsWritten = Of && !Class->getDefinition();
    if (IsWritten)
      Class = Of->getSpecializedTemplate()->getTemplatedDecl();
    Class = Class->getDefinition();
    if (!Class)
      return false;
    if (Sources.isInSystemHeader(Class->getLocation()))
      return false;
    // Awaiters and what coroutines return are called by 'co_await', in code that is there.
    if (llvm::any_of(coroutineMemberNames(), [Class](llvm::StringRef Name) {
          return !Class->lookup(&Class->getASTContext().Idents.get(Name)).empty();
        }))
      return false;
    return llvm::any_of(Class->decls(),
                        [IsWritten](const Decl *Member) {
                          return isWithoutInstance(Member) ||
                                 (IsWritten && isa<CXXMethodDecl>(Member) &&
                                  canBeCalledBySystem(cast<CXXMethodDecl>(Member)) &&
                                  isWorthInstance(asWritten(cast<CXXMethodDecl>(Member))));
                        }) ||
           llvm::any_of(Class->bases(), [this](const CXXBaseSpecifier &Base) {
             return lacksInstance(Base.getType());
           });
  }

  /// A system header's function calls operators, constructors and the like, and what overrides a
  /// virtual function: it knows no names of the project. A unit is parsed twice for what it calls.
  static bool canBeCalledBySystem(const FunctionDecl *Function) {
    const auto *Method = dyn_cast<CXXMethodDecl>(Function);
    return !Function->getDeclName().isIdentifier() || (Method && Method->isVirtual());
  }

  static bool isWithoutInstance(const Decl *Member) {
    if (const auto *Template = dyn_cast<FunctionTemplateDecl>(Member))
      return canBeCalledBySystem(Template->getTemplatedDecl()) && !hasInstance(Template) &&
             isWorthInstance(asWritten(Template));
    const auto *Function = dyn_cast<CXXMethodDecl>(Member);
    return Function && Function->isTemplateInstantiation() && !Function->hasBody() &&
           canBeCalledBySystem(Function) && isWorthInstance(asWritten(Function));
  }

  const SourceManager &Sources;
  llvm::DenseSet<const CXXRecordDecl *> Asked;
};

class Collector : public RecursiveASTVisitor<Collector> {
public:
  Collector(ASTContext &Context, const Awaitables &Types, UserCode &Result)
      : Types(Types), Sources(Context.getSourceManager()), Result(Result) {}

  bool shouldVisitTemplateInstantiations() const { return true; }

  bool TraverseDecl(Decl *D) {
    // One look at the location spares the walk through every included system header, which is most
    // of a translation unit.
    if (D && D->getLocation().isValid() &&
        (Sources.isInSystemHeader(D->getLocation()) ||
         Types.isInLibrary(D->getLocation(), Sources)))
      return true;
    return RecursiveASTVisitor::TraverseDecl(D);
  }

  bool VisitFunctionDecl(FunctionDecl *Function) {
    addFunction(Function);
    if (Function->isDependentContext())
      Templates.push_back(Function);
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

  bool VisitCXXConstructExpr(CXXConstructExpr *Construct) {
    noteHandedOn(Construct->getConstructor());
    return true;
  }

  bool VisitCallExpr(CallExpr *Call) {
    noteHandedOn(Call->getDirectCallee());
    const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
    const bool Calls = Operator && Operator->getOperator() == OO_Call;
    const CallEffect Effect = functionEffect(Call);
    if ((Calls || Effect == CallEffect::Invoke || Effect == CallEffect::Apply) &&
        Call->getNumArgs() > 0)
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
      Templates.push_back(Lambda->getCallOperator());
      for (const FunctionDecl *Instance : Generic->specializations())
        addFunction(Instance);
    } else {
      addFunction(Lambda->getCallOperator());
    }
    return true;
  }

  // Nothing in an unevaluated operand runs.
  bool TraverseDecltypeTypeLoc(DecltypeTypeLoc, bool = true) { return true; }
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
    // Of a header's template, another unit may have instances.
    for (const FunctionDecl *Written : Templates)
      if (Sources.isInMainFile(Sources.getFileLoc(Written->getLocation())) &&
          !InstancesOf.contains(Written->getLocation()) && isOfInterest(Written))
        Result.WithoutInstance.push_back(Written);
    Result.HandedToSkipped = llvm::any_of(
        Handed, [Search = InstanceSearch(Sources)](const FunctionDecl *Function) mutable {
          return Search.lacksInstance(Function);
        });
  }

private:
  void addFunction(const FunctionDecl *Function) {
    if (Function->isThisDeclarationADefinition() && !Function->isDependentContext() &&
        Function->getBody() && !Function->isDefaulted() && Seen.insert(Function).second) {
      Result.Functions.push_back(Function);
      InstancesOf.insert(asWritten(Function)->getLocation());
    }
  }

  /// A function of a system header whose body isn't there, and that gets something by its template
  /// arguments.
  void noteHandedOn(const FunctionDecl *Callee) {
    if (Callee && Callee->isTemplateInstantiation() && asWritten(Callee)->hasSkippedBody())
      Handed.insert(Callee);
  }

  const Awaitables &Types;
  const SourceManager &Sources;
  UserCode &Result;
  llvm::DenseSet<const FunctionDecl *> Seen;
  llvm::DenseSet<const LambdaExpr *> CalledInPlace;
  llvm::DenseMap<const LambdaExpr *, const VarDecl *> NameOf;
  llvm::DenseMap<const ValueDecl *, unsigned> NamesOf, CallsOf;
  llvm::DenseMap<SourceLocation, const LambdaExpr *> WrittenAt;
  std::vector<const FunctionDecl *> Templates;
  llvm::DenseSet<SourceLocation> InstancesOf; ///< by where the template has it
  llvm::SetVector<const FunctionDecl *> Handed;
};

} // namespace

UserCode::UserCode(ASTContext &Context, const Awaitables &Types) {
  Collector Visitor(Context, Types, *this);
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
