//===--- ObjectResolver.cpp - from places to objects ----------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "events/ObjectResolver.h"
#include "ast/Expressions.h"
#include "events/EventExpander.h"
#include "events/ImpliedEvents.h"
#include "events/ObjectTable.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

namespace {

/// Finds out which objects there are.
class ObjectFinder {
public:
  ObjectFinder(const BodyIndex &Body, const PlaceEvents &Found)
      : Body(Body), Found(Found), Objects(Body) {}

  ObjectTable find() && {
    for (const ObjectPlace &Declared : Found.Names.Objects)
      Objects.objectAt(Declared);
    addReferences();
    for (const ObjectPlace &Affected : Found.Affected)
      add(Affected.Where, Affected.Type);
    // What happens to a whole is for the function's callers, who may track a part of it.
    for (const PlaceEvent &E : Found.Events)
      if (!Found.Views.isContentOfView(E.Where) && isFromOutside(E.Where.Root))
        Objects.objectAt({E.Where, QualType()});
    return std::move(Objects);
  }

private:
  /// References that are no other names of anything that is known.
  void addReferences() {
    for (const VarDecl *Reference : Found.Names.References)
      if (const auto *Decomposition = dyn_cast<DecompositionDecl>(Reference))
        addBindings(Decomposition);
    for (const VarDecl *Reference : llvm::reverse(Found.Names.References)) {
      const QualType Type = Reference->getType().getNonReferenceType();
      if (!isa<DecompositionDecl>(Reference) && Body.types().isSingleConsumption(Type))
        add({Reference, {}}, Type);
    }
  }

  void addBindings(const DecompositionDecl *Decomposition) {
    for (const BindingDecl *Element : Decomposition->bindings()) {
      const QualType Type = Element->getType().getNonReferenceType();
      const auto It = Found.Names.Aliases.find(Element);
      if (It != Found.Names.Aliases.end() && Body.types().isSingleConsumption(Type))
        Objects.objectAt({It->second, Type, Element});
    }
  }

  /// An object, or all that a view may refer to.
  void add(const Place &Where, QualType Type) {
    if (!Found.Views.isContentOfView(Where)) {
      Objects.objectAt({Where, Type});
      return;
    }
    for (const Place &Referent : Found.Views.referents(Where))
      if (!Found.Views.isContentOfView(Referent))
        Objects.objectAt({Referent, Type});
    // Where some of what it refers to isn't known, that is an object too: '*p', until p changes.
    if (!isFullyKnown(Where.Root))
      Objects.objectAt({Where, Type});
  }

  bool isFullyKnown(const ValueDecl *View) const {
    return llvm::all_of(Body.writesOf(View), [&](const Stmt *Write) {
      return Found.Views.isKnownAfter(View, anchorOfWrite(View, Write));
    });
  }

  bool isFromOutside(const ValueDecl *Root) const {
    return !Root || isa<ParmVarDecl>(Root) || Body.isCaptured(Root);
  }

  const BodyIndex &Body;
  const PlaceEvents &Found;
  ObjectTable Objects;
};

void addTests(const PlaceEvents &Found, ObjectTable &Objects) {
  for (const auto &[Where, Test] : Found.Tests)
    if (const ObjectId Id = Objects.find(Where); Id != NoObject)
      Objects[Id].Tests.push_back(Test);
}

} // namespace

ObjectEvents resolveObjects(const BodyIndex &Body, const PlaceEvents &Found) {
  ObjectTable Objects = ObjectFinder(Body, Found).find();
  if (Objects.empty())
    return {};
  EventTable Events;
  // While it is suspended, everything that is there is held: also where its result is an exception.
  for (const CoroutineSuspendExpr *Await : Body.suspensions())
    Events.add({resumeCall(Await)}, {EventKind::Suspend, NoObject, Await->getKeywordLoc()});
  addBirths(Objects, Body, Events);
  EventExpander Expander(Found.Names, Found.Views, Objects, Events);
  for (const PlaceEvent &E : Found.Events)
    Expander.expand(E);
  addTests(Found, Objects);
  addViewEvents(Found.Views, Objects, Body, Events);
  addIndexWrites(Objects, Body, Events);
  addSharedEscapes(Found.Names, Objects, Body, Events);
  return {std::move(Objects).take(), std::move(Events)};
}

} // namespace valuetask
