//===--- PublicApi.cpp - a value_task in an interface ---------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/AllRules.h"
#include "rules/Messages.h"
#include "types/PublicHeaders.h"
#include "llvm/ADT/DenseSet.h"

using namespace clang;

namespace valuetask {

namespace {

/// Can those who include the header call it, and was its return type its author's choice?
bool isOffered(const FunctionDecl *Function) {
  if (Function->isDeleted() || isa<CXXDeductionGuideDecl>(Function))
    return false;
  const auto *Method = dyn_cast<CXXMethodDecl>(Function);
  if (!Method)
    return true;
  if (Method->getParent()->isLambda() || Method->size_overridden_methods() > 0)
    return false;
  // Of a class in a class, each has to be.
  for (const Decl *Member = Method; isa<CXXRecordDecl>(Member->getDeclContext());
       Member = cast<Decl>(Member->getDeclContext()))
    if (Member->getAccess() == AS_private)
      return false;
  return true;
}

} // namespace

std::vector<Finding> findPublicApi(const UnitView &Unit) {
  std::vector<Finding> Findings;
  PublicHeaders Headers(Unit.options().PublicHeaders, Unit.context().getSourceManager());
  llvm::DenseSet<const FunctionDecl *> Seen;
  for (const FunctionDecl *Function : Unit.code().Declarations) {
    if (!Unit.types().isAnnotated(Function->getReturnType()) || !isOffered(Function) ||
        !Headers.contain(Function->getLocation()) ||
        !Seen.insert(Function->getCanonicalDecl()).second)
      continue;
    Finding Result{RuleId::PublicApi, Function->getLocation(),
                   headline("public function '" + Function->getNameAsString() + "' returns " +
                                withArticle(Unit.types().shortName(Function->getReturnType())),
                            "every caller must consume it once")};
    Result.Help = "return " + taskInsteadOf(Function->getReturnType(), Unit.context()) +
                  " from public headers";
    Findings.push_back(std::move(Result));
  }
  return Findings;
}

} // namespace valuetask
