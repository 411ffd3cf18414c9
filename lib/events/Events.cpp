//===--- Events.cpp - what a function does to the objects it tracks -------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "events/Events.h"
#include "events/BodyIndex.h"
#include "events/ObjectResolver.h"
#include "events/Summaries.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

void EventTable::add(const Anchor &At, const Event &E) {
  HasSwaps |= E.Kind == EventKind::Swap;
  auto &Events = At.Declaration ? AtDeclaration[At.Declaration] : AtStatement[At.Statement];
  // 'y = std::move(x)': first it is taken from there.
  auto *Before = llvm::find_if(Events, [&](const Event &Other) {
    return E.isConsumption() && Other.Kind == EventKind::Reinitialise && Other.Partner == E.Object;
  });
  Events.insert(Before, E);
}

llvm::ArrayRef<Event> EventTable::at(const Anchor &At) const {
  const auto Find = [](const auto &Map, const auto *Key) -> llvm::ArrayRef<Event> {
    const auto It = Map.find(Key);
    return It == Map.end() ? llvm::ArrayRef<Event>() : llvm::ArrayRef<Event>(It->second);
  };
  return At.Declaration ? Find(AtDeclaration, At.Declaration) : Find(AtStatement, At.Statement);
}

void EventTable::replaceSwaps(
    llvm::function_ref<llvm::SmallVector<Event, 2>(const Event &)> Settle) {
  for (auto &[Statement, Events] : AtStatement) {
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

FunctionEvents::FunctionEvents(const FunctionDecl *Function, Summaries &Callees)
    : FunctionEvents(BodyIndex(Function, Callees.types()), Callees) {}

FunctionEvents::FunctionEvents(const BodyIndex &Body, Summaries &Callees)
    : FunctionEvents(Body, Body.isRelevant() ? readPlaceEvents(Body, Callees) : PlaceEvents()) {}

FunctionEvents::FunctionEvents(const BodyIndex &Body, const PlaceEvents &Found)
    : Temporaries(Body.temporaries()), Returned(Found.Returned),
      Tracked(resolveObjects(Body, Found)) {}

void FunctionEvents::forEachEvent(const CFGElement &Element,
                                  llvm::function_ref<void(const Event &)> Visit) const {
  const std::optional<CFGStmt> Statement = Element.getAs<CFGStmt>();
  if (!Statement)
    return;
  const auto VisitAll = [&](const Anchor &At) {
    for (const Event &E : Tracked.Events.at(At))
      Visit(E);
  };
  const auto *Declaration = dyn_cast<DeclStmt>(Statement->getStmt());
  if (!Declaration)
    return VisitAll({Statement->getStmt()});
  for (const Decl *D : Declaration->decls())
    VisitAll({D});
}

void FunctionEvents::forEachEvent(const CFGBlock &Block,
                                  llvm::function_ref<void(const Event &)> Visit) const {
  for (const CFGElement &Element : Block)
    forEachEvent(Element, Visit);
}

} // namespace valuetask
