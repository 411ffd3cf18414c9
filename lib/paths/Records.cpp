//===--- Records.cpp - values that may record what happened to an object --===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/Records.h"
#include "ast/Expressions.h"
#include "models/Inspections.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

/// The pointer by which alone a place is reached: what is written there isn't the pointer.
static const ValueDecl *pointerTo(const Expr *Target) {
  for (const Expr *E = Target->IgnoreParenImpCasts(); E; E = baseOf(E)) {
    E = E->IgnoreParenImpCasts();
    const auto *Member = dyn_cast<MemberExpr>(E);
    const auto *Unary = dyn_cast<UnaryOperator>(E);
    const Expr *Pointer = Member && Member->isArrow()               ? Member->getBase()
                          : Unary && Unary->getOpcode() == UO_Deref ? Unary->getSubExpr()
                                                                    : nullptr;
    if (!Pointer)
      continue;
    const auto *Name = dyn_cast<DeclRefExpr>(Pointer->IgnoreParenImpCasts());
    return Name && Name->getType()->isPointerType() ? Name->getDecl() : nullptr;
  }
  return nullptr;
}

/// 'p', '!p', 'p != nullptr && ...': is a pointer only asked for itself?
static bool asksOnlyWhether(const Stmt *Condition, const ValueDecl *Pointer) {
  const auto *E = dyn_cast<Expr>(Condition);
  if (!E)
    return false;
  E = E->IgnoreParenImpCasts();
  const auto *Unary = dyn_cast<UnaryOperator>(E);
  const auto *Binary = dyn_cast<BinaryOperator>(E);
  if (isa<DeclRefExpr>(E) || !llvm::is_contained(mentionedIn(E), Pointer))
    return true;
  return ((Unary && Unary->getOpcode() == UO_LNot) ||
          (Binary && (Binary->isLogicalOp() || Binary->isComparisonOp()))) &&
         llvm::all_of(E->children(),
                      [&](const Stmt *Child) { return asksOnlyWhether(Child, Pointer); });
}

Records::Records(const ControlFlow &Flow, const FunctionEvents &Events, ObjectId Object)
    : Flow(Flow) {
  std::vector<const CFGBlock *> Changes;
  for (const CFGBlock *Block : Flow.cfg()) {
    Events.forEachEvent(*Block, [&](const Event &E) {
      if (E.Object == Object && (E.isConsumption() || E.Kind == EventKind::Reinitialise))
        Changes.push_back(Block);
    });
    for (const CFGElement &Element : *Block) {
      const std::optional<CFGStmt> S = Element.getAs<CFGStmt>();
      if (!S)
        continue;
      if (const auto *Lambda = dyn_cast<LambdaExpr>(S->getStmt()))
        for (const ValueDecl *Variable : capturedByReference(Lambda->getLambdaClass()))
          Entangled.insert(Variable);
      else if (const auto *Unary = dyn_cast<UnaryOperator>(S->getStmt());
               Unary && Unary->getOpcode() == UO_AddrOf) {
        if (const ValueDecl *Variable = variableOf(Unary->getSubExpr()))
          Entangled.insert(Variable);
      } else if (const auto *Declaration = dyn_cast<DeclStmt>(S->getStmt())) {
        for (const Decl *D : Declaration->decls())
          if (const auto *Variable = dyn_cast<VarDecl>(D); Variable && Variable->getInit()) {
            const ValueDecl *Referent =
                Variable->getType()->isReferenceType() ? variableOf(Variable->getInit()) : nullptr;
            if (Referent)
              Entangled.insert(Referent);
          }
      }
      // When a destructor writes isn't followed.
      for (const ValueDecl *Written : writtenAtEnd(S->getStmt()))
        since(SinceEnd, Written, Block);
    }
  }
  const llvm::BitVector After = Flow.reachableFrom(Changes);
  for (const CFGBlock *Block : Flow.cfg())
    if (After[Block->getBlockID()])
      for (const CFGElement &Element : *Block)
        if (std::optional<CFGStmt> S = Element.getAs<CFGStmt>())
          addWrites(S->getStmt(), Block);
  if (const ValueDecl *Root = Events.objects()[Object].Where.Root)
    for (Places *Written : {&Since, &SinceEnd})
      Written->erase(Root);
  handOn();
}

/// What is made of something that a destructor may write isn't known either.
void Records::handOn() {
  for (size_t Before = 0; Before != SinceEnd.size();) {
    Before = SinceEnd.size();
    for (const CFGBlock *Block : Flow.cfg())
      for (const CFGElement &Element : *Block) {
        const std::optional<CFGStmt> S = Element.getAs<CFGStmt>();
        const auto HandOn = [&](const ValueDecl *Target, const Expr *Value) {
          if (Target && Value && !SinceEnd.contains(Target) && isIn(SinceEnd, Value, Block))
            since(SinceEnd, Target, Block);
        };
        if (const auto *Assignment = S ? dyn_cast<BinaryOperator>(S->getStmt()) : nullptr;
            Assignment && Assignment->isAssignmentOp())
          HandOn(variableOf(Assignment->getLHS()), Assignment->getRHS());
        if (const auto *Declaration = S ? dyn_cast<DeclStmt>(S->getStmt()) : nullptr)
          for (const Decl *D : Declaration->decls())
            if (const auto *Variable = dyn_cast<VarDecl>(D))
              HandOn(Variable, Variable->getInit());
      }
  }
}

/// Does the expression, run in the block, read what was written by then?
bool Records::isIn(const Places &Written, const Expr *E, const CFGBlock *Block) {
  return llvm::any_of(mentionedIn(E), [&](const ValueDecl *Read) {
    const auto It = Written.find(Read);
    return It != Written.end() && It->second[Block->getBlockID()];
  });
}

bool Records::mayChangeAlone(const Expr *Condition, const CFGBlock *Block) const {
  return isIn(SinceEnd, Condition, Block);
}

/// The value of a number or a flag of the function's own is known wherever it is asked for.
bool Records::isFollowed(const Expr *Target) const {
  const auto *Name = dyn_cast<DeclRefExpr>(Target->IgnoreParenImpCasts());
  const auto *Variable = Name ? dyn_cast<VarDecl>(Name->getDecl()) : nullptr;
  return Variable && Variable->hasLocalStorage() && Variable->getType()->isScalarType() &&
         !Entangled.contains(Variable);
}

void Records::add(const Expr *Target, const CFGBlock *Block) {
  if (isFollowed(Target))
    return;
  const ValueDecl *Behind = pointerTo(Target);
  for (const ValueDecl *Written : mentionedIn(Target))
    since(Written == Behind ? SinceBehind : Since, Written, Block);
}

void Records::since(Places &Written, const ValueDecl *Variable, const CFGBlock *Block) {
  llvm::BitVector &Blocks = Written[Variable];
  Blocks.resize(Flow.cfg().getNumBlockIDs());
  Blocks |= Flow.reachableFrom(Block);
}

void Records::addWrites(const Stmt *S, const CFGBlock *Block) {
  if (const auto *Binary = dyn_cast<BinaryOperator>(S)) {
    if (Binary->isAssignmentOp())
      add(Binary->getLHS(), Block);
    return;
  }
  if (const auto *Unary = dyn_cast<UnaryOperator>(S)) {
    if (Unary->isIncrementDecrementOp())
      add(Unary->getSubExpr(), Block);
    return;
  }
  const auto *Call = dyn_cast<CallExpr>(S);
  if (!Call)
    return;
  const FunctionDecl *Callee = Call->getDirectCallee();
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
  const bool OnObject = Method && isa<CXXOperatorCallExpr>(Call) && Call->getNumArgs() > 0;
  if (Method && Method->getParent()->isLambda())
    for (const ValueDecl *Variable : capturedByReference(Method->getParent()))
      since(Since, Variable, Block);
  const Expr *Object = OnObject ? Call->getArg(0) : nullptr;
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call))
    Object = Member->getImplicitObjectArgument();
  if (Object && Method && !leavesObjectAlone(Method))
    add(Object, Block);
  if (!Callee)
    return;
  for (const auto &[Argument, Parameter] :
       llvm::zip(llvm::drop_begin(Call->arguments(), OnObject ? 1 : 0), Callee->parameters())) {
    const QualType Type = Parameter->getType();
    if ((Type->isReferenceType() || Type->isPointerType()) &&
        !Type->getPointeeType().isConstQualified())
      add(Argument, Block);
  }
}

bool Records::mayAnswer(const Expr *Condition, const CFGBlock *Block) const {
  return llvm::any_of(mentionedIn(Condition), [&](const ValueDecl *Read) {
    const auto Has = [&](const Places &Written) {
      const auto It = Written.find(Read);
      return It != Written.end() && It->second[Block->getBlockID()];
    };
    return Has(Since) || Has(SinceEnd) || (Has(SinceBehind) && !asksOnlyWhether(Condition, Read));
  });
}

} // namespace valuetask
