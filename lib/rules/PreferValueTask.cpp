//===--- PreferValueTask.cpp - a task that is usually synchronous ---------===//
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
#include "rules/Messages.h"
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

/// What changing the return type saves.
std::string saving(const FunctionDecl *Function, const Counts &Figures) {
  // A value_task's coroutine has a frame as well; from_result's shared state just goes.
  if (isCoroutine(Function))
    return "saves reference counting, but no allocation";
  return "saves " + withCommas(Figures.Allocations) +
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
    Finding Result{RuleId::PreferValueTask, Function->getFirstDecl()->getLocation(),
                   "'" + Function->getNameAsString() + "' returns a 'task', but " +
                       percentage(*Calls) + " of " + withCommas(Calls->Calls) +
                       " profiled calls completed synchronously"};
    Result.Help = "every caller awaits it once, immediately: returning " +
                  withTemplate("value_task", Function->getReturnType(), Unit.context()) + " " +
                  saving(Function, *Calls);
    Result.Fix = returnValueTask(Function, Unit, /*IsCertain=*/!If);
    Result.If = std::move(If);
    Findings.push_back(std::move(Result));
  }
  return Findings;
}

} // namespace valuetask
