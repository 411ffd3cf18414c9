//===--- Events.cpp - what a function does to the objects it tracks -------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "events/Events.h"
#include "events/EventBuilder.h"
#include "models/Library.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

bool takesResult(const CXXMethodDecl *Method) {
  return protocolRole(Method) == ProtocolRole::Result;
}

FunctionEvents::FunctionEvents(const FunctionDecl *Function, Summaries &Known) {
  EventBuilder(Function, Known, *this).run();
}

void FunctionEvents::replaceSwaps(
    llvm::function_ref<llvm::SmallVector<Event, 2>(const Event &)> Settle) {
  for (auto &[Statement, Events] : EventsAt) {
    llvm::SmallVector<Event, 1> Settled;
    for (const Event &E : Events)
      if (E.Kind == EventKind::Swap)
        Settled.append(Settle(E));
      else
        Settled.push_back(E);
    Events = std::move(Settled);
  }
  HasSwaps = false;
}

void FunctionEvents::forEachEvent(const CFGElement &Element,
                                  llvm::function_ref<void(const Event &)> Visit) const {
  std::optional<CFGStmt> Statement = Element.getAs<CFGStmt>();
  if (!Statement)
    return;
  auto VisitAll = [&](const auto &Map, const auto *Key) {
    if (auto It = Map.find(Key); It != Map.end())
      for (const Event &E : It->second)
        Visit(E);
  };
  if (const auto *Declaration = dyn_cast<DeclStmt>(Statement->getStmt())) {
    for (const Decl *D : Declaration->decls())
      VisitAll(EventsAtDeclaration, D);
    return;
  }
  VisitAll(EventsAt, Statement->getStmt());
}

void FunctionEvents::forEachEvent(const CFGBlock &Block,
                                  llvm::function_ref<void(const Event &)> Visit) const {
  for (const CFGElement &Element : Block)
    forEachEvent(Element, Visit);
}

} // namespace valuetask
