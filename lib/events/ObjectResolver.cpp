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
        addWhole(E);
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

  /// Of a part by a base class, each member.
  void addWhole(const PlaceEvent &E) {
    const CXXRecordDecl *Part = partOf(E, E.Where, Body);
    if (!Part) {
      Objects.objectAt({E.Where, QualType()});
      return;
    }
    addMembers(E.Where, Part);
    Part->forallBases([&](const CXXRecordDecl *Base) {
      addMembers(E.Where, Base);
      return true;
    });
  }

  void addMembers(const Place &Of, const CXXRecordDecl *Record) {
    for (const FieldDecl *Field : Record->fields()) {
      const QualType Type = Field->getType();
      if (Body.types().leadsToSingleConsumption(Type))
        Objects.objectAt({Of.then({PlaceStep::Kind::Field, Field}),
                          Body.types().isSingleConsumption(Type) ? Type : QualType()});
    }
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

bool isRefill(const PlaceEvent &E) {
  return E.What.Kind == EventKind::Reinitialise || E.What.Kind == EventKind::Clear;
}

bool isAssignment(const PlaceEvent &E) {
  const auto *Operator = dyn_cast_or_null<CXXOperatorCallExpr>(E.At.Statement);
  return isRefill(E) && Operator && Operator->getOperator() == OO_Equal;
}

/// The arguments of a call or a construction that nothing orders.
llvm::ArrayRef<const Expr *> unorderedArguments(const Stmt *S) {
  if (const auto *Call = dyn_cast<CallExpr>(S); Call && !isa<CXXOperatorCallExpr>(Call))
    return {Call->getArgs(), Call->getNumArgs()};
  const auto *Construct = dyn_cast<CXXConstructExpr>(S);
  return Construct && !Construct->isListInitialization()
             ? llvm::ArrayRef<const Expr *>(Construct->getArgs(), Construct->getNumArgs())
             : llvm::ArrayRef<const Expr *>();
}

/// The call of which \p A and \p B are in two arguments; null where there is none.
const Stmt *callOfBoth(const Stmt *A, const Stmt *B, const BodyIndex &Body) {
  llvm::DenseMap<const Stmt *, const Stmt *> Below; // around A: by which of its children
  const Stmt *Parent = Body.parentOf(A);
  for (const Stmt *Here = A; Parent; Here = Parent, Parent = Body.parentOf(Here))
    Below[Parent] = Here;
  Parent = Body.parentOf(B);
  for (const Stmt *Here = B; Parent; Here = Parent, Parent = Body.parentOf(Here)) {
    const auto Common = Below.find(Parent);
    if (Common == Below.end())
      continue;
    const llvm::ArrayRef<const Expr *> Arguments = unorderedArguments(Parent);
    const bool AreArguments = Common->second != Here &&
                              llvm::is_contained(Arguments, dyn_cast<Expr>(Here)) &&
                              llvm::is_contained(Arguments, dyn_cast<Expr>(Common->second));
    return AreArguments ? Parent : nullptr;
  }
  return nullptr;
}

/// 'f(std::move(x), x = g())' may fill x first, and then move that away: the call of which both are
/// arguments; null for any other event.
const Stmt *callThatMayMoveLater(const PlaceEvent &E, llvm::ArrayRef<PlaceEvent> All,
                                 const BodyIndex &Body) {
  if (E.What.Kind == EventKind::Consume && E.At.Statement)
    for (const PlaceEvent &Other : All)
      if (isRefill(Other) && Other.At.Statement && Other.Where == E.Where)
        if (const Stmt *Call = callOfBoth(Other.At.Statement, E.At.Statement, Body))
          return Call;
  return nullptr;
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
  addBirths(Found.Names, Objects, Body, Events);
  EventExpander Expander(Body, Found, Objects, Events);
  // What is assigned is there before it is: '*p = std::move(x)' of a pointer that may point to x.
  const bool Refills = llvm::any_of(Found.Events, isRefill);
  for (const bool AreAssignments : {false, true})
    for (const PlaceEvent &E : Found.Events) {
      if (isAssignment(E) != AreAssignments)
        continue;
      Expander.expand(E);
      if (const Stmt *Call = Refills ? callThatMayMoveLater(E, Found.Events, Body) : nullptr) {
        PlaceEvent Again = E;
        Again.At = {Call};
        Again.What.Kind = EventKind::ConsumeWhole;
        Expander.expand(Again);
      }
    }
  addTests(Found, Objects);
  addViewEvents(Found.Views, Objects, Body, Events);
  addIndexWrites(Objects, Body, Events);
  addPointerWrites(Found.Names, Objects, Body, Events);
  addSharedEscapes(Found.Names, Objects, Body, Events);
  return {std::move(Objects).take(), std::move(Events)};
}

} // namespace valuetask
