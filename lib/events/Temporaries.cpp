//===--- Temporaries.cpp - values without a name --------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "events/Temporaries.h"
#include "events/InitialState.h"
#include "models/Library.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace valuetask {

namespace {

/// Looks at one statement and what is directly below.
class TemporaryFinder {
public:
  TemporaryFinder(const Awaitables &Types, bool InCoroutine, std::vector<TemporaryUse> &Found)
      : Types(Types), InCoroutine(InCoroutine), Found(Found) {}

  /// Values that \p S makes its children drop, and members that are called on a temporary.
  void look(const Stmt *S) {
    if (isa<CompoundStmt>(S)) {
      for (const Stmt *Child : S->children())
        noteDropped(Child);
    } else if (const auto *If = dyn_cast<IfStmt>(S)) {
      noteDropped(If->getThen());
      noteDropped(If->getElse());
    } else if (const auto *For = dyn_cast<ForStmt>(S)) {
      noteDropped(For->getInit());
      noteDropped(For->getInc());
      noteDropped(For->getBody());
    } else if (const auto *While = dyn_cast<WhileStmt>(S)) {
      noteDropped(While->getBody());
    } else if (const auto *Do = dyn_cast<DoStmt>(S)) {
      noteDropped(Do->getBody());
    } else if (const auto *Range = dyn_cast<CXXForRangeStmt>(S)) {
      noteDropped(Range->getBody());
    } else if (const auto *Case = dyn_cast<SwitchCase>(S)) {
      noteDropped(Case->getSubStmt());
    } else if (const auto *Label = dyn_cast<LabelStmt>(S)) {
      noteDropped(Label->getSubStmt());
    } else if (const auto *Comma = dyn_cast<BinaryOperator>(S);
               Comma && Comma->getOpcode() == BO_Comma) {
      noteDropped(Comma->getLHS());
    } else if (const auto *Call = dyn_cast<CXXMemberCallExpr>(S)) {
      noteMemberOfTemporary(Call);
    }
  }

private:
  void noteDropped(const Stmt *S, bool OnPurpose = false) {
    while (const auto *Attributed = dyn_cast_or_null<AttributedStmt>(S))
      S = Attributed->getSubStmt();
    const auto *E = dyn_cast_or_null<Expr>(S);
    if (!E)
      return;
    E = E->IgnoreImplicit()->IgnoreParens()->IgnoreImplicit();
    if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E); Cast && Cast->getType()->isVoidType())
      return noteDropped(Cast->getSubExpr(), /*OnPurpose=*/true);
    if (const auto *Comma = dyn_cast<BinaryOperator>(E); Comma && Comma->getOpcode() == BO_Comma)
      return noteDropped(Comma->getRHS(), OnPurpose);
    if (const auto *Assignment = dyn_cast<CXXOperatorCallExpr>(E);
        Assignment && assignsToIgnore(Assignment))
      return noteDropped(Assignment->getArg(1), /*OnPurpose=*/true);
    if (const auto *Conditional = dyn_cast<ConditionalOperator>(E)) {
      noteDropped(Conditional->getTrueExpr(), OnPurpose);
      return noteDropped(Conditional->getFalseExpr(), OnPurpose);
    }
    if (E->isPRValue() && Types.isSingleConsumption(E->getType()) &&
        initialState(E, Types) != InitialState::Empty)
      Found.push_back({E, nullptr, false, OnPurpose});
  }

  void noteMemberOfTemporary(const CXXMemberCallExpr *Call) {
    const CXXMethodDecl *Method = Call->getMethodDecl();
    const Expr *Object = Call->getImplicitObjectArgument();
    if (!Method || !Object)
      return;
    Object = Object->IgnoreImplicit()->IgnoreParens()->IgnoreImplicit();
    if (!Object->isPRValue() || !Types.isSingleConsumption(Object->getType()))
      return;
    const MemberEffect Effect = Types.effectOf(Call, Method, Object->getType());
    if (Effect == MemberEffect::Inspects && Method->getReturnType()->isBooleanType())
      Found.push_back({Object, Call, false});
    else if ((Effect == MemberEffect::Consumes || Effect == MemberEffect::Reads) &&
             Types.needsResult(Call, Method, Object->getType(), InCoroutine) &&
             (Types.isAnnotated(Object->getType()) || isMadeUnseen(Object)) &&
             initialState(Object, Types) == InitialState::Pending)
      Found.push_back({Object, Call, true});
  }

  const Awaitables &Types;
  bool InCoroutine;
  std::vector<TemporaryUse> &Found;
};

} // namespace

void findTemporaries(const Stmt *S, const Awaitables &Types, bool InCoroutine,
                     std::vector<TemporaryUse> &Found) {
  TemporaryFinder(Types, InCoroutine, Found).look(S);
}

} // namespace valuetask
