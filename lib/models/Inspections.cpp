//===--- Inspections.cpp - calls that only look ---------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "models/Inspections.h"
#include "ast/StdCalls.h"
#include "paths/Terms.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

StringRef stdClass(QualType Type) {
  const CXXRecordDecl *Record = Type.getNonReferenceType()->getAsCXXRecordDecl();
  // (exception_ptr is an alias of a class in a nested namespace.)
  const bool Known = Record && Record->getIdentifier() &&
                     (Record->isInStdNamespace() || Record->getName() == "exception_ptr");
  return Known ? Record->getName() : StringRef();
}

bool changesByItself(QualType Type) {
  Type = Type.getNonReferenceType();
  if (Type->isPointerType())
    Type = Type->getPointeeType();
  if (Type.isVolatileQualified() || Type->isAtomicType())
    return true;
  const StringRef Class = stdClass(Type);
  return Class.starts_with("atomic") ||
         llvm::is_contained({"stop_token", "stop_source", "future", "shared_future", "weak_ptr"},
                            Class);
}

const CXXMethodDecl *plainInspection(const Expr *E) {
  const auto *Call = dyn_cast<CXXMemberCallExpr>(E);
  const CXXMethodDecl *Method = Call && Call->getNumArgs() == 0 ? Call->getMethodDecl() : nullptr;
  return Method && Method->isConst() ? Method : nullptr;
}

const Expr *presenceTested(const Expr *E) {
  const CXXMethodDecl *Method = plainInspection(E);
  const bool Tests =
      Method && (isa<CXXConversionDecl>(Method)
                     ? Method->getReturnType()->isBooleanType()
                     : isNamed(Method, {"has_value"}) ||
                           (isNamed(Method, {"get"}) && Method->getReturnType()->isPointerType()));
  return Tests ? cast<CXXMemberCallExpr>(E)->getImplicitObjectArgument() : nullptr;
}

/// Functions of the standard library that lead to their first argument, or only look at it.
constexpr StringRef Lookers[] = {
    // clang-format off
    "addressof", "as_const", "begin", "cbegin", "cend", "cref", "data", "empty", "end", "forward",
    "get", "get_if", "holds_alternative", "max", "min", "move", "ref", "size", "ssize"
    // clang-format on
};

/// The one expression that a lambda's body returns.
static const Expr *returnedBy(const CXXMethodDecl *Lambda) {
  const auto *Body = dyn_cast_or_null<CompoundStmt>(Lambda->getBody());
  const auto *Return =
      Body && Body->size() == 1 ? dyn_cast<ReturnStmt>(Body->body_front()) : nullptr;
  return Return ? Return->getRetValue() : nullptr;
}

bool isRepeatable(const Stmt *S, llvm::SmallVectorImpl<const ValueDecl *> &Reads) {
  if (const auto *Call = dyn_cast<CallExpr>(S)) {
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee());
    const bool CallsObject = Method && Method->getOverloadedOperator() == OO_Call;
    if (CallsObject && Method->getParent()->isLambda()) {
      const Expr *Returned = returnedBy(Method);
      if (!Returned || !isPure(Returned, Reads) || !isRepeatable(Returned, Reads))
        return false;
    } else if (CallsObject || (Method && Method->isStatic())) {
      return false; // a clock, a factory, a function that somebody set
    }
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(S);
        Member && changesByItself(Member->getImplicitObjectArgument()->getType()))
      return false;
  }
  return llvm::all_of(S->children(),
                      [&Reads](const Stmt *Child) { return !Child || isRepeatable(Child, Reads); });
}

bool isInspection(const CallExpr *Call) {
  const auto *Callee = Call->getDirectCallee();
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
  if (Method && Method->getOverloadedOperator() == OO_Call) {
    llvm::SmallVector<const ValueDecl *, 4> Reads;
    return Method->getParent()->isLambda() && isPure(Call, Reads) && isRepeatable(Call, Reads);
  }
  if (!Callee || !Callee->isInStdNamespace())
    return false;
  if (Method)
    return leavesObjectAlone(Method);
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
  return Operator ? Operator->isComparisonOp() : callsStd(Call, Lookers);
}

void findThis(const Stmt *S, bool &Mentioned, bool &Whole) {
  if (isa<CXXThisExpr>(S)) {
    Mentioned = Whole = true;
    return;
  }
  if (const auto *Member = dyn_cast<MemberExpr>(S);
      Member && isa<FieldDecl>(Member->getMemberDecl()) &&
      isa<CXXThisExpr>(Member->getBase()->IgnoreParenImpCasts())) {
    Mentioned = true;
    return;
  }
  for (const Stmt *Child : S->children())
    if (Child)
      findThis(Child, Mentioned, Whole);
}

const Expr *givenValue(const Expr *E) {
  while (true) {
    const Expr *Inner = E->IgnoreParens();
    if (const auto *Full = dyn_cast<FullExpr>(Inner))
      Inner = Full->getSubExpr();
    else if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(Inner))
      Inner = Temporary->getSubExpr();
    else if (const auto *Bound = dyn_cast<CXXBindTemporaryExpr>(Inner))
      Inner = Bound->getSubExpr();
    else if (const auto *Cast = dyn_cast<CastExpr>(Inner);
             Cast && llvm::is_contained({CK_NoOp, CK_ConstructorConversion, CK_LValueToRValue},
                                        Cast->getCastKind()))
      Inner = Cast->getSubExpr();
    else if (const auto *Made = dyn_cast<CXXConstructExpr>(Inner);
             Made && Made->isElidable() && Made->getNumArgs() == 1)
      Inner = Made->getArg(0);
    if (Inner == E)
      return E;
    E = Inner;
  }
}

} // namespace valuetask
