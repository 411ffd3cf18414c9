//===--- InlinableCalls.cpp - which calls can be run ----------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/InlinableCalls.h"
#include "ast/Coroutines.h"
#include "models/Inspections.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

/// What sets or asks a flag is small.
constexpr unsigned MostBlocksOfBody = 24;

static bool isVirtual(const FunctionDecl *Callee) {
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  return Method && Method->isVirtual();
}

bool isPlainCall(const FunctionDecl *Callee) {
  return Callee->hasBody() && !isVirtual(Callee) && !isCoroutine(Callee);
}

/// Does the destructor of such an object, or of a part of it, do something that may matter to a
/// caller?
bool InlinableCalls::hasTellingDestructor(QualType Type) const {
  const auto *Record = Type->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
  if (!Record || !Record->hasDefinition() || Record->hasTrivialDestructor() ||
      Record->isInStdNamespace() || IsOpaque(Record))
    return false;
  const CXXDestructorDecl *Destructor = Record->getDestructor();
  return (Destructor && Destructor->isUserProvided()) ||
         llvm::any_of(Record->bases(),
                      [this](const CXXBaseSpecifier &Base) {
                        return hasTellingDestructor(Base.getType());
                      }) ||
         llvm::any_of(Record->fields(), [this](const FieldDecl *Field) {
           return hasTellingDestructor(Field->getType());
         });
}

/// Do all handlers end by throwing? Those of a constructor's body do, whatever is written there.
static bool alwaysThrowsOn(const CXXTryStmt *Try) {
  for (unsigned Index = 0; Index < Try->getNumHandlers(); ++Index) {
    const auto *Block = dyn_cast<CompoundStmt>(Try->getHandler(Index)->getHandlerBlock());
    const Stmt *Last = Block && !Block->body_empty() ? Block->body_back() : nullptr;
    const auto *Ends = dyn_cast_or_null<Expr>(Last);
    if (!Ends || !isa<CXXThrowExpr>(Ends->IgnoreImplicit()) || Block->size() != 1)
      return false;
  }
  return true;
}

/// Is there something that a replay of the statements doesn't see?
bool InlinableCalls::hidesEffects(const Stmt *S) const {
  if (isa<LambdaExpr>(S))
    return false; // its body runs elsewhere
  if (isa<AsmStmt, StmtExpr, CXXDeleteExpr>(S))
    return true;
  if (const auto *Try = dyn_cast<CXXTryStmt>(S))
    return !alwaysThrowsOn(Try) || hidesEffects(Try->getTryBlock());
  if (const auto *Declaration = dyn_cast<DeclStmt>(S))
    for (const Decl *D : Declaration->decls())
      if (const auto *Variable = dyn_cast<VarDecl>(D);
          Variable && (Variable->isStaticLocal() || hasTellingDestructor(Variable->getType())))
        return true;
  if (const auto *InClass = dyn_cast<CXXDefaultInitExpr>(S))
    return hidesEffects(InClass->getExpr());
  if (const auto *Temporary = dyn_cast<CXXBindTemporaryExpr>(S))
    if (hasTellingDestructor(Temporary->getType()))
      return true;
  return llvm::any_of(S->children(),
                      [this](const Stmt *Child) { return Child && hidesEffects(Child); });
}

const ControlFlow *InlinableCalls::bodyOf(const FunctionDecl *Callee) {
  const auto *Constructor = dyn_cast<CXXConstructorDecl>(Callee);
  if (Constructor && !isFollowed(Constructor->getParent()))
    return nullptr;
  return isCoroutine(Callee) ? nullptr : simpleBodyOf(Callee);
}

bool InlinableCalls::isFollowed(const CXXRecordDecl *Class) const {
  return isMadeOfFields(Class) && !IsOpaque(Class);
}

const ControlFlow *InlinableCalls::coroutineOf(const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  return Callee && isCoroutine(Callee) && !isVirtual(Callee) ? simpleBodyOf(Callee) : nullptr;
}

bool InlinableCalls::hidesWhichWay(const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee(), *Definition = nullptr;
  if (!Callee || !Callee->hasBody(Definition))
    return false;
  auto [It, New] = Hiding.try_emplace(Definition, false);
  if (New)
    It->second = !tells(Definition, writtenBody(Definition));
  return It->second;
}

/// May the caller know by something that isn't followed which way the function took? Of a
/// coroutine, neither what it returns is followed nor what it writes; of another function, the
/// plain values are.
bool InlinableCalls::tells(const FunctionDecl *Function, const Stmt *S) const {
  if (const auto *Return = dyn_cast<CoreturnStmt>(S); Return && Return->getOperand())
    return true;
  if (const auto *Return = dyn_cast<ReturnStmt>(S);
      Return && Return->getRetValue() && Return->getRetValue()->getType()->isRecordType())
    return true;
  if (isa<LambdaExpr>(S))
    return true;
  if (const auto *Await = dyn_cast<CoroutineSuspendExpr>(S))
    return tells(Function, Await->getOperand());
  const auto IsFine = [&](const ValueDecl *Variable, bool IsAssigned) {
    const QualType Type = Variable->getType().getNonReferenceType();
    const CXXRecordDecl *Class = Type->getAsCXXRecordDecl();
    return (Variable->getDeclContext() == Function && !Variable->getType()->isReferenceType()) ||
           (Class && IsOpaque(Class)) ||
           (IsAssigned && Type->isScalarType() && !isCoroutine(Function) &&
            !(isa<VarDecl>(Variable) && cast<VarDecl>(Variable)->hasGlobalStorage()));
  };
  bool Tells = false;
  forEachWrite(S, [&](const ValueDecl *Written) { Tells |= !IsFine(Written, true); });
  const auto *Call = dyn_cast<CallExpr>(S);
  if (const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr) {
    const unsigned Objects =
        isa<CXXOperatorCallExpr>(Call) && isa<CXXMethodDecl>(Callee) ? 1 : 0; // written above
    for (const auto &[Argument, Parameter] :
         llvm::zip(llvm::drop_begin(Call->arguments(), Objects), Callee->parameters())) {
      const QualType Pointee = Parameter->getType()->getPointeeType();
      if (Pointee.isNull() || Pointee.isConstQualified() || Argument->isXValue() ||
          isa<MaterializeTemporaryExpr>(Argument->IgnoreParenImpCasts()))
        continue;
      const ValueDecl *Root = rootVariableOf(Argument);
      Tells |= !Root || !IsFine(Root, false);
    }
  }
  return Tells || llvm::any_of(S->children(),
                               [&](const Stmt *Child) { return Child && tells(Function, Child); });
}

const ControlFlow *InlinableCalls::simpleBodyOf(const FunctionDecl *Callee) {
  const FunctionDecl *Definition = nullptr;
  if (Callee->isVariadic() || !Callee->hasBody(Definition))
    return nullptr;
  auto [It, New] = Known.try_emplace(Definition, nullptr);
  if (New)
    It->second = compute(Definition);
  return It->second;
}

/// Can all that the function does be seen, by the replay of its statements?
bool InlinableCalls::isSimple(const FunctionDecl *Definition) const {
  const ASTContext &Context = Definition->getASTContext();
  // What the standard library does is known by its names.
  if (Context.getSourceManager().isInSystemHeader(Definition->getLocation()))
    return false;
  const Stmt *Body = writtenBody(Definition);
  const auto *Constructor = dyn_cast<CXXConstructorDecl>(Definition);
  // Whatever the handlers of a constructor do, it ends by an exception.
  if (const auto *Try = Constructor ? dyn_cast<CXXTryStmt>(Body) : nullptr)
    Body = Try->getTryBlock();
  if (hidesEffects(Body))
    return false;
  if (Constructor)
    return llvm::none_of(Constructor->inits(), [this](const CXXCtorInitializer *Part) {
      return hidesEffects(Part->getInit());
    });
  const auto *Method = dyn_cast<CXXMethodDecl>(Definition);
  const bool IsGenerated = Definition->isImplicit() || Definition->isDefaulted();
  return (!IsGenerated || Definition->getOverloadedOperator() == OO_EqualEqual) &&
         !isa<CXXDestructorDecl>(Definition) &&
         !(Method && (Method->isExplicitObjectMemberFunction() || IsOpaque(Method->getParent())));
}

const ControlFlow *InlinableCalls::compute(const FunctionDecl *Definition) {
  if (!isSimple(Definition))
    return nullptr;
  const ControlFlow *Flow = Flows.of(Definition);
  if (!Flow || Flow->cfg().size() > MostBlocksOfBody ||
      llvm::any_of(Flow->cfg(), [&](const CFGBlock *Block) { return Flow->isInCycle(Block); }))
    return nullptr;
  return Flow;
}

namespace {

/// Where the variables that hold lambdas are named.
struct LambdaNames {
  llvm::DenseMap<const VarDecl *, const CXXRecordDecl *> Variables;
  llvm::DenseSet<const CXXRecordDecl *> UsedOtherwise;
  /// Each lambda, and those that share it: they call it, where they are called.
  llvm::DenseMap<const CXXRecordDecl *, llvm::SmallVector<const CXXRecordDecl *, 1>> SharedBy;

  static const CXXRecordDecl *closureOf(QualType Type) {
    const CXXRecordDecl *Class = Type.getNonReferenceType()->getAsCXXRecordDecl();
    return Class && Class->isLambda() ? Class : nullptr;
  }

  void read(const LambdaExpr *Lambda) {
    for (const auto &[Capture, Init] :
         llvm::zip_equal(Lambda->captures(), Lambda->capture_inits())) {
      const bool IsShared = Capture.capturesVariable() && Capture.getCaptureKind() == LCK_ByRef &&
                            !Capture.getCapturedVar()->isInitCapture();
      if (const CXXRecordDecl *Closure =
              IsShared ? closureOf(Capture.getCapturedVar()->getType()) : nullptr)
        SharedBy[Closure].push_back(Lambda->getLambdaClass());
      else if (Init)
        read(Init, /*InLambda=*/true);
    }
    read(Lambda->getBody(), /*InLambda=*/true);
  }

  void read(const Stmt *S, bool InLambda) {
    if (const auto *Lambda = dyn_cast<LambdaExpr>(S))
      return read(Lambda);
    if (const auto *Declaration = dyn_cast<DeclStmt>(S); Declaration && !InLambda)
      for (const Decl *D : Declaration->decls())
        if (const auto *Variable = dyn_cast<VarDecl>(D);
            Variable && Variable->getInit() && Variable->hasLocalStorage())
          if (const auto *Lambda =
                  dyn_cast<LambdaExpr>(Variable->getInit()->IgnoreUnlessSpelledInSource()))
            Variables[Variable] = Lambda->getLambdaClass();
    const Stmt *Called = nullptr;
    if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(S); Call && Call->getOperator() == OO_Call)
      Called = Call->getArg(0);
    for (const Stmt *Child : S->children())
      if (Child && Child != Called)
        read(Child, InLambda);
    const auto *Name = dyn_cast<DeclRefExpr>(S);
    const auto *Callee = Called ? cast<Expr>(Called)->IgnoreParenImpCasts() : nullptr;
    if (Callee && !isa<DeclRefExpr>(Callee))
      read(Callee, InLambda);
    if (const CXXRecordDecl *Closure = Name ? closureOf(Name->getType()) : nullptr)
      UsedOtherwise.insert(Closure);
  }

  /// Is all that is done with the lambda that it is called, where that can be seen?
  bool isOnlyCalled(const CXXRecordDecl *Closure) const {
    const auto Sharing = SharedBy.find(Closure);
    return llvm::is_contained(llvm::make_second_range(Variables), Closure) &&
           !UsedOtherwise.contains(Closure) &&
           (Sharing == SharedBy.end() ||
            llvm::all_of(Sharing->second,
                         [this](const CXXRecordDecl *Other) { return isOnlyCalled(Other); }));
  }
};

} // namespace

bool InlinableCalls::isOnlyCalled(const CXXRecordDecl *Closure, const FunctionDecl *Function) {
  auto [It, New] = OnlyCalled.try_emplace(Function);
  if (const Stmt *Body = New ? writtenBody(Function) : nullptr) {
    LambdaNames Names;
    Names.read(Body, /*InLambda=*/false);
    for (const auto &[Variable, Kept] : Names.Variables)
      if (Names.isOnlyCalled(Kept))
        It->second.insert(Kept);
  }
  return It->second.contains(Closure);
}

/// Is the variable only read in the statement? (What a lambda copies, it reads.)
static bool isOnlyReadIn(const Stmt *S, const ValueDecl *Variable) {
  const auto IsName = [Variable](const Stmt *Of) {
    const auto *Name = dyn_cast<DeclRefExpr>(Of);
    return Name && Name->getDecl() == Variable;
  };
  if (IsName(S))
    return false;
  if (const auto *Cast = dyn_cast<ImplicitCastExpr>(S); Cast &&
                                                        Cast->getCastKind() == CK_LValueToRValue &&
                                                        IsName(Cast->getSubExpr()->IgnoreParens()))
    return true;
  return llvm::all_of(S->children(),
                      [&](const Stmt *Child) { return !Child || isOnlyReadIn(Child, Variable); });
}

bool InlinableCalls::isNeverWritten(const ValueDecl *Variable) {
  const auto *Function = dyn_cast<FunctionDecl>(Variable->getDeclContext());
  auto [It, New] = NeverWritten.try_emplace(Variable, Variable->getType().isConstQualified());
  if (const Stmt *Body = New && Function && !It->second && Variable->getType()->isScalarType()
                             ? writtenBody(Function)
                             : nullptr)
    It->second = isOnlyReadIn(Body, Variable);
  return It->second;
}

/// Is there a copy of the lambda, or of what it has captured, that may differ from the original?
bool InlinableCalls::isKeeper(const CXXRecordDecl *Closure, const FunctionDecl *Function) {
  const bool IsOfFunction = static_cast<const DeclContext *>(Function)->getPrimaryContext() ==
                            Closure->getDeclContext()->getPrimaryContext();
  const bool IsSeen = isOnlyCalled(Closure, Function);
  return llvm::any_of(Closure->captures(), [&](const LambdaCapture &Capture) {
    if (!Capture.capturesVariable())
      return Capture.getCaptureKind() == LCK_StarThis;
    const ValueDecl *Variable = Capture.getCapturedVar();
    return !IsSeen && (!IsOfFunction || Variable->isInitCapture() ||
                       (Capture.getCaptureKind() == LCK_ByCopy && !isNeverWritten(Variable)));
  });
}

bool InlinableCalls::callsKeeper(const Stmt *S, const FunctionDecl *Function, bool AndWrites,
                                 unsigned Depth) {
  const auto *Call = dyn_cast<CXXOperatorCallExpr>(S);
  const auto *Method = Call ? dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee()) : nullptr;
  if (Method && Method->getParent()->isLambda() &&
      (((!AndWrites || !Method->isConst()) && isKeeper(Method->getParent(), Function)) ||
       (Depth > 0 && Method->hasBody() &&
        callsKeeper(Method->getBody(), Function, AndWrites, Depth - 1))))
    return true;
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return Child && callsKeeper(Child, Function, AndWrites, Depth);
  });
}

} // namespace valuetask
