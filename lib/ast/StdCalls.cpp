//===--- StdCalls.cpp - calls of the standard library ---------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ast/StdCalls.h"
#include "clang/AST/Decl.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

bool callsStd(const Expr *E, llvm::ArrayRef<StringRef> Names) {
  const auto *Call = dyn_cast<CallExpr>(E);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  return Callee && Callee->isInStdNamespace() && Callee->getIdentifier() &&
         llvm::is_contained(Names, Callee->getName());
}

bool isNamed(const CXXMethodDecl *Method, llvm::ArrayRef<StringRef> Names) {
  return Method && Method->getIdentifier() && llvm::is_contained(Names, Method->getName());
}

bool drops(const CXXOperatorCallExpr *Assignment) {
  if (Assignment->getOperator() != OO_Equal || Assignment->getNumArgs() != 2)
    return false;
  const auto *Name = dyn_cast<DeclRefExpr>(Assignment->getArg(0)->IgnoreParenImpCasts());
  return Name && Name->getDecl()->isInStdNamespace() && Name->getDecl()->getIdentifier() &&
         Name->getDecl()->getName() == "ignore";
}

} // namespace valuetask
