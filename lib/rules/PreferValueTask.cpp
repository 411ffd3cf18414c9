//===--- PreferValueTask.cpp - a task that is mostly complete at once -----===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ast/Coroutines.h"
#include "fixes/ValueTaskFix.h"
#include "models/RuntimeTypes.h"
#include "profile/Figures.h"
#include "profile/ReturnedTasks.h"
#include "rules/AllRules.h"
#include "types/PublicHeaders.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;

namespace valuetask {

namespace {

/// Is it a function of its own, whose return type can be changed for all who call it?
bool canChangeItsReturnType(const FunctionDecl *Function) {
  return isTask(Function->getReturnType()) && !Function->getReturnType().hasQualifiers() &&
         choosesItsReturnType(Function) && !Function->isDependentContext() &&
         !Function->isTemplateInstantiation() && !Function->getPrimaryTemplate() &&
         !isa<CXXConversionDecl>(Function) && !Function->isExternC();
}

/// Is there something to gain? A function whose results are the small ones that cost nothing as a
/// task isn't worth a contract.
bool saves(const FunctionDecl *Function, const Counts &Figures) {
  return isCoroutine(Function) || Figures.Allocations > 0;
}

/// Which of the function's allocations would not be made any more.
std::string saving(const FunctionDecl *Function, const Counts &Figures) {
  // A value_task's coroutine has a frame as well; from_result's shared state just goes.
  if (isCoroutine(Function))
    return "which would save no allocation, since a coroutine keeps its frame, but the counting of "
           "references";
  return "which would save " + withCommas(Figures.Allocations) +
         (Figures.Allocations == 1 ? " allocation" : " allocations");
}

} // namespace

std::vector<Finding> findPreferValueTask(const UnitView &Unit) {
  std::vector<Finding> Findings;
  const Measurements &Measured = *Unit.measurements();
  PublicHeaders Public(Unit.options().PublicHeaders, Unit.context().getSourceManager());
  for (const FunctionDecl *Function : Unit.code().Functions) {
    const std::optional<Counts> Calls =
        canChangeItsReturnType(Function) ? callsOf(Function, Measured) : std::nullopt;
    if (!Calls || Calls->Calls < Unit.options().MinCalls ||
        Calls->synchronousShare() < Unit.options().MinSyncRatio || !saves(Function, *Calls))
      continue;
    // Whoever includes a public header hasn't agreed to a value_task's contract.
    if (llvm::any_of(Function->redecls(), [&](const FunctionDecl *Function) {
          return Public.contain(Function->getLocation());
        }))
      continue;
    const TaskUse Use = Unit.taskUses().of(Function);
    if (!Use.isOnlyAwaited())
      continue;
    std::optional<Condition> If;
    if (!mayBeUsedElsewhere(Function)) {
      if (Use.AwaitedAtOnce == 0)
        continue;
    } else if (Unit.options().collectsFacts() && Function->isExternallyVisible()) {
      If.emplace();
      If->OnlyAwaited = factNameOf(Function);
    } else if (!Unit.options().program() || !Function->isExternallyVisible() ||
               !Unit.options().program()->isOnlyAwaited(factNameOf(Function))) {
      continue;
    }
    Findings.push_back({RuleId::PreferValueTask,
                        Function->getFirstDecl()->getLocation(),
                        "'" + Function->getNameAsString() + "' returns a 'task', but " +
                            figures(*Calls) +
                            " were complete at once, and all callers await it once and at once; "
                            "return a value_task instead, " +
                            saving(Function, *Calls),
                        {},
                        returnValueTask(Function, Unit, /*IsCertain=*/!If),
                        std::move(If)});
  }
  return Findings;
}

} // namespace valuetask
