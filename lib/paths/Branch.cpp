//===--- Branch.cpp - what taking an edge says ----------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/Branch.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace valuetask {

namespace {

std::optional<int64_t> labelValue(const CaseStmt *Case, const ASTContext &Context) {
  Expr::EvalResult Result;
  if (Case->getRHS() || !Case->getLHS()->EvaluateAsInt(Result, Context) ||
      !Result.Val.getInt().isRepresentableByInt64())
    return std::nullopt;
  return Result.Val.getInt().getExtValue();
}

bool belongsTo(const Stmt *Label, const SwitchStmt &Switch) {
  for (const SwitchCase *Case = Switch.getSwitchCaseList(); Case; Case = Case->getNextSwitchCase())
    if (Case == Label)
      return true;
  return false;
}

} // namespace

Branch Branch::of(const CFGBlock &From, unsigned Successor, const ASTContext &Context) {

  Branch Result;
  const Stmt *Terminator = From.getTerminatorStmt();
  const CFGBlock &Target = **(From.succ_begin() + Successor);
  if (!Terminator)
    return Result;
  if (isa<CXXTryStmt>(Terminator)) {
    if (const auto *Handler = dyn_cast_or_null<CXXCatchStmt>(Target.getLabel()))
      Result.Taken = Decision{Decision::Kind::Exception, Handler->getCatchLoc()};
    return Result;
  }
  if (From.succ_size() < 2)
    return Result;
  if (const auto *Switch = dyn_cast<SwitchStmt>(Terminator)) {
    Result.setLabels(*Switch, Target, Context);
    return Result;
  }
  const Expr *Condition = From.getLastCondition();
  // A call that may throw ends its block, so that the branch on its result is alone in the next
  // one.
  if (!Condition)
    Condition = dyn_cast_or_null<Expr>(From.getTerminatorCondition());
  if (!Condition || From.succ_size() != 2)
    return Result;
  Result.Condition = Condition;
  Result.Value = Successor == 0;
  // The condition of a range-based for is clang's, and no text that a reader could look at.
  if (const auto *Loop = dyn_cast<CXXForRangeStmt>(Terminator)) {
    Result.Range = Loop;
    if (!Result.Value)
      Result.Taken = Decision{Decision::Kind::LoopEnd, Loop->getForLoc()};
  } else
    Result.Taken =
        Decision{Decision::Kind::Condition, Condition->getBeginLoc(), Condition, Result.Value};
  return Result;
}

void Branch::setLabels(const SwitchStmt &Switch, const CFGBlock &Target,
                       const ASTContext &Context) {
  Switched = Switch.getCond();
  const Stmt *Label = Target.getLabel();
  if (const auto *Case = dyn_cast_or_null<CaseStmt>(Label); Case && belongsTo(Case, Switch)) {
    Taken = Decision{Decision::Kind::Label, Case->getBeginLoc(), Case->getLHS(), true};
    if (std::optional<int64_t> Value = labelValue(Case, Context))
      Labels.emplace_back(*Value, true);
    return;
  }
  for (const SwitchCase *Label = Switch.getSwitchCaseList(); Label;
       Label = Label->getNextSwitchCase())
    if (const auto *Case = dyn_cast<CaseStmt>(Label))
      if (std::optional<int64_t> Value = labelValue(Case, Context))
        Labels.emplace_back(*Value, false);
  const bool HasLabel = isa_and_nonnull<DefaultStmt>(Label) && belongsTo(Label, Switch);
  Taken = Decision{Decision::Kind::Default, HasLabel ? Label->getBeginLoc() : Switch.getBeginLoc(),
                   Switch.getCond(), HasLabel};
}

} // namespace valuetask
